#include "suites.h"
#include "tasks/admission.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace genserve::tasks;

namespace {

QByteArray word(const tl::expected<void, Refusal>& outcome)
{
    const std::string_view text = outcome ? std::string_view("accepted") : toString(outcome.error().code);
    return {text.data(), static_cast<qsizetype>(text.size())};
}

} // namespace

class AdmissionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFullQueueAndAFullShareAreDistinct()
    {
        Admission admission({5, 3, 0});
        QCOMPARE(word(admission.enter("a", 3)), QByteArray("accepted"));
        QCOMPARE(word(admission.enter("a", 1)), QByteArray("client_queue_full"));
        QCOMPARE(word(admission.enter("b", 3)), QByteArray("queue_full"));
        QCOMPARE(word(admission.enter("b", 2)), QByteArray("accepted"));
        admission.leave("a");
        QCOMPARE(word(admission.enter("a", 1)), QByteArray("accepted"));
        QCOMPARE(admission.waiting(), 5);
    }

    void theMessageNamesTheLimit()
    {
        Admission admission({5, 3, 2'000'000});
        QCOMPARE(admission.enter("a", 4).error().message,
                 std::string("this client may have 3 tasks in the queue and has 0"));
        QCOMPARE(admission.takeBytes(3'000'000).error().message,
                 std::string("input pictures take 0 MB of 2 MB; emptying the trash frees space"));
    }

    void inputStorageHasABudget()
    {
        Admission admission({1, 1, 1000});
        QCOMPARE(word(admission.takeBytes(600)), QByteArray("accepted"));
        QCOMPARE(word(admission.takeBytes(401)), QByteArray("input_storage_full"));
        QCOMPARE(word(admission.takeBytes(400)), QByteArray("accepted"));
        admission.giveBackBytes(600);
        QCOMPARE(admission.inputBytes(), std::int64_t{400});
    }

    void tasksOfAnEarlierRunKeepTheirPlaces()
    {
        Admission admission({1, 1, 10});
        admission.enterAgain("a");
        admission.enterAgain("a");
        admission.takeBytesAgain(100);
        QCOMPARE(admission.waiting(), 2);
        QCOMPARE(word(admission.enter("b", 1)), QByteArray("queue_full"));
        QCOMPARE(word(admission.takeBytes(1)), QByteArray("input_storage_full"));
    }

    void aClosedDoorAdmitsNobody()
    {
        Admission admission({5, 5, 5});
        admission.close();
        QCOMPARE(word(admission.enter("a", 1)), QByteArray("shutting_down"));
    }

    void limitsHoldForThreadsToo()
    {
        Admission admission({100, 60, 0});
        std::atomic<int> entered{0};
        {
            std::vector<std::jthread> threads;
            for (const char* client : {"a", "b", "c", "a"}) {
                threads.emplace_back([&, client] {
                    for (int count = 0; count < 50; ++count) {
                        entered += admission.enter(client, 1) ? 1 : 0;
                    }
                });
            }
        }
        QCOMPARE(entered.load(), 100);
    }
};

int runAdmission(int argc, char** argv)
{
    AdmissionTest suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_admission.moc"
