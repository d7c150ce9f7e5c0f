#include "picture_saving.h"

#include <utility>

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageWriter>
#include <QPointer>
#include <QThreadPool>

namespace genserve::ui {
namespace {

bool isCopied(const QString& original, const QString& file)
{
    if (original.isEmpty() || !QFileInfo(original).isFile()) {
        return false;
    }
    const bool isSame = QFileInfo(original).canonicalFilePath() == QFileInfo(file).canonicalFilePath();
    if (!isSame) {
        QFile::remove(file); // the dialog has asked
    }
    return isSame || QFile::copy(original, file);
}

} // namespace

void savePicture(const QImage& picture, const QString& file, QObject& context, std::function<void()> failed)
{
    savePictureFile({}, picture, file, context, std::move(failed));
}

void savePictureFile(const QString& original, const QImage& picture, const QString& file, QObject& context,
                     std::function<void()> failed)
{
    QThreadPool::globalInstance()->start(
        [original, picture, file, context = QPointer(&context), failed = std::move(failed)] {
            if (isCopied(original, file) || QImageWriter(file, "png").write(picture)) {
                return;
            }
            QMetaObject::invokeMethod(qApp, [context, failed] {
                if (context != nullptr) {
                    failed();
                }
            });
        });
}

} // namespace genserve::ui
