// Who may call: pure logic, with the clock in the test's hand.
#include "suites.h"

#include "access/attempt_guard.h"
#include "access/origin_policy.h"
#include "service/key_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace genserve::service;
using namespace std::chrono_literals;

namespace {

class AccessTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bansAfterTenWrongKeys();
    void forgetsTheOldestAddressFirst();
    void limitsTheRateOfEachClient();
    void readsHosts_data();
    void readsHosts();
    void keepsKeysAsHashes();
    void refusesADamagedKeyFile();
};

void AccessTest::bansAfterTenWrongKeys()
{
    FailedKeyBan ban;
    const SteadyTime start{};
    for (int i = 0; i < 9; ++i) {
        ban.noteFailure("a", start + i * 1s);
    }
    QVERIFY(!ban.isBanned("a", start + 9s));
    ban.noteFailure("a", start + 9s);
    QVERIFY(ban.isBanned("a", start + 10s));
    QVERIFY(!ban.isBanned("b", start + 10s));
    QVERIFY(ban.isBanned("a", start + 9min));
    QVERIFY(!ban.isBanned("a", start + 10min + 1s)); // ten within ten minutes no more
}

void AccessTest::forgetsTheOldestAddressFirst()
{
    FailedKeyBan ban;
    const SteadyTime start{};
    for (int i = 0; i < 10; ++i) {
        ban.noteFailure("bad", start + 1h);
    }
    for (std::size_t i = 0; i < FailedKeyBan::MaxAddresses + 10; ++i) {
        ban.noteFailure("flood" + std::to_string(i), start);
    }
    QVERIFY(ban.isBanned("bad", start + 1h));
}

void AccessTest::limitsTheRateOfEachClient()
{
    RateLimit rate(2, 4);
    const SteadyTime start{};
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(rate.secondsToWait("a", start), 0);
    }
    QCOMPARE(rate.secondsToWait("a", start), 1);
    QCOMPARE(rate.secondsToWait("b", start), 0);
    QCOMPARE(rate.secondsToWait("a", start + 500ms), 0);
    QCOMPARE(rate.secondsToWait("a", start + 500ms), 1);
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(rate.secondsToWait("a", start + 1h), 0); // never more than the burst
    }
    QCOMPARE(rate.secondsToWait("a", start + 1h), 1);
}

void AccessTest::readsHosts_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("name"); // empty = malformed
    QTest::addColumn<int>("port");
    const auto row = [](const char* field, const char* name, int port) {
        QTest::newRow(field) << QByteArray(field) << QByteArray(name) << port;
    };
    row("localhost", "localhost", -1);
    row("LocalHost.:80", "localhost", 80);
    row("192.168.1.5:12411", "192.168.1.5", 12411);
    row("[FE80::1]:12411", "fe80::1", 12411);
    row("[::1]", "::1", -1);
    row("[::1", "", -1);
    row("[::1]x", "", -1);
    row("host:", "", -1);
    row("host:0", "", -1);
    row("host:65536", "", -1);
    row("host:+1", "", -1);
    row("user@host", "", -1);
    row("host/path", "", -1);
    row("", "", -1);
}

void AccessTest::readsHosts()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, name);
    QFETCH(int, port);
    const HostField host = parseHost(field.toStdString());
    QCOMPARE(QByteArray::fromStdString(host.name), name);
    if (!name.isEmpty()) {
        QCOMPARE(host.port, port);
    }
}

void AccessTest::keepsKeysAsHashes()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("keys.json")).toStdString();
    auto store = KeyStore::open(file).value();
    const std::string key = store.add("anna", "all").value();
    QCOMPARE(key.size(), std::size_t{46});
    QVERIFY(store.find(key) && store.find(key)->name == "anna");
    QVERIFY(!store.find("") && !store.find(key + "x") && !store.find(key.substr(1))
            && !store.find(store.keys()[0].sha256));
    auto other = KeyStore::open(file).value();
    QVERIFY(other.find(key));
    QVERIFY(store.revoke("anna"));
    QVERIFY(!store.revoke("anna"));
    QVERIFY(other.refresh() && !other.find(key));
}

void AccessTest::refusesADamagedKeyFile()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("keys.json"));
    for (const char* const text :
         {"", "{", "[]", R"({"keys": 1})", R"({"keys": [{"name": "a"}]})",
          R"({"keys": [{"name": "a b", "scopes": "all", "sha256": "00", "created_at": ""}]})"}) {
        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(text);
        damaged.close();
        QVERIFY2(!KeyStore::open(file.toStdString()), text);
    }
}

} // namespace

int runAccess(int argc, char** argv)
{
    AccessTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_access.moc"
