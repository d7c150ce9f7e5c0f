#include "tasks/input_files.h"

#include "atomic_file.h"
#include "base/text_file.h"
#include "tasks/picture_reader.h"
#include "tasks/picture_writer.h"

#include <QCryptographicHash>

#include <algorithm>
#include <span>
#include <system_error>

namespace genserve::tasks {
namespace {

std::string sha256(std::span<const std::uint8_t> bytes)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(
        QByteArray::fromRawData(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())));
    return hash.result().toHex().toStdString();
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

Expected<void> systemFailure(const std::error_code& fault, const std::filesystem::path& path)
{
    return failure(ErrorCode::Io, "can't make the folder: " + fault.message(), path.string());
}

// Fills the folder under a hidden name with `fill`, then gives it its name.
template <class Fill>
Expected<void> makeFolder(const std::filesystem::path& folder, Fill fill)
{
    const auto hidden = folder.parent_path() / ("." + folder.filename().string() + ".part");
    std::error_code fault;
    std::filesystem::create_directory(hidden, fault);
    if (fault) {
        return systemFailure(fault, hidden);
    }
    auto made = fill(hidden).and_then([&] { return syncFolder(hidden); }).and_then([&] {
        return renameSynced(hidden, folder);
    });
    if (!made) {
        std::error_code ignored;
        std::filesystem::remove_all(hidden, ignored);
    }
    return made;
}

Expected<void> linkOrCopy(const std::filesystem::path& from, const std::filesystem::path& to)
{
    std::error_code fault;
    std::filesystem::create_hard_link(from, to, fault);
    if (!fault) {
        return {};
    }
    const auto bytes = readTextFile(from, MaxEncodedPictureBytes);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    return writeNewFile(to, {reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
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
    if (files.empty()) {
        return {};
    }
    return makeFolder(folder, [&files](const std::filesystem::path& hidden) -> Expected<void> {
        for (const InputFile& file : files) {
            if (auto written = writeNewFile(hidden / file.name.file, *file.bytes); !written) {
                return written;
            }
        }
        return {};
    });
}

Expected<void> linkInputFiles(const std::filesystem::path& folder, const std::filesystem::path& existing)
{
    return makeFolder(folder, [&existing](const std::filesystem::path& hidden) -> Expected<void> {
        std::error_code fault;
        for (const auto& entry : std::filesystem::directory_iterator(existing, fault)) {
            if (auto linked = linkOrCopy(entry.path(), hidden / entry.path().filename()); !linked) {
                return linked;
            }
        }
        return fault ? systemFailure(fault, existing) : Expected<void>();
    });
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
