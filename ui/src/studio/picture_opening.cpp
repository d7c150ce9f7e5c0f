#include "picture_opening.h"

#include <algorithm>
#include <utility>

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "../words/engine_words.h"
#include "mask_shaping.h"
#include "picture_size.h"
#include "tasks/picture_reader.h"
#include "ui/pixels.h"

namespace genserve::ui {

void PictureOpening::read(const QString& file, Take take)
{
    start(
        [file]() -> Opened {
            const auto read = tasks::readPhoto(file.toStdString(), MostSide);
            if (!read) {
                return {{}, {}, read.error().message};
            }
            // Transparent parts can become a mask.
            return {withAlphaOf(file, qImage(read->image)), QSize(read->fileWidth, read->fileHeight), {}};
        },
        std::move(take));
}

void PictureOpening::readMask(const QString& file, Take take)
{
    start(
        [file]() -> Opened {
            const auto read = tasks::readMask(file.toStdString());
            const QImage mask = read ? qImage(read->image) : QImage();
            return {mask, mask.size(), read ? std::string() : read.error().message};
        },
        std::move(take));
}

void PictureOpening::fit(const QImage& picture, Take take)
{
    if (std::max(picture.width(), picture.height()) <= MostSide) {
        take(picture);
        return;
    }
    start(
        [picture]() -> Opened {
            const double scale = static_cast<double>(MostSide) / std::max(picture.width(), picture.height());
            const QSize size = (picture.size() * scale).expandedTo({1, 1});
            return {picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), picture.size(), {}};
        },
        std::move(take));
}

void PictureOpening::start(std::function<Opened()> open, Take take)
{
    QThreadPool::globalInstance()->start([self = QPointer(this), open = std::move(open), take = std::move(take)] {
        QMetaObject::invokeMethod(qApp, [self, opened = open(), take] {
            if (self != nullptr) {
                self->finish(opened, take);
            }
        });
    });
}

void PictureOpening::finish(const Opened& opened, const Take& take)
{
    const QSize full = opened.full, now = opened.picture.size();
    if (opened.picture.isNull()) {
        Q_EMIT message(tr("Can't open this picture: %1").arg(engineSentence(opened.problem)));
        return;
    }
    take(opened.picture);
    if (full != now) {
        Q_EMIT message(tr("%1 × %2 is too large: it was opened at %3 × %4")
                           .arg(full.width())
                           .arg(full.height())
                           .arg(now.width())
                           .arg(now.height()));
    }
}

} // namespace genserve::ui
