// A picture and its halves, so that a large one is drawn small as fast as a small one.
#pragma once

#include <vector>

#include <QImage>
#include <QPainter>
#include <QRegion>

namespace genserve::ui {

class PicturePyramid {
public:
    // Any format; kept as it is if it is Grayscale8, else as RGB32.
    void setPicture(const QImage& picture);
    // The base picture changed inside `area`: only the halves of that area are made anew, and those when they are
    // looked at, so its pixels have to stay until then. Same size and format.
    void update(const QImage& picture, const QRegion& area);

    [[nodiscard]] bool isEmpty() const { return m_levels.empty(); }
    [[nodiscard]] QSize size() const { return isEmpty() ? QSize() : m_levels.front().size(); }

    // The level that is drawn at `scale` (view px per picture px) with at most twice the pixels needed on each axis.
    struct Level {
        const QImage* image = nullptr;
        int factor = 1; // picture px per pixel of the level
    };
    [[nodiscard]] Level levelFor(double scale) const;

private:
    void renew(std::size_t last) const;

    mutable std::vector<QImage> m_levels; // each half of the one before, rounded up
    mutable std::vector<QRegion> m_stale; // of each level: not yet made anew
};

} // namespace genserve::ui
