// The layers of the canvas: masks shaped, pictures dropped, shown and compared.
#include "suites.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "canvas/area_shapes.h"
#include "canvas/canvas_view.h"
#include "canvas/mask_shaper.h"
#include "compare/compare_view.h"
#include "controls/icon_button.h"
#include "controls/segmented_choice.h"
#include "square_mask.h"
#include "studio/before_after.h"
#include "studio/canvas_pane.h"
#include "studio/layer_row.h"
#include "studio/layers_panel.h"
#include "studio/mask_shaping.h"
#include "studio/picture_intake.h"
#include "studio/result_proof.h"
#include "studio/studio_page.h"
#include "studio_window.h"
#include "ui/pixels.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

double shareOf(const QImage& mask)
{
    MaskDocument document(mask.size());
    document.reset(mask);
    return document.coveredShare();
}

} // namespace

class LayersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void masksGrowShrinkAndFeather()
    {
        const QImage mask = squareMask();
        const auto near = [](double share, int width, int height) {
            return qFuzzyCompare(share, width * height / 8000.0);
        };
        QVERIFY(near(shareOf(mask), 20, 20));
        QVERIFY(near(shareOf(grownMask(mask, 5)), 30, 30));
        QVERIFY(near(shareOf(grownMask(mask, -5)), 10, 10));
        QCOMPARE(grownMask(mask, -10).pixelColor(50, 40).red(), 0);
        const QImage soft = featheredMask(mask, 9);
        QCOMPARE(soft.pixelColor(50, 40).red(), 255);
        const int edge = soft.pixelColor(40, 40).red();
        QVERIFY(edge > 90 && edge < 200);
        QCOMPARE(soft.pixelColor(10, 10).red(), 0);
    }

    void shapingRunsBesideTheWindowInOrder()
    {
        MaskDocument mask(QSize(100, 80));
        mask.replace(squareMask(), QStringLiteral("square"));
        MaskShaper shaper(mask);
        const auto grow = [](int px) { return [px](const QImage& now) { return grownMask(now, px); }; };
        shaper.shape(QStringLiteral("Grow"), grow(5));
        shaper.shape(QStringLiteral("Grow"), grow(5));
        QCOMPARE(mask.coveredShare(), 400 / 8000.0); // not within the call
        QTRY_VERIFY(shaper.isIdle());
        QCOMPARE(mask.coveredShare(), 1600 / 8000.0);
        QCOMPARE(mask.history().undoDepth(), 3);
        shaper.shape(QStringLiteral("Grow"), grow(5));
        mask.invert(); // drawn meanwhile: it stays
        const QImage drawn = mask.image();
        QTRY_VERIFY(shaper.isIdle());
        QCOMPARE(mask.image(), drawn);
    }

    void whatIsTransparentCanBecomeTheMask()
    {
        FakeModels models;
        StudioModel model(models);
        QImage picture(8, 4, QImage::Format_ARGB32);
        picture.fill(Qt::red);
        model.setInput(picture);
        QVERIFY(model.inputAlpha().isNull()); // opaque all over
        picture.setPixelColor(2, 1, Qt::transparent);
        model.setInput(picture);
        QCOMPARE(model.input().pixelColor(2, 1), QColor(Qt::white));
        QVERIFY(!model.input().hasAlphaChannel());
        QCOMPARE(model.inputAlpha().pixelColor(2, 1).red(), 255);
        QCOMPARE(model.inputAlpha().pixelColor(3, 1).red(), 0);
    }

    void anotherPictureTakesTheMaskWithItUntilThatIsUndone()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        const QImage first = FakeTasks::painted(1), second = FakeTasks::painted(2); // of one size
        QSignalSpy offered(&studio.window.studio(), &StudioPage::undoable);
        model.setMode(Mode::Fill);
        studio.window.studio().intake().take(first);
        QCOMPARE(offered.count(), 0);
        model.mask().invert();
        model.setOutpaint({16, 0, 0, 0});
        studio.window.studio().intake().take(second);
        QVERIFY(model.mask().isEmpty());
        QVERIFY(!model.isOutpainting());
        QCOMPARE(offered.count(), 1);
        offered.front().at(1).value<std::function<void()>>()();
        QCOMPARE(model.input().cacheKey(), first.cacheKey());
        QVERIFY(!model.mask().isEmpty());
        QVERIFY(model.isOutpainting());
        model.usePicture(second, Mode::Fill); // as a result that is worked on further
        QVERIFY(!model.mask().isEmpty());
    }

    void transparentPartsOfAFileCanBecomeTheMask()
    {
        StudioWindow studio;
        StudioModel& model = studio.window.studio().model();
        model.setMode(Mode::Fill);
        QImage picture(64, 48, QImage::Format_ARGB32);
        picture.fill(Qt::red);
        picture.setPixelColor(20, 10, Qt::transparent);
        const QString file = studio.folder.filePath(QStringLiteral("cut out.png"));
        QVERIFY(picture.save(file));
        studio.window.studio().intake().open(file);
        QTRY_COMPARE(model.input().size(), picture.size());
        QCOMPARE(model.input().pixelColor(20, 10), QColor(Qt::white));
        studio.window.commands().run(QStringLiteral("mask.alpha"));
        QCOMPARE(model.mask().image().pixelColor(20, 10).red(), 255);
        QCOMPARE(model.mask().image().pixelColor(21, 10).red(), 0);
        model.setControl(picture);
        QCOMPARE(model.control().pixelColor(20, 10), QColor(Qt::white));
    }

    void picturesCrossTheBorderUnchanged()
    {
        QImage picture(3, 2, QImage::Format_RGB32);
        picture.fill(QColor(1, 2, 3));
        picture.setPixelColor(2, 1, QColor(200, 100, 50));
        const Image image = rgbImage(picture);
        QCOMPARE(image.pixels.size(), std::size_t{18});
        QCOMPARE(qImage(image).convertToFormat(QImage::Format_RGB32), picture);
        QCOMPARE(greyImage(squareMask()).pixels.at(30 * 100 + 40), std::uint8_t{255});
    }

    void layersAreShownAndHidden()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        CanvasPane& pane = studio.window.studio().canvasPane();
        auto* panel = studio.window.findChild<LayersPanel*>();
        const auto rows = panel->findChildren<LayerRow*>();
        QCOMPARE(rows.size(), 5); // the last one is what runs
        LayerRow* result = rows.at(1);
        QImage picture(256, 256, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        model.usePicture(picture, Mode::Fill);
        QVERIFY(!result->eye().isEnabled()); // nothing was made of it
        QImage made = picture;
        made.fill(Qt::blue);
        pane.showResult(FakeTasks::finishedTask(4, 0), made);
        QVERIFY(result->eye().isEnabled());
        pane.showWork();
        const auto middle = [&] { return pane.canvas().grab().toImage().pixelColor(pane.canvas().rect().center()); };
        QCOMPARE(middle(), QColor(Qt::gray));
        result->eye().click();
        QCOMPARE(middle(), QColor(Qt::blue));
        result->eye().click();
        rows.at(0)->eye().click(); // the mask: the same as its command
        QVERIFY(!studio.window.commands().action(QStringLiteral("mask.quick"))->isChecked());
        model.setInput(made);
        QVERIFY(!result->eye().isEnabled());
    }

    void theEyesTellWhatIsOnTheCanvas()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        CanvasPane& pane = studio.window.studio().canvasPane();
        const auto rows = studio.window.findChild<LayersPanel*>()->findChildren<LayerRow*>();
        const auto eyes = [&rows] { // mask, result, control, picture
            QString open;
            for (int i = 0; i < 4; ++i) {
                open += rows.at(i)->eye().iconName() == QLatin1String("eye") ? u'o' : u'-';
            }
            return open;
        };
        QCOMPARE(eyes(), QStringLiteral("----"));
        const QImage picture = FakeTasks::painted(1);
        model.usePicture(picture, Mode::Fill);
        QCOMPARE(eyes(), QStringLiteral("o--o"));
        pane.showResult(FakeTasks::finishedTask(4, 0), FakeTasks::painted(4));
        QCOMPARE(eyes(), QStringLiteral("-o--")); // it covers what is worked on
        QVERIFY(studio.window.studio().stepBack());
        QCOMPARE(eyes(), QStringLiteral("o--o"));
        rows.at(1)->eye().click();
        QCOMPARE(eyes(), QStringLiteral("oo-o"));
        pane.showResult(FakeTasks::finishedTask(5, 0), FakeTasks::painted(5));
        rows.at(0)->eye().click(); // back to the mask, which was never switched off
        QVERIFY(pane.isMasking());
        QVERIFY(studio.window.commands().action(QStringLiteral("mask.quick"))->isChecked());
        QCOMPARE(eyes(), QStringLiteral("oo-o"));
        studio.window.commands().run(QStringLiteral("mask.quick"));
        QCOMPARE(eyes(), QStringLiteral("-o-o"));
        RunPicture run;
        run.size = picture.size();
        pane.showRun(run, true); // another one's task, which covers everything
        pane.showPreview(FakeTasks::painted(7));
        QVERIFY(pane.isShowingRun());
        QCOMPARE(eyes(), QStringLiteral("----"));
        pane.showRun(std::nullopt, false);
        pane.showWork();
        QCOMPARE(eyes(), QStringLiteral("-o-o"));
        model.setMode(Mode::ImageToImage);
        QCOMPARE(eyes(), QStringLiteral("---o"));
        model.setMode(Mode::TextToImage);
        QCOMPARE(eyes(), QStringLiteral("----"));
    }

    void aWayOfComparingIsPressedWhileItIsOpen()
    {
        StudioWindow studio;
        studio.window.show();
        CanvasPane& pane = studio.window.studio().canvasPane();
        const auto* choice = studio.window.findChild<LayersPanel*>()->findChild<SegmentedChoice*>();
        GenerationRequest request;
        request.inputImage = rgbImage(FakeTasks::painted(1));
        studio.tasks.savedRequest = request;
        pane.showResult(FakeTasks::finishedTask(4, 0), FakeTasks::painted(4));
        QCOMPARE(choice->current(), SegmentedChoice::None);
        studio.window.commands().run(QStringLiteral("result.difference"));
        QTRY_VERIFY(pane.isComparing());
        QCOMPARE(choice->current(), static_cast<int>(Comparison::Difference));
        QVERIFY(studio.window.studio().stepBack());
        QCOMPARE(choice->current(), SegmentedChoice::None);
    }

    void masksAndPicturesAreDroppedOnTheirLayers()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        QImage picture(100, 80, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        model.usePicture(picture, Mode::Fill);
        const QString file = studio.folder.filePath(QStringLiteral("mask.png"));
        QVERIFY(squareMask().save(file));
        auto* panel = studio.window.findChild<LayersPanel*>();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        const auto drop = [&](int row) {
            const QPointF place = panel->findChildren<LayerRow*>().at(row)->geometry().center();
            QDragEnterEvent enter(place.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(panel, &enter); // Qt drops only where it was entered
            QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(panel, &event);
        };
        drop(0);
        QTRY_COMPARE(model.mask().coveredShare(), 400 / 8000.0);
        drop(2);
        QTRY_COMPARE(model.control().size(), QSize(100, 80));
        QSignalSpy told(&studio.window.studio(), &StudioPage::message);
        studio.window.studio().intake().openMask(studio.folder.filePath(QStringLiteral("none.png")));
        QTRY_COMPARE(told.count(), 1);
        QCOMPARE(model.mask().coveredShare(), 400 / 8000.0);
        QAction* copy = studio.window.commands().action(QStringLiteral("result.copy"));
        QVERIFY(copy->isEnabled()); // what is worked on
    }

    void toolsAndLayersAreKept()
    {
        StudioWindow studio;
        BrushSettings brush = studio.window.studio().canvasPane().tools().brush();
        brush.size = 133;
        brush.pressureCurve = PressureCurve::Firm;
        studio.window.studio().canvasPane().tools().setBrush(brush);
        studio.window.studio().canvasPane().tools().setTolerance(77);
        studio.window.studio().canvasPane().tools().choose(ToolKind::Rectangle);
        QSettings& file = studio.settings.file();
        file.setValue(QStringLiteral("layers/opacity-control"), 35);
        file.setValue(QStringLiteral("brush/hardness"), 42); // by hand, beyond its limits
        StudioModel model(studio.models);
        ToolBox tools(model);
        tools.keepIn(file);
        QCOMPARE(tools.brush().size, 133.0);
        QCOMPARE(tools.brush().hardness, 1.0);
        QCOMPARE(tools.brush().pressureCurve, PressureCurve::Firm);
        QCOMPARE(tools.tolerance(), 77);
        QVERIFY(tools.current() == ToolKind::Rectangle);
        LayersPanel panel(studio.window.studio().model(), studio.window.commands(), file);
        QCOMPARE(panel.looks().control.opacity, 0.35);
    }

    void anEnlargedResultIsComparedInItsPlace()
    {
        StudioWindow studio;
        studio.window.show();
        CanvasPane& pane = studio.window.studio().canvasPane();
        QImage before(64, 64, QImage::Format_RGB32);
        before.fill(Qt::red);
        QImage after(128, 64, QImage::Format_RGB32);
        after.fill(Qt::green);
        QPainter(&after).fillRect(64, 0, 64, 64, Qt::red); // kept; the left half is new
        GenerationRequest request;
        request.mode = Mode::Fill;
        request.inputImage = rgbImage(before);
        request.outpaint = Outpaint{64, 0, 0, 0};
        studio.tasks.savedRequest = request;
        pane.showResult(FakeTasks::finishedTask(4, 0), after);
        studio.window.commands().run(QStringLiteral("result.compare"));
        QTRY_VERIFY(pane.isComparing());
        QTRY_COMPARE(pane.findChild<BeforeAfter*>()->proof(), QStringLiteral("0 pixels changed outside the mask"));
    }

    void aComparisonIsLeftByItsKeyByEscAndByAnotherMode()
    {
        StudioWindow studio;
        studio.window.show();
        CanvasPane& pane = studio.window.studio().canvasPane();
        GenerationRequest request;
        request.inputImage = rgbImage(FakeTasks::painted(1));
        studio.tasks.savedRequest = request;
        pane.showResult(FakeTasks::finishedTask(4, 0), FakeTasks::painted(4));
        const auto run = [&](const char* id) { studio.window.commands().run(QLatin1String(id)); };
        run("result.compare");
        QTRY_VERIFY(pane.isComparing());
        run("result.compare");
        QVERIFY(!pane.isComparing());
        run("result.difference");
        QTRY_VERIFY(pane.isComparing());
        QCOMPARE(pane.comparison(), Comparison::Difference);
        run("window.canvas");
        QVERIFY(!pane.isComparing());
        QVERIFY(pane.isShowingResult());
        run("result.side");
        QTRY_VERIFY(pane.isComparing());
        studio.window.studio().model().setMode(Mode::Fill);
        QVERIFY(!pane.isComparing());
    }

    void whatAResultChangedOutsideIsCountedByItself()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        CanvasPane& pane = studio.window.studio().canvasPane();
        const QImage before = FakeTasks::painted(1).copy(0, 0, 100, 80);
        model.usePicture(before, Mode::Fill);
        GenerationRequest request;
        request.mode = Mode::Fill;
        request.inputImage = rgbImage(before);
        request.maskImage = greyImage(squareMask());
        studio.tasks.savedRequest = request;
        QImage after = before;
        after.setPixelColor(50, 40, Qt::black);
        ResultProof proof(studio.tasks, pane);
        QSignalSpy counted(&proof, &ResultProof::measured);
        pane.showResult(FakeTasks::finishedTask(4, 0), after);
        QTRY_COMPARE(counted.count(), 1);
        QCOMPARE(counted.at(0).at(0).toLongLong(), 0);
        after.setPixelColor(2, 2, Qt::black);
        pane.showResult(FakeTasks::finishedTask(5, 0), after);
        QTRY_COMPARE(counted.count(), 2);
        QCOMPARE(counted.at(1).at(0).toLongLong(), 1);
        QSignalSpy gone(&proof, &ResultProof::withdrawn);
        model.setInput(after);
        QCOMPARE(gone.count(), 1);
    }

    void theProofStandsBelowWhereThereIsNoRoomBesideIt()
    {
        BeforeAfter comparison;
        const QImage before = FakeTasks::painted(1);
        for (const int width : {360, 900, 360}) {
            comparison.resize(width, 300);
            static_cast<QWidget&>(comparison).show();
            comparison.show(before, before, squareMask().scaled(before.size()), Comparison::Slider);
            QTRY_COMPARE(comparison.proof(), QStringLiteral("0 pixels changed outside the mask"));
            QApplication::processEvents();
            const QLabel* proof = nullptr;
            for (const QLabel* label : comparison.findChildren<QLabel*>()) {
                proof = label->text() == comparison.proof() ? label : proof;
            }
            QVERIFY(proof != nullptr && proof->isVisible() && proof->width() >= proof->sizeHint().width());
            const auto* choice = comparison.findChild<SegmentedChoice*>();
            const auto placeOf = [&](const QWidget& one) {
                return QRect(one.mapTo(&comparison, QPoint()), one.size());
            };
            QVERIFY(!placeOf(*proof).intersects(placeOf(*choice)));
            QVERIFY(comparison.rect().contains(placeOf(*proof)));
        }
    }

    void aPictureOfAnotherShapeIsComparedInItsOwn()
    {
        CompareView view;
        view.resize(600, 300);
        QImage wide(200, 100, QImage::Format_RGB32), square(100, 100, QImage::Format_RGB32);
        wide.fill(Qt::red);
        square.fill(Qt::green);
        view.setPictures(wide, square);
        view.setMode(CompareView::Mode::Side);
        const QImage seen = view.grab().toImage();
        int green = 0;
        for (int x = 300; x < seen.width(); ++x) {
            green += seen.pixelColor(x, 150) == QColor(Qt::green) ? 1 : 0;
        }
        int high = 0;
        for (int y = 0; y < seen.height(); ++y) {
            high += seen.pixelColor(450, y) == QColor(Qt::green) ? 1 : 0;
        }
        QVERIFY(green > 50);
        QVERIFY2(qAbs(green - high) <= 4, qPrintable(QStringLiteral("%1 x %2").arg(green).arg(high)));
    }
};

int runLayers(int argc, char** argv)
{
    LayersTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_layers.moc"
