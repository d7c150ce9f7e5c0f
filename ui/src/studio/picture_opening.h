// Pictures on their way to the canvas: read and scaled down off the GUI thread.
#pragma once

#include <functional>

#include <QImage>
#include <QObject>

namespace genserve::ui {

// `take` is called on the GUI thread, or never if that can't be done, which message() tells, or if this has gone.
class PictureOpening : public QObject {
    Q_OBJECT

public:
    using Take = std::function<void(const QImage&)>;
    using QObject::QObject;

    // With its alpha, where it has one. What is larger than a canvas is scaled down to it, which message() tells.
    void read(const QString& file, Take take);
    void readMask(const QString& file, Take take);
    // The same for pasted and dropped pixels; at once where they are small enough.
    void fit(const QImage& picture, Take take);

Q_SIGNALS:
    void message(const QString& text);

private:
    struct Opened {
        QImage picture;
        QSize full; // before it was scaled down
        std::string problem;
    };
    void start(std::function<Opened()> open, Take take);
    void finish(const Opened& opened, const Take& take);
};

} // namespace genserve::ui
