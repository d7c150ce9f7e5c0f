#include "thumbnail.h"

#include <QFile>
#include <QImage>

namespace genserve::tasks {

Expected<void> writeThumbnail(const std::filesystem::path& file, const Image& image)
{
    const auto format = image.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
    const QImage whole(image.pixels.data(), image.width, image.height, static_cast<qsizetype>(image.rowBytes()),
                       format);
    const bool isLarge = std::max(image.width, image.height) > ThumbnailSide;
    const QImage small =
        isLarge ? whole.scaled(ThumbnailSide, ThumbnailSide, Qt::KeepAspectRatio, Qt::SmoothTransformation) : whole;
    // Under a second name first, so that nobody reads a half one.
    const QString part = QString::fromStdString(file.string() + ".part");
    constexpr int Quality = 85;
    if (!small.save(part, "JPG", Quality) || std::rename(part.toStdString().c_str(), file.c_str()) != 0) {
        QFile::remove(part);
        return failure(ErrorCode::Io, "can't write the thumbnail", file.string());
    }
    return {};
}

} // namespace genserve::tasks
