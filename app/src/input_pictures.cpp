#include "input_pictures.h"

#include "tasks/picture_reader.h"

namespace genserve::app {
namespace {

using Reader = Expected<tasks::ReadPicture> (*)(const std::filesystem::path&);

Expected<void> load(Reader read, const std::filesystem::path& file, std::optional<Image>& target,
                    std::vector<std::string>& warnings)
{
    if (file.empty()) {
        return {};
    }
    auto picture = read(file);
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    target = std::move(picture->image);
    for (const auto& warning : picture->warnings) {
        warnings.push_back(file.string() + ": " + warning);
    }
    return {};
}

} // namespace

Expected<void> loadInputPictures(GenerateOptions& options, std::vector<std::string>& warnings)
{
    auto& request = options.request;
    const bool givesSize = request.width == 0 || request.height == 0;
    if (request.mode != Mode::TextToImage || givesSize) {
        if (auto loaded = load(tasks::readPicture, options.input, request.inputImage, warnings); !loaded) {
            return loaded;
        }
    }
    if (request.mode == Mode::TextToImage && request.inputImage) {
        request.width = request.width == 0 ? request.inputImage->width : request.width;
        request.height = request.height == 0 ? request.inputImage->height : request.height;
        request.inputImage.reset();
    }
    if (request.mode == Mode::Fill) {
        if (auto loaded = load(tasks::readMask, options.mask, request.maskImage, warnings); !loaded) {
            return loaded;
        }
    }
    request.controlNets = controlNetChoices(options.controlNets, request);
    for (std::size_t i = 0; i < options.controlNets.size(); ++i) {
        auto& image = request.controlNets[i].image;
        if (auto loaded = load(tasks::readPicture, options.controlNets[i].image, image, warnings); !loaded) {
            return loaded;
        }
    }
    return load(tasks::readPicture, options.control, request.controlImage, warnings);
}

} // namespace genserve::app
