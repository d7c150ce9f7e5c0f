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
