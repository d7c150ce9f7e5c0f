#include "picture_files.h"
#include "store/open_store.h"
#include "store/schema.h"
#include "store/sqlite_store.h"
#include "store/task_row.h"
#include "suites.h"
#include "task_samples.h"
#include "tasks/picture_writer.h"
#include "tasks/sqlite_task_store.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>

using namespace genserve;
using namespace genserve::tasks;

namespace {

// A data folder with an open store.
struct Data {
    QTemporaryDir root;
    DataFolder folder = DataFolder::create(root.path().toStdString()).value();
    OpenedStore opened = openSqliteTaskStore(folder).value();

    TaskStore& store() { return *opened.store; }
    void reopen()
    {
        opened.store.reset();
        opened = openSqliteTaskStore(folder).value();
    }
    void close() { opened.store.reset(); }
    void add(const NewTask& added) { QVERIFY(store().write({{added}, {}, {}, {}}).has_value()); }
    Task find(const TaskId& id) { return store().find(id).value().value_or(Task{}); }
};

// A task in which no field has its default.
Task fullTask()
{
    Task task = newTask(17, "一只狐狸 in snow").task;
    task.state = TaskState::Finished;
    task.origin = TaskOrigin::Imported;
    task.client = "192.168.0.7";
    task.mode = Mode::Fill;
    task.width = 640;
    task.height = 480;
    task.steps = 20;
    task.seed = 9223372036854775807;
    task.priority = -5;
    task.turn = 3.0000000000000004;
    task.startedMs = 2;
    task.finishedMs = 3;
    task.deadlineMs = 4;
    task.attempts = 5;
    task.crashes = 1;
    task.deviceFaults = 1;
    task.device = "cuda:3";
    task.error = {"io", "a \"message\"", "advice", {{"width", "is odd"}}};
    task.result = {640, 480, 20, 3.5, "00ff", "bf16", {1, 2, 3, 4, 0.1}, {"first", "second"}};
    task.picture = "images/2026-11/x.png";
    task.inputBytes = 1234567890123;
    task.isStarred = true;
    task.tags = {"fox", "雪"};
    task.trashedMs = 9;
    return task;
}

QByteArray rowOf(const Task& task)
{
    QByteArray row;
    for (const auto& values : {insertTaskValues(task), insertTextsValues({task, {}})}) {
        for (const QVariant& value : values) {
            row += value.toString().toUtf8() + "|";
        }
    }
    return row;
}

// Overwrites a part of the file, as a failing disk would.
void damage(const std::filesystem::path& file, std::size_t from, std::size_t length)
{
    auto bytes = readBytes(file);
    for (std::size_t index = from; index < std::min(from + length, bytes.size()); ++index) {
        bytes[index] = static_cast<std::uint8_t>(index * 37 + 11);
    }
    writeBytes(file, bytes);
}

Task writePictureOf(Data& data, const NewTask& added)
{
    Task task = added.task;
    task.state = TaskState::Finished;
    task.picture = DataFolder::pictureName(task.id, task.createdMs);
    const auto path = data.folder.root / task.picture;
    std::filesystem::create_directories(path.parent_path());
    GenerationRequest request;
    request.prompt = task.prompt;
    GenerationResult result;
    result.width = 8;
    result.height = 6;
    result.seed = task.seed;
    result.modelId = task.modelId;
    QTest::qVerify(writePng(path, noisePicture(8, 6, 3), pictureTexts(request, result)).has_value(), "written", "",
                   __FILE__, __LINE__);
    return task;
}

} // namespace

class TaskStoreTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFieldOfATaskComesBack()
    {
        Data data;
        const Task task = fullTask();
        data.add({task, "{\"prompt\":\"x\"}"});
        data.reopen();
        const Task read = data.find(task.id);
        QCOMPARE(rowOf(read), rowOf(task));
        QCOMPARE(read.result.warnings, task.result.warnings);
        QVERIFY(read.error == task.error);
        QVERIFY(read.tags == task.tags);
        QCOMPARE(shown(data.store().request(task.id).value()), QByteArray("{\"prompt\":\"x\"}"));
    }

    void aChangedTaskKeepsItsMarksAndRequest()
    {
        Data data;
        NewTask added = newTask(1);
        added.task.isStarred = true;
        data.add(added);
        Task task = fullTask();
        task.id = added.task.id;
        task.sequence = 1;
        task.isStarred = false;
        QVERIFY(data.store().write({{}, {task}, {}, {}}).has_value());
        const Task read = data.find(task.id);
        QVERIFY(read.state == TaskState::Finished);
        QCOMPARE(read.finishedMs, task.finishedMs);
        QCOMPARE(read.turn, task.turn);
        QVERIFY(read.isStarred);
        QVERIFY(read.tags.empty());
        QCOMPARE(data.store().request(task.id).value(), added.request);
    }

    void aBatchIsStoredWholeOrNotAtAll()
    {
        Data data;
        const NewTask first = newTask(1);
        NewTask twin = newTask(2);
        twin.task.id = first.task.id; // refused by the database
        const auto written = data.store().write({{first, twin}, {}, {}, {{"paused", "1"}}});
        QVERIFY(!written.has_value());
        QVERIFY(!data.store().find(first.task.id).value().has_value());
        QCOMPARE(data.store().setting("paused").value(), std::string());
        data.add(first); // the store works on
        QVERIFY(data.store().find(first.task.id).value().has_value());
    }

    void listsWhatIsUnfinishedByAge()
    {
        Data data;
        const NewTask finished = {fullTask(), "{}"};
        NewTask running = newTask(3);
        running.task.state = TaskState::Running;
        const NewTask queued = newTask(2);
        QVERIFY(data.store().write({{finished, running, queued}, {}, {}, {}}).has_value());
        const auto tasks = data.store().unfinished().value();
        QCOMPARE(tasks.size(), std::size_t{2});
        QCOMPARE(tasks[0].id, queued.task.id);
        QCOMPARE(tasks[1].id, running.task.id);
    }

    void remembersSettings()
    {
        Data data;
        QVERIFY(data.store().write({{}, {}, {}, {{"paused", "1"}}}).has_value());
        QVERIFY(data.store().write({{}, {}, {}, {{"paused", "0"}}}).has_value());
        data.reopen();
        QCOMPARE(data.store().setting("paused").value(), std::string("0"));
        QCOMPARE(data.store().setting("other").value(), std::string());
    }

    void countsItsTasks()
    {
        Data data;
        NewTask queued = newTask(4);
        queued.task.inputBytes = 100;
        QVERIFY(data.store().write({{{fullTask(), "{}"}, queued, newTask(5)}, {}, {}, {}}).has_value());
        const StoreTotals totals = data.store().totals().value();
        QCOMPARE(totals.lastSequence, std::int64_t{17});
        QCOMPARE(totals.inputBytes, std::int64_t{1234567890223});
        QCOMPARE(totals.tasks.at(TaskState::Queued), 2);
        QCOMPARE(totals.tasks.at(TaskState::Finished), 1);
        QCOMPARE(totals.trashedPictures, 1);
        QCOMPARE(data.store().tasksWithInputs().value().size(), std::size_t{2});
    }

    void forgetsRemovedTasksWholly()
    {
        Data data;
        const Task task = fullTask();
        data.add({task, "{}"});
        const TaskId ids[] = {task.id, newTaskId()};
        QVERIFY(data.store().remove(ids).has_value());
        QVERIFY(!data.store().find(task.id).value().has_value());
        QVERIFY(data.store().request(task.id).error().code == ErrorCode::NotFound);
        data.add({task, "{}"}); // its row in the full-text index is gone too, or this would find it twice
        HistoryQuery query;
        query.text = "snow";
        query.trash = TrashFilter::Only;
        QCOMPARE(data.store().history(query).value().tasks.size(), std::size_t{1});
    }

    void findsTheTaskOfARetryKeyForADay()
    {
        Data data;
        NewTask first = newTask(1), later = newTask(2);
        first.retryKey = RetryKey{"key", "content"};
        later.task.createdMs = first.task.createdMs + RetryKey::LifetimeMs + 1;
        later.retryKey = RetryKey{"other", "content"};
        data.add(first);
        data.reopen();
        const WallMs made = first.task.createdMs;
        const auto found = data.store().findKeyed("key", made).value();
        QVERIFY(found && found->task == first.task.id && found->content == "content");
        QVERIFY(!data.store().findKeyed("key", made + 1).value().has_value());
        QVERIFY(!data.store().findKeyed("unknown", 0).value().has_value());
        data.add(later); // forgets what is older than a day
        QVERIFY(!data.store().findKeyed("key", 0).value().has_value());
        QVERIFY(data.store().findKeyed("other", 0).value().has_value());
    }

    void bindsARetryKeyAnewOnceItsTaskIsLost()
    {
        Data data;
        NewTask lost = newTask(1), second = newTask(2);
        lost.retryKey = RetryKey{"key", "content"};
        second.retryKey = RetryKey{"key", "another content"};
        data.add(lost);
        for (const TaskState state : {TaskState::Failed, TaskState::Cancelled}) {
            lost.task.state = state;
            QVERIFY(data.store().write({{}, {lost.task}, {}, {}}).has_value());
            QVERIFY(!data.store().findKeyed("key", 0).value().has_value());
        }
        data.add(second);
        QCOMPARE(shown(data.store().findKeyed("key", 0).value().value().task), shown(second.task.id));
        second.task.trashedMs = 1;
        QVERIFY(data.store().write({{}, {}, {second.task}, {}}).has_value());
        QVERIFY(!data.store().findKeyed("key", 0).value().has_value());
    }

    void bringsAnOlderSchemaForward()
    {
        const QTemporaryDir root;
        const auto folder = DataFolder::create(pathOf(root)).value();
        {
            auto old = SqlConnection::open(folder.database(), SqlAccess::ReadWrite).value();
            QVERIFY(migrate(old, 1).has_value());
            QCOMPARE(schemaOf(old).value(), 1);
            QVERIFY(old.run(QStringLiteral("INSERT INTO tasks VALUES (5, 'old-id', 'finished', 0, 'local', 'text2img',"
                                           " 'starter', 8, 6, 4, 42, 0, 0, 1, 2, 3, 0, 1, 0, 0, 'cpu', 'p.png', 0)"))
                        .has_value());
            QVERIFY(
                old.run(QStringLiteral("INSERT INTO task_texts VALUES (5, 'an old fox', '{}', '', '')")).has_value());
        }
        auto opened = openSqliteTaskStore(folder).value();
        HistoryQuery query;
        query.text = "fox";
        const auto page = opened.store->history(query).value();
        QCOMPARE(page.tasks.size(), std::size_t{1});
        QCOMPARE(page.tasks[0].id, std::string("old-id"));
        QVERIFY(!page.tasks[0].isStarred);
        QVERIFY(opened.notices.empty());
    }

    void searchesWithoutAFullTextIndex()
    {
        const QTemporaryDir root;
        const auto folder = DataFolder::create(pathOf(root)).value();
        const auto found = [](TaskStore& store, const std::string& text) {
            HistoryQuery query;
            query.text = text;
            QByteArray sequences;
            const auto page = store.history(query).value();
            for (const Task& task : page.tasks) {
                sequences += QByteArray::number(static_cast<qlonglong>(task.sequence)) + ' ';
            }
            return sequences;
        };
        {
            auto opened = openStore(folder, TextIndex::Fts5).value();
            QVERIFY(opened.store->write({{newTask(1, "A fox in the Snow")}, {}, {}, {}}).has_value());
        }
        {
            auto opened = openStore(folder, TextIndex::None).value();
            const NewTask gone = newTask(2, "a fox that goes");
            QVERIFY(opened.store->write({{gone, newTask(3, "50% fox, 雪地里的狐狸")}, {}, {}, {}}).has_value());
            QVERIFY(opened.store->remove(std::array{gone.task.id}).has_value());
            QCOMPARE(found(*opened.store, "FOX"), QByteArray("3 1 "));
            QCOMPARE(found(*opened.store, "snow fox"), QByteArray("1 "));
            QCOMPARE(found(*opened.store, "50% fox"), QByteArray("3 "));
            QCOMPARE(found(*opened.store, "5_%"), QByteArray(""));
            QCOMPARE(found(*opened.store, "里的"), QByteArray("3 "));
            QCOMPARE(found(*opened.store, "'"), QByteArray("3 1 "));
        }
        auto opened = openStore(folder, TextIndex::Fts5).value(); // takes up what was written without it
        QCOMPARE(found(*opened.store, "fox"), QByteArray("3 1 "));
        QCOMPARE(found(*opened.store, "狐狸"), QByteArray("3 "));
    }

    void refusesANewerSchemaInASentence()
    {
        Data data;
        data.close();
        {
            auto connection = SqlConnection::open(data.folder.database(), SqlAccess::ReadWrite).value();
            QVERIFY(connection.run(QStringLiteral("PRAGMA user_version = 99")).has_value());
        }
        const auto opened = openSqliteTaskStore(data.folder);
        QVERIFY(!opened.has_value());
        QVERIFY(opened.error().code == ErrorCode::UnsupportedFormat);
        QVERIFY(opened.error().message.find("newer version of this program (schema 99") != std::string::npos);
        QVERIFY(std::filesystem::exists(data.folder.database()));
        QVERIFY(!std::filesystem::exists(data.folder.damaged()));
    }

    void rebuildsADamagedDatabaseFromCopyAndPictures_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("length");
        QTest::newRow("no database any more") << 0 << 4096;
        QTest::newRow("a table's page") << 4096 << 8192;
        QTest::newRow("everything") << 0 << 10'000'000;
    }
    void rebuildsADamagedDatabaseFromCopyAndPictures()
    {
        QFETCH(int, from);
        QFETCH(int, length);
        Data data;
        const NewTask before = newTask(1, "before the copy");
        const NewTask waiting = newTask(2, "waits since before the copy");
        const NewTask finishedLater = newTask(3, "finished after the copy");
        QVERIFY(data.store().write({{before, waiting, finishedLater}, {}, {}, {}}).has_value());
        QVERIFY(data.store().write({{}, {writePictureOf(data, before)}, {}, {}}).has_value());
        QVERIFY(copyDatabase(data.folder).has_value());
        const NewTask after = newTask(4, "after the copy");
        data.add({writePictureOf(data, after), "{}"});
        QVERIFY(data.store().write({{}, {writePictureOf(data, finishedLater)}, {}, {}}).has_value());
        data.close();
        damage(data.folder.database(), static_cast<std::size_t>(from), static_cast<std::size_t>(length));

        data.opened = openSqliteTaskStore(data.folder).value();
        QCOMPARE(data.opened.notices.size(), std::size_t{1});
        QVERIFY(QByteArray::fromStdString(data.opened.notices[0]).contains("the last hourly copy and 2 pictures"));
        QVERIFY(data.find(before.task.id).state == TaskState::Finished);
        QVERIFY(data.find(waiting.task.id).state == TaskState::Queued);
        QVERIFY(data.find(finishedLater.task.id).state == TaskState::Finished);
        const Task rebuilt = data.find(after.task.id);
        QVERIFY(rebuilt.state == TaskState::Finished);
        QCOMPARE(rebuilt.prompt, std::string("after the copy"));
        QCOMPARE(rebuilt.width, 8);
        QVERIFY(!std::filesystem::is_empty(data.folder.damaged()));
        data.reopen();
        QVERIFY(data.opened.notices.empty());
    }

    void rebuildsFromPicturesAloneWhereThereIsNoCopy()
    {
        Data data;
        const Task task = writePictureOf(data, newTask(1, "雪中的狐狸"));
        const auto broken = data.folder.images() / (newTaskId() + ".png");
        writeBytes(broken, readBytes(data.folder.pictureOf(task)));
        damage(broken, readBytes(broken).size() - 60, 20); // in the image data
        data.close();
        writeBytes(data.folder.database(), Bytes(100, 'x'));
        data.opened = openSqliteTaskStore(data.folder).value();
        QVERIFY(QByteArray::fromStdString(data.opened.notices.at(0)).contains("from 1 pictures"));
        QCOMPARE(shown(data.find(task.id).prompt), shown(task.prompt));
        QVERIFY(std::filesystem::exists(broken)); // left alone
    }

    void copiesWhileItIsInUse()
    {
        Data data;
        data.add(newTask(1));
        QVERIFY(copyDatabase(data.folder).has_value());
        data.add(newTask(2));
        QVERIFY(copyDatabase(data.folder).has_value());
        auto copy = SqlConnection::open(data.folder.databaseCopy(), SqlAccess::ReadOnly).value();
        auto count = copy.query(QStringLiteral("SELECT count(*) FROM tasks")).value();
        QVERIFY(count.next());
        QCOMPARE(count.value(0).toInt(), 2);
    }

    void keepsAWriteAheadLog()
    {
        Data data;
        auto connection = SqlConnection::open(data.folder.database(), SqlAccess::ReadWrite).value();
        auto mode = connection.query(QStringLiteral("PRAGMA journal_mode")).value();
        QVERIFY(mode.next());
        QCOMPARE(mode.value(0).toString(), QStringLiteral("wal"));
    }

    void namesAFolderWithoutDatabase()
    {
        const auto opened = openSqliteTaskStore(DataFolder{"/nonexistent"});
        QVERIFY(!opened.has_value());
        QVERIFY(opened.error().code == ErrorCode::Io);
        QVERIFY(opened.error().context.find("/nonexistent/genserve.db") != std::string::npos);
    }
};

int runTaskStore(int argc, char** argv)
{
    TaskStoreTest suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_store.moc"
