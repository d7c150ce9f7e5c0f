#include "suites.h"

#include <algorithm>
#include <random>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTabletEvent>
#include <QTest>

#include "canvas/brush_tool.h"
#include "canvas/canvas_view.h"
#include "canvas/mask_shaper.h"
#include "canvas/outline_tool.h"
#include "canvas/shape_tool.h"
#include "canvas/wand_tool.h"

using namespace genserve::ui;

namespace {

QImage picture(const QSize& size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            row[x] = qRgb(x * 255 / size.width(), y * 255 / size.height(), (x ^ y) & 255);
        }
    }
    return image;
}

bool isNear(const QPointF& a, const QPointF& b)
{
    return std::abs(a.x() - b.x()) < 1e-6 && std::abs(a.y() - b.y()) < 1e-6;
}

struct Canvas {
    explicit Canvas(const QSize& size) : mask(size)
    {
        view.resize(800, 600);
        view.setPicture(picture(size));
        view.setMask(&mask);
        view.show();
    }

    [[nodiscard]] QPoint at(double x, double y) const { return view.transform().toView().map(QPointF(x, y)).toPoint(); }

    void pen(QEvent::Type type, const QPointF& picture, double pressure,
             QPointingDevice::PointerType end = QPointingDevice::PointerType::Pen)
    {
        const QPointingDevice device(QStringLiteral("pen"), 7, QInputDevice::DeviceType::Stylus, end,
                                     QInputDevice::Capability::Pressure, 1, 1);
        const QPointF place = at(picture.x(), picture.y());
        const bool isDown = type != QEvent::TabletRelease;
        QTabletEvent event(type, &device, place, view.mapToGlobal(place), pressure, 0, 0, 0, 0, 0, Qt::NoModifier,
                           type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton,
                           isDown ? Qt::LeftButton : Qt::NoButton);
        QApplication::sendEvent(&view, &event);
        QVERIFY(event.isAccepted()); // or Qt would make a mouse event of it
    }
    [[nodiscard]] int value(int x, int y) const { return mask.image().constScanLine(y)[x]; }

    MaskDocument mask;
    MaskShaper shaper{mask};
    BrushSettings brush{.size = 20, .hardness = 1};
    CanvasView view;
};

} // namespace

class CanvasTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void zoomAndTurnKeepWhatIsUnderThePointer()
    {
        CanvasTransform transform;
        transform.setSizes({1000, 700}, {800, 600});
        transform.fit(20);
        const QPointF anchor(613, 77);
        const QPointF held = transform.toPicture(anchor);
        for (const double zoom : {0.5, 3.0, 0.01, 100.0}) {
            transform.zoomTo(zoom, anchor);
            QVERIFY(isNear(transform.toPicture(anchor), held));
        }
        transform.rotateTo(37, anchor);
        QVERIFY(isNear(transform.toPicture(anchor), held));
        QCOMPARE(transform.zoom(), CanvasTransform::MostZoom);
    }

    void pyramidShowsWhatChanged()
    {
        QImage mask(1001, 777, QImage::Format_Grayscale8);
        mask.fill(0);
        PicturePyramid levels;
        levels.setPicture(mask);
        for (int y = 500; y < 600; ++y) {
            std::fill_n(mask.scanLine(y) + 300, 200, uchar{255});
        }
        levels.update(mask, {300, 500, 200, 100});
        PicturePyramid fresh;
        fresh.setPicture(mask);
        for (const double scale : {1.0, 0.5, 0.25}) {
            QCOMPARE(*levels.levelFor(scale).image, *fresh.levelFor(scale).image);
        }
        QCOMPARE(levels.levelFor(0.5).factor, 2);
        QCOMPARE(levels.levelFor(0.6).factor, 1);
    }

    void brushPaintsWhereThePointerIs()
    {
        Canvas canvas({512, 512});
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        QTest::mousePress(&canvas.view, Qt::LeftButton, {}, canvas.at(100, 100));
        QTest::mouseMove(&canvas.view, canvas.at(200, 100));
        QTest::mouseRelease(&canvas.view, Qt::LeftButton, {}, canvas.at(300, 100));
        QCOMPARE(int(canvas.mask.image().constScanLine(100)[150]), 255);
        QCOMPARE(int(canvas.mask.image().constScanLine(130)[150]), 0);
        QCOMPARE(canvas.mask.history().undoDepth(), 1);
        QTest::keyClick(&canvas.view, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(canvas.mask.isEmpty());
    }

    void ctrlSubtractsAndEscapeTakesBack()
    {
        Canvas canvas({256, 256});
        canvas.mask.invert();
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        QTest::mousePress(&canvas.view, Qt::LeftButton, Qt::ControlModifier, canvas.at(100, 100));
        QCOMPARE(int(canvas.mask.image().constScanLine(100)[100]), 0);
        QTest::keyClick(&canvas.view, Qt::Key_Escape);
        QCOMPARE(int(canvas.mask.image().constScanLine(100)[100]), 255);
        QTest::mouseRelease(&canvas.view, Qt::LeftButton, Qt::ControlModifier, canvas.at(100, 100));
        QCOMPARE(canvas.mask.history().undoDepth(), 1); // the inversion alone
    }

    void polygonClosesOnItsFirstCorner()
    {
        Canvas canvas({256, 256});
        OutlineTool tool(canvas.mask, canvas.shaper, OutlineTool::Kind::Polygon, QStringLiteral("Polygon"));
        canvas.view.setTool(&tool);
        for (const QPoint corner : {QPoint(50, 50), QPoint(200, 50), QPoint(120, 200), QPoint(51, 51)}) {
            QTest::mouseClick(&canvas.view, Qt::LeftButton, {}, canvas.at(corner.x(), corner.y()));
        }
        QTRY_COMPARE(int(canvas.mask.image().constScanLine(80)[120]), 255);
        QCOMPARE(int(canvas.mask.image().constScanLine(190)[60]), 0);
    }

    void lassoWandAndShapesMakeOneStepEach()
    {
        Canvas canvas({256, 256});
        OutlineTool lasso(canvas.mask, canvas.shaper, OutlineTool::Kind::Lasso, QStringLiteral("Lasso"));
        const int tolerance = 8;
        WandTool wand(canvas.shaper, canvas.view.picture(), tolerance, WandTool::Reach::Connected,
                      QStringLiteral("Wand"));
        ShapeTool ellipse(canvas.mask, canvas.shaper, ShapeTool::Shape::Ellipse, canvas.brush,
                          QStringLiteral("Ellipse"));
        for (CanvasTool* tool : std::initializer_list<CanvasTool*>{&lasso, &ellipse, &wand}) {
            canvas.view.setTool(tool);
            const int before = canvas.mask.history().undoDepth();
            QTest::mousePress(&canvas.view, Qt::LeftButton, {}, canvas.at(20, 200));
            for (const QPoint place : {QPoint(100, 180), QPoint(120, 240), QPoint(60, 250)}) {
                QTest::mouseMove(&canvas.view, canvas.at(place.x(), place.y()));
            }
            QTest::mouseRelease(&canvas.view, Qt::LeftButton, {}, canvas.at(60, 250));
            QTRY_COMPARE(canvas.mask.history().undoDepth(), before + 1);
        }
    }

    void spacePansInsteadOfPainting()
    {
        Canvas canvas({256, 256});
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        const QPointF before = canvas.view.transform().toView().map(QPointF(0, 0));
        QTest::keyPress(&canvas.view, Qt::Key_Space);
        QTest::mousePress(&canvas.view, Qt::LeftButton, {}, {100, 100});
        QTest::mouseMove(&canvas.view, {130, 90});
        QTest::mouseRelease(&canvas.view, Qt::LeftButton, {}, {130, 90});
        QTest::keyRelease(&canvas.view, Qt::Key_Space);
        QVERIFY(isNear(canvas.view.transform().toView().map(QPointF(0, 0)), before + QPointF(30, -10)));
        QVERIFY(canvas.mask.isEmpty());
    }

    void aPenSetsSizeAndOpacityByItsPressure()
    {
        Canvas canvas({256, 256});
        canvas.brush = {.size = 60, .hardness = 1, .sizeByPressure = true};
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        canvas.pen(QEvent::TabletPress, {100, 100}, 0.5);
        canvas.pen(QEvent::TabletRelease, {100, 100}, 0);
        QCOMPARE(canvas.value(112, 100), 255);
        QCOMPARE(canvas.value(120, 100), 0);
        canvas.brush.pressureCurve = PressureCurve::Soft; // the same hand reaches further
        canvas.pen(QEvent::TabletPress, {100, 100}, 0.5);
        canvas.pen(QEvent::TabletRelease, {100, 100}, 0);
        QCOMPARE(canvas.value(120, 100), 255);
        canvas.brush = {.size = 20, .hardness = 1, .opacityByPressure = true};
        canvas.pen(QEvent::TabletPress, {200, 200}, 0.25);
        canvas.pen(QEvent::TabletRelease, {200, 200}, 0);
        QCOMPARE(canvas.value(200, 200), 64);
        QCOMPARE(canvas.mask.history().undoDepth(), 3);
    }

    void aPenNeverPaintsAsAMouseToo()
    {
        Canvas canvas({256, 256});
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        canvas.pen(QEvent::TabletPress, {50, 50}, 1);
        QTest::mousePress(&canvas.view, Qt::LeftButton, {}, canvas.at(200, 200));
        QTest::mouseMove(&canvas.view, canvas.at(200, 220));
        QTest::mouseRelease(&canvas.view, Qt::LeftButton, {}, canvas.at(200, 220));
        canvas.pen(QEvent::TabletMove, {60, 50}, 1);
        canvas.pen(QEvent::TabletRelease, {60, 50}, 0);
        QCOMPARE(canvas.value(55, 50), 255);
        QCOMPARE(canvas.value(200, 210), 0);
        QCOMPARE(canvas.mask.history().undoDepth(), 1);
    }

    void thePensOtherEndErases()
    {
        Canvas canvas({256, 256});
        canvas.mask.invert();
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        canvas.pen(QEvent::TabletPress, {100, 100}, 1, QPointingDevice::PointerType::Eraser);
        canvas.pen(QEvent::TabletRelease, {100, 100}, 0, QPointingDevice::PointerType::Eraser);
        QCOMPARE(canvas.value(100, 100), 0);
    }

    void shiftAndAClickDrawALineShiftAndADragResize()
    {
        Canvas canvas({256, 256});
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"),
                       [&](double px) { canvas.brush.size = px; });
        canvas.view.setTool(&tool);
        QTest::mouseClick(&canvas.view, Qt::LeftButton, {}, canvas.at(40, 40));
        QTest::mouseClick(&canvas.view, Qt::LeftButton, Qt::ShiftModifier, canvas.at(200, 40));
        QCOMPARE(canvas.value(120, 40), 255);
        QTest::mousePress(&canvas.view, Qt::LeftButton, Qt::ShiftModifier, canvas.at(100, 200));
        QTest::mouseMove(&canvas.view, canvas.at(130, 200));
        QTest::mouseRelease(&canvas.view, Qt::LeftButton, Qt::ShiftModifier, canvas.at(130, 200));
        QVERIFY(std::abs(canvas.brush.size - 80) <= 2);
        QCOMPARE(canvas.value(100, 200), 0);
        QCOMPARE(canvas.mask.history().undoDepth(), 2);
    }

    void polygonsAreCorrectedAndClosedByKeys()
    {
        Canvas canvas({256, 256});
        OutlineTool tool(canvas.mask, canvas.shaper, OutlineTool::Kind::Polygon, QStringLiteral("Polygon"));
        canvas.view.setTool(&tool);
        for (const QPoint corner : {QPoint(20, 20), QPoint(120, 20), QPoint(240, 240), QPoint(120, 120)}) {
            QTest::mouseClick(&canvas.view, Qt::LeftButton, {}, canvas.at(corner.x(), corner.y()));
            if (corner.x() == 240) {
                QTest::keyClick(&canvas.view, Qt::Key_Backspace);
            }
        }
        QTest::keyClick(&canvas.view, Qt::Key_Return);
        QTRY_COMPARE(canvas.value(110, 60), 255);
        QCOMPARE(canvas.value(150, 140), 0);
    }

    void aStrokeGoesOnWhileTheWindowChanges()
    {
        Canvas canvas({256, 256});
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        QTest::mousePress(&canvas.view, Qt::LeftButton, {}, canvas.at(40, 100));
        canvas.view.setTool(&tool); // what every preview of a running task does
        QTest::mousePress(&canvas.view, Qt::RightButton, {}, canvas.at(40, 100));
        QTest::mouseRelease(&canvas.view, Qt::RightButton, {}, canvas.at(40, 100));
        canvas.mask.undo();
        canvas.mask.invert();
        QTest::mouseMove(&canvas.view, canvas.at(200, 100));
        QTest::mouseRelease(&canvas.view, Qt::LeftButton, {}, canvas.at(200, 100));
        QCOMPARE(canvas.value(120, 100), 255);
        QCOMPARE(canvas.value(120, 200), 0);
        QCOMPARE(canvas.mask.history().undoDepth(), 1);
    }

    void anotherPictureEndsAStroke()
    {
        Canvas canvas({256, 256});
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        QTest::mousePress(&canvas.view, Qt::LeftButton, {}, canvas.at(40, 100));
        canvas.mask.reset(blackMask({128, 64}));
        canvas.view.setPicture(picture({128, 64}));
        QTest::mouseMove(&canvas.view, canvas.at(100, 30));
        QTest::mouseRelease(&canvas.view, Qt::LeftButton, {}, canvas.at(100, 30));
        QVERIFY(canvas.mask.isEmpty());
        QVERIFY(!canvas.mask.isEditing());
    }

    void whatIsRepaintedLooksLikeAllRepainted()
    {
        Canvas canvas({300, 200});
        BrushTool tool(canvas.mask, canvas.brush, MaskEdit::Add, QStringLiteral("Brush"));
        canvas.view.setTool(&tool);
        canvas.view.rotateBy(15);
        canvas.view.grab();
        QTest::mousePress(&canvas.view, Qt::LeftButton, {}, canvas.at(40, 100));
        canvas.view.grab();
        QTest::mouseRelease(&canvas.view, Qt::LeftButton, {}, canvas.at(40, 100));
        canvas.mask.invert();
        canvas.view.grab();
        canvas.mask.undo();
        canvas.view.setTool(nullptr);
        const QImage bits = canvas.view.grab().toImage();
        canvas.view.setMaskLook({QColor(229, 72, 77), 0.5}); // draws all of it anew
        const QImage whole = canvas.view.grab().toImage();
        int different = 0;
        for (int y = 0; y < whole.height(); ++y) {
            for (int x = 0; x < whole.width(); ++x) {
                different += std::abs(qRed(bits.pixel(x, y)) - qRed(whole.pixel(x, y))) > 8;
            }
        }
        QVERIFY2(different < 200, qPrintable(QString::number(different))); // where parts meet smoothing may differ
    }

    void aFrameBeyondThePictureStaysInView()
    {
        Canvas canvas({400, 300});
        CanvasExtras extras;
        extras.frame = QRectF(-300, 0, 1200, 300);
        canvas.view.setExtras(extras);
        const QRectF frame = canvas.view.transform().toView().mapRect(extras.frame);
        QVERIFY(QRectF(canvas.view.rect()).contains(frame));
        canvas.view.zoomTo(1); // the user's own zoom stays
        extras.frame = QRectF(-500, 0, 1400, 300);
        canvas.view.setExtras(extras);
        QCOMPARE(canvas.view.transform().zoom(), 1.0);
    }

    void layersLieOverThePictureUnderTheMask()
    {
        Canvas canvas({256, 256});
        const auto seen = [&](int x, int y) { return canvas.view.grab().toImage().pixelColor(canvas.at(x, y)); };
        QImage green(128, 128, QImage::Format_RGB32);
        green.fill(Qt::green);
        canvas.view.setLayers({{green, QRectF(0, 0, 256, 256), 1}});
        QCOMPARE(seen(200, 200), QColor(Qt::green));
        canvas.mask.invert();
        QVERIFY(seen(200, 200).red() > 90); // the mask's colour over it
        canvas.mask.invert();
        canvas.view.setLayers({});
        canvas.view.setPictureOpacity(0);
        QCOMPARE(seen(200, 200), seen(100, 100)); // the canvas alone
    }

    void aColourIsTakenAnywhere()
    {
        Canvas canvas({256, 256});
        QImage picture(256, 256, QImage::Format_RGB32);
        picture.fill(Qt::white);
        QPainter painter(&picture);
        painter.fillRect(10, 10, 40, 40, Qt::blue);
        painter.fillRect(150, 150, 60, 60, Qt::blue);
        painter.end();
        const int tolerance = 8;
        WandTool everywhere(canvas.shaper, picture, tolerance, WandTool::Reach::Anywhere, QStringLiteral("Colour"));
        canvas.view.setTool(&everywhere);
        QTest::mouseClick(&canvas.view, Qt::LeftButton, {}, canvas.at(20, 20));
        QTRY_COMPARE(canvas.mask.coveredShare(), (1600 + 3600) / 65536.0);
        canvas.mask.clear();
        QTest::mouseClick(&canvas.view, Qt::LeftButton, Qt::ShiftModifier, canvas.at(20, 20));
        QTRY_COMPARE(canvas.mask.coveredShare(), 1600 / 65536.0);
    }
};

int runCanvas(int argc, char** argv)
{
    CanvasTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_canvas.moc"
