// Figures of the window that need no engine: a gallery of many pictures and a deep undo. Not part of `all`.
//
// Times are the GUI thread's processor time.
//
//   window_figures [PICTURES]
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>

#include <QApplication>
#include <QFile>
#include <QScrollBar>
#include <QStandardPaths>

#include "canvas/area_shapes.h"
#include "canvas/mask_document.h"
#include "canvas/tile_history.h"
#include "commands/command_registry.h"
#include "demo_world.h"
#include "gallery/gallery_model.h"
#include "gallery/gallery_page.h"
#include "gallery/gallery_view.h"
#include "theme/theme.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

constexpr int Wheels = 400, Edits = 200, Side = 4096;

double megabytesOfProcess()
{
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() * 4096 / 1e6 : 0;
}

// Of the thread, so that a busy machine does not count.
class ProcessorClock {
public:
    void start() { m_start = now(); }
    [[nodiscard]] double milliseconds() const { return static_cast<double>(now() - m_start) / 1e6; }

private:
    static qint64 now()
    {
        timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
    }
    qint64 m_start = 0;
};

double percentile(std::vector<double> times, double share)
{
    std::ranges::sort(times);
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

// Pictures of one thumbnail's size, made beforehand: reading files is another thread's work.
void measureGallery(int count)
{
    DemoWorld demo{QString()};
    demo.tasks.archive.clear();
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 0; i < count; ++i) {
        demo.tasks.archive.push_back(FakeTasks::finishedTask(count - i, now - i * 600'000LL));
    }
    demo.tasks.answersLater = true;
    const QImage thumbnail = FakeTasks::painted(3).scaled(320, 320);
    demo.tasks.paint = [thumbnail](const tasks::Task&) { return thumbnail.copy(); };
    CommandRegistry commands;
    GalleryPage page(demo.world(), commands);
    page.resize(1440, 840);
    const double before = megabytesOfProcess();
    ProcessorClock clock;
    clock.start();
    page.show();
    while (page.model().rowCount() == 0) {
        QApplication::processEvents();
    }
    page.repaint();
    const double shown = clock.milliseconds();
    while (!page.model().isComplete()) {
        page.model().fetchMore({});
        QApplication::processEvents();
    }
    const double loaded = clock.milliseconds();
    std::vector<double> times;
    QScrollBar& bar = *page.view().verticalScrollBar();
    std::mt19937 random(5);
    for (int i = 0; i < Wheels; ++i) {
        clock.start();
        // Wheel steps, and every tenth time a jump with the bar's handle.
        bar.setValue(i % 10 == 9 ? static_cast<int>(random() % static_cast<unsigned>(bar.maximum() + 1))
                                 : bar.value() + 120);
        page.view().viewport()->repaint();
        QApplication::processEvents();
        times.push_back(clock.milliseconds());
    }
    std::printf("gallery of %d: first page painted after %.0f ms, all records after %.0f ms; a scroll step median "
                "%.1f ms, p99 %.1f ms; %.0f MB more in the process\n",
                page.model().rowCount(), shown, loaded, percentile(times, 0.5), percentile(times, 0.99),
                megabytesOfProcess() - before);
}

void measureUndo()
{
    MaskDocument mask(QSize(Side, Side));
    std::mt19937 random(11);
    const double before = megabytesOfProcess();
    std::vector<double> times;
    for (int i = 0; mask.history().undoDepth() < Edits; ++i) {
        const auto at = [&] { return static_cast<double>(random() % Side); };
        const double wide = 200 + static_cast<double>(random() % 1800);
        const QRectF place(at() - wide / 2, at() - wide / 2, wide, wide);
        const Coverage coverage = ellipseCoverage({Side, Side}, place);
        ProcessorClock clock;
        clock.start();
        mask.apply(i % 3 == 2 ? MaskEdit::Subtract : MaskEdit::Add, coverage, QStringLiteral("edit"));
        times.push_back(clock.milliseconds());
    }
    std::printf(
        "undo of %d edits on %d x %d: %.1f MB held, process %.0f MB more; an edit median %.0f ms, worst %.0f ms\n",
        mask.history().undoDepth(), Side, Side, static_cast<double>(mask.history().memoryUse()) / 1e6,
        megabytesOfProcess() - before, percentile(times, 0.5), percentile(times, 1));
}

} // namespace

int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("genserve-figures"));
    const Theme theme(application);
    measureGallery(argc > 1 ? std::atoi(argv[1]) : 100'000);
    measureUndo();
    return 0;
}
