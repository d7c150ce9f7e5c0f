// A request as one line of JSON: how it lies in the database and, without its pictures, in a picture's own text.
//
// Keys are the field names of the REST document, in a fixed order, so equal requests are equal lines. An absent
// optional has no key. Pictures are named by file and SHA-256; the files lie beside the database (input_files.h).
#pragma once

#include "base/error.h"
#include "base/generation.h"

#include <string>
#include <string_view>
#include <vector>

namespace genserve::tasks {

// One picture file of a request. Roles: "input_image", "mask_image", "control_image", "controlnets/0", ...
struct PictureFile {
    std::string role;
    std::string file;   // a plain name without folders
    std::string sha256; // of the file's bytes, lower-case hex

    bool operator==(const PictureFile&) const = default;
};

// The roles of the pictures that the request holds, in the order of the line.
std::vector<std::string> pictureRoles(const GenerationRequest& request);

// The picture of that role in the request; nullptr for other roles. The request owns it.
const Image* pictureOf(const GenerationRequest& request, std::string_view role);
bool isMaskRole(std::string_view role); // one channel, the others three

// Every picture of the request needs its file. InvalidArgument where a text is not UTF-8 or a number is not finite.
Expected<std::string> requestJson(const GenerationRequest& request, const std::vector<PictureFile>& files);

struct StoredRequest {
    GenerationRequest request; // without pictures
    std::vector<PictureFile> files;
};

// Reads untrusted text: CorruptFile names the key at fault. Unknown keys are skipped, so texts of pictures and lines of
// other versions can be read too; values are not checked against their ranges, which is the engine's part.
Expected<StoredRequest> parseRequest(std::string_view json);

// Puts a picture into its place, which parseRequest() has made. InvalidArgument for an unknown role.
Expected<void> setPicture(GenerationRequest& request, std::string_view role, Image image);

} // namespace genserve::tasks
