// Times what a hand does on a large picture in the whole window: from the input event to the end of the canvas's paint
// event that shows it.
//
// canvas_strokes [SIDE]: a square picture of that many px, 4096 unless told otherwise.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <vector>

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QWheelEvent>

#include "canvas/canvas_view.h"
#include "studio/canvas_pane.h"
#include "studio/studio_page.h"
#include "studio_window.h"
#include "theme/theme.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

constexpr int DefaultSide = 4096, Strokes = 8, Moves = 60, Edits = 8, Wheels = 60;
constexpr QSize Window(2240, 1240); // the canvas is about 1530 x 1110

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

struct Instant {
    double wallMs = 0, ownMs = 0; // own: time of this thread, without what else the machine does meanwhile
};

Instant now()
{
    timespec own{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &own);
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now().time_since_epoch();
    return {wall.count(), static_cast<double>(own.tv_sec) * 1e3 + static_cast<double>(own.tv_nsec) / 1e6};
}

// Notes when a widget has painted.
class ClockedApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override
    {
        const bool isPaint = receiver == watched && event->type() == QEvent::Paint;
        const bool isDone = QApplication::notify(receiver, event);
        if (isPaint) {
            painted = now();
        }
        return isDone;
    }

    const QWidget* watched = nullptr;
    Instant painted;
};

class Stopwatch {
public:
    // Runs an input event and everything that comes of it. isCertain: otherwise only what painted counts.
    template <class Input>
    void measure(Input input, bool isCertain = true)
    {
        auto* application = static_cast<ClockedApplication*>(qApp);
        const Instant begin = now();
        application->painted = {};
        input();
        QApplication::sendPostedEvents();
        QApplication::processEvents();
        const Instant end = application->painted.wallMs > 0 ? application->painted : now();
        if (!isCertain && application->painted.wallMs == 0) {
            return;
        }
        m_wall.push_back(end.wallMs - begin.wallMs);
        m_own.push_back(end.ownMs - begin.ownMs);
    }

    void report(const char* what)
    {
        if (m_own.empty()) {
            return;
        }
        std::printf("%-34s %4zu   own p50 %5.1f  p99 %5.1f  most %5.1f ms   clock p50 %5.1f  p99 %5.1f ms\n", what,
                    m_own.size(), at(m_own, 0.5), at(m_own, 0.99), at(m_own, 1), at(m_wall, 0.5), at(m_wall, 0.99));
        std::fflush(stdout);
        m_own.clear();
        m_wall.clear();
    }

private:
    static double at(std::vector<double>& ms, double share)
    {
        std::ranges::sort(ms);
        return ms.at(std::min(ms.size() - 1, static_cast<std::size_t>(share * static_cast<double>(ms.size()))));
    }

    std::vector<double> m_wall, m_own;
};

void mouse(CanvasView& view, QEvent::Type type, const QPointF& at)
{
    const auto button = type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton;
    const auto held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
    QMouseEvent event(type, at, view.mapToGlobal(at), button, held, Qt::NoModifier);
    QApplication::sendEvent(&view, &event);
}

// Wide arcs over the view, as of a hand that moves quickly.
QPointF pathAt(const CanvasView& view, int stroke, int move)
{
    const double t = static_cast<double>(move) / Moves;
    return {view.width() * (0.2 + 0.6 * t), view.height() * (0.5 + 0.35 * std::sin(6.28 * t + stroke))};
}

class Hand {
public:
    explicit Hand(StudioWindow& studio) : m_studio(studio), m_view(studio.window.studio().canvasPane().canvas()) {}

    void use(ToolKind kind, double size)
    {
        ToolBox& tools = m_studio.window.studio().canvasPane().tools();
        tools.choose(kind);
        BrushSettings brush = tools.brush();
        brush.size = size;
        tools.setBrush(brush);
        QApplication::processEvents();
    }

    void timeStrokes(const char* what, int count = Strokes)
    {
        Stopwatch presses, moves, releases, results;
        for (int stroke = 0; stroke < count; ++stroke) {
            presses.measure([&] { mouse(m_view, QEvent::MouseButtonPress, pathAt(m_view, stroke, 0)); });
            for (int move = 1; move <= Moves; ++move) {
                moves.measure([&] { mouse(m_view, QEvent::MouseMove, pathAt(m_view, stroke, move)); });
            }
            releases.measure([&] { mouse(m_view, QEvent::MouseButtonRelease, pathAt(m_view, stroke, Moves)); });
            while (!m_studio.window.studio().canvasPane().tools().shaper().isIdle()) {
                results.measure([] {}, false);
            }
        }
        std::printf("%s\n", what);
        presses.report("  press");
        moves.report("  move");
        releases.report("  release");
        results.report("  result, computed meanwhile");
    }

    void timeCommand(const char* id, int count = Edits)
    {
        Stopwatch times;
        for (int i = 0; i < count; ++i) {
            times.measure([&] { m_studio.window.commands().run(QLatin1String(id)); });
        }
        times.report(id);
    }

    void timeWheel(const char* what)
    {
        Stopwatch zoom;
        for (int i = 0; i < Wheels; ++i) {
            QWheelEvent wheel(QPointF(500, 400), QPointF(500, 400), {}, QPoint(0, i % 20 < 10 ? 120 : -120),
                              Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
            zoom.measure([&] { QApplication::sendEvent(&m_view, &wheel); });
        }
        zoom.report(what);
    }

private:
    StudioWindow& m_studio;
    CanvasView& m_view;
};

} // namespace

int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    ClockedApplication application(argc, argv);
    const Theme theme(application);
    const int side = argc > 1 ? std::atoi(argv[1]) : DefaultSide;
    StudioWindow studio;
    CanvasView& view = studio.window.studio().canvasPane().canvas();
    application.watched = &view;
    studio.window.resize(Window);
    studio.window.show();
    StudioModel& model = studio.window.studio().model();
    model.setMode(Mode::Fill);
    model.setInput(landscape(side));
    for (int i = 0; i < 20; ++i) {
        QApplication::processEvents();
    }
    std::printf("canvas of %d x %d px\n", view.width(), view.height());
    Hand hand(studio);
    for (const auto& [size, name] :
         {std::pair(48, "brush of 48 px"), std::pair(200, "brush of 200 px"), std::pair(500, "brush of 500 px")}) {
        hand.use(ToolKind::Brush, size);
        hand.timeStrokes(name);
    }
    hand.timeCommand("mask.undo", 3 * Strokes);
    hand.timeCommand("mask.redo", 3 * Strokes);
    for (const auto& [tool, name] :
         {std::pair(ToolKind::Eraser, "eraser of 500 px"), std::pair(ToolKind::Line, "line of 500 px"),
          std::pair(ToolKind::Rectangle, "rectangle"), std::pair(ToolKind::Ellipse, "ellipse"),
          std::pair(ToolKind::Lasso, "lasso"), std::pair(ToolKind::Gradient, "gradient"),
          std::pair(ToolKind::Wand, "wand"), std::pair(ToolKind::Colour, "from colour")}) {
        hand.use(tool, 500);
        hand.timeStrokes(name, 3);
    }
    hand.timeCommand("mask.undo");
    hand.timeCommand("mask.redo");
    hand.timeCommand("mask.invert");
    hand.timeCommand("mask.quick");
    hand.timeWheel("a notch of zoom");
    view.zoomTo(1);
    hand.use(ToolKind::Brush, 200);
    hand.timeStrokes("brush of 200 px, pixels 1:1");
    return 0;
}
