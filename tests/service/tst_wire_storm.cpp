// Thousands of clients that leave at any moment: nothing crashes, nothing is left behind.
#include "suites.h"

#include "echo_service.h"
#include "process_memory.h"
#include "raw_client.h"
#include "wire_rows.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <random>
#include <thread>
#include <vector>

namespace {

constexpr int Clients = 5000;
constexpr int Threads = 4;

std::vector<std::string> stormRequests()
{
    const std::string end = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const std::string form = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
                             + std::string(200'000, 'x') + "\r\n--b--\r\n";
    return {
        "GET /echo" + end,
        "GET /never" + end,
        "GET /slow?3" + end + "GET /echo" + end,
        "GET /endless" + end,
        "GET /big" + end + "GET /big" + end,
        "GET /stream?100" + end,
        "GET /dropped" + end,
        "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
            + std::to_string(form.size()) + "\r\n\r\n" + form,
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\r\n" + std::string(9'000'000, 'x'),
    };
}

// One client: sends a random part of a random request, reads for a random while, leaves by FIN or by reset.
void leaveAtSomeMoment(std::uint16_t port, const std::vector<std::string>& requests, std::mt19937& random)
{
    const std::string& request = requests[random() % requests.size()];
    RawClient client(port);
    if (!client.isConnected()) {
        return;
    }
    const std::size_t part = random() % 4 == 0 ? random() % request.size() : request.size();
    client.send(std::string_view(request).substr(0, part), 200);
    if (random() % 2 == 0) {
        client.receiveRaw(static_cast<int>(random() % 4));
    }
    random() % 2 == 0 ? client.reset() : client.close();
}

class WireStorm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesNothingBehind();
    void answersOthersWhileTheTableRains();
};

void WireStorm::leavesNothingBehind()
{
    const auto requests = stormRequests();
    EchoService service(quickLimits());
    const auto storm = [&](int clients, unsigned seed) {
        std::vector<std::thread> threads;
        for (unsigned i = 0; i < Threads; ++i) {
            threads.emplace_back([&, i] {
                std::mt19937 random(seed + i);
                for (int n = 0; n < clients / Threads; ++n) {
                    leaveAtSomeMoment(service.port(), requests, random);
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
    };
    storm(Clients, 100); // lets allocators and caches reach their size; what leaks would grow again in the second storm
    QTRY_COMPARE_WITH_TIMEOUT(service.connections(), 0, 10'000);
    const long memory = processMemoryKiB();
    const int descriptors = openDescriptors();
    storm(Clients, 1);
    QTRY_COMPARE_WITH_TIMEOUT(service.connections(), 0, 10'000);
    QTRY_COMPARE(service.openExchanges(), 0);
    QTRY_COMPARE(service.handler().streamsAlive.load(), 0);
    QCOMPARE(service.bodyBytesInUse(), std::uint64_t{0});
    QCOMPARE(openDescriptors(), descriptors);
    qInfo("%d requests, %d clients gone before their reply; memory %+ld KiB", service.handler().handled.load(),
          service.handler().clientsGone.load(), processMemoryKiB() - memory);
    QVERIFY(service.handler().clientsGone > Clients / 100);
    // Arenas of the threads breathe by 0 to 35 MB from run to run; 20 kB left by each client would be 100 MB.
    QVERIFY(processMemoryKiB() - memory < 96 * 1024);
}

// Milliseconds that a client on a connection of its own waits for each of its replies, sorted; until `isOver`.
std::vector<double> waitsOfAGoodClient(std::uint16_t port, const std::atomic<bool>& isOver)
{
    std::vector<double> waits;
    RawClient client(port);
    while (!isOver) {
        QElapsedTimer timer;
        timer.start();
        client.send("GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        const auto reply = client.receive(10'000);
        waits.push_back(reply && reply->status == 200 ? static_cast<double>(timer.nsecsElapsed()) / 1e6 : 1e9);
        QThread::msleep(2);
    }
    std::ranges::sort(waits);
    return waits;
}

// Every row of the wire table by several clients at once, again and again.
void WireStorm::answersOthersWhileTheTableRains()
{
    constexpr int Rounds = 5;
    const auto rows = allWireRows();
    EchoService service(quickLimits());
    const long memory = processMemoryKiB();
    std::atomic<bool> isOver = false;
    std::atomic<long> most = memory;
    std::vector<double> waits;
    std::thread good([&] { waits = waitsOfAGoodClient(service.port(), isOver); });
    std::vector<std::thread> hostile;
    for (unsigned i = 0; i < Threads; ++i) {
        hostile.emplace_back([&, i] {
            std::mt19937 random(i);
            std::vector<std::size_t> order(rows.size());
            std::iota(order.begin(), order.end(), std::size_t{0});
            for (int round = 0; round < Rounds; ++round) {
                std::shuffle(order.begin(), order.end(), random);
                for (const std::size_t row : order) {
                    RawClient client(service.port());
                    client.send(rows[row].request);
                    client.receiveRaw(20);
                    most = std::max(most.load(), processMemoryKiB());
                }
            }
        });
    }
    for (std::thread& thread : hostile) {
        thread.join();
    }
    isOver = true;
    good.join();
    const double late = waits[waits.size() * 99 / 100];
    qInfo("%d rows, each %d times; %d other requests waited %.1f ms at the median, %.1f ms at 99 %%; memory %+ld KiB",
          static_cast<int>(rows.size()), Rounds * Threads, static_cast<int>(waits.size()), waits[waits.size() / 2],
          late, most.load() - memory);
    QVERIFY(waits.back() < 1e9);
    QVERIFY(late < 500); // 50 is the aim on a machine that does nothing else
    QVERIFY(most.load() - memory < 256 * 1024);
}

} // namespace

int runWireStorm(int argc, char** argv)
{
    WireStorm storm;
    return QTest::qExec(&storm, argc, argv);
}

#include "tst_wire_storm.moc"
