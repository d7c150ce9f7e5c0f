// What the owner of a server needs: keys by route, figures, pages, a list that can be paged, a stop that loses nothing.
#include "suites.h"

#include "contract/accept.h"
#include "fake_door.h"
#include "raw_client.h"
#include "rest_fixture.h"
#include "service/key_store.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace genserve::service;

namespace {

class OwnerTest : public QObject, private RestFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void makesAndRevokesKeys();
    void keepsKeysFromOthers();
    void scopesAreWhatTheySay();
    void countsRequests();
    void showsPagesToBrowsers();
    void weighsAcceptedTypes_data();
    void weighsAcceptedTypes();
    void listsPageByPage();
    void drainsWithoutCancelling();
};

void OwnerTest::makesAndRevokesKeys()
{
    const QTemporaryDir folder;
    ServerOptions options;
    options.keyFile = folder.filePath(QStringLiteral("keys.json")).toStdString();
    const std::string admin = KeyStore::open(options.keyFile).value().add("root", "admin").value();
    start(options);
    const std::string as = "Content-Type: application/json\r\nX-API-Key: ";
    const Answer made = ask("POST", "/keys", R"({"name": "anna", "scopes": "generation"})", as + admin + "\r\n");
    QCOMPARE(made.status, 201);
    const std::string key = made.text("key").toStdString();
    QVERIFY(key.starts_with("gs_") && key.size() == 46);
    QCOMPARE(ask("POST", "/tasks", R"({"prompt": "a"})", as + key + "\r\n").status, 202);
    QCOMPARE(ask("GET", "/status", "", as + key + "\r\n").status, 403);
    const Answer list = ask("GET", "/keys", "", as + admin + "\r\n");
    QCOMPARE(QJsonDocument::fromJson(list.body).array().size(), 2);
    QVERIFY(!list.body.contains(key.c_str()) && !list.body.contains("sha256"));
    QCOMPARE(ask("POST", "/keys", R"({"name": "anna"})", as + admin + "\r\n").status, 409);
    QCOMPARE(ask("POST", "/keys", R"({"name": "a b"})", as + admin + "\r\n").status, 400);
    QCOMPARE(ask("POST", "/keys", R"({"name": "b", "scopes": "everything"})", as + admin + "\r\n").status, 400);
    QCOMPARE(ask("POST", "/keys", R"({"name": 1})", as + admin + "\r\n").status, 400);
    QCOMPARE(ask("DELETE", "/keys/anna", "", as + admin + "\r\n").status, 200);
    QCOMPARE(ask("DELETE", "/keys/anna", "", as + admin + "\r\n").status, 404);
    QCOMPARE(ask("POST", "/tasks", R"({"prompt": "a"})", as + key + "\r\n").status, 401);
}

void OwnerTest::keepsKeysFromOthers()
{
    QCOMPARE(ask("GET", "/keys").status, 403); // the local caller is no administrator
    QCOMPARE(ask("POST", "/keys", R"({"name": "x"})").status, 403);
    QCOMPARE(ask("DELETE", "/keys/x").status, 403);
    QCOMPARE(ask("GET", "/keys", "", "X-Forwarded-For: 10.0.0.1\r\n").status, 401);
}

void OwnerTest::scopesAreWhatTheySay()
{
    const QTemporaryDir folder;
    ServerOptions options;
    options.keyFile = folder.filePath(QStringLiteral("keys.json")).toStdString();
    auto store = KeyStore::open(options.keyFile).value();
    const std::string admin = store.add("root", "admin").value();
    const std::string reader = store.add("reader", "readonly").value();
    start(options);
    const std::string path = ask("POST", "/tasks", R"({"prompt": "wait"})").fields.at("location");
    const auto with = [](const std::string& key) {
        return "Content-Type: application/json\r\nX-API-Key: " + key + "\r\n";
    };
    QCOMPARE(ask("DELETE", path, "", with(reader)).status, 403);
    QCOMPARE(ask("GET", path, "", with(admin)).status, 200); // everybody's tasks
    QCOMPARE(ask("PATCH", path, R"({"priority": 3})", with(admin)).status, 200);
    QCOMPARE(ask("POST", "/tasks", R"({"prompt": "a"})", with(admin)).status, 403);
    QCOMPARE(ask("DELETE", path, "", with(admin)).status, 200);
}

void OwnerTest::countsRequests()
{
    QCOMPARE(ask("GET", "/status").status, 200);
    QCOMPARE(ask("GET", "/status").status, 200);
    QCOMPARE(ask("GET", "/nothing\"").status, 404);
    QCOMPARE(ask("POST", "/generate", R"({"prompt": "a cat"})").status, 200);
    const Answer metrics = ask("GET", "/metrics");
    QCOMPARE(metrics.fields.at("content-type"), std::string("text/plain; version=0.0.4; charset=utf-8"));
    for (const char* const line :
         {"\ngenserve_http_requests_total{route=\"/status\",method=\"GET\",status=\"200\"} 2\n",
          "\ngenserve_http_requests_total{route=\"other\",method=\"other\",status=\"404\"} 1\n",
          "\ngenserve_http_requests_total{route=\"/generate\",method=\"POST\",status=\"200\"} 1\n",
          "\n# TYPE genserve_tasks gauge\n", "\ngenserve_device_up{device=\"cpu\"} 1\n"}) {
        QVERIFY2(metrics.body.contains(line), line);
    }
}

