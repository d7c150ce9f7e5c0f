// Idempotency-Key: one task however often a request is sent, and the same answer to all.
#include "suites.h"

#include "fake_door.h"
#include "raw_client.h"
#include "rest_fixture.h"
#include "routes/idempotency.h"

#include <QJsonArray>
#include <QTest>

#include <vector>

using namespace genserve;
using namespace genserve::service;

namespace {

using Claim = IdempotencyKeys::Claim;

const std::string WithKey = "Content-Type: application/json\r\nIdempotency-Key: a1\r\n";

class IdempotencyTest : public QObject, private RestFixture {
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void bindsAKeyToABody();
    void forgetsLostTasksAndOldKeys();
    void answersARetryWithTheSameTask();
    void joinsATaskThatRuns();
    void keepsTheTaskWhenTheClientLeaves();
    void refusesAnotherBody();
    void triesAgainAfterAFailure();
    void keepsRoutesApart();
    void refusesBadKeys();
};

void IdempotencyTest::bindsAKeyToABody()
{
    IdempotencyKeys keys;
    const auto now = IdempotencyKeys::Time() + std::chrono::hours(1);
    std::vector<tasks::TaskId> heard;
    const auto joiner = [&](const IdempotencyKeys::Outcome& outcome) {
        heard.push_back(std::holds_alternative<tasks::TaskId>(outcome) ? std::get<tasks::TaskId>(outcome) : "refused");
    };
    QVERIFY(keys.claim("k", "body", now, joiner) == Claim::First);
    QVERIFY(keys.claim("k", "body", now, joiner) == Claim::Joined);
    QVERIFY(keys.claim("k", "other", now, joiner) == Claim::Misuse);
    QVERIFY(heard.empty());
    keys.settle("k", tasks::TaskId("t1"));
    QVERIFY(keys.claim("k", "body", now, joiner) == Claim::Joined);
    QVERIFY(heard == std::vector<tasks::TaskId>({"t1", "t1"}));
    QVERIFY(keys.claim("l", "body", now, joiner) == Claim::First);
    QVERIFY(keys.claim("l", "body", now, joiner) == Claim::Joined);
    keys.settle("l", tasks::Refusal{});
    QCOMPARE(heard.back(), std::string("refused"));
    QVERIFY(keys.claim("l", "other", now, joiner) == Claim::First);
}

void IdempotencyTest::forgetsLostTasksAndOldKeys()
{
    IdempotencyKeys keys;
    const auto now = IdempotencyKeys::Time() + std::chrono::hours(1);
    const auto nobody = [](const IdempotencyKeys::Outcome&) {};
    QVERIFY(keys.claim("k", "body", now, nobody) == Claim::First);
    keys.settle("k", tasks::TaskId("t1"));
    keys.taskLost("t2");
    QVERIFY(keys.claim("k", "other", now, nobody) == Claim::Misuse);
    keys.taskLost("t1");
    QVERIFY(keys.claim("k", "other", now, nobody) == Claim::First);
    keys.settle("k", tasks::TaskId("t3"));
    QVERIFY(keys.claim("k", "body", now + std::chrono::hours(24), nobody) == Claim::Misuse);
    QVERIFY(keys.claim("k", "body", now + std::chrono::hours(25), nobody) == Claim::First);
    for (std::size_t i = 0; i < IdempotencyKeys::MaxKeys; ++i) {
        const std::string key = "n" + std::to_string(i);
        QVERIFY(keys.claim(key, "body", now + std::chrono::hours(25), nobody) == Claim::First);
        keys.settle(key, tasks::TaskId(key));
    }
    QVERIFY(keys.claim("n9999", "body", now + std::chrono::hours(25), nobody) == Claim::Joined);
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
