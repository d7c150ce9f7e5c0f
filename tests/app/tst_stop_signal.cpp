#include "app_test.h"
#include "stop_signal.h"

#include <QTest>
#include <sys/wait.h>
#include <unistd.h>

namespace genserve::app {
namespace {

// Qt Test's own thread does not block the signals, so they are sent to a child, which has one thread to begin with.
int statusOfChild(const std::function<void()>& work)
{
    const pid_t child = fork();
    if (child == 0) {
        work();
        _exit(3);
    }
    int status = -1;
    waitpid(child, &status, 0);
    return status;
}

void waitForStop(const StopSignal& stop)
{
    for (int i = 0; i < 10000 && !stop.token().stop_requested(); ++i) {
        usleep(1000);
    }
    if (!stop.token().stop_requested()) {
        _exit(1);
    }
}

} // namespace

class StopSignalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksToStopAtTheFirstSignal_data();
    void asksToStopAtTheFirstSignal();
    void killsAtTheSecondSignal();
    void leavesNothingBehind();
};

void StopSignalTest::asksToStopAtTheFirstSignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void StopSignalTest::asksToStopAtTheFirstSignal()
{
    QFETCH(int, signal);
    const int status = statusOfChild([signal] {
        const StopSignal stop;
        if (stop.token().stop_requested()) {
            _exit(2);
        }
        kill(getpid(), signal);
        waitForStop(stop);
        _exit(0);
    });
    QVERIFY(WIFEXITED(status));
    QCOMPARE(WEXITSTATUS(status), 0);
}

void StopSignalTest::killsAtTheSecondSignal()
{
    const int status = statusOfChild([] {
        const StopSignal stop;
        kill(getpid(), SIGINT);
        waitForStop(stop);
        kill(getpid(), SIGINT);
        sleep(20);
        _exit(0);
    });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGINT);
}

void StopSignalTest::leavesNothingBehind()
{
    sigset_t before{}, after{};
    pthread_sigmask(SIG_BLOCK, nullptr, &before);
    {
        const StopSignal stop;
    }
    pthread_sigmask(SIG_BLOCK, nullptr, &after);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        QCOMPARE(sigismember(&after, signal), sigismember(&before, signal));
    }
}

const RegisteredTest<StopSignalTest> registered("stop_signal");

} // namespace genserve::app

#include "tst_stop_signal.moc"
