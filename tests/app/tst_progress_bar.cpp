#include "app_test.h"
#include "progress_bar.h"

#include <QTest>

namespace genserve::app {

class ProgressBarTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsStepsRateAndTimeLeft();
    void namesThePictureOfASeries();
    void showsStagesWithoutStepsByNameAlone();
    void neverReachesTheLastColumn();
    void writesDurationsAsPeopleDo();
};

void ProgressBarTest::showsStepsRateAndTimeLeft()
{
    const ProgressState state{{Stage::Denoise, 5, 20}, 1, 1, 0.5};
    QCOMPARE(progressLine(state, 60), "denoising 5/20  [=====             ]  0.50 s/step, 8 s left");
    const ProgressState begun{{Stage::Denoise, 0, 20}, 1, 1, 0};
    QCOMPARE(progressLine(begun, 40), "denoising 0/20  [                     ]");
}

void ProgressBarTest::namesThePictureOfASeries()
{
    const ProgressState state{{Stage::Decode, 0, 1}, 2, 4, 0};
    QCOMPARE(progressLine(state, 80), "picture 2/4: decoding");
}

void ProgressBarTest::showsStagesWithoutStepsByNameAlone()
{
    QCOMPARE(progressLine({{Stage::Load, 0, 0}, 1, 1, 0}, 80), "loading the model");
    QCOMPARE(progressLine({{Stage::Text, 0, 0}, 1, 1, 0}, 80), "reading the prompt");
}

void ProgressBarTest::neverReachesTheLastColumn()
{
    const ProgressState state{{Stage::Denoise, 199, 200}, 1000, 1000, 123.4};
    for (int columns = 1; columns < 200; ++columns) {
        QVERIFY(static_cast<int>(progressLine(state, columns).size()) < columns);
    }
}

void ProgressBarTest::writesDurationsAsPeopleDo()
{
    QCOMPARE(durationText(-1), "0 s");
    QCOMPARE(durationText(7.2), "8 s");
    QCOMPARE(durationText(59.5), "1 min 00 s");
    QCOMPARE(durationText(125), "2 min 05 s");
    QCOMPARE(durationText(3840), "1 h 04 min");
}

const RegisteredTest<ProgressBarTest> registered("progress_bar");

} // namespace genserve::app

#include "tst_progress_bar.moc"
