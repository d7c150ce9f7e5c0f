// What `genserve monitor` makes of /status, also of servers that tell only what the document has.
#include "app_test.h"
#include "tools/status_report.h"

#include <QTest>
#include <nlohmann/json.hpp>

namespace genserve::app {

class StatusReportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void showsDevices();
    void needsOnlyTheDocument();
    void readsAnything_data();
    void readsAnything();
    void countsPicturesAMinute();
};

namespace {

const char* const Full = R"({"status": "running", "concurrent_manager": {"alive_processes": 2, "dead_processes": 0,
    "total_restarts": 1, "global_queue_size": 4}, "tasks": {"queued": 4, "running": 1, "finished": 10, "failed": 0,
    "cancelled": 2}, "devices": [{"gpu_id": "cuda:0", "name": "H200", "state": "busy", "task_id": "6f1c2c5e-58b0",
    "model_id": "flux1-dev", "vram_total_mb": 141000.0, "vram_used_mb": 35250.0, "utilization_pct": 98.4,
    "temperature_c": 61.0, "power_w": 540.2, "idle_reason": null}]})";

QByteArray linesOf(const nlohmann::json& status, std::optional<double> rate = std::nullopt)
{
    QByteArray text;
    for (const auto& line : statusLines(status, rate)) {
        text += QByteArray::fromStdString(line) + '\n';
    }
    return text;
}

} // namespace

void StatusReportTest::showsDevices()
{
    QCOMPARE(
        linesOf(nlohmann::json::parse(Full), 3.25),
        QByteArray("running  2 alive  0 dead  1 restarts  4 waiting  1 running  10 finished  0 failed  2 cancelled  "
                   "3.2 pictures/min\n"
                   "  cuda:0  H200  busy  task 6f1c2c5e  flux1-dev  35.2 of 141.0 GB  98 %  61 °C  540 W\n"));
}

void StatusReportTest::needsOnlyTheDocument()
{
    const auto status = nlohmann::json::parse(R"({"status": "running", "concurrent_manager": {"alive_processes": 8,
        "dead_processes": 0, "total_restarts": 3, "global_queue_size": 0}})");
    QCOMPARE(linesOf(status), QByteArray("running  8 alive  0 dead  3 restarts  0 waiting\n"));
    QVERIFY(!lookAt(status, 1));
}

void StatusReportTest::readsAnything_data()
{
    QTest::addColumn<QByteArray>("json");
    for (
        const char* const json :
        {"null", "[]", "5", "{}", R"({"status": 7, "concurrent_manager": [], "tasks": "x", "devices": {"a": 1}})",
         R"({"devices": [1, null, {"gpu_id": 5, "vram_used_mb": "a", "vram_total_mb": 1}], "tasks": {"finished": "1"}})"}) {
        QTest::newRow(json) << QByteArray(json);
    }
}

void StatusReportTest::readsAnything()
{
    QFETCH(QByteArray, json);
    const auto status = nlohmann::json::parse(json.constData());
    QVERIFY(!statusLines(status, std::nullopt).empty());
    QVERIFY(!lookAt(status, 0));
}

void StatusReportTest::countsPicturesAMinute()
{
    const auto now = lookAt(nlohmann::json::parse(Full), 90);
    QCOMPARE(picturesPerMinute(StatusLook{60, 4}, now), std::optional(12.0));
    QVERIFY(!picturesPerMinute(std::nullopt, now));
    QVERIFY(!picturesPerMinute(StatusLook{90, 4}, now));
    QVERIFY(!picturesPerMinute(StatusLook{60, 11}, now)); // another server answers now
}

const RegisteredTest<StatusReportTest> registered("status_report");

} // namespace genserve::app

#include "tst_status_report.moc"
