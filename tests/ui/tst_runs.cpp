// What of the window's own tasks comes onto the canvas.
#include "suites.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "canvas/canvas_view.h"
#include "studio/canvas_pane.h"
#include "studio/run_follower.h"
#include "studio/run_plate.h"
#include "studio/run_view.h"
#include "studio/studio_page.h"
#include "studio_window.h"
#include "theme/theme.h"

using namespace genserve;
using namespace genserve::ui;
using tasks::TaskState;

namespace {

struct Studio : StudioWindow {
    Studio()
    {
        window.show();
        model().change([](StudioState& state) { state.request.prompt = "a boat"; });
    }
    StudioModel& model() { return window.studio().model(); }
    CanvasPane& pane() { return window.studio().canvasPane(); }
    RunPlate& plate() { return *window.findChild<RunPlate*>(); }
    void generate() { window.commands().run(QStringLiteral("task.generate")); }
    // The queue as the door tells it: "task-1" and so on are what generate() sent.
    void tell(std::vector<tasks::TaskView> list)
    {
        tasks.list = std::move(list);
        Q_EMIT tasks.tasksChanged();
    }
    void finish(const std::string& task)
    {
        auto made = FakeTasks::task(task, TaskState::Finished).task;
        made.seed = 7;
        Q_EMIT tasks.finished(made);
    }
    void preview(const std::string& task, QRgb colour)
    {
        QImage picture(8, 8, QImage::Format_RGB32);
        picture.fill(colour);
        Q_EMIT tasks.previewed(task, picture);
    }
    void openForFill()
    {
        QImage picture(200, 160, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        model().usePicture(picture, Mode::Fill);
        paint({20, 20, 60, 60});
    }
    void paint(const QRect& area)
    {
        QImage coverage(200, 160, QImage::Format_Grayscale8);
        coverage.fill(0);
        for (int y = area.top(); y <= area.bottom(); ++y) {
            std::fill_n(coverage.scanLine(y) + area.left(), area.width(), uchar{255});
        }
        model().mask().apply(MaskEdit::Add, {coverage, coverage.rect()}, QStringLiteral("square"));
    }
    QRgb shown() { return pane().canvas().picture().pixel(1, 1); }
};

constexpr QRgb Red = 0xffff0000, Blue = 0xff0000ff;

} // namespace

class RunsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewestThatRunsIsShown()
    {
        FakeTasks door;
        RunFollower follower(door);
        follower.add({"a", "b"}, {});
        QCOMPARE(follower.shown(), std::string("b")); // the newest that waits
        door.list = {FakeTasks::task("a", TaskState::Running), FakeTasks::task("b", TaskState::Queued, 1)};
        Q_EMIT door.tasksChanged();
        QCOMPARE(follower.shown(), std::string("a"));
        follower.add({"c"}, {});
        QCOMPARE(follower.shown(), std::string("a")); // what runs comes before what waits
        door.list.front().task.state = TaskState::Cancelled;
        Q_EMIT door.tasksChanged();
        QCOMPARE(follower.shown(), std::string("c"));
        door.list = {FakeTasks::task("b", TaskState::Running)};
        Q_EMIT door.tasksChanged();
        QCOMPARE(follower.shown(), std::string("b"));
    }

    void aListThatComesBeforeTheNewsLosesNoPicture()
    {
        FakeTasks door;
        RunFollower follower(door);
        follower.add({"a", "b"}, {});
        door.list = {FakeTasks::task("a", TaskState::Running), FakeTasks::task("b", TaskState::Queued, 1)};
        Q_EMIT door.tasksChanged();
        QSignalSpy ended(&follower, &RunFollower::ended);
        const auto made = door.list.front().task;
        door.list = {FakeTasks::task("b", TaskState::Running)};
        Q_EMIT door.tasksChanged();
        QCOMPARE(follower.shown(), std::string("a"));
        Q_EMIT door.finished(made);
        QCOMPARE(ended.count(), 1);
        QVERIFY(ended.front().back().toBool()); // it was shown
        QCOMPARE(follower.shown(), std::string("b"));
        door.list.clear();
        Q_EMIT door.tasksChanged();
        Q_EMIT door.tasksChanged(); // no news: it is gone
        QVERIFY(follower.shown().empty());
    }

    void whatRanBeforeTheWindowIsFollowed()
    {
        FakeTasks door;
        RunFollower follower(door);
        door.list = {FakeTasks::task("other", TaskState::Running, 1), FakeTasks::task("own", TaskState::Running)};
        Q_EMIT door.tasksChanged();
        QCOMPARE(follower.shown(), std::string("own"));
    }

