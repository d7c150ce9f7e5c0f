// `genserve serve` and `genserve queue` as their users start them, with the bundled model behind.
#include "app_test.h"

#include <csignal>

#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace genserve::app {
namespace {

using namespace Qt::StringLiterals;

constexpr int TimeoutMs = 60000;
const QByteArray SmallPicture = R"({"prompt": "a red apple", "width": 64, "height": 64, "num_inference_steps": 2})";
const QByteArray LongPicture = R"({"prompt": "a red apple", "width": 256, "height": 256, "num_inference_steps": 200})";

QProcessEnvironment environment()
{
    auto variables = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"GENSERVE_MODELS", "DISPLAY", "WAYLAND_DISPLAY", "http_proxy"}) {
        variables.remove(QString::fromLatin1(name));
    }
    variables.insert(QStringLiteral("GOMP_SPINCOUNT"), QStringLiteral("1000"));
    return variables;
}

// A server in a data folder.
class ServerProcess {
public:
    explicit ServerProcess(const QString& data, const QStringList& options = {})
    {
        m_process.setProcessEnvironment(environment());
        m_process.start(QStringLiteral(GENSERVE_PROGRAM),
                        QStringList{u"serve"_s, u"--port"_s, u"0"_s, u"--data"_s, data, u"--threads"_s, u"1"_s}
                            + options);
    }
    ~ServerProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    // Waits for the line that says where it serves; 0 = it ended or said nothing.
    int waitForPort()
    {
        static const QRegularExpression pattern(QStringLiteral("serves on port (\\d+) "));
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < TimeoutMs) {
            if (!m_process.canReadLine() && !m_process.waitForReadyRead(TimeoutMs)) {
                return 0;
            }
            while (m_process.canReadLine()) {
                if (const auto match = pattern.match(QString::fromUtf8(m_process.readLine())); match.hasMatch()) {
                    m_port = match.captured(1).toInt();
                    return m_port;
                }
            }
        }
        return 0;
    }

    // Waits for the end; -1 where it does not come.
    int end(int signal)
    {
        ::kill(static_cast<pid_t>(m_process.processId()), signal);
        return m_process.waitForFinished(TimeoutMs) ? m_process.exitCode() : -1;
    }

    [[nodiscard]] QJsonObject ask(const QByteArray& method, const QString& path, const QByteArray& body = {}) const
    {
        QNetworkAccessManager manager;
        QNetworkRequest request(QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path)));
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        request.setTransferTimeout(TimeoutMs);
        QNetworkReply* reply = manager.sendCustomRequest(request, method, body);
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        return QJsonDocument::fromJson(reply->readAll()).object();
    }

    QProcess& process() { return m_process; }

private:
    QProcess m_process;
    int m_port = 0;
};

struct Outcome {
    int code = -1;
    QByteArray out, err;
};

Outcome run(const QStringList& arguments)
{
    QProcess process;
    process.setProcessEnvironment(environment());
    process.start(QStringLiteral(GENSERVE_PROGRAM), arguments);
    const bool ended = process.waitForFinished(TimeoutMs);
    return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

} // namespace

class ServeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void paintsForRestClients();
    void givesTheSamePictureAtEveryDoor();
    void showsAndChangesTheQueueOfARunningServer();
    void changesTheQueueOfAFolderWithoutOwner();
    void refusesASecondOwnerNamingTheFirst();
    void finishesTheRunningTaskWhenStopped();
    void putsTheRunningTaskBackWithStopNow();
    void startsAgainUnderTheWatchdog();
    void refusesWrongUsage_data();
    void refusesWrongUsage();

