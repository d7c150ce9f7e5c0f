#include "suites.h"

#include <random>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "canvas/area_shapes.h"
#include "canvas/brush_stroke.h"
#include "canvas/mask_document.h"

using namespace genserve::ui;

namespace {

int at(const QImage& mask, int x, int y) { return mask.constScanLine(y)[x]; }

QImage stroke(const BrushSettings& settings, const QSize& size, const std::vector<PointerSample>& samples)
{
    BrushStroke brush(settings, size);
    for (const PointerSample& sample : samples) {
        brush.moveTo(sample);
    }
    brush.finish();
    return brush.coverage();
}

} // namespace

class MaskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hardStrokeCoversItsWidthEvenlyAndNothingElse()
    {
        const QImage mask =
            stroke({.size = 20, .hardness = 1}, {200, 100}, {{{30, 50}, 1}, {{100, 50}, 1}, {{170, 50}, 1}});
        for (int x = 30; x <= 170; ++x) {
            for (int y = 42; y < 58; ++y) {
                QCOMPARE(at(mask, x, y), 255);
            }
            QCOMPARE(at(mask, x, 37), 0);
            QCOMPARE(at(mask, x, 62), 0);
        }
        QCOMPARE(at(mask, 15, 50), 0);
    }

    void opacityIsTheMostAStrokeCoversHoweverOftenItPasses()
    {
        std::vector<PointerSample> rubbing;
        for (int i = 0; i < 20; ++i) {
            rubbing.push_back({{i % 2 == 0 ? 20.0 : 80.0, 30.0}, 1});
        }
        const QImage mask = stroke({.size = 16, .hardness = 1, .opacity = 0.5}, {100, 60}, rubbing);
        QCOMPARE(at(mask, 50, 30), 128);
    }

    void softBrushFallsOffWithoutSteps()
    {
        const QImage mask = stroke({.size = 60, .hardness = 0}, {100, 100}, {{{50, 50}, 1}});
        for (int x = 51; x < 85; ++x) {
            QVERIFY(at(mask, x, 50) <= at(mask, x - 1, 50));
            QVERIFY(at(mask, x - 1, 50) - at(mask, x, 50) <= 16);
        }
        QVERIFY(at(mask, 50, 50) > 250);
    }

    void pressureSetsSizeOrOpacityAsChosen()
    {
        const QImage thin = stroke({.size = 40, .hardness = 1, .sizeByPressure = true}, {100, 100}, {{{50, 50}, 0.25}});
        QCOMPARE(at(thin, 50, 50), 255);
        QCOMPARE(at(thin, 62, 50), 0);
        const QImage pale =
            stroke({.size = 40, .hardness = 1, .opacityByPressure = true}, {100, 100}, {{{50, 50}, 0.25}});
        QCOMPARE(at(pale, 50, 50), 64);
        QCOMPARE(at(pale, 62, 50), 64);
    }

    void strokeIsTheSameInManySmallSteps()
    {
        std::vector<PointerSample> fine;
        for (int x = 20; x <= 180; ++x) {
            fine.push_back({{double(x), 50}, 1});
        }
        const BrushSettings settings{.size = 24, .hardness = 0.5};
        const QImage coarse = stroke(settings, {200, 100}, {{{20, 50}, 1}, {{180, 50}, 1}});
        const QImage small = stroke(settings, {200, 100}, fine);
        for (int y = 0; y < 100; ++y) {
            for (int x = 30; x < 170; ++x) {
                QVERIFY(std::abs(at(coarse, x, y) - at(small, x, y)) <= 6);
            }
        }
    }

    void smoothingLagsButArrives()
    {
        BrushStroke brush({.size = 10, .hardness = 1, .smoothing = 1}, {200, 50});
        brush.moveTo({{20, 25}, 1});
        brush.moveTo({{180, 25}, 1});
        QCOMPARE(at(brush.coverage(), 170, 25), 0);
        brush.finish();
        QCOMPARE(at(brush.coverage(), 180, 25), 255);
    }

    void strokesPartlyOutsideThePictureAreCut()
    {
        const QImage mask = stroke({.size = 50, .hardness = 1}, {64, 64}, {{{-500, -500}, 1}, {{500, 500}, 1}});
        QCOMPARE(at(mask, 0, 0), 255);
        QCOMPARE(at(mask, 63, 63), 255);
        QCOMPARE(at(mask, 63, 0), 0);
    }

    void shapesCoverWhatTheyEnclose()
    {
        const QSize size(100, 80);
        QCOMPARE(at(rectangleCoverage(size, {10, 10, 30, 20}).image, 39, 29), 255);
        QCOMPARE(at(rectangleCoverage(size, {10, 10, 30, 20}).image, 40, 30), 0);
        QCOMPARE(at(rectangleCoverage(size, {40, 30, -30, -20}).image, 20, 20), 255); // drawn towards the upper left
        const QImage ellipse = ellipseCoverage(size, {0, 0, 100, 80}).image;
        QCOMPARE(at(ellipse, 50, 40), 255);
        QCOMPARE(at(ellipse, 2, 2), 0);
        const QImage lasso = polygonCoverage(size, QPolygonF({{10, 10}, {90, 10}, {50, 70}})).image;
        QCOMPARE(at(lasso, 50, 30), 255);
        QCOMPARE(at(lasso, 12, 60), 0);
        const QImage ramp = gradientCoverage(size, {0, 0}, {99, 0}).image;
        QVERIFY(at(ramp, 0, 40) > 250 && at(ramp, 99, 40) < 5 && std::abs(at(ramp, 50, 40) - 127) < 4);
    }

    void wandTakesTheConnectedColourOrAllOfIt()
    {
        QImage picture(60, 40, QImage::Format_RGB32);
        picture.fill(qRgb(10, 20, 30));
        for (int y = 0; y < 40; ++y) {
            picture.setPixel(30, y, qRgb(200, 0, 0));  // a wall
            picture.setPixel(10, y, qRgb(14, 24, 26)); // a faint line
        }
        const QImage left = similarCoverage(picture, {5, 5}, 4, true).image;
        QCOMPARE(at(left, 29, 39), 255);
        QCOMPARE(at(left, 30, 20), 0);
        QCOMPARE(at(left, 31, 20), 0);
        QCOMPARE(at(similarCoverage(picture, {5, 5}, 3, true).image, 12, 20), 0);
        QCOMPARE(at(similarCoverage(picture, {5, 5}, 4, false).image, 50, 20), 255);
        QCOMPARE(at(similarCoverage(picture, {-1, 5}, 4, true).image, 5, 5), 0);
    }

    void editInProgressIsOneStepOrNone()
    {
        MaskDocument document({128, 128});
        QSignalSpy changed(&document, &MaskDocument::changed);
        const Coverage circle = ellipseCoverage({128, 128}, {20, 20, 60, 60});
        const QImage& coverage = circle.image;
        document.begin(MaskEdit::Add);
        document.show(coverage, {20, 20, 30, 60});
        document.show(coverage, {50, 20, 30, 60});
        QCOMPARE(changed.count(), 2);
        document.cancel();
        QVERIFY(document.isEmpty());
        QVERIFY(!document.history().canUndo());
        document.apply(MaskEdit::Add, circle, QStringLiteral("Ellipse"));
        QCOMPARE(document.history().undoLabel(), QStringLiteral("Ellipse"));
        document.apply(MaskEdit::Subtract, rectangleCoverage({128, 128}, {0, 0, 128, 128}), QStringLiteral("Erase"));
        QVERIFY(document.isEmpty());
        document.undo();
        QCOMPARE(document.image(), coverage);
        document.undo();
        QVERIFY(document.isEmpty());
        document.redo();
        QCOMPARE(document.image(), coverage);
        document.invert();
        QCOMPARE(at(document.image(), 0, 0), 255);
        QVERIFY(!document.history().canRedo());
    }

    void anEditComputedElsewhereIsTheSameAsOneMadeHere()
    {
        const QSize size(700, 90);
        MaskDocument here(size), there(size);
        const auto both = [&](MaskEdit kind, const Coverage& coverage) {
            here.apply(kind, coverage, QStringLiteral("edit"));
            return there.take(MaskDocument::prepared(there.image(), kind, coverage, QStringLiteral("edit")));
        };
        const auto areEqual = [&] {
            return here.image() == there.image() && here.coveredShare() == there.coveredShare()
                   && here.isEmpty() == there.isEmpty()
                   && here.history().undoDepth() == there.history().undoDepth();
        };
        QVERIFY(both(MaskEdit::Add, ellipseCoverage(size, QRectF(30, 10, 500, 60))) && areEqual());
        QVERIFY(both(MaskEdit::Add, gradientCoverage(size, {300, 0}, {600, 80})) && areEqual());
        QVERIFY(both(MaskEdit::Subtract, rectangleCoverage(size, QRectF(200, 0, 90, 90))) && areEqual());
        QVERIFY(both(MaskEdit::Subtract, rectangleCoverage(size, QRectF(200, 0, 90, 90))) && areEqual()); // nothing left
        QImage inverted = there.image().copy();
        inverted.invertPixels();
        here.replace(inverted, QStringLiteral("inverted"));
        QVERIFY(there.take(MaskDocument::prepared(there.image(), inverted, QStringLiteral("inverted"))) && areEqual());
        while (here.history().canUndo()) {
            here.undo();
            there.undo();
            QVERIFY(areEqual());
        }
        QVERIFY(there.isEmpty());
        here.redo();
        there.redo();
        QVERIFY(areEqual());

        MaskDocument::Prepared late =
            MaskDocument::prepared(there.image(), MaskEdit::Add, ellipseCoverage(size, QRectF(0, 0, 9, 9)), {});
        there.invert(); // drawn meanwhile: it stays
        const QImage now = there.image();
        QVERIFY(!there.take(std::move(late)));
        QCOMPARE(there.image(), now);
    }

    void pressureCurvesMeetAtTheirEnds()
    {
        for (const PressureCurve curve : {PressureCurve::Soft, PressureCurve::Linear, PressureCurve::Firm}) {
            QCOMPARE(pressureOn(curve, 0), 0.0);
            QCOMPARE(pressureOn(curve, 1), 1.0);
        }
        QVERIFY(pressureOn(PressureCurve::Soft, 0.3) > 0.3 && pressureOn(PressureCurve::Firm, 0.3) < 0.3);
    }

    void theCoveredShareFollowsEveryEdit()
    {
        MaskDocument document({300, 100});
        const auto counted = [&] {
            int covered = 0;
            for (int y = 0; y < 100; ++y) {
                for (int x = 0; x < 300; ++x) {
                    covered += at(document.image(), x, y) >= 128;
                }
            }
            return covered / 30000.0;
        };
        document.apply(MaskEdit::Add, ellipseCoverage({300, 100}, {-20, 10, 290, 60}), QString());
        QCOMPARE(document.coveredShare(), counted());
        document.invert();
        QCOMPARE(document.coveredShare(), counted());
        document.apply(MaskEdit::Subtract, gradientCoverage({300, 100}, {0, 0}, {299, 0}), QString());
        QCOMPARE(document.coveredShare(), counted());
        document.undo();
        document.undo();
        QCOMPARE(document.coveredShare(), counted());
        document.clear();
        QVERIFY(document.isEmpty());
        document.undo();
        QVERIFY(!document.isEmpty());
        document.clear();
        document.invert();
        QCOMPARE(document.coveredShare(), 1.0);
        document.invert();
        QVERIFY(document.isEmpty()); // as is what is inverted twice, and what undo brings back
        document.undo();
        QCOMPARE(document.coveredShare(), 1.0);
    }

    void undoesEveryStepOfALongHistoryExactly()
    {
        const QSize size(333, 217); // no multiple of a tile
        MaskDocument document(size);
        std::mt19937 random(7);
        std::vector<QImage> states{document.image().copy()};
        for (int i = 0; i < 250; ++i) {
            const QRectF box(random() % 300, random() % 200, 5 + random() % 80, 5 + random() % 80);
            if (i % 10 == 9) {
                document.invert();
                states.push_back(document.image().copy());
            }
            document.apply(random() % 3 == 0 ? MaskEdit::Subtract : MaskEdit::Add,
                           i % 2 == 0 ? ellipseCoverage(size, box) : rectangleCoverage(size, box), QString());
            if (document.image() != states.back()) {
                states.push_back(document.image().copy());
            }
        }
        QCOMPARE(document.history().undoDepth(), static_cast<int>(states.size()) - 1);
        QVERIFY(states.size() > 200);
        for (auto state = states.rbegin() + 1; state != states.rend(); ++state) {
            document.undo();
            QCOMPARE(document.image(), *state);
        }
        for (auto state = states.begin() + 1; state != states.end(); ++state) {
            document.redo();
            QCOMPARE(document.image(), *state);
        }
    }

    void twoHundredLargeStrokesStayWithinTheMemoryLimit()
    {
        const QSize size(4096, 4096);
        TileHistory history;
        QImage mask(size, QImage::Format_Grayscale8);
        mask.fill(0);
        std::mt19937 random(3);
        for (int i = 0; i < 210; ++i) {
            const QImage before = mask.copy();
            BrushStroke brush({.size = 300, .hardness = 0.3}, size);
            QPointF place(random() % 4096, random() % 4096);
            brush.moveTo({place, 1});
            const QRect area =
                brush.moveTo({place + QPointF(int(random() % 2000) - 1000, int(random() % 2000) - 1000), 1})
                | brush.area();
            for (int y = area.top(); y <= area.bottom(); ++y) {
                const uchar* share = brush.coverage().constScanLine(y);
                uchar* row = mask.scanLine(y);
                for (int x = area.left(); x <= area.right(); ++x) {
                    row[x] = std::max(row[x], share[x]);
                }
            }
            TileSet touched(size);
            touched.add(area);
            std::vector<QRect> tiles = touched.tiles();
            std::erase_if(tiles, [&](const QRect& tile) { return before.copy(tile) == mask.copy(tile); });
            history.record(before, tiles, QString());
        }
        QVERIFY(history.undoDepth() >= TileHistory::MinimumDepth - 10); // strokes over white change nothing
        QTRY_VERIFY(history.memoryUse() <= std::size_t{64} << 20);      // as soon as all are compressed
        qInfo("%d steps of 4096 x 4096: %.1f MB", history.undoDepth(), double(history.memoryUse()) / (1 << 20));
    }
};

int runMask(int argc, char** argv)
{
    MaskTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_mask.moc"
