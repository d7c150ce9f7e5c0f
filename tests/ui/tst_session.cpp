// What survives a crash, and what happens when the window closes.
#include "suites.h"

#include <QAbstractButton>
#include <QDir>
#include <QFile>
#include <QMainWindow>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "canvas/area_shapes.h"
#include "canvas/canvas_extras.h"
#include "canvas/outpaint_tool.h"
#include "fake_world.h"
#include "settings/session_file.h"
#include "shell/close_dialog.h"
#include "shell/dock_panel.h"
#include "shell/finish_notice.h"
#include "shell/main_window.h"
#include "studio/autosave.h"
#include "studio/studio_model.h"
#include "studio/studio_page.h"
#include "studio/tool_box.h"
#include "studio_window.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

QImage painted(const QSize& size)
{
    QImage picture(size, QImage::Format_RGB32);
    picture.fill(QColor(40, 90, 160));
    return picture;
}

DockPanel* dockOf(MainWindow& window, const char* name) { return window.findChild<DockPanel*>(QLatin1String(name)); }

} // namespace

class SessionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBackAfterACrash()
    {
        const QTemporaryDir folder;
        FakeModels models;
        StudioModel model(models);
        auto autosave = std::make_unique<Autosave>(model, folder.filePath(QStringLiteral("session")));
        QSignalSpy saved(autosave.get(), &Autosave::saved);
        model.change([](StudioState& state) {
            state.request.prompt = "a \"quoted\" prompt, 山";
            state.request.seed = 8312449067;
            state.request.mode = Mode::Fill;
            state.request.loras = {{"film-grain-35mm", 0.8}};
            state.isSeedKept = true;
            state.form.shape = QSize(16, 9);
            state.count = 3;
        });
        model.setInput(painted({200, 100}));
        model.mask().apply(MaskEdit::Add, ellipseCoverage({200, 100}, QRectF(20, 20, 60, 40)), QStringLiteral("e"));
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 5000);
        // No destructor has run when the process dies: only what lies on the disk counts.
        StudioModel next(models);
        Autosave other(next, folder.filePath(QStringLiteral("session")));
        QCOMPARE(next.state().request.prompt, model.state().request.prompt);
        QCOMPARE(next.state().request.seed, 8312449067);
        QVERIFY(next.state().isSeedKept);
        QCOMPARE(next.state().form.shape, QSize(16, 9));
        QCOMPARE(next.state().count, 3);
        QCOMPARE(next.state().request.loras, model.state().request.loras);
        QSignalSpy restored(&other, &Autosave::restored);
        QTRY_COMPARE(restored.count(), 1);
        QCOMPARE(next.input().convertToFormat(QImage::Format_RGB32), model.input());
        QCOMPARE(next.mask().image(), model.mask().image());
    }

    void whatIsLeftIsWrittenAtTheEnd()
    {
        const QTemporaryDir folder;
        FakeModels models;
        StudioModel model(models);
        {
            const Autosave autosave(model, folder.path());
            model.change([](StudioState& state) { state.request.prompt = "last words"; });
            QVERIFY(autosave.isDirty());
        }
        QCOMPARE(readSessionState(folder.path())->request.prompt, std::string("last words"));
    }

    void whatCouldNotBeWrittenIsWrittenLater()
    {
        const QTemporaryDir folder;
        const QString place = folder.filePath(QStringLiteral("session"));
        QFile block(place); // a file where the folder should be
        QVERIFY(block.open(QIODevice::WriteOnly));
        FakeModels models;
        StudioModel model(models);
        Autosave autosave(model, place);
        QSignalSpy failed(&autosave, &Autosave::failed), saved(&autosave, &Autosave::saved);
        model.setInput(painted({8, 8}));
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 5000);
        QVERIFY(autosave.hasFailed() && autosave.isDirty());
        block.remove();
        QTRY_COMPARE_WITH_TIMEOUT(saved.count(), 1, 10'000); // without a further change
        QVERIFY(!autosave.hasFailed());
        QVERIFY(!readSession(place)->input.isNull());
    }

    void damagedSessionsAreNothing()
    {
        const QTemporaryDir folder;
        QVERIFY(!readSession(folder.path()));
        QFile file(folder.filePath(QStringLiteral("studio.json")));
        for (const char* text : {"", "{", "[]", "{\"request\":1}", "{\"request\":\"{\"}"}) {
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(text);
            file.close();
            const auto session = readSession(folder.path());
            QVERIFY2(!session || session->state.count == 1, text);
        }
    }

    void picturesThatAreGoneAreRemoved()
    {
        const QTemporaryDir folder;
        QVERIFY(writeSession(folder.path(), {{}, painted({8, 8}), QImage(), QImage()}));
        QVERIFY(!readSession(folder.path())->input.isNull());
        QVERIFY(writeSession(folder.path(), {{}, QImage(), {}, {}}));
        QVERIFY(readSession(folder.path())->input.isNull());
        QVERIFY(!writeSession(QStringLiteral("/proc/nowhere"), {}));
    }

    void closingAsksOnceWhatToDo()
    {
        CloseDialog dialog(2, 5);
        QVERIFY(!dialog.choice());
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        QCOMPARE(dialog.focusWidget()->accessibleName(), QStringLiteral("Finish all in the background"));
        const auto buttons = dialog.findChildren<QAbstractButton*>();
        const auto it = std::ranges::find_if(buttons, [](const QAbstractButton* button) {
            return button->accessibleName() == QLatin1String("Stop after what runs now");
        });
        QVERIFY(it != buttons.end());
        (*it)->click();
        QCOMPARE(dialog.choice(), CloseChoice::FinishRunning);
        QCOMPARE(dialog.result(), static_cast<int>(QDialog::Accepted));
    }

    void theWindowClosesByTheRememberedChoice()
    {
        StudioDesk desk;
        FakeProgram program;
        program.folder = desk.folder.path();
        desk.world.program = &program;
        desk.settings.setCloseChoice(CloseChoice::FinishAll);
        desk.tasks.list = {FakeTasks::task("a", tasks::TaskState::Running)};
        MainWindow window(desk.world, desk.settings, desk.language);
        window.show();
        window.studio().model().change([](StudioState& state) { state.request.prompt = "kept"; });
        QVERIFY(window.close());
        QCOMPARE(program.closed, CloseChoice::FinishAll);
        QVERIFY(!desk.settings.geometry().isEmpty());
        Q_EMIT program.raiseWanted({});
        QVERIFY(window.isVisible());
        desk.tasks.list.clear();
        QVERIFY(window.close());
        QCOMPARE(program.closed, CloseChoice::KeepAll);
        QGuiApplication::setQuitOnLastWindowClosed(true);
    }

    void opensThePictureOfAStartAndThatOfASecondOne()
    {
        StudioDesk desk;
        FakeProgram program;
        program.folder = desk.folder.path();
        const auto pictureOf = [&](const QString& name, Qt::GlobalColor colour) {
            QImage image(64, 48, QImage::Format_RGB32);
            image.fill(colour);
            const QString file = desk.folder.filePath(name);
            return image.save(file) ? file : QString();
        };
        program.picture = pictureOf(QStringLiteral("first.png"), Qt::red);
        desk.world.program = &program;
        MainWindow window(desk.world, desk.settings, desk.language);
        const StudioModel& model = window.studio().model();
        QTRY_COMPARE(model.input().size(), QSize(64, 48));
        QCOMPARE(model.input().pixelColor(1, 1), QColor(Qt::red));
        window.showPage(WindowPage::Queue);
        Q_EMIT program.raiseWanted(pictureOf(QStringLiteral("second.png"), Qt::blue));
        QVERIFY(window.isVisible() && window.studio().isVisible());
        QTRY_COMPARE(model.input().pixelColor(1, 1), QColor(Qt::blue));
    }

    void theWindowSavesItsLastChangeAsItGoes()
    {
        StudioDesk desk;
        FakeProgram program;
        program.folder = desk.folder.path();
        desk.world.program = &program;
        {
            MainWindow window(desk.world, desk.settings, desk.language);
            window.studio().model().change([](StudioState& state) { state.request.prompt = "at the last moment"; });
        }
        const auto state = readSessionState(desk.folder.filePath(QStringLiteral("session")));
        QVERIFY(state);
        QCOMPARE(state->request.prompt, std::string("at the last moment"));
    }

    void finishedPicturesAreToldOnceWhenAllAreDone()
    {
        const QTemporaryDir folder;
        SettingsStore settings(folder.filePath(QStringLiteral("s.ini")));
        FakeTasks door;
        QWidget window;
        FinishNotice notice(door, settings, window);
        QSignalSpy told(&notice, &FinishNotice::told);
        door.list = {FakeTasks::task("b", tasks::TaskState::Running)};
        Q_EMIT door.finished(FakeTasks::finishedTask(1, 0));
        Q_EMIT door.tasksChanged();
        QCOMPARE(told.count(), 0);
        Q_EMIT door.finished(FakeTasks::finishedTask(2, 0));
        door.list.clear();
        Q_EMIT door.tasksChanged();
        Q_EMIT door.tasksChanged();
        QCOMPARE(told.count(), 1);
        settings.setNotifies(false);
        Q_EMIT door.finished(FakeTasks::finishedTask(3, 0));
        Q_EMIT door.tasksChanged();
        QCOMPARE(told.count(), 1);
    }

    void docksComeBackAsTheyWereLeft()
    {
        StudioDesk desk;
        {
            MainWindow window(desk.world, desk.settings, desk.language);
            window.resize(1440, 900);
            window.show();
            QTRY_COMPARE(dockOf(window, "prompt")->width(), 336);
            window.commands().run(QStringLiteral("dock.right"));
            window.findChild<QMainWindow*>()->resizeDocks({dockOf(window, "prompt")}, {400}, Qt::Horizontal);
            QTRY_COMPARE(dockOf(window, "prompt")->width(), 400);
            window.resize(1500, 900); // what was set by hand stays
            QApplication::processEvents();
            QCOMPARE(dockOf(window, "prompt")->width(), 400);
        }
        MainWindow window(desk.world, desk.settings, desk.language);
        window.resize(1440, 900);
        window.show();
        QTRY_COMPARE(dockOf(window, "prompt")->width(), 400);
        QVERIFY(dockOf(window, "right")->isHidden());
        QVERIFY(!window.commands().action(QStringLiteral("dock.right"))->isChecked());
        QVERIFY(window.commands().action(QStringLiteral("dock.bottom"))->isChecked());
        auto* area = window.findChild<QMainWindow*>();
        area->addDockWidget(Qt::TopDockWidgetArea, dockOf(window, "bottom"));
        window.commands().run(QStringLiteral("dock.reset"));
        QCOMPARE(area->dockWidgetArea(dockOf(window, "bottom")), Qt::BottomDockWidgetArea);
        QTRY_COMPARE(dockOf(window, "prompt")->width(), 336);
        QVERIFY(!dockOf(window, "right")->isHidden());
        QVERIFY(window.commands().action(QStringLiteral("dock.right"))->isChecked());
    }

    void fillHasItsOwnDocks()
    {
        StudioWindow one;
        one.window.resize(1440, 900);
        one.window.show();
        const auto* bottom = one.window.findChild<DockPanel*>(QStringLiteral("bottom"));
        const auto* action = one.window.commands().action(QStringLiteral("dock.bottom"));
        StudioModel& model = one.window.studio().model();
        model.setMode(Mode::Fill);
        QVERIFY(bottom->isHidden());
        QVERIFY(!action->isChecked());
        one.window.commands().run(QStringLiteral("dock.bottom"));
        QVERIFY(!bottom->isHidden());
        model.setMode(Mode::TextToImage);
        one.window.commands().run(QStringLiteral("dock.bottom"));
        QVERIFY(bottom->isHidden());
        model.setMode(Mode::Fill);
        QVERIFY(!bottom->isHidden());
    }

    void whatWasFoldedForWantOfRoomComesBackWithItAfterAStart()
    {
        StudioDesk desk;
        {
            MainWindow window(desk.world, desk.settings, desk.language);
            window.resize(1440, 900);
            window.show();
            QTRY_VERIFY(dockOf(window, "bottom")->isVisible());
            window.resize(1024, 700);
            QTRY_VERIFY(dockOf(window, "bottom")->isHidden());
            QVERIFY(dockOf(window, "right")->isHidden());
        }
        MainWindow window(desk.world, desk.settings, desk.language);
        window.resize(1440, 900);
        window.show();
        QTRY_VERIFY(dockOf(window, "bottom")->isVisible());
        QVERIFY(dockOf(window, "right")->isVisible());
    }

    void narrowWindowsFoldTheQueueAndWideOnesShowIt()
    {
        StudioWindow one;
        one.window.resize(1440, 900);
        one.window.show();
        const auto* bottom = one.window.findChild<DockPanel*>(QStringLiteral("bottom"));
        QTRY_VERIFY(bottom->isVisible());
        const auto* right = one.window.findChild<DockPanel*>(QStringLiteral("right"));
        one.window.resize(1100, 800);
        QTRY_VERIFY(bottom->isHidden());
        QVERIFY(right->isVisible());
        one.window.resize(1024, 800);
        QTRY_VERIFY(right->isHidden());
        one.window.studio().model().setMode(Mode::Fill);
        QVERIFY(right->isVisible()); // it holds the layers
        one.window.studio().model().setMode(Mode::TextToImage);
        QVERIFY(right->isHidden());
        one.window.resize(1440, 900);
        QTRY_VERIFY(bottom->isVisible());
        QVERIFY(right->isVisible());
    }

    void theFirstSizeLeavesRoomForTheFrame()
    {
        QCOMPARE(MainWindow::firstSize({1920, 1080}), QSize(1440, 900));
        QCOMPARE(MainWindow::firstSize({1280, 800}), QSize(1272, 756));
        QCOMPARE(MainWindow::firstSize({1440, 900}), QSize(1432, 856));
    }

    void theFrameIsDraggedInSteps()
    {
        Outpaint now;
        std::vector<Outpaint> ended;
        OutpaintTool tool([] { return QSize(100, 80); }, [&] { return now; }, [&](const Outpaint& next) { now = next; },
                          [&](const Outpaint& before) { ended.push_back(before); });
        tool.press({QPointF(100, 40), 1, {}, 1});
        tool.move({QPointF(150, 40), 1, {}, 1});
        QCOMPARE(now, (Outpaint{0, 0, 48, 0}));
        tool.release({QPointF(131, 40), 1, {}, 1});
        QCOMPARE(now, (Outpaint{0, 0, 32, 0}));
        tool.press({QPointF(0, 0), 1, {}, 1}); // a corner moves two edges
        tool.move({QPointF(-16, -33), 1, {}, 1});
        QCOMPARE(now, (Outpaint{16, 32, 32, 0}));
        tool.cancel();
        QCOMPARE(now, (Outpaint{0, 0, 32, 0}));
        tool.press({QPointF(50, 40), 1, {}, 1}); // the middle holds nothing
        tool.move({QPointF(90, 40), 1, {}, 1});
        tool.release({QPointF(90, 40), 1, {}, 1});
        QCOMPARE(now, (Outpaint{0, 0, 32, 0}));
        QCOMPARE(ended, std::vector{Outpaint{}}); // one drag went to its end and moved something
    }

    void draggingTheFrameIsAStepOfTheHistory()
    {
        FakeModels models;
        StudioModel model(models);
        model.setMode(Mode::Fill);
        model.setInput(painted({128, 64}));
        ToolBox tools(model);
        tools.choose(ToolKind::Frame);
        const auto outpaint = [&] { return model.state().request.outpaint.value_or(Outpaint{}); };
        const auto drag = [&](const QPointF& from, const QPointF& to) {
            tools.tool()->press({from, 1, {}, 1});
            tools.tool()->move({to, 1, {}, 1});
            tools.tool()->release({to, 1, {}, 1});
        };
        model.mask().invert();
        drag({128, 32}, {160, 32});
        drag({0, 32}, {-64, 32});
        QCOMPARE(outpaint(), (Outpaint{64, 0, 32, 0}));
        QCOMPARE(model.mask().history().undoDepth(), 3);
        model.mask().undo();
        QCOMPARE(outpaint(), (Outpaint{0, 0, 32, 0}));
        model.mask().undo();
        QVERIFY(!model.isOutpainting());
        QVERIFY(!model.mask().isEmpty()); // the frame's steps are not the mask's
        model.mask().undo();
        QVERIFY(model.mask().isEmpty());
        for (int i = 0; i < 3; ++i) {
            model.mask().redo();
        }
        QCOMPARE(outpaint(), (Outpaint{64, 0, 32, 0}));
        QCOMPARE(model.mask().coveredShare(), 1.0);
        const QPointF edge(-64, 32);
        tools.tool()->press({edge, 1, {}, 1});
        tools.tool()->doubleClick({edge, 1, {}, 1});
        tools.tool()->release({edge, 1, {}, 1});
        QVERIFY(!model.isOutpainting());
        QCOMPARE(model.mask().history().undoDepth(), 4);
        model.mask().undo();
        QCOMPARE(outpaint(), (Outpaint{64, 0, 32, 0}));
    }

    void outpaintingNeedsNoMask()
    {
        FakeModels models;
        StudioModel model(models);
        model.setMode(Mode::Fill);
        model.setInput(painted({128, 64}));
        model.change([](StudioState& state) { state.request.prompt = "wider"; });
        QVERIFY(!model.obstacle().isEmpty());
        model.setOutpaint({32, 0, 32, 0});
        QVERIFY(model.obstacle().isEmpty());
        QCOMPARE(model.size(), QSize(192, 64));
        const auto submission = model.submission();
        QVERIFY(!submission.request.maskImage);
        QCOMPARE(*submission.request.outpaint, (Outpaint{32, 0, 32, 0}));
        model.setInput(painted({64, 64}));
        QVERIFY(!model.isOutpainting());
    }

    void previewsStayInsideTheMask()
    {
        QImage mask(64, 64, QImage::Format_Grayscale8);
        mask.fill(0);
        for (int y = 16; y < 32; ++y) {
            for (int x = 8; x < 24; ++x) {
                mask.setPixelColor(x, y, Qt::white);
            }
        }
        QCOMPARE(maskOutline(mask).boundingRect(), QRectF(8, 16, 16, 16));
        const QImage inside = insideMask(painted({8, 8}), mask);
        QCOMPARE(inside.size(), mask.size());
        QCOMPARE(inside.pixelColor(16, 24).alpha(), 255);
        QCOMPARE(inside.pixelColor(50, 50).alpha(), 0);
    }
};

int runSession(int argc, char** argv)
{
    SessionTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_session.moc"
