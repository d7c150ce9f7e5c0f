#include "app_test.h"
#include "bench_report.h"

#include <QTest>
#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

GenerationResult run(double load, double denoise)
{
    GenerationResult result;
    result.device = "cpu";
    result.modelId = "starter";
    result.width = 256;
    result.height = 128;
    result.steps = 20;
    result.stepsRun = 10;
    result.seconds.load = load;
    result.seconds.denoise = denoise;
    return result;
}

} // namespace

class BenchReportTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsTheFirstRunApart();
    void writesTheDocumentedKeys();
    void comparesSeveralDevicesWithOne();
};

void BenchReportTest::comparesSeveralDevicesWithOne()
{
    TeamComparison comparison;
    const auto add = [](BenchReport& report, double denoise, std::uint8_t value) {
        auto result = run(0, denoise);
        result.image = Image::filled(2, 1, 3, value);
        report.add(result, denoise + 1);
    };
    for (int picture = 0; picture < 2; ++picture) {
        add(comparison.alone, 9, 100);
        add(comparison.together, 4, 103);
    }
    comparison.together.picture.pixels.front() = 90;
    const auto json = benchJson(comparison);
    QCOMPARE(json["step_speedup"].get<double>(), 2.25);
    QCOMPARE(json["picture_speedup"].get<double>(), 2.0);
    QCOMPARE(json["largest_difference"].get<int>(), 10);
    QCOMPARE(json["mean_difference"].get<double>(), 25.0 / 6);
    QCOMPARE(json["together"]["step_seconds"].get<double>(), 0.4);
    QCOMPARE(benchLines(comparison).back(), std::string("pictures differ by 4.167 of 255 on average, 10 at most"));
}

void BenchReportTest::keepsTheFirstRunApart()
{
    BenchReport report;
    for (const double denoise : {9.0, 5.0, 1.0, 3.0, 4.0}) {
        report.add(run(report.repeats.empty() ? 2 : 0, denoise), denoise + 2.5);
    }
    QCOMPARE(report.first.stages.denoise, 9.0);
    QCOMPARE(report.first.step, 0.9);
    QCOMPARE(report.repeats.size(), std::size_t{4});
    QCOMPARE(report.median().stages.denoise, 3.5);
    QCOMPARE(report.median().step, 0.35);
    QCOMPARE(report.median().stages.load, 2.0);
    QCOMPARE(report.first.picture, 9.5); // without the two seconds that loading took
}

void BenchReportTest::writesTheDocumentedKeys()
{
    BenchReport report;
    report.add(run(2, 9), 11);
    report.add(run(0, 3), 3);
    const auto json = benchJson(report);
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items()) {
        keys.push_back(key);
    }
    QCOMPARE(keys, (std::vector<std::string>{"device", "device_name", "threads", "precision", "model_id", "width",
                                             "height", "num_inference_steps", "steps_reused", "seconds", "step_seconds",
                                             "picture_seconds", "peak_bytes", "forecast_bytes", "memory_plan",
                                             "picture_sha256", "first", "repeats"}));
    QCOMPARE(json["seconds"].size(), std::size_t{5});
    QCOMPARE(json["first"]["seconds"]["denoise"].get<double>(), 9.0);
    QCOMPARE(json["repeats"].get<int>(), 1);
    QCOMPARE(benchLines(report).size(), std::size_t{9});
    report.peakBytes = 33'500'000'000;
    report.memoryPlan = "resident";
    QCOMPARE(benchLines(report).size(), std::size_t{11});
    QVERIFY(benchLines(report)[9].ends_with("33.50 GB"));
    QCOMPARE(benchLines(report).back(), std::string("resident"));
}

const RegisteredTest<BenchReportTest> registered("bench_report");

} // namespace genserve::app

#include "tst_bench_report.moc"