    void aChosenTaskStaysUntilItEnds()
    {
        FakeTasks door;
        RunFollower follower(door);
        door.list = {FakeTasks::task("far", TaskState::Running), FakeTasks::task("own", TaskState::Running)};
        Q_EMIT door.tasksChanged();
        follower.add({"own"}, {});
        follower.choose("far", {});
        QVERIFY(follower.isChosen());
        QCOMPARE(follower.shown(), std::string("far"));
        QCOMPARE(follower.newest(), std::string("own"));
        QSignalSpy ended(&follower, &RunFollower::ended);
        auto made = door.list.front().task;
        Q_EMIT door.finished(made);
        QCOMPARE(ended.count(), 1);
        QCOMPARE(follower.shown(), std::string("own"));
        follower.hold();
        QVERIFY(follower.shown().empty());
        follower.add({"next"}, {});
        QVERIFY(!follower.shown().empty());
    }

    void aLaterTaskComesOntoTheCanvas()
    {
        Studio studio;
        studio.generate();
        studio.generate();
        studio.tell({FakeTasks::task("task-1", TaskState::Running), FakeTasks::task("task-2", TaskState::Queued, 1)});
        studio.preview("task-1", Red);
        QCOMPARE(studio.shown(), Red);
        studio.finish("task-1");
        QVERIFY(studio.pane().isShowingResult());
        studio.tell({FakeTasks::task("task-2", TaskState::Running)});
        QVERIFY(studio.pane().isShowingResult()); // until there is something new to see
        studio.preview("task-2", Blue);
        QCOMPARE(studio.shown(), Blue);
        QVERIFY(!studio.window.commands().action(QStringLiteral("result.save"))->isEnabled());
        studio.tell({});
        studio.tell({}); // cancelled: what was made before is there again
        QVERIFY(studio.pane().isShowingResult());
        QVERIFY(studio.window.commands().action(QStringLiteral("result.save"))->isEnabled());
    }

    void nothingBrightStandsWhereAPictureWillBe()
    {
        Studio studio;
        studio.generate();
        studio.tell({FakeTasks::task("task-1", TaskState::Running)});
        const QImage coming = studio.pane().canvas().picture();
        QVERIFY(!coming.isNull());
        const QColor plate = Theme::current().colour(Role::Canvas);
        for (const QPoint& at : {QPoint(1, 1), coming.rect().center() - QPoint(coming.width() / 4, 0)}) {
            const QColor colour = coming.pixelColor(at);
            QVERIFY2(qAbs(colour.lightness() - plate.lightness()) < 16, qPrintable(colour.name()));
        }
    }

    void whatWaitsIsToldInsteadOfTheFirstStart()
    {
        Studio studio;
        QVERIFY(!studio.pane().canvas().isVisible());
        studio.generate();
        studio.tell({FakeTasks::task("task-1", TaskState::Queued, 2)});
        QVERIFY(studio.pane().canvas().isVisible());
        QVERIFY(studio.plate().isVisible());
        QVERIFY(!studio.plate().words().isEmpty());
        studio.tell({});
        studio.tell({});
        QVERIFY(!studio.plate().isVisible());
        QVERIFY(!studio.pane().canvas().isVisible());
    }

    void aChosenResultIsNotReplacedByItself()
    {
        Studio studio;
        studio.generate();
        studio.tell({FakeTasks::task("task-1", TaskState::Running)});
        studio.preview("task-1", Red);
        studio.window.studio().showTask(FakeTasks::finishedTask(9, 0));
        const QImage chosen = studio.pane().result();
        studio.preview("task-1", Blue);
        QVERIFY(studio.pane().isShowingResult());
        QVERIFY(studio.plate().isShowable());
        studio.finish("task-1");
        QCOMPARE(studio.pane().result().cacheKey(), chosen.cacheKey());
    }

    void aMaskInWorkIsNeverCovered()
    {
        Studio studio;
        studio.openForFill();
        studio.generate();
        studio.tell({FakeTasks::task("task-1", TaskState::Running)});
        studio.preview("task-1", Red);
        QVERIFY(studio.pane().isMasking());
        studio.paint({100, 100, 20, 20}); // the next part, meanwhile
        studio.finish("task-1");
        studio.tell({});
        QVERIFY(studio.pane().isMasking());
        QVERIFY(studio.plate().isVisible());
        QVERIFY(studio.plate().isShowable());
        Q_EMIT studio.plate().showWanted();
        QVERIFY(studio.pane().isShowingResult());
        studio.pane().tools().choose(ToolKind::Brush); // back to the mask, which is as it was
        QVERIFY(studio.pane().isMasking());
        QCOMPARE(studio.model().mask().image().pixelColor(110, 110).red(), 255);
    }

