#include "app_test.h"
#include "throughput/throughput_figures.h"

#include <QTest>

#include <nlohmann/json.hpp>

namespace genserve::app {

class ThroughputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsPicturesAMinuteAndTheShareOfEachDevice();
    void tellsTheWaitThatAShareOfTasksStaysBelow();
    void countsTasksThatMetTheirDeadline();
    void toleratesThatNothingCame();
};

void ThroughputTest::countsPicturesAMinuteAndTheShareOfEachDevice()
{
    ThroughputFigures figures;
    figures.busy = {{1, 10, 60}, {2, 19, 60}};
    QCOMPARE(figures.busy[0].perMinute(), 10.0);
    QCOMPARE(figures.efficiency(figures.busy[0]), 1.0);
    QCOMPARE(figures.efficiency(figures.busy[1]), 0.95);
    const auto json = throughputJson(figures);
    QCOMPARE(json["busy"][1]["per_minute"].get<double>(), 19.0);
    QVERIFY(throughputLines(figures)[3].find("95.0 %") != std::string::npos);
}

void ThroughputTest::tellsTheWaitThatAShareOfTasksStaysBelow()
{
    ArrivalPhase phase;
    for (int i = 100; i >= 1; --i) {
        phase.tasks.push_back({static_cast<double>(i), 200});
    }
    QCOMPARE(phase.waitAt(0.5), 50.0);
    QCOMPARE(phase.waitAt(0.95), 95.0);
    QCOMPARE(phase.waitAt(1), 100.0);
    QCOMPARE(phase.waitAt(0), 1.0);
}

void ThroughputTest::countsTasksThatMetTheirDeadline()
{
    const ArrivalPhase phase{0.8, 5, {{0, 5}, {0, 5.1}, {3, 4}, {9, 12}}};
    QCOMPARE(phase.deadlinesMet(), 0.5);
}

void ThroughputTest::toleratesThatNothingCame()
{
    QCOMPARE(ArrivalPhase().waitAt(0.5), 0.0);
    QCOMPARE(ArrivalPhase().deadlinesMet(), 0.0);
    QCOMPARE(BusyPhase().perMinute(), 0.0);
    QCOMPARE(ThroughputFigures().efficiency({1, 1, 1}), 0.0);
}

const RegisteredTest<ThroughputTest> registered("throughput");

} // namespace genserve::app

#include "tst_throughput.moc"
