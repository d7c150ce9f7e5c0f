// The contract over a real socket: every route, every kind of refusal, the eight keys in every outcome.
#include "suites.h"

#include "content/base64.h"
#include "fake_door.h"
#include "raw_client.h"
#include "rest_fixture.h"
#include "service/key_store.h"

#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace genserve::service;

namespace {

class RoutesTest : public QObject, private RestFixture {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void answersReads();
    void generatesFromJson();
    void generatesFromAForm();
    void refuses_data();
    void refuses();
    void tellsFailures();
    void cancelsWhenTheClientLeaves();
    void timesOut();
    void leadsATaskThroughItsLife();
    void cancelsAndChangesTasks();
    void streamsEvents();
    void outlivesStreamsWhoseClientLeaves();
    void describesItself();
    void keepsKeysApart();
    void checksHostAndOrigin();
    void stopsWithinItsGrace();
};

void RoutesTest::init() { start(); }

void RoutesTest::answersReads()
{
    const Answer status = ask("GET", "/status");
    QCOMPARE(status.status, 200);
    QCOMPARE(status.text("status"), QStringLiteral("running"));
    const QJsonObject manager = status.object()[QLatin1String("concurrent_manager")].toObject();
    QCOMPARE(manager[QLatin1String("alive_processes")].toInt(), 1);
    QVERIFY(manager.contains(QLatin1String("dead_processes")) && manager.contains(QLatin1String("total_restarts"))
            && manager.contains(QLatin1String("global_queue_size")));
    const QJsonObject device = status.object()[QLatin1String("devices")].toArray()[0].toObject();
    QCOMPARE(device[QLatin1String("vram_total_mb")].toDouble(), 24000.0);
    QCOMPARE(device[QLatin1String("power_w")].toDouble(), 65.5);
    QVERIFY(device[QLatin1String("temperature_c")].isNull());
    QCOMPARE(status.fields.at("cache-control"), std::string("no-store"));
    QCOMPARE(status.fields.at("x-content-type-options"), std::string("nosniff"));
    const QJsonArray models = QJsonDocument::fromJson(ask("GET", "/models").body).array();
    QCOMPARE(models.size(), 1);
    QCOMPARE(models[0].toObject()[QLatin1String("model_id")].toString(), QStringLiteral("flux1-dev"));
    for (const char* const path :
         {"/", "/health", "/health/live", "/health/ready", "/loras", "/tasks", "/openapi.json"}) {
        QCOMPARE(ask("GET", path).status, 200);
        QCOMPARE(ask("HEAD", path).status, 200);
    }
}

void RoutesTest::generatesFromJson()
{
    const Answer answer =
        ask("POST", "/generate", R"({"prompt": "a cat", "width": 48, "height": 32, "seed": 7, "x": 1})");
    QCOMPARE(answer.status, 200);
    const QJsonObject object = answer.object();
    QCOMPARE(object[QLatin1String("success")].toBool(), true);
    QCOMPARE(object[QLatin1String("error")].isNull(), true);
    QCOMPARE(answer.text("gpu_id"), QStringLiteral("cpu"));
    QCOMPARE(object[QLatin1String("seed")].toInt(), 7);
    QCOMPARE(object[QLatin1String("warnings")].toArray().size(), 1);
    const QImage image = QImage::fromData(QByteArray::fromBase64(answer.text("image_base64").toLatin1()), "PNG");
    QCOMPARE(image.size(), QSize(48, 32));
    const Answer jpeg = ask("POST", "/generate/img2img", R"({"prompt": "a cat", "output_format": "jpeg"})");
    QVERIFY(QByteArray::fromBase64(jpeg.text("image_base64").toLatin1()).startsWith("\xFF\xD8\xFF"));
}

void RoutesTest::generatesFromAForm()
{
    QFile file(QStringLiteral(GENSERVE_TEST_DATA "/pictures/grey8.png"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string body = "--b\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na cat\r\n"
                             "--b\r\nContent-Disposition: form-data; name=\"mode\"\r\n\r\nimg2img\r\n"
                             "--b\r\nContent-Disposition: form-data; name=\"input_image\"; filename=\"a.png\"\r\n\r\n"
                             + file.readAll().toStdString() + "\r\n--b--\r\n";
    for (const char* const path : {"/generate", "/generate/img2img", "/generate/upload"}) {
        const Answer answer = ask("POST", path, body, "Content-Type: multipart/form-data; boundary=b\r\n");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.text("mode"), QStringLiteral("img2img"));
    }
}

void RoutesTest::refuses_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* name, const char* method, const char* path, const char* type, const char* body,
                        int status, const char* code) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray(type) << QByteArray(body) << status
                            << QByteArray(code);
    };
    const char* const json = "application/json";
    row("no route", "GET", "/nothing", json, "", 404, "not_found");
    row("a version before the route", "POST", "/v1/generate", json, "{}", 404, "not_found");
    row("a slash at the end", "GET", "/status/", json, "", 404, "not_found");
    row("dots", "GET", "/../status", json, "", 404, "not_found");
    row("an escaped slash", "GET", "/health%2Flive", json, "", 404, "not_found");
    row("another method", "GET", "/generate", json, "", 405, "method_not_allowed");
    row("another method on a read", "POST", "/status", json, "{}", 405, "method_not_allowed");
    row("PUT on a task", "PUT", "/tasks/x", json, "{}", 405, "method_not_allowed");
    row("TRACE, which would show keys to pages", "TRACE", "/status", json, "", 405, "method_not_allowed");
    row("no body", "POST", "/generate", json, "", 411, "length_required");
    row("a form of the old kind", "POST", "/generate", "application/x-www-form-urlencoded", "prompt=a", 415,
        "unsupported_type");
    row("plain text", "POST", "/generate", "text/plain", "{}", 415, "unsupported_type");
    row("no boundary", "POST", "/generate", "multipart/form-data", "x", 400, "bad_request");
    row("no JSON", "POST", "/generate", json, "prompt", 400, "bad_json");
    row("a JSON array", "POST", "/generate", json, "[]", 400, "bad_json");
    row("no prompt", "POST", "/generate", json, "{}", 400, "invalid_request");
    row("another model", "POST", "/tasks", json, R"({"prompt": "a", "model_id": "x"})", 400, "invalid_request");
    row("what the model can't do", "POST", "/tasks", json, R"({"prompt": "odd"})", 400, "invalid_request");
    row("a full queue", "POST", "/generate", json, R"({"prompt": "full"})", 429, "client_queue_full");
    row("an unknown task", "GET", "/tasks/6f1c2c5e-58b0-4b0c-9d3a-000000000000", json, "", 404, "unknown_task");
    row("a task id that is none", "GET", "/tasks/abc", json, "", 404, "unknown_task");
    row("an unknown state", "GET", "/tasks?state=lost", json, "", 400, "invalid_request");
    row("a limit of 0", "GET", "/tasks?limit=0", json, "", 400, "invalid_request");
    row("a priority in words", "PATCH", "/tasks/x", json, R"({"priority": "high"})", 400, "invalid_request");
}