    void anUntouchedMaskGivesWayToItsResult()
    {
        Studio studio;
        studio.openForFill();
        studio.generate();
        studio.tell({FakeTasks::task("task-1", TaskState::Running)});
        studio.finish("task-1");
        QVERIFY(studio.pane().isShowingResult());
    }

    void theCanvasShowsWhatTheControlModelSees()
    {
        Studio studio;
        QAction* look = studio.window.commands().action(QStringLiteral("control.look"));
        QVERIFY(!look->isEnabled());
        studio.tasks.paintMap = [](const QImage& picture, const GenerationRequest& request) {
            QImage map(request.width.value_or(0), request.height.value_or(0), QImage::Format_RGB32);
            map.fill(request.controlPreprocess ? QColor(Qt::black) : picture.pixelColor(1, 1));
            return map;
        };
        QImage picture(200, 100, QImage::Format_RGB32);
        picture.fill(Qt::red);
        studio.model().usePicture(picture, Mode::ControlNet);
        studio.model().change([](StudioState& state) { state.request.controlPreprocess = true; });
        QVERIFY(look->isEnabled());
        const auto middle = [&] {
            CanvasView& canvas = studio.pane().canvas();
            return canvas.grab().toImage().pixelColor(canvas.rect().center());
        };
        const auto& questions = studio.tasks.mapQuestions;
        QCOMPARE(middle(), QColor(Qt::red));
        look->trigger();
        QTRY_COMPARE(middle(), QColor(Qt::black));
        QCOMPARE(questions.size(), std::size_t{1});
        QCOMPARE(QSize(*questions[0].width, *questions[0].height), studio.model().size());
        for (int i = 0; i < 5; ++i) { // a slider that is dragged
            studio.model().change([](StudioState& state) { state.form.megapixels += 0.1; });
        }
        QCOMPARE(middle(), QColor(Qt::black)); // until the next one is there
        QTRY_COMPARE(questions.size(), std::size_t{2});
        QCOMPARE(QSize(*questions[1].width, *questions[1].height), studio.model().size());
        studio.model().change([](StudioState& state) { state.request.prompt = "changes nothing of it"; });
        studio.model().change([](StudioState& state) { state.request.controlPreprocess = false; });
        QTRY_COMPARE(middle(), QColor(Qt::red)); // said to be a ready control picture
        QCOMPARE(questions.size(), std::size_t{3});
        studio.model().change([](StudioState& state) { state.request.controlPreprocess = true; });
        QTRY_COMPARE(middle(), QColor(Qt::black));
        studio.model().setMode(Mode::TextToImage);
        studio.model().setMode(Mode::ControlNet);
        QTRY_COMPARE(middle(), QColor(Qt::black));
        picture.fill(Qt::green);
        studio.model().usePicture(picture, Mode::ControlNet);
        QVERIFY(middle() != QColor(Qt::black)); // which was of another picture
        look->trigger();
        QCOMPARE(middle(), QColor(Qt::green));
    }

    void theFrameOfOnlyMaskedIsTheEngines()
    {
        Studio studio;
        studio.openForFill();
        QTest::qWait(0);
        QCOMPARE(studio.tasks.areaQuestions, 0);
        studio.model().change([](StudioState& state) {
            state.request.onlyMasked = true;
            state.request.maskPaddingPx = 40;
        });
        QTRY_COMPARE(studio.pane().workArea(), QRect(40, 0, 160, 160));
        const RunPicture picture = RunView::pictureOf(studio.model(), studio.pane().workArea());
        QCOMPARE(picture.area, QRectF(40, 0, 160, 160));
        QCOMPARE(picture.mask.pixelColor(10, 40).red(), 255);
        QCOMPARE(picture.mask.pixelColor(100, 40).red(), 0);
    }

    void outpaintedPreviewsCoverTheNewArea()
    {
        Studio studio;
        studio.openForFill();
        studio.model().setOutpaint({64, 0, 0, 0});
        const RunPicture picture = RunView::pictureOf(studio.model(), {});
        QCOMPARE(picture.area, QRectF(-64, 0, 264, 160));
        QCOMPARE(picture.mask.pixelColor(5, 5).red(), 255);
        QCOMPARE(picture.mask.pixelColor(200, 100).red(), 0);
    }
};

int runRuns(int argc, char** argv)
{
    RunsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_runs.moc"
