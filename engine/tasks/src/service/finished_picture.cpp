#include "finished_picture.h"

#include "atomic_file.h"
#include "base/log.h"
#include "history/thumbnail.h"
#include "tasks/picture_writer.h"

#include <system_error>

namespace genserve::tasks {
namespace {

// A new month's folder has to be as lasting as what is written into it.
Expected<void> ensureFolder(const std::filesystem::path& folder)
{
    std::error_code fault;
    const bool isNew = std::filesystem::create_directories(folder, fault);
    if (fault) {
        return failure(ErrorCode::Io, "can't make the folder: " + fault.message(), folder.string());
    }
    return isNew ? syncFolder(folder.parent_path()) : Expected<void>();
}

} // namespace

Expected<void> writeFinishedPicture(const DataFolder& folder, const TaskId& task, const std::string& name,
                                    const Product& product)
{
    const auto path = folder.root / name;
    auto written = ensureFolder(path.parent_path()).and_then([&] {
        return writePng(path, product.result.image, pictureTexts(product.request, product.result));
    });
    if (!written) {
        return written;
    }
    // A missing thumbnail is made again when somebody looks for it.
    if (const auto small = writeThumbnail(folder.preview(task), product.result.image); !small) {
        log(LogLevel::Warning, "tasks", describe(small.error()));
    }
    return written;
}

} // namespace genserve::tasks