void RoutesTest::refuses()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, code);
    const Answer answer = ask(method.toStdString(), path.toStdString(), body.toStdString(),
                              "Content-Type: " + type.toStdString() + "\r\n");
    QCOMPARE(answer.status, status);
    QCOMPARE(answer.text("code").toUtf8(), code);
    for (const char* const key :
         {"success", "task_id", "image_base64", "error", "elapsed_time", "gpu_id", "model_id", "mode"}) {
        QVERIFY2(answer.object().contains(QLatin1String(key)), key);
    }
    QCOMPARE(answer.fields.contains("allow"), status == 405);
    QCOMPARE(answer.fields.contains("retry-after"), status == 429);
}

void RoutesTest::tellsFailures()
{
    const Answer broken = ask("POST", "/generate", R"({"prompt": "fail"})");
    QCOMPARE(broken.status, 500);
    QCOMPARE(broken.text("error"), QStringLiteral("it broke"));
    const Answer memory = ask("POST", "/generate", R"({"prompt": "oom"})");
    QCOMPARE(memory.status, 500);
    QCOMPARE(memory.text("code"), QStringLiteral("out_of_memory"));
    QVERIFY(memory.text("error").endsWith(QStringLiteral("768x768 would fit")));
}

void RoutesTest::cancelsWhenTheClientLeaves()
{
    const int before = FakeDoor::cancelled;
    for (int i = 0; i < 50; ++i) {
        const std::string body = R"({"prompt": "wait"})";
        RawClient client(server().port());
        client.send("POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                    + std::to_string(body.size()) + "\r\n\r\n" + body);
        QTest::qWait(i % 10);
        i % 2 == 0 ? client.close() : client.reset();
    }
    QTest::qWait(500);
    // Those that left before their task was stored have none, or one that was cancelled.
    const Answer tasks = ask("GET", "/tasks");
    for (const auto task : QJsonDocument::fromJson(tasks.body).array()) {
        QCOMPARE(task.toObject()[QLatin1String("state")].toString(), QStringLiteral("cancelled"));
    }
    QVERIFY(FakeDoor::cancelled > before);
}

void RoutesTest::timesOut()
{
    ServerOptions options;
    options.taskTimeout = std::chrono::seconds(1);
    start(options);
    const int before = FakeDoor::cancelled;
    const Answer answer = ask("POST", "/generate", R"({"prompt": "wait"})");
    QCOMPARE(answer.status, 408);
    QCOMPARE(answer.text("code"), QStringLiteral("task_timeout"));
    QTRY_COMPARE(FakeDoor::cancelled.load(), before + 1);
}

void RoutesTest::leadsATaskThroughItsLife()
{
    const Answer added = ask("POST", "/tasks", R"({"prompt": "a cat"})");
    QCOMPARE(added.status, 202);
    const std::string path = added.fields.at("location");
    QCOMPARE(QString::fromStdString(path), QStringLiteral("/tasks/") + added.text("task_id"));
    QTRY_COMPARE(ask("GET", path).text("state"), QStringLiteral("finished"));
    QCOMPARE(ask("GET", path.substr(0, 5) + path.substr(6)).status, 200); // the alias /task/{id}
    const Answer picture = ask("GET", path + "/image");
    QCOMPARE(picture.fields.at("content-type"), std::string("image/png"));
    QVERIFY(!QImage::fromData(picture.body, "PNG").isNull());
    const std::string tag = picture.fields.at("etag");
    QCOMPARE(ask("GET", path + "/image", "", "If-None-Match: " + tag + "\r\n").status, 304);
    QCOMPARE(ask("GET", path + "/image", "", "Accept: image/png;q=0.1, image/jpeg\r\n").fields.at("content-type"),
             std::string("image/jpeg"));
    QCOMPARE(ask("GET", path + "/image", "", "Accept: image/*\r\n").fields.at("content-type"),
             std::string("image/png"));
    QCOMPARE(ask("GET", path + "/image", "", "Accept: image/jpeg\r\n").fields.at("content-type"),
             std::string("image/jpeg"));
    QCOMPARE(ask("DELETE", path).status, 409);
}

void RoutesTest::cancelsAndChangesTasks()
{
    const std::string path = ask("POST", "/tasks", R"({"prompt": "wait"})").fields.at("location");
    QCOMPARE(ask("GET", path + "/image").status, 409);
    const Answer changed = ask("PATCH", path, R"({"priority": -5})");
    QCOMPARE(changed.object()[QLatin1String("priority")].toInt(), -5);
    const Answer cancelled = ask("DELETE", path);
    QCOMPARE(cancelled.status, 200);
    QCOMPARE(cancelled.text("state"), QStringLiteral("cancelled"));
}

void RoutesTest::streamsEvents()
{
    const std::string path = ask("POST", "/tasks", R"({"prompt": "a cat"})").fields.at("location");
    RawClient client(server().port());
    client.send("GET " + path + "/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: 6\r\n\r\n");
    const auto reply = client.receive(5000);
    QVERIFY(reply);
    QCOMPARE(reply->fields.at("content-type"), std::string("text/event-stream"));
    const QByteArray events = QByteArray::fromStdString(reply->body);
    QVERIFY2(events.startsWith("id: 7\nevent: "), events.constData());
    QVERIFY2(events.contains("event: finished\ndata: {\"task_id\":\""), events.constData());
    QVERIFY(events.endsWith("\n\n"));
}

// The server notices that a client has gone when it writes: in the middle of telling its stream something.
void RoutesTest::outlivesStreamsWhoseClientLeaves()
{
    ServerOptions options;
    options.requestsPerSecond = 1e6;
    start(options);
    for (int round = 0; round < 20; ++round) {
        std::vector<RawClient> clients;
        for (int i = 0; i < 10; ++i) {
            const std::string path = ask("POST", "/tasks", R"({"prompt": "a cat"})").fields.at("location");
            clients.emplace_back(server().port());
            clients.back().send(request("GET", path + "/events", "", ""));
        }
        QTest::qWait(round);
        for (RawClient& client : clients) {
            client.reset();
        }
    }
    QTest::qWait(100);
    QCOMPARE(ask("GET", "/status").status, 200);
}

void RoutesTest::describesItself()
{
    const QJsonObject description = ask("GET", "/openapi.json").object();
    QCOMPARE(description[QLatin1String("openapi")].toString(), QStringLiteral("3.1.0"));
    const QJsonObject paths = description[QLatin1String("paths")].toObject();
    QVERIFY(paths[QLatin1String("/generate")].toObject().contains(QLatin1String("post")));
    QVERIFY(paths[QLatin1String("/tasks/{id}")].toObject().contains(QLatin1String("delete")));
    const QJsonObject width = description[QLatin1String("components")]
                                  .toObject()[QLatin1String("schemas")]
                                  .toObject()[QLatin1String("Request")]
                                  .toObject()[QLatin1String("properties")]
                                  .toObject()[QLatin1String("width")]
                                  .toObject();
    QCOMPARE(width[QLatin1String("default")].toInt(), 1024);
}

void RoutesTest::keepsKeysApart()
{
    const QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("keys.json")).toStdString();
    auto store = KeyStore::open(file).value();
    const std::string anna = store.add("anna", "generation,readonly").value();
    const std::string reader = store.add("reader", "readonly").value();
    QVERIFY(!store.add("anna", "all") && !store.add("a b", "all") && !store.add("new", "everything"));
    QFile stored(QString::fromStdString(file));
    QVERIFY(stored.open(QIODevice::ReadOnly));
    QVERIFY(!stored.readAll().contains(anna.c_str()));
    QCOMPARE(stored.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    ServerOptions options;
    options.keyFile = file;
    start(options);
    const std::string remote = "X-Forwarded-For: 10.0.0.1\r\nContent-Type: application/json\r\n";
    const auto with = [&](const std::string& key) { return remote + "Authorization: Bearer " + key + "\r\n"; };
    QCOMPARE(ask("GET", "/status", "", remote).status, 401);
    QCOMPARE(ask("GET", "/health", "", remote).status, 200);
    QCOMPARE(ask("GET", "/status", "", with("gs_wrong")).status, 401);
    QCOMPARE(ask("GET", "/status", "", with(reader)).status, 200);
    QCOMPARE(ask("GET", "/status", "", remote + "X-API-Key: " + reader + "\r\n").status, 200);
    QCOMPARE(ask("POST", "/tasks", R"({"prompt": "wait"})", with(reader)).status, 403);
    const std::string path = ask("POST", "/tasks", R"({"prompt": "wait"})", with(anna)).fields.at("location");
    QCOMPARE(ask("GET", path, "", with(anna)).status, 200);
    QCOMPARE(ask("GET", path, "", with(reader)).status, 404); // another's task
    QCOMPARE(ask("DELETE", path).status, 404);
    const std::string admin = store.add("admin", "all").value(); // seen without a new start
    QTRY_COMPARE(ask("GET", path, "", with(admin)).status, 200);
    QVERIFY(store.revoke("anna"));
    QTRY_COMPARE(ask("GET", path, "", with(anna)).status, 401);
}

void RoutesTest::checksHostAndOrigin()
{
    ServerOptions options;
    options.allowedOrigins = {"https://studio.example"};
    options.allowedHosts = {"pictures.lan"};
    start(options);
    const std::string port = std::to_string(server().port());
    QCOMPARE(ask("GET", "/status", "", "", "localhost:" + port).status, 200);
    QCOMPARE(ask("GET", "/status", "", "", "127.0.0.1:" + port).status, 200);
    QCOMPARE(ask("GET", "/status", "", "", "[::1]:" + port).status, 200);
    QCOMPARE(ask("GET", "/status", "", "", "Pictures.LAN").status, 200);
    for (const char* const host :
         {"evil.example", "localhost:1", "localhost:", "localhost.evil.example", "", "a@localhost"}) {
        QCOMPARE(ask("GET", "/status", "", "", host).status, 421);
    }
    QCOMPARE(ask("GET", "/status", "", "Origin: http://localhost\r\n").status, 200);
    for (const char* const origin :
         {"null", "http://evil.example", "https://localhost", "http://localhost:1", "file://"}) {
        QCOMPARE(ask("GET", "/status", "", "Origin: " + std::string(origin) + "\r\n").status, 403);
    }
    const Answer preflight =
        ask("OPTIONS", "/generate", "", "Origin: https://studio.example\r\nAccess-Control-Request-Method: POST\r\n");
    QCOMPARE(preflight.status, 204);
    QCOMPARE(preflight.fields.at("access-control-allow-origin"), std::string("https://studio.example"));
    QCOMPARE(ask("GET", "/status", "", "Origin: https://studio.example\r\n").fields.at("access-control-allow-origin"),
             std::string("https://studio.example"));
}

void RoutesTest::stopsWithinItsGrace()
{
    const std::string body = R"({"prompt": "wait"})";
    RawClient waiting(server().port());
    waiting.send("POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                 + std::to_string(body.size()) + "\r\n\r\n" + body);
    QTest::qWait(50);
    QElapsedTimer timer;
    timer.start();
    server().stop(std::chrono::milliseconds(300));
    QVERIFY(timer.elapsed() < 2000);
    QVERIFY(waiting.isClosedWithin(1000));
    RestFixture::stop();
}

} // namespace

int runRoutes(int argc, char** argv)
{
    RoutesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_routes.moc"