void OwnerTest::showsPagesToBrowsers()
{
    const std::string browser = "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n";
    for (const char* const path : {"/", "/docs"}) {
        const Answer page = ask("GET", path, "", browser);
        QCOMPARE(page.fields.at("content-type"), std::string("text/html; charset=utf-8"));
        QVERIFY(page.fields.at("content-security-policy").find("default-src 'none'") != std::string::npos);
        // Nothing is fetched from elsewhere.
        QVERIFY(!page.body.contains("http://") && !page.body.contains("https://") && !page.body.contains("src=\"/"));
    }
    QCOMPARE(ask("GET", "/", "", "Accept: application/json\r\n").text("name"), QStringLiteral("GenServe"));
    QCOMPARE(ask("GET", "/", "", "Accept: */*\r\n").text("name"), QStringLiteral("GenServe"));
    const QByteArray docs = ask("GET", "/docs").body;
    QVERIFY(docs.contains("Try it") && docs.contains("在线试用"));
    // Every field and route has its sentence in both languages.
    const QJsonObject api = ask("GET", "/openapi.json").object();
    const auto schemas = api[QLatin1String("components")].toObject()[QLatin1String("schemas")].toObject();
    for (const auto field : schemas[QLatin1String("Request")].toObject()[QLatin1String("properties")].toObject()) {
        QVERIFY(!field.toObject()[QLatin1String("description")].toString().isEmpty());
        QVERIFY(!field.toObject()[QLatin1String("x-description-zh")].toString().isEmpty());
    }
    for (const auto path : api[QLatin1String("paths")].toObject()) {
        for (const auto route : path.toObject()) {
            QVERIFY(!route.toObject()[QLatin1String("x-summary-zh")].toString().isEmpty());
        }
    }
}

void OwnerTest::weighsAcceptedTypes_data()
{
    QTest::addColumn<QByteArray>("accept");
    QTest::addColumn<double>("quality");
    QTest::newRow("nothing said") << QByteArray() << 1.0;
    QTest::newRow("everything") << QByteArray("*/*") << 1.0;
    QTest::newRow("the family") << QByteArray("image/*;q=0.5, */*;q=0.1") << 0.5;
    QTest::newRow("the most precise range holds") << QByteArray("image/png;q=0.2, image/*, */*") << 0.2;
    QTest::newRow("refused") << QByteArray("image/png;q=0, */*") << 0.0;
    QTest::newRow("not named") << QByteArray("image/jpeg") << 0.0;
    QTest::newRow("blanks and case") << QByteArray(" text/html , IMAGE/PNG ; q=0.7 ") << 0.7;
    QTest::newRow("a quality that is none") << QByteArray("image/png;q=x") << 0.0;
    QTest::newRow("commas only") << QByteArray(",,;,") << 0.0;
}

void OwnerTest::weighsAcceptedTypes()
{
    QFETCH(QByteArray, accept);
    QFETCH(double, quality);
    QCOMPARE(acceptedQuality(accept.toStdString(), "image/png"), quality);
}

void OwnerTest::listsPageByPage()
{
    std::vector<QString> ids;
    for (int i = 0; i < 5; ++i) {
        ids.push_back(ask("POST", "/tasks", R"({"prompt": "wait"})").text("task_id"));
    }
    const auto idsOf = [](const Answer& answer) {
        std::vector<QString> found;
        for (const auto task : QJsonDocument::fromJson(answer.body).array()) {
            found.push_back(task.toObject()[QLatin1String("task_id")].toString());
        }
        return found;
    };
    const Answer newest = ask("GET", "/tasks?limit=2");
    QVERIFY(idsOf(newest) == std::vector<QString>({ids[4], ids[3]}));
    QCOMPARE(newest.fields.at("link"), "</tasks?limit=2&before=" + ids[3].toStdString() + ">; rel=\"next\"");
    const Answer older = ask("GET", "/tasks?limit=10&before=" + ids[3].toStdString());
    QVERIFY(idsOf(older) == std::vector<QString>({ids[2], ids[1], ids[0]}));
    QVERIFY(!older.fields.contains("link"));
    QCOMPARE(ask("GET", "/tasks?before=7").status, 400);
    QCOMPARE(ask("GET", "/tasks?before=6f1c2c5e-58b0-4b0c-9d3a-000000000000").status, 404);
}

void OwnerTest::drainsWithoutCancelling()
{
    const int cancelled = FakeDoor::cancelled;
    RawClient queued(server().port());
    queued.send(request("POST", "/generate", R"({"prompt": "wait"})"));
    QTest::qWait(100);
    server().drain();
    const auto sentAway = queued.receive(2000);
    QVERIFY(sentAway);
    QCOMPARE(sentAway->status, 503);
    QVERIFY(sentAway->fields.contains("retry-after"));
    QVERIFY(sentAway->body.find("\"code\":\"shutting_down\"") != std::string::npos);
    const Answer late = ask("POST", "/generate", R"({"prompt": "a cat"})");
    QCOMPARE(late.status, 503);
    QCOMPARE(ask("GET", "/status").text("status"), QStringLiteral("draining"));
    QCOMPARE(ask("GET", "/health/ready").status, 503);
    QCOMPARE(ask("GET", "/health/live").status, 200);
    const Answer task = ask("GET", "/tasks");
    QCOMPARE(QJsonDocument::fromJson(task.body).array()[0].toObject()[QLatin1String("state")].toString(),
             QStringLiteral("queued"));
    server().stop(std::chrono::milliseconds(100));
    QCOMPARE(FakeDoor::cancelled.load(), cancelled);
}

} // namespace

int runOwner(int argc, char** argv)
{
    OwnerTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_owner.moc"
