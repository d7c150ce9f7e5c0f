// Puts a picture into a file of the user's choice.
#pragma once

#include <functional>

#include <QImage>
#include <QString>

class QObject;

namespace genserve::ui {

// As PNG, beside the GUI thread; `failed` is called on it, while `context` lives.
void savePicture(const QImage& picture, const QString& file, QObject& context, std::function<void()> failed);

// The same by a copy of `original`, which keeps the settings that are written in it; without it the picture is saved.
void savePictureFile(const QString& original, const QImage& picture, const QString& file, QObject& context,
                     std::function<void()> failed);

} // namespace genserve::ui
