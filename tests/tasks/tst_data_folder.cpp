#include "suites.h"
#include "task_samples.h"
#include "tasks/data_folder.h"
#include "tasks/data_folder_lock.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace genserve;
using namespace genserve::tasks;

namespace {

// What `work` returns in another process; -1 where that process failed.
template <class Work>
int inAnotherProcess(Work work)
{
    const pid_t child = ::fork();
    if (child == 0) {
        ::_exit(work());
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

} // namespace

class DataFolderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void makesItsFolders()
    {
        const QTemporaryDir folder;
        const auto made = DataFolder::create(pathOf(folder) / "deep" / "data");
        QVERIFY(made.has_value());
        for (const char* name : {"images", "inputs", "trash", "previews"}) {
            QVERIFY2(QFileInfo(folder.filePath(QStringLiteral("deep/data/") + QLatin1String(name))).isDir(), name);
        }
    }

    void namesAFolderThatCantBeMade()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("images")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto made = DataFolder::create(pathOf(folder));
        QVERIFY(!made.has_value());
        QVERIFY(made.error().code == ErrorCode::Io);
        QCOMPARE(made.error().context, (pathOf(folder) / "images").string());
    }

    void sortsPicturesByMonth()
    {
        QCOMPARE(DataFolder::pictureName("x", 1'767'225'599'999), std::string("images/2025-12/x.png"));
        QCOMPARE(DataFolder::pictureName("x", 1'767'225'600'000), std::string("images/2026-01/x.png"));
    }

    void looksForTrashedPicturesInTheTrash()
    {
        Task task;
        task.picture = "images/2026-01/x.png";
        const DataFolder folder{"/data"};
        QCOMPARE(folder.pictureOf(task).string(), std::string("/data/images/2026-01/x.png"));
        task.trashedMs = 1;
        QCOMPARE(folder.pictureOf(task).string(), std::string("/data/trash/x.png"));
    }

    void newIdsAreIds()
    {
        const TaskId id = newTaskId();
        QVERIFY(isTaskId(id));
        QVERIFY(id != newTaskId());
        for (const char* other : {"", "x", "../../../../../etc/passwd/aaaaaaaaaaa",
                                  "ABCDEF00-0000-4000-8000-000000000000", "00000000-0000-4000-8000-0000000000000"}) {
            QVERIFY2(!isTaskId(other), other);
        }
    }

    void tellsTheSecondOwnerWhoTheFirstIs()
    {
        const QTemporaryDir folder;
        auto lock = DataFolderLock::acquire(pathOf(folder));
        QVERIFY(lock.has_value());
        lock->setNote("port 12411");
        const auto second = DataFolderLock::acquire(pathOf(folder));
        QVERIFY(!second.has_value());
        QCOMPARE(second.error().pid, static_cast<long>(::getpid()));
        QCOMPARE(second.error().note, std::string("port 12411"));
        QVERIFY(second.error().message.find(std::to_string(::getpid())) != std::string::npos);
        QCOMPARE(inAnotherProcess([&] { return DataFolderLock::acquire(pathOf(folder)) ? 1 : 0; }), 0);
    }

    void anEndedOwnerLeavesNoLock()
    {
        const QTemporaryDir folder;
        const int owned = inAnotherProcess([&] {
            const auto lock = DataFolderLock::acquire(pathOf(folder));
            ::_exit(lock ? 7 : 1); // without its destructor, as after kill -9
            return 0;
        });
        QCOMPARE(owned, 7);
        QVERIFY(DataFolderLock::acquire(pathOf(folder)).has_value());
        QVERIFY(DataFolderLock::acquire(pathOf(folder)).has_value()); // the one before has ended
    }

    void saysWhyAFolderCantBeLocked()
    {
        const auto lock = DataFolderLock::acquire("/nonexistent/folder");
        QVERIFY(!lock.has_value());
        QCOMPARE(lock.error().pid, 0L);
        QVERIFY(lock.error().message.find("No such file") != std::string::npos);
    }

    void readsAStrangeLockFile()
    {
        const QTemporaryDir folder;
        const auto held = DataFolderLock::acquire(pathOf(folder));
        QFile file(folder.filePath(QStringLiteral("lock")));
        for (const QByteArray& content : {QByteArray(), QByteArray("x"), QByteArray("12"), QByteArray(10'000, '9')}) {
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(content);
            file.close();
            QVERIFY(!DataFolderLock::acquire(pathOf(folder)).has_value());
        }
    }
};

int runDataFolder(int argc, char** argv)
{
    DataFolderTest suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_data_folder.moc"