private:
    [[nodiscard]] QString data() const { return m_folder->filePath(QStringLiteral("data")); }

    [[nodiscard]] QJsonObject queue(const QStringList& words) const
    {
        const auto outcome = run(QStringList{u"queue"_s} + words + QStringList{u"--data"_s, data(), u"--json"_s});
        return QJsonDocument::fromJson(outcome.out).object();
    }

    [[nodiscard]] QJsonArray waitForState(const QString& state, int tasks) const
    {
        QJsonArray list;
        const bool came = QTest::qWaitFor(
            [&] {
                list = queue({u"list"_s})[u"tasks"].toArray();
                int found = 0;
                for (const auto& task : list) {
                    found += task.toObject()[u"state"].toString() == state ? 1 : 0;
                }
                return found == tasks;
            },
            TimeoutMs);
        return came ? list : QJsonArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ServeTest::paintsForRestClients()
{
    ServerProcess server(data(), {u"--cpu-workers"_s, u"2"_s});
    QVERIFY(server.waitForPort() > 0);
    const auto reply = server.ask("POST", QStringLiteral("/generate"), SmallPicture);
    QVERIFY2(reply[u"success"].toBool(), QJsonDocument(reply).toJson().constData());
    const auto picture = QImage::fromData(QByteArray::fromBase64(reply[u"image_base64"].toString().toLatin1()));
    QCOMPARE(picture.size(), QSize(64, 64));
    const auto status = server.ask("GET", QStringLiteral("/status"));
    QCOMPARE(status[u"concurrent_manager"].toObject()[u"alive_processes"].toInt(), 2);
    QCOMPARE(server.end(SIGTERM), 0);
}

void ServeTest::givesTheSamePictureAtEveryDoor()
{
    ServerProcess server(data());
    QVERIFY(server.waitForPort() > 0);
    const auto reply = server.ask("POST", QStringLiteral("/generate"), SmallPicture);
    const auto byRest = QByteArray::fromBase64(reply[u"image_base64"].toString().toLatin1());
    const auto file = m_folder->filePath(QStringLiteral("cli.png"));
    QCOMPARE(run({u"generate"_s, u"a red apple"_s, u"-o"_s, file, u"--width"_s, u"64"_s, u"--height"_s, u"64"_s,
                  u"--steps"_s, u"2"_s, u"--threads"_s, u"1"_s})
                 .code,
             0);
    QFile byCommand(file);
    QVERIFY(byCommand.open(QIODevice::ReadOnly));
    QCOMPARE(byRest, byCommand.readAll());
}

void ServeTest::showsAndChangesTheQueueOfARunningServer()
{
    ServerProcess server(data());
    QVERIFY(server.waitForPort() > 0);
    QVERIFY(queue({u"pause"_s})[u"paused"].toBool());
    const auto first = server.ask("POST", QStringLiteral("/tasks"), SmallPicture)[u"task_id"].toString();
    const auto second = server.ask("POST", QStringLiteral("/tasks"), SmallPicture)[u"task_id"].toString();
    QVERIFY(!first.isEmpty() && !second.isEmpty());
    auto list = queue({u"list"_s});
    QCOMPARE(list[u"devices"].toArray().size(), 1);
    QCOMPARE(list[u"tasks"].toArray()[0].toObject()[u"task_id"].toString(), first);
    QCOMPARE(queue({u"move"_s, second.left(8), u"first"_s})[u"task"].toObject()[u"position"].toInt(), 1);
    QCOMPARE(queue({u"priority"_s, first, u"-5"_s})[u"task"].toObject()[u"position"].toInt(), 1);
    QCOMPARE(queue({u"cancel"_s, first})[u"task"].toObject()[u"state"].toString(), QStringLiteral("cancelled"));
    QCOMPARE(queue({u"list"_s})[u"tasks"].toArray().size(), 1);
    QCOMPARE(run({u"queue"_s, u"cancel"_s, first, u"--data"_s, data()}).code, 2);
    QVERIFY(queue({u"drain"_s, u"cpu"_s}).isEmpty());
    QCOMPARE(queue({u"list"_s})[u"devices"].toArray()[0].toObject()[u"state"].toString(), QStringLiteral("draining"));
    const auto table = run({u"queue"_s, u"--data"_s, data()});
    QCOMPARE(table.code, 0);
    QVERIFY2(table.out.contains(second.left(8).toUtf8()) && table.out.contains("a red apple"), table.out.constData());
}

void ServeTest::changesTheQueueOfAFolderWithoutOwner()
{
    QString task;
    {
        ServerProcess server(data());
        QVERIFY(server.waitForPort() > 0);
        QVERIFY(queue({u"pause"_s})[u"paused"].toBool());
        task = server.ask("POST", QStringLiteral("/tasks"), SmallPicture)[u"task_id"].toString();
        QCOMPARE(server.end(SIGTERM), 0);
    }
    const auto list = queue({u"list"_s});
    QCOMPARE(list[u"tasks"].toArray().size(), 1);
    QCOMPARE(list[u"devices"].toArray().size(), 0);
    QVERIFY(run({u"queue"_s, u"--data"_s, data()}).out.contains("waiting for the next start"));
    QVERIFY(QFileInfo(data() + u"/models"_s).isDir());
    QVERIFY(list[u"paused"].toBool());
    QCOMPARE(queue({u"cancel"_s, task})[u"task"].toObject()[u"state"].toString(), QStringLiteral("cancelled"));
    const auto added = queue({u"add"_s, u"a red apple"_s, u"--count"_s, u"2"_s})[u"tasks"].toArray();
    QCOMPARE(added.size(), 2);
    QCOMPARE(added[1].toObject()[u"client"].toString(), QStringLiteral("command line"));
    QCOMPARE(queue({u"list"_s})[u"tasks"].toArray().size(), 2);
}

void ServeTest::refusesASecondOwnerNamingTheFirst()
{
    ServerProcess server(data());
    const int port = server.waitForPort();
    QVERIFY(port > 0);
    const auto second = run({u"serve"_s, u"--port"_s, u"0"_s, u"--data"_s, data()});
    QCOMPARE(second.code, 2);
    QVERIFY2(second.err.contains(QByteArray::number(port)), second.err.constData());
    QVERIFY2(second.err.contains(QByteArray::number(server.process().processId())), second.err.constData());
}

void ServeTest::finishesTheRunningTaskWhenStopped()
{
    ServerProcess server(data());
    QVERIFY(server.waitForPort() > 0);
    const auto task = server
                          .ask("POST", QStringLiteral("/tasks"),
                               R"({"prompt": "a red apple", "num_inference_steps": 30})")[u"task_id"]
                          .toString();
    QVERIFY(!waitForState(QStringLiteral("running"), 1).isEmpty());
    QCOMPARE(server.end(SIGTERM), 0);
    QVERIFY(queue({u"list"_s})[u"tasks"].toArray().isEmpty());
    const auto months = QDir(data() + u"/images"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QCOMPARE(months.size(), 1);
    QVERIFY(QFile::exists(u"%1/images/%2/%3.png"_s.arg(data(), months.front(), task)));
}

void ServeTest::putsTheRunningTaskBackWithStopNow()
{
    ServerProcess server(data(), {u"--stop-now"_s});
    QVERIFY(server.waitForPort() > 0);
    QVERIFY(server.ask("POST", u"/tasks"_s, LongPicture).contains(u"task_id"));
    QVERIFY(!waitForState(QStringLiteral("running"), 1).isEmpty());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(server.end(SIGTERM), 0);
    QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed()))); // a whole picture takes longer
    const auto tasks = queue({u"list"_s})[u"tasks"].toArray();
    QCOMPARE(tasks.size(), 1);
    QCOMPARE(tasks[0].toObject()[u"state"].toString(), QStringLiteral("queued"));
}

