// Idempotency-Key: one task however often a request is sent, and the same answer to all.
#include "suites.h"

#include "fake_door.h"
#include "raw_client.h"
#include "rest_fixture.h"
#include "routes/idempotency.h"

#include <QJsonArray>
#include <QTest>

#include <set>
#include <vector>

using namespace genserve;
using namespace genserve::service;

namespace {

using Claim = PendingKeys::Claim;

const std::string WithKey = "Content-Type: application/json\r\nIdempotency-Key: a1\r\n";

class IdempotencyTest : public QObject, private RestFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void bindsAKeyToABodyWhileItsTaskIsStored();
    void keepsClientsRoutesAndKeysApart();
    void answersARetryWithTheSameTask();
    void joinsATaskThatRuns();
    void keepsTheTaskWhenTheClientLeaves();
    void refusesAnotherBody();
    void triesAgainAfterAFailure();
    void keepsRoutesApart();
    void refusesBadKeys();
};

void IdempotencyTest::bindsAKeyToABodyWhileItsTaskIsStored()
{
    PendingKeys keys;
    const tasks::RetryKey key{"k", "body"}, other{"k", "other"};
    std::vector<tasks::TaskId> heard;
    const auto joiner = [&](const PendingKeys::Outcome& outcome) {
        const auto* const view = std::get_if<tasks::TaskView>(&outcome);
        heard.push_back(view ? view->task.id : "none");
    };
    tasks::TaskView stored;
    stored.task.id = "t1";
    QVERIFY(keys.claim(key, joiner) == Claim::First);
    QVERIFY(keys.claim(key, joiner) == Claim::Joined);
    QVERIFY(keys.claim(other, joiner) == Claim::Misuse);
    QVERIFY(heard.empty());
    keys.settle(key, stored);
    QVERIFY(heard == std::vector<tasks::TaskId>({"t1"}));
    QVERIFY(keys.claim(other, joiner) == Claim::First); // from now on the store says what the key stands for
    QVERIFY(keys.claim(other, joiner) == Claim::Joined);
    keys.settle(other, KeyMisuse());
    QVERIFY(heard == std::vector<tasks::TaskId>({"t1", "none"}));
}

void IdempotencyTest::keepsClientsRoutesAndKeysApart()
{
    const auto key = [](const char* client, const char* path, const char* sent) {
        return retryKeyOf(client, path, sent, "body").key;
    };
    const std::set<std::string> keys{key("anna", "/tasks", "a"), key("ben", "/tasks", "a"),
                                     key("anna", "/generate", "a"), key("anna", "/tasks", "b")};
    QCOMPARE(keys.size(), std::size_t{4});
    QCOMPARE(key("anna", "/tasks", "a"), *keys.find(key("anna", "/tasks", "a")));
}

void IdempotencyTest::answersARetryWithTheSameTask()
{
    const std::string body = R"({"prompt": "a cat", "seed": -1})";
    const Answer first = ask("POST", "/generate", body, WithKey);
    QCOMPARE(first.status, 200);
    const Answer again = ask("POST", "/generate", body, WithKey);
    QCOMPARE(again.status, 200);
    QCOMPARE(again.body, first.body);
    QVERIFY(ask("POST", "/generate", body).text("task_id") != first.text("task_id"));
    const Answer task = ask("POST", "/tasks", body, WithKey);
    QCOMPARE(task.status, 202);
    QCOMPARE(ask("POST", "/tasks", body, WithKey).text("task_id"), task.text("task_id"));
    // A form is the same body whatever its boundary.
    const auto form = [&](const std::string& boundary) {
        return ask("POST", "/generate",
                   "--" + boundary + "\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na dog\r\n--" + boundary
                       + "--\r\n",
                   "Content-Type: multipart/form-data; boundary=" + boundary + "\r\nIdempotency-Key: a2\r\n");
    };
    const Answer sent = form("one");
    QCOMPARE(sent.status, 200);
    QCOMPARE(form("two").body, sent.body);
}

void IdempotencyTest::joinsATaskThatRuns()
{
    const std::string request = RestFixture::request("POST", "/generate", R"({"prompt": "a cat"})", WithKey);
    std::vector<RawClient> clients;
    for (int i = 0; i < 5; ++i) {
        clients.emplace_back(server().port());
        clients.back().send(request);
    }
    std::string body;
    for (RawClient& client : clients) {
        const auto reply = client.receive(5000);
        QVERIFY(reply);
        QCOMPARE(reply->status, 200);
        QVERIFY(body.empty() || body == reply->body);
        body = reply->body;
    }
    QCOMPARE(QJsonDocument::fromJson(ask("GET", "/tasks").body).array().size(), 1);
}

void IdempotencyTest::keepsTheTaskWhenTheClientLeaves()
{
    const int cancelled = FakeDoor::cancelled;
    {
        RawClient client(server().port());
        client.send(request("POST", "/generate", R"({"prompt": "a cat"})", WithKey));
        QTest::qWait(10);
        client.reset();
    }
    const Answer answer = ask("POST", "/generate", R"({"prompt": "a cat"})", WithKey);
    QCOMPARE(answer.status, 200);
    QCOMPARE(QJsonDocument::fromJson(ask("GET", "/tasks").body).array().size(), 1);
    QCOMPARE(FakeDoor::cancelled.load(), cancelled);
}

void IdempotencyTest::refusesAnotherBody()
{
    QCOMPARE(ask("POST", "/generate", R"({"prompt": "a cat"})", WithKey).status, 200);
    const Answer other = ask("POST", "/generate", R"({"prompt": "a dog"})", WithKey);
    QCOMPARE(other.status, 409);
    QCOMPARE(other.text("code"), QStringLiteral("idempotency_key_reused"));
}

void IdempotencyTest::triesAgainAfterAFailure()
{
    const Answer failed = ask("POST", "/generate", R"({"prompt": "fail"})", WithKey);
    QCOMPARE(failed.status, 500);
    const Answer again = ask("POST", "/generate", R"({"prompt": "fail"})", WithKey);
    QCOMPARE(again.status, 500);
    QVERIFY(again.text("task_id") != failed.text("task_id"));
    QCOMPARE(ask("POST", "/generate", R"({"prompt": "full"})", WithKey).status, 429);
    QCOMPARE(ask("POST", "/generate", R"({"prompt": "a", "width": 1})", WithKey).status, 400);
    QCOMPARE(ask("POST", "/generate", R"({"prompt": "a cat"})", WithKey).status, 200);
}

void IdempotencyTest::keepsRoutesApart()
{
    const Answer picture = ask("POST", "/generate", R"({"prompt": "a cat"})", WithKey);
    const Answer task = ask("POST", "/tasks", R"({"prompt": "a dog"})", WithKey);
    QCOMPARE(task.status, 202);
    QVERIFY(task.text("task_id") != picture.text("task_id"));
}

void IdempotencyTest::refusesBadKeys()
{
    for (const std::string& key : {std::string(), std::string("a b"), std::string("\xC3\xA4"), std::string(256, 'k')}) {
        QCOMPARE(ask("POST", "/generate", R"({"prompt": "a cat"})",
                     "Content-Type: application/json\r\nIdempotency-Key: " + key + "\r\n")
                     .status,
                 400);
    }
}

} // namespace

int runIdempotency(int argc, char** argv)
{
    IdempotencyTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_idempotency.moc"
