#include "tasks/input_files.h"

#include "base/sha256.h"
#include "base/text_file.h"
#include "input_folders.h"
#include "tasks/picture_reader.h"
#include "tasks/picture_writer.h"

#include <algorithm>
#include <span>

namespace genserve::tasks {
namespace {

std::string sha256(std::span<const std::uint8_t> bytes)
{
    Sha256 hash;
    hash.add(bytes);
    return hash.hexDigest();
}

// "controlnets/0" becomes controlnets-0.png.
std::string fileName(std::string role, std::span<const std::uint8_t> bytes)
{
    std::ranges::replace(role, '/', '-');
    return role + (sniffPictureFormat(bytes) == PictureFormat::Jpeg ? ".jpg" : ".png");
}

Expected<FileBytes> encoded(const Image& image)
{
    return encodePng(image, {}).map(
        [](auto bytes) { return std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)); });
}

Expected<Image> loadPicture(const PictureFile& file, const std::filesystem::path& folder)
{
    const auto path = folder / file.file;
    const auto text = readTextFile(path, MaxEncodedPictureBytes);
    if (!text) {
        return failure(ErrorCode::CorruptFile, text.error().message, path.string());
    }
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(text->data()), text->size());
    if (sha256(bytes) != file.sha256) {
        return failure(ErrorCode::CorruptFile, "the file has changed since its task was accepted", path.string());
    }
    auto read = isMaskRole(file.role) ? decodeMask(bytes, file.file) : decodePicture(bytes, file.file);
    return std::move(read).map([](ReadPicture picture) { return std::move(picture.image); });
}

} // namespace

Expected<std::vector<InputFile>> inputFilesOf(const GenerationRequest& request, const OriginalPictures& originals)
{
    std::vector<InputFile> files;
    for (const std::string& role : pictureRoles(request)) {
        const auto original = originals.find(role);
        const auto bytes = original == originals.end() ? encoded(*pictureOf(request, role)) : original->second;
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        files.push_back({{role, fileName(role, **bytes), sha256(**bytes)}, *bytes});
    }
    return files;
}

std::int64_t bytesOf(const std::vector<InputFile>& files)
{
    std::int64_t sum = 0;
    for (const InputFile& file : files) {
        sum += static_cast<std::int64_t>(file.bytes->size());
    }
    return sum;
}

Expected<void> writeInputFiles(const std::filesystem::path& folder, const std::vector<InputFile>& files)
{
    InputFolder made{folder, files, {}};
    makeInputFolders({&made, files.empty() ? 0U : 1U});
    return made.made;
}

Expected<void> linkInputFiles(const std::filesystem::path& folder, const std::filesystem::path& existing)
{
    InputFolder made{folder, {}, existing};
    makeInputFolders({&made, 1});
    return made.made;
}

Expected<GenerationRequest> loadRequest(std::string_view json, const std::filesystem::path& folder)
{
    auto stored = parseRequest(json);
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    for (const PictureFile& file : stored->files) {
        auto image = loadPicture(file, folder);
        if (!image) {
            return tl::unexpected(image.error());
        }
        if (auto placed = setPicture(stored->request, file.role, std::move(*image)); !placed) {
            return tl::unexpected(placed.error());
        }
    }
    return std::move(stored->request);
}

} // namespace genserve::tasks