void ServeTest::startsAgainUnderTheWatchdog()
{
    ServerProcess server(data(), {u"--watchdog"_s});
    QVERIFY(server.waitForPort() > 0);
    const auto parent = server.process().processId();
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(parent));
    QVERIFY(children.open(QIODevice::ReadOnly));
    const auto child = children.readAll().trimmed().toInt();
    QVERIFY(child > 0);
    ::kill(child, SIGKILL);
    QVERIFY(server.waitForPort() > 0); // of the second start
    QVERIFY(server.ask("GET", QStringLiteral("/health")).contains(u"status"));
    QCOMPARE(server.end(SIGTERM), 0);
}

void ServeTest::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("port") << QStringList{u"serve"_s, u"--port"_s, u"70000"_s} << QByteArray("--port");
    QTest::newRow("address") << QStringList{u"serve"_s, u"--listen"_s, u"everywhere"_s}
                             << QByteArray("neither an IP address");
    QTest::newRow("device") << QStringList{u"serve"_s, u"--devices"_s, u"gpu"_s}
                            << QByteArray("'gpu' is not cpu or cuda:N");
    QTest::newRow("absent device") << QStringList{u"serve"_s, u"--devices"_s, u"cuda:17"_s, u"--data"_s, u"%1"_s}
                                   << QByteArray("there is no 'cuda:17' here");
    QTest::newRow("workers") << QStringList{u"serve"_s, u"--cpu-workers"_s, u"0"_s} << QByteArray("1 to 64");
    QTest::newRow("action") << QStringList{u"queue"_s, u"cansel"_s, u"--data"_s, u"%1"_s}
                            << QByteArray("did you mean cancel?");
    QTest::newRow("no id") << QStringList{u"queue"_s, u"cancel"_s, u"--data"_s, u"%1"_s} << QByteArray("needs ID");
    QTest::newRow("priority") << QStringList{u"queue"_s, u"priority"_s, u"a"_s, u"b"_s, u"--data"_s, u"%1"_s}
                              << QByteArray("-1000 to 1000");
    QTest::newRow("no folder") << QStringList{u"queue"_s, u"--data"_s, u"/nonexistent"_s}
                               << QByteArray("there is no '/nonexistent'");
}

void ServeTest::refusesWrongUsage()
{
    QFETCH(QStringList, words);
    QFETCH(QByteArray, says);
    words.replaceInStrings(QStringLiteral("%1"), m_folder->path());
    const auto outcome = run(words);
    QCOMPARE(outcome.code, 2);
    QVERIFY2(outcome.err.contains(says), outcome.err.constData());
}

const RegisteredTest<ServeTest> registered("serve");

} // namespace genserve::app

#include "tst_serve.moc"
