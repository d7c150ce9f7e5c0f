#include "app_test.h"
#include "desktop/server_traffic.h"

#include <QTest>

namespace genserve::app {
namespace {

constexpr tasks::WallMs Minute = 60'000;
constexpr tasks::WallMs Noon = 1'790'000'000'000 / Minute * Minute;

service::RequestRecord record(const std::string& client, int status = 200)
{
    return {
        .id = "1", .client = client, .address = "192.168.1.7", .method = "GET", .route = "/status", .status = status};
}

} // namespace

class ServerTrafficTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsRequestsByTheMinute();
    void forgetsWhatIsOlderThanAnHour();
    void tellsClientsByKeyAndAddress();
    void countsTheUseOfAKeyByTheDay();
    void goesOnWithWhatAnEarlierStartSaw();
};

void ServerTrafficTest::countsRequestsByTheMinute()
{
    ServerTraffic traffic;
    traffic.add(record("studio"), Noon);
    traffic.add(record("studio", 401), Noon + 1000);
    traffic.add(record("studio"), Noon + 2 * Minute);
    QCOMPARE(traffic.requests(Noon + 2 * Minute), (std::vector<int>{2, 0, 1}));
    QCOMPARE(traffic.refused(Noon + 2 * Minute), (std::vector<int>{1, 0, 0}));
}

void ServerTrafficTest::forgetsWhatIsOlderThanAnHour()
{
    ServerTraffic traffic;
    traffic.add(record("studio"), Noon);
    traffic.add(record("studio"), Noon + 90 * Minute);
    const auto requests = traffic.requests(Noon + 90 * Minute);
    QVERIFY(requests.size() <= 60);
    QCOMPARE(requests.back(), 1);
    QCOMPARE(std::count(requests.begin(), requests.end(), 0), static_cast<std::ptrdiff_t>(requests.size()) - 1);
}

void ServerTrafficTest::tellsClientsByKeyAndAddress()
{
    ServerTraffic traffic;
    traffic.add(record("studio"), Noon);
    traffic.add(record("192.168.1.7", 401), Noon + 1);
    traffic.add(record("studio"), Noon + 2);
    const auto clients = traffic.clients(Noon + 3);
    QCOMPARE(clients.size(), 2U);
    QCOMPARE(clients[0].name, QStringLiteral("studio"));
    QCOMPARE(clients[0].requests, 2);
    QVERIFY(clients[1].name.isEmpty());
    QCOMPARE(clients[1].refused, 1);
    QVERIFY(traffic.clients(Noon + 11 * Minute).empty());
}

void ServerTrafficTest::goesOnWithWhatAnEarlierStartSaw()
{
    ServerTraffic traffic;
    traffic.restore("studio", {Noon, 7});
    QCOMPARE(traffic.keyUse("studio", Noon + Minute).lastMs, Noon);
    traffic.add(record("studio"), Noon + Minute);
    QCOMPARE(traffic.keyUse("studio", Noon + Minute).today, 8);
    constexpr tasks::WallMs NextDay = Noon + 24 * 60 * Minute;
    QCOMPARE(traffic.keyUse("studio", NextDay).today, 0);
    traffic.add(record("studio"), NextDay);
    QCOMPARE(traffic.keyUse("studio", NextDay).today, 1);
}

void ServerTrafficTest::countsTheUseOfAKeyByTheDay()
{
    ServerTraffic traffic;
    traffic.add(record("studio"), Noon);
    traffic.add(record("studio"), Noon + 1);
    QCOMPARE(traffic.keyUse("studio", Noon + 2).today, 2);
    QCOMPARE(traffic.keyUse("studio", Noon + 2).lastMs, Noon + 1);
    QCOMPARE(traffic.keyUse("studio", Noon + 24 * 60 * Minute).today, 0);
    QCOMPARE(traffic.keyUse("other", Noon).lastMs, 0);
}

const RegisteredTest<ServerTrafficTest> registered("server_traffic");

} // namespace genserve::app

#include "tst_server_traffic.moc"
