// What other commands do while a tool is held down on the canvas.
#include "suites.h"

#include <QTest>

#include "canvas/canvas_view.h"
#include "studio/canvas_pane.h"
#include "studio/studio_page.h"
#include "studio_window.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

// A grey picture on the canvas with its upper rows masked, one step of the history.
struct Desk : StudioWindow {
    Desk()
    {
        window.resize(1440, 900);
        window.show();
        model.usePicture(grey({256, 256}), Mode::Fill);
        QApplication::processEvents();
        QImage rows = model.mask().image();
        std::fill_n(rows.scanLine(3), 256, uchar{255});
        model.mask().replace(rows, QStringLiteral("Rows"));
    }
    static QImage grey(const QSize& size)
    {
        QImage picture(size, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        return picture;
    }
    [[nodiscard]] QPoint at(double x, double y) const { return view.transform().toView().map(QPointF(x, y)).toPoint(); }
    void choose(ToolKind kind) { window.studio().canvasPane().tools().choose(kind); }
    void press(double x, double y) { QTest::mousePress(&view, Qt::LeftButton, {}, at(x, y)); }
    void move(double x, double y) { QTest::mouseMove(&view, at(x, y)); }
    void release(double x, double y) { QTest::mouseRelease(&view, Qt::LeftButton, {}, at(x, y)); }
    void runAll()
    {
        for (const char* id : {"mask.undo", "mask.redo", "mask.invert", "mask.clear", "mask.grow", "mask.shrink",
                               "mask.feather", "mask.paste"}) {
            window.commands().run(QLatin1String(id));
            QTest::keyClick(&view, Qt::Key_Z, Qt::ControlModifier);
        }
        QTRY_VERIFY(window.studio().canvasPane().tools().shaper().isIdle());
    }
    [[nodiscard]] Outpaint outpaint() { return model.state().request.outpaint.value_or(Outpaint{}); }
    [[nodiscard]] int depth() { return model.mask().history().undoDepth(); }
    [[nodiscard]] int value(int x, int y) { return model.mask().image().constScanLine(y)[x]; }

    StudioModel& model = window.studio().model();
    CanvasView& view = window.studio().canvasPane().canvas();
};

} // namespace

class DragsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noCommandTouchesTheMaskUnderAHeldTool_data()
    {
        QTest::addColumn<ToolKind>("tool");
        QTest::newRow("brush") << ToolKind::Brush;
        QTest::newRow("lasso") << ToolKind::Lasso;
        QTest::newRow("polygon") << ToolKind::Polygon;
        QTest::newRow("rectangle") << ToolKind::Rectangle;
        QTest::newRow("gradient") << ToolKind::Gradient;
        QTest::newRow("frame") << ToolKind::Frame;
    }
    void noCommandTouchesTheMaskUnderAHeldTool()
    {
        QFETCH(ToolKind, tool);
        Desk desk;
        desk.choose(tool);
        desk.press(255, 128);
        desk.move(200, 100);
        const QImage drawn = desk.model.mask().image();
        const Outpaint out = desk.outpaint();
        desk.runAll();
        QCOMPARE(desk.depth(), 1);
        QCOMPARE(desk.model.mask().image(), drawn);
        QVERIFY(desk.outpaint() == out);
        desk.release(200, 100);
    }

    void aFrameThatIsDraggedIsOneStepWhateverIsPressedMeanwhile()
    {
        Desk desk;
        desk.choose(ToolKind::Frame);
        desk.press(256, 128);
        desk.move(300, 128);
        desk.runAll();
        desk.release(320, 128);
        QCOMPARE(desk.outpaint(), (Outpaint{0, 0, 64, 0}));
        QCOMPARE(desk.depth(), 2);
        desk.window.commands().run(QStringLiteral("mask.undo"));
        QCOMPARE(desk.outpaint(), Outpaint{});
        desk.window.commands().run(QStringLiteral("mask.redo"));
        QCOMPARE(desk.outpaint(), (Outpaint{0, 0, 64, 0}));
        QCOMPARE(desk.value(5, 3), 255);
    }

    void anotherPictureTakesNothingOfADraggedFrame()
    {
        Desk desk;
        desk.model.setOutpaint({0, 0, 32, 0});
        desk.choose(ToolKind::Frame);
        desk.press(288, 128);
        desk.move(320, 128);
        QCOMPARE(desk.outpaint(), (Outpaint{0, 0, 64, 0}));
        desk.model.setInput(Desk::grey({128, 64}));
        QCOMPARE(desk.outpaint(), Outpaint{});
        desk.move(200, 30);
        desk.release(200, 30);
        QCOMPARE(desk.outpaint(), Outpaint{});
        QCOMPARE(desk.depth(), 0);
    }

    void aDoubleClickOnTheFrameCanBeUndoneWhereverItIs()
    {
        Desk desk;
        desk.model.setOutpaint({16, 0, 0, 0});
        desk.choose(ToolKind::Frame);
        QTest::mouseDClick(&desk.view, Qt::LeftButton, {}, desk.at(128, 128));
        desk.release(128, 128); // which QTest leaves out
        QCOMPARE(desk.outpaint(), Outpaint{});
        desk.window.commands().run(QStringLiteral("mask.undo"));
        QCOMPARE(desk.outpaint(), (Outpaint{16, 0, 0, 0}));
    }

    void undoTakesAPolygonsCornersBackFirst()
    {
        Desk desk;
        desk.choose(ToolKind::Polygon);
        for (const QPoint corner : {QPoint(20, 20), QPoint(200, 20), QPoint(200, 200), QPoint(20, 250)}) {
            desk.press(corner.x(), corner.y());
            desk.release(corner.x(), corner.y());
        }
        desk.window.commands().run(QStringLiteral("mask.undo"));
        QCOMPARE(desk.depth(), 1);
        QTest::keyClick(&desk.view, Qt::Key_Return);
        QTRY_COMPARE(desk.depth(), 2);
        QCOMPARE(desk.value(190, 100), 255);
        QCOMPARE(desk.value(40, 200), 0); // the last corner had gone
        desk.window.commands().run(QStringLiteral("mask.undo"));
        QCOMPARE(desk.depth(), 1);
    }

    void aReleaseThatADialogTookEndsTheStroke()
    {
        Desk desk;
        desk.choose(ToolKind::Brush);
        desk.press(60, 60);
        desk.move(100, 60);
        const QPoint place = desk.at(200, 200);
        QMouseEvent hover(QEvent::MouseMove, place, desk.view.mapToGlobal(place), Qt::NoButton, Qt::NoButton,
                          Qt::NoModifier);
        QApplication::sendEvent(&desk.view, &hover);
        QVERIFY(!desk.view.isDragging());
        QCOMPARE(desk.depth(), 2);
        QCOMPARE(desk.value(100, 60), 255);
        QCOMPARE(desk.value(200, 200), 0);
    }

    void escTakesBackWhatIsDrawnBeforeItLeavesTheCanvas()
    {
        Desk desk;
        desk.choose(ToolKind::Polygon);
        const auto isTaken = [&] {
            QKeyEvent esc(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
            esc.ignore();
            QApplication::sendEvent(&desk.view, &esc);
            return esc.isAccepted();
        };
        QVERIFY(!isTaken());
        desk.press(20, 20);
        desk.release(20, 20);
        QVERIFY(isTaken()); // the window's own Esc must wait
        QTest::keyClick(&desk.view, Qt::Key_Escape);
        QVERIFY(!isTaken());
        desk.choose(ToolKind::Brush);
        desk.press(20, 20);
        QVERIFY(isTaken());
        desk.release(20, 20);
    }

    void aCommandOfTheMaskShowsTheMask()
    {
        Desk desk;
        CanvasPane& pane = desk.window.studio().canvasPane();
        pane.showResult(FakeTasks::finishedTask(4, 0), Desk::grey({256, 256}));
        QVERIFY(!pane.isMasking());
        desk.window.commands().run(QStringLiteral("mask.undo"));
        QVERIFY(pane.isMasking());
        QCOMPARE(desk.depth(), 1); // nobody undoes what cannot be seen
        pane.showResult(FakeTasks::finishedTask(5, 0), Desk::grey({256, 256}));
        desk.window.commands().run(QStringLiteral("mask.invert"));
        QVERIFY(pane.isMasking());
        QCOMPARE(desk.value(5, 3), 0);
    }
};

int runDrags(int argc, char** argv)
{
    DragsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_drags.moc"
