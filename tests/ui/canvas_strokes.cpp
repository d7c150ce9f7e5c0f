// Times what a pen does on a large picture: from the input event to the end of the paint event that shows it.
//
// canvas_strokes [SIDE]: a square picture of that many px, 4096 unless told otherwise. The window is 1600 x 1000.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <vector>

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QRandomGenerator>
#include <QWheelEvent>

#include "canvas/canvas_view.h"
#include "canvas/mask_tools.h"
#include "theme/theme.h"

using namespace genserve::ui;

namespace {

constexpr int DefaultSide = 4096, Strokes = 8, Moves = 60;
constexpr QSize Window(1600, 1000);

QImage landscape(int side)
{
    QImage picture(side, side, QImage::Format_RGB32);
    QLinearGradient sky(0, 0, side, side);
    sky.setColorAt(0, QColor(40, 60, 120));
    sky.setColorAt(1, QColor(240, 180, 120));
    QPainter painter(&picture);
    painter.fillRect(picture.rect(), sky);
    QRandomGenerator random(5);
    for (int i = 0; i < 400; ++i) {
        painter.setBrush(QColor::fromHsv(random.bounded(360), 120, 200));
        painter.drawEllipse(random.bounded(side), random.bounded(side), random.bounded(300), random.bounded(300));
    }
    return picture;
}

// Of this thread: what else the machine does meanwhile does not count.
double cpuMs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

class Stopwatch {
public:
    // Runs an input event and everything that it makes the view paint.
    template <class Input>
    void measure(Input input)
    {
        const double begin = cpuMs();
        input();
        QApplication::sendPostedEvents();
        QApplication::processEvents();
        m_ms.push_back(cpuMs() - begin);
    }

    void report(const char* what)
    {
        std::ranges::sort(m_ms);
        const auto at = [this](double share) {
            return m_ms.at(
                std::min(m_ms.size() - 1, static_cast<std::size_t>(share * static_cast<double>(m_ms.size()))));
        };
        std::printf("%-28s %6zu events   p50 %6.1f ms   p99 %6.1f ms   most %6.1f ms\n", what, m_ms.size(), at(0.5),
                    at(0.99), m_ms.back());
        m_ms.clear();
    }

private:
    std::vector<double> m_ms;
};

void mouse(CanvasView& view, QEvent::Type type, const QPointF& at)
{
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    const auto held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, view.mapToGlobal(at), button, held, Qt::NoModifier);
    QApplication::sendEvent(&view, &event);
}

// Wide arcs over the view, as of a hand that moves quickly.
QPointF pathAt(int stroke, int move)
{
    const double t = static_cast<double>(move) / Moves;
    return {Window.width() * (0.15 + 0.7 * t), Window.height() * (0.5 + 0.35 * std::sin(6.28 * t + stroke))};
}

void timeStrokes(CanvasView& view, const char* what)
{
    Stopwatch moves, ends;
    for (int stroke = 0; stroke < Strokes; ++stroke) {
        ends.measure([&] { mouse(view, QEvent::MouseButtonPress, pathAt(stroke, 0)); });
        for (int move = 1; move <= Moves; ++move) {
            moves.measure([&] { mouse(view, QEvent::MouseMove, pathAt(stroke, move)); });
        }
        ends.measure([&] { mouse(view, QEvent::MouseButtonRelease, pathAt(stroke, Moves)); });
    }
    moves.report(what);
    ends.report("  its press and release");
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const Theme theme(application);
    const int side = argc > 1 ? std::atoi(argv[1]) : DefaultSide;
    CanvasView view;
    MaskDocument mask(QSize(side, side));
    BrushSettings brush;
    BrushTool tool(mask, brush, MaskEdit::Add, QStringLiteral("Brush"));
    view.resize(Window);
    view.show();
    view.setPicture(landscape(side));
    view.setMask(&mask);
    view.setTool(&tool);
    view.fit();
    QApplication::processEvents();
    for (const auto& [size, name] :
         {std::pair(48, "brush 48 px"), std::pair(200, "brush 200 px"), std::pair(500, "brush 500 px")}) {
        brush.size = size;
        timeStrokes(view, name);
    }
    view.zoomTo(1);
    QApplication::processEvents();
    brush.size = 200;
    timeStrokes(view, "brush 200 px, pixels 1:1");
    Stopwatch zoom;
    for (int i = 0; i < 60; ++i) {
        QWheelEvent wheel(QPointF(500, 400), QPointF(500, 400), {}, QPoint(0, i % 20 < 10 ? 120 : -120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        zoom.measure([&] { QApplication::sendEvent(&view, &wheel); });
    }
    zoom.report("wheel zoom");
    Stopwatch undo;
    while (mask.history().canUndo()) {
        undo.measure([&] { mask.undo(); });
    }
    undo.report("undo of a stroke");
    return 0;
}
