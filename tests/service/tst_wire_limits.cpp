// Clients that are slow, many or greedy: each is cut off at its limit, and a good client does not notice.
#include "suites.h"

#include "echo_service.h"
#include "process_memory.h"
#include "raw_client.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <thread>
#include <vector>

using genserve::service::WireLimits;

namespace {

const std::string Plain = "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n";

std::string post(std::size_t length, const std::string& body = "")
{
    return "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" + body;
}

// The good client: the time of a whole small exchange, or a large number where it fails.
double echoMilliseconds(std::uint16_t port)
{
    QElapsedTimer timer;
    timer.start();
    RawClient client(port);
    client.send(Plain);
    const auto reply = client.receive();
    return reply && reply->status == 200 ? static_cast<double>(timer.nsecsElapsed()) / 1e6 : 1e9;
}

int statusOf(RawClient& client, int timeoutMs = 3000)
{
    const auto reply = client.receive(timeoutMs);
    return reply ? reply->status : 0;
}

class WireLimitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dropsAnIdleConnectionWithoutAWord();
    void answers408ToAHeadThatTakesTooLong();
    void answers408ToABodyThatComesTooSlowly();
    void waitsForTheWorkAsLongAsItTakes();
    void cutsAClientThatDoesNotReadItsReply();
    void keepsTheLimitOfConnectionsPerAddress();
    void keepsTheLimitOfAllConnections();
    void keepsTheBudgetOfAllBodies();
    void givesBackTheBudgetOfAnAbandonedBody();
    void keepsTheLimitOfStreams();
    void tellsTheHandlerThatTheClientHasGone();
    void holdsBackAFloodWhileAReplyIsPending();
    void holdsBackRepliesThatNobodyReads();
    void streamsOnlyAsFastAsTheClientReads();
    void sends100ContinueOnce();
    void staysQuickAmongSlowClients();
    void uploadsAtTheSpeedOfTheLoopback();
    void refusesNewRequestsWhileItDrains();
    void endsStreamsWhenItDrains();
    void isDestroyedWithRequestsPending();
};

void WireLimitsTest::dropsAnIdleConnectionWithoutAWord()
{
    EchoService service(quickLimits());
    RawClient fresh(service.port());
    RawClient used(service.port());
    used.send(Plain);
    QCOMPARE(statusOf(used), 200);
    QVERIFY(fresh.receiveRaw(2500).empty());
    QVERIFY(fresh.isClosedWithin(100));
    QVERIFY(used.isClosedWithin(2000));
    QTRY_COMPARE(service.connections(), 0);
}

void WireLimitsTest::answers408ToAHeadThatTakesTooLong()
{
    EchoService service(quickLimits());
    RawClient client(service.port());
    client.send("GET /echo HTTP/1.1\r\n");
    for (int i = 0; i < 4; ++i) { // a field now and then does not buy more time
        QTest::qWait(100);
        client.send("X-A: b\r\n");
    }
    QCOMPARE(statusOf(client), 408);
    QVERIFY(client.isClosedWithin(1000));
}

void WireLimitsTest::answers408ToABodyThatComesTooSlowly()
{
    EchoService service(quickLimits());
    RawClient client(service.port());
    client.send(post(1'000'000, std::string(1000, 'x')));
    QCOMPARE(statusOf(client), 408);
    QVERIFY(client.isClosedWithin(1000));
    QCOMPARE(service.bodyBytesInUse(), std::uint64_t{0});
}

