#include "picture_import.h"

#include "atomic_file.h"
#include "base/text_file.h"
#include "tasks/foreign_texts.h"
#include "tasks/picture_reader.h"
#include "tasks/request_json.h"
#include "thumbnail.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>
#include <chrono>
#include <system_error>

namespace genserve::tasks {
namespace {

// Of the name space of our own ids (version 5 of a UUID has one); a random constant.
const QUuid& nameSpace()
{
    static const QUuid Space(QStringLiteral("5d0e7c0a-3f0b-4d86-9b53-0c1d7a9e6f21"));
    return Space;
}

constexpr int MostDecodedSide = 2048; // px: its thumbnail is smaller

WallMs modifiedMs(const std::filesystem::path& file, WallMs otherwise)
{
    std::error_code fault;
    const auto time = std::filesystem::last_write_time(file, fault);
    if (fault) {
        return otherwise;
    }
    const auto sinceEpoch = std::chrono::file_clock::to_sys(time).time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(sinceEpoch).count();
}

void addPicture(std::vector<std::filesystem::path>& pictures, const std::filesystem::path& path)
{
    std::error_code fault;
    if (std::filesystem::is_regular_file(path, fault) && pictureFormatForOutput(path)) {
        pictures.push_back(path);
    }
}

NewTask recordOf(const PictureOrigin& origin, const ReadPicture& picture)
{
    NewTask record;
    const GenerationRequest& request = origin.request;
    Task& task = record.task;
    task.state = TaskState::Finished;
    task.origin = TaskOrigin::Imported;
    task.client = LocalClient;
    task.mode = request.mode;
    task.modelId = request.modelId;
    task.prompt = request.prompt;
    task.seed = request.seed;
    task.steps = task.result.steps = request.steps.value_or(0);
    task.result.cfg = request.cfg.value_or(0);
    task.width = task.result.width = picture.fileWidth;
    task.height = task.result.height = picture.fileHeight;
    record.request = requestJson(request, {}).value_or("{}");
    return record;
}

} // namespace

std::vector<std::filesystem::path> picturesIn(const std::vector<std::filesystem::path>& paths)
{
    std::vector<std::filesystem::path> pictures;
    for (const auto& path : paths) {
        std::error_code fault;
        if (!std::filesystem::is_directory(path, fault)) {
            addPicture(pictures, path);
            continue;
        }
        const auto options = std::filesystem::directory_options::skip_permission_denied;
        for (auto entry = std::filesystem::recursive_directory_iterator(path, options, fault);
             !fault && entry != std::filesystem::recursive_directory_iterator(); entry.increment(fault)) {
            addPicture(pictures, entry->path());
        }
    }
    std::ranges::sort(pictures);
    return pictures;
}

TaskId importedId(std::span<const std::uint8_t> file)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(
        QByteArray::fromRawData(reinterpret_cast<const char*>(file.data()), static_cast<qsizetype>(file.size())));
    return QUuid::createUuidV5(nameSpace(), hash.result()).toString(QUuid::WithoutBraces).toStdString();
}

Expected<NewTask> importPicture(const std::filesystem::path& path, const DataFolder& folder, const Clock& clock)
{
    const auto text = readTextFile(path, MaxEncodedPhotoBytes);
    if (!text) {
        return tl::unexpected(text.error());
    }
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(text->data()), text->size());
    const auto picture = decodePhoto(bytes, path.string(), MostDecodedSide);
    if (!picture) {
        return tl::unexpected(picture.error());
    }
    NewTask record = recordOf(originOf(foreignTexts(bytes)), *picture);
    Task& task = record.task;
    task.id = importedId(bytes);
    task.result.fileName = path.filename().string();
    task.createdMs = task.startedMs = task.finishedMs = modifiedMs(path, clock.wallMs());
    task.picture =
        DataFolder::pictureName(task.id, task.createdMs, picture->format == PictureFormat::Jpeg ? ".jpg" : ".png");
    const auto target = folder.root / task.picture;
    std::error_code fault;
    std::filesystem::create_directories(target.parent_path(), fault);
    return writeFileAtomically(target, bytes)
        .and_then([&] { return writeThumbnail(folder.preview(task.id), picture->image); })
        .map([&record] { return std::move(record); });
}

} // namespace genserve::tasks
