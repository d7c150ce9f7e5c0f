// Hostile and lawful requests over a real socket: the same answers on every version of Qt.
#include "suites.h"

#include "echo_service.h"
#include "raw_client.h"
#include "wire_rows.h"

#include <QTest>

#include <sstream>

namespace {

constexpr const char* Plain = "GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n";

class WireTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersEachRequest_data();
    void answersEachRequest();
    void answersEachRequestByteByByte_data();
    void answersEachRequestByteByByte();

private:
    void checkReplies(RawClient& client, const WireRow& row);

    EchoService m_service{[] {
        genserve::service::WireLimits limits;
        limits.linger = std::chrono::milliseconds(300);
        return limits;
    }()};
    std::vector<WireRow> m_rows = allWireRows();
};

void WireTable::answersEachRequest_data()
{
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        QTest::newRow(m_rows[i].name.c_str()) << static_cast<int>(i);
    }
}

void WireTable::checkReplies(RawClient& client, const WireRow& row)
{
    std::istringstream statuses(row.statuses);
    std::string expected;
    RawReply last;
    while (statuses >> expected) {
        const bool isHead = expected.front() == 'H';
        const auto reply = client.receive(5000, isHead);
        QVERIFY2(reply, "no reply");
        QCOMPARE(reply->status, std::stoi(expected.substr(isHead ? 1 : 0)));
        QVERIFY(!reply->fields.contains("x-injected"));
        QVERIFY(reply->fields.contains("x-request-id"));
        last = *reply;
    }
    if (!row.body.empty()) {
        QCOMPARE(QByteArray::fromStdString(last.body), QByteArray::fromStdString(row.body));
    }
    if (row.staysOpen) {
        client.send(Plain);
        const auto reply = client.receive();
        QVERIFY2(reply && reply->status == 200, "the connection should have stayed open");
    } else {
        QCOMPARE(last.fields["connection"], std::string("close"));
        QVERIFY2(client.isClosedWithin(2000), "the connection should have been closed");
    }
}

void WireTable::answersEachRequest()
{
    QFETCH(int, index);
    const WireRow& row = m_rows[static_cast<std::size_t>(index)];
    RawClient client(m_service.port());
    client.send(row.request);
    checkReplies(client, row);
}

void WireTable::answersEachRequestByteByByte_data()
{
    constexpr std::size_t Longest = 600; // longer ones would take their time and show nothing more
    QTest::addColumn<int>("index");
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i].request.size() <= Longest) {
            QTest::newRow(m_rows[i].name.c_str()) << static_cast<int>(i);
        }
    }
}

void WireTable::answersEachRequestByteByByte()
{
    QFETCH(int, index);
    const WireRow& row = m_rows[static_cast<std::size_t>(index)];
    RawClient client(m_service.port());
    for (const char c : row.request) {
        if (client.send(std::string_view(&c, 1), 200) == 0) {
            break; // refused before its end
        }
    }
    if (row.name != "a body that continues after 100") { // here the client has waited, so 100 comes first
        checkReplies(client, row);
    }
}

} // namespace

int runWireTable(int argc, char** argv)
{
    WireTable table;
    return QTest::qExec(&table, argc, argv);
}

#include "tst_wire_table.moc"