void WireLimitsTest::waitsForTheWorkAsLongAsItTakes()
{
    EchoService service(quickLimits());
    RawClient client(service.port());
    client.send("GET /slow?1500 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(statusOf(client, 4000), 200);
}

void WireLimitsTest::cutsAClientThatDoesNotReadItsReply()
{
    EchoService service(quickLimits());
    RawClient client(service.port());
    for (int i = 0; i < 20; ++i) { // more than the buffers of both systems hold
        client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
    QTRY_COMPARE_WITH_TIMEOUT(service.connections(), 0, 5000);
}

void WireLimitsTest::keepsTheLimitOfConnectionsPerAddress()
{
    WireLimits limits = quickLimits();
    limits.connectionsPerAddress = 4;
    limits.idleTimeout = std::chrono::seconds(30);
    EchoService service(limits);
    std::vector<RawClient> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back(service.port());
        clients.back().send(Plain);
        QCOMPARE(statusOf(clients.back()), 200);
    }
    RawClient fifth(service.port());
    QCOMPARE(statusOf(fifth), 503);
    QVERIFY(fifth.isClosedWithin(1000));
    RawClient other(service.port(), "127.0.0.1");
    QCOMPARE(statusOf(other), 503);
    clients.front().close();
    QTRY_COMPARE(service.connections(), 3);
    QVERIFY(echoMilliseconds(service.port()) < 1e6);
}

void WireLimitsTest::keepsTheLimitOfAllConnections()
{
    WireLimits limits = quickLimits();
    limits.connections = 8;
    limits.idleTimeout = std::chrono::seconds(30);
    EchoService service(limits);
    std::vector<RawClient> clients;
    for (int i = 0; i < 8; ++i) {
        clients.emplace_back(service.port());
        clients.back().send(Plain);
        QCOMPARE(statusOf(clients.back()), 200);
    }
    for (int i = 0; i < 200; ++i) {
        clients.emplace_back(service.port());
    }
    RawClient late(service.port());
    const auto reply = late.receive(500);
    QVERIFY(!reply || reply->status == 503); // above a number even the refusals are cut short
    QVERIFY(service.connections() <= 8 + 64);
    clients.front().send(Plain);
    QCOMPARE(statusOf(clients.front()), 200);
    QTRY_COMPARE_WITH_TIMEOUT(service.connections(), 8, 5000);
}

void WireLimitsTest::keepsTheBudgetOfAllBodies()
{
    WireLimits limits = quickLimits();
    limits.allBodiesBytes = 1'000'000;
    limits.bodyGrace = std::chrono::seconds(30);
    EchoService service(limits);
    RawClient declared(service.port());
    declared.send(post(1'500'000));
    QCOMPARE(statusOf(declared), 503);
    RawClient first(service.port());
    first.send(post(900'000, std::string(800'000, 'x')));
    QTRY_COMPARE(service.bodyBytesInUse(), std::uint64_t{800'000});
    RawClient second(service.port());
    second.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n493E0\r\n"
                + std::string(300'000, 'x'));
    QCOMPARE(statusOf(second), 503);
    QVERIFY(second.isClosedWithin(1000));
    first.send(std::string(100'000, 'x'));
    QCOMPARE(statusOf(first), 200);
    QTRY_COMPARE(service.bodyBytesInUse(), std::uint64_t{0});
}

void WireLimitsTest::givesBackTheBudgetOfAnAbandonedBody()
{
    EchoService service(quickLimits());
    RawClient client(service.port());
    client.send(post(20'000'000, std::string(12'000'000, 'x')));
    QTRY_COMPARE(service.bodyBytesInUse(), std::uint64_t{12'000'000});
    client.reset();
    QTRY_COMPARE(service.bodyBytesInUse(), std::uint64_t{0});
}

void WireLimitsTest::keepsTheLimitOfStreams()
{
    WireLimits limits = quickLimits();
    limits.streams = 2;
    limits.writeStall = std::chrono::seconds(30);
    EchoService service(limits);
    std::vector<RawClient> clients;
    for (int i = 0; i < 3; ++i) {
        clients.emplace_back(service.port());
        clients.back().send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const std::string start = clients.back().receiveRaw(300).substr(0, 12);
        QCOMPARE(start, std::string(i < 2 ? "HTTP/1.1 200" : "HTTP/1.1 503"));
    }
    clients[0].reset();
    clients[1].reset();
    QTRY_COMPARE(service.handler().streamsAlive.load(), 0);
}

void WireLimitsTest::tellsTheHandlerThatTheClientHasGone()
{
    EchoService service(quickLimits());
    for (const bool withReset : {false, true}) {
        const int before = service.handler().clientsGone;
        RawClient client(service.port());
        client.send("GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(service.openExchanges(), 1);
        withReset ? client.reset() : client.close();
        QTRY_COMPARE(service.handler().clientsGone.load(), before + 1);
        QTRY_COMPARE(service.openExchanges(), 0);
    }
}

void WireLimitsTest::holdsBackAFloodWhileAReplyIsPending()
{
    EchoService service(quickLimits());
    RawClient client(service.port());
    client.send("GET /never HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_COMPARE(service.openExchanges(), 1);
    std::string flood;
    while (flood.size() < 64'000'000) {
        flood += Plain;
    }
    const long before = processMemoryKiB();
    const std::size_t taken = client.send(flood, 1500);
    QVERIFY2(taken < 16'000'000, qPrintable(QString::number(taken)));
    QVERIFY(processMemoryKiB() - before < 20'000);
    QCOMPARE(service.openExchanges(), 1);
    QVERIFY(echoMilliseconds(service.port()) < 1000);
}

void WireLimitsTest::holdsBackRepliesThatNobodyReads()
{
    EchoService service;
    RawClient client(service.port());
    const long before = processMemoryKiB();
    std::string requests;
    for (int i = 0; i < 200; ++i) {
        requests += "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }
    client.send(requests);
    QTest::qWait(500);
    QVERIFY2(service.handler().handled < 10, qPrintable(QString::number(service.handler().handled)));
    QVERIFY(processMemoryKiB() - before < 30'000);
}

void WireLimitsTest::streamsOnlyAsFastAsTheClientReads()
{
    EchoService service;
    RawClient client(service.port());
    const long before = processMemoryKiB();
    client.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTest::qWait(500);
    QVERIFY(processMemoryKiB() - before < 20'000);
    QVERIFY(echoMilliseconds(service.port()) < 1000);
}

void WireLimitsTest::sends100ContinueOnce()
{
    EchoService service(quickLimits());
    RawClient client(service.port());
    client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    QCOMPARE(statusOf(client), 100);
    client.send("hello");
    QCOMPARE(statusOf(client), 200);
    client.send(Plain);
    QCOMPARE(statusOf(client), 200);
}

void WireLimitsTest::staysQuickAmongSlowClients()
{
    WireLimits limits; // as shipped, but for the number from one address
    limits.connectionsPerAddress = 256;
    EchoService service(limits);
    std::vector<RawClient> slow;
    for (int i = 0; i < 240; ++i) {
        slow.emplace_back(service.port());
        slow.back().send(i % 3 == 0 ? "GET /ec" : i % 3 == 1 ? post(100'000, "x") : "");
    }
    std::vector<double> times;
    for (int i = 0; i < 200; ++i) {
        slow[static_cast<std::size_t>(i)].send("a");
        times.push_back(echoMilliseconds(service.port()));
    }
    std::ranges::sort(times);
    qInfo("among 240 slow clients: median %.2f ms, p99 %.2f ms", times[100], times[198]);
    QVERIFY(times[100] < 50); // p99 is the scheduler's where a machine has other work
}

void WireLimitsTest::uploadsAtTheSpeedOfTheLoopback()
{
    constexpr std::size_t Bytes = 50'000'000;
    EchoService service;
    const std::string body = "--b\r\nContent-Disposition: form-data; name=\"input_image\"; filename=\"a.png\"\r\n\r\n"
                             + std::string(Bytes, 'p') + "\r\n--b--\r\n";
    const std::string head =
        "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        "Content-Length: "
        + std::to_string(body.size()) + "\r\n\r\n";
    RawClient client(service.port());
    QElapsedTimer timer;
    timer.start();
    client.send(head);
    QCOMPARE(client.send(body, 30'000), body.size());
    const qint64 uploaded = timer.elapsed();
    QCOMPARE(statusOf(client, 60'000), 200);
    qInfo("50 MB of form: %lld ms, with its hash %lld ms", uploaded, timer.elapsed());
    QTRY_COMPARE(service.bodyBytesInUse(), std::uint64_t{0});
}

void WireLimitsTest::refusesNewRequestsWhileItDrains()
{
    EchoService service(quickLimits());
    RawClient idle(service.port());
    idle.send(Plain);
    QCOMPARE(statusOf(idle), 200);
    RawClient busy(service.port());
    busy.send("GET /slow?300 HTTP/1.1\r\nHost: localhost\r\n\r\n" + Plain);
    RawClient half(service.port());
    half.send("GET /echo HTTP/1.1\r\nHost: ");
    QTRY_COMPARE(service.openExchanges(), 1);
    QVERIFY(!service.drainWithin(0));
    half.send("localhost\r\n\r\n");
    QCOMPARE(statusOf(half), 503);
    QVERIFY(idle.isClosedWithin(1000));
    QCOMPARE(statusOf(busy), 200); // what was begun is finished, what comes after it is not begun
    QVERIFY(busy.isClosedWithin(1000));
    QVERIFY(!RawClient(service.port()).isConnected());
    QTRY_COMPARE(service.connections(), 0);
}

void WireLimitsTest::endsStreamsWhenItDrains()
{
    EchoService service(quickLimits());
    RawClient client(service.port());
    client.send("GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QVERIFY(!client.receiveRaw(200).empty());
    std::thread reader([&] { client.isClosedWithin(5000); });
    const bool isEmpty = service.drainWithin(5000);
    reader.join();
    QVERIFY(isEmpty);
    QCOMPARE(service.handler().streamsAlive.load(), 0);
}

void WireLimitsTest::isDestroyedWithRequestsPending()
{
    for (int i = 0; i < 20; ++i) {
        std::vector<RawClient> clients;
        auto service = std::make_unique<EchoService>(quickLimits());
        for (const char* const path : {"/never", "/slow?5", "/endless", "/big", "/stream?3"}) {
            clients.emplace_back(service->port());
            clients.back().send("GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n\r\n" + Plain);
        }
        clients.emplace_back(service->port());
        clients.back().send(post(100'000, "x"));
        QTest::qWait(i);
        service.reset();
        for (RawClient& client : clients) {
            QVERIFY(client.isClosedWithin(1000));
        }
    }
}

} // namespace

int runWireLimits(int argc, char** argv)
{
    WireLimitsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_wire_limits.moc"
