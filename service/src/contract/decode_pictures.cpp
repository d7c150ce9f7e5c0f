#include "contract/request_parser.h"

#include "tasks/picture_reader.h"
#include "tasks/request_json.h"

#include <tuple>

namespace genserve::service {
namespace {

std::string sizeOf(const Image& image) { return std::to_string(image.width) + "x" + std::to_string(image.height); }

void decode(const SentPicture& picture, RequestDraft& draft)
{
    const bool isMask = tasks::isMaskRole(picture.role);
    auto read =
        isMask ? tasks::decodeMask(*picture.bytes, picture.field) : tasks::decodePicture(*picture.bytes, picture.field);
    if (!read) {
        return draft.fault(picture.field, read.error().message);
    }
    for (const std::string& warning : read->warnings) {
        draft.warnings.push_back(picture.field + ": " + warning);
    }
    if (auto stored = tasks::setPicture(draft.request, picture.role, std::move(read->image)); !stored) {
        draft.fault(picture.field, stored.error().message);
    }
}

} // namespace

void decodePictures(RequestDraft& draft)
{
    for (const SentPicture& picture : draft.pictures) {
        decode(picture, draft);
    }
    const auto& [input, mask] = std::tie(draft.request.inputImage, draft.request.maskImage);
    if (input && mask && (input->width != mask->width || input->height != mask->height)) {
        draft.fault("mask_image",
                    "must have the size of input_image, which is " + sizeOf(*input) + ", not " + sizeOf(*mask));
    }
}

} // namespace genserve::service
