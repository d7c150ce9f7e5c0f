#include "picture_files.h"
#include "service_fixture.h"
#include "suites.h"
#include "task_samples.h"
#include "tasks/picture_writer.h"
#include "tasks/task_history.h"

#include <QTest>

#include <future>

using namespace genserve;
using namespace genserve::tasks;

namespace {

template <class T, class Ask>
T answer(Ask ask)
{
    auto promise = std::make_shared<std::promise<T>>();
    ask([promise](T value) { promise->set_value(std::move(value)); });
    return promise->get_future().get();
}

// A store with the records that the queries below look for; sequences 1 to 6.
struct Gallery {
    QTemporaryDir root;
    DataFolder folder = DataFolder::create(root.path().toStdString()).value();
    OpenedStore opened = openSqliteTaskStore(folder).value();

    Gallery()
    {
        add("A fox in the Snowy mountains", "starter", 256, {"animals"});
        add("一只红色的狐狸坐在雪地里", "flux1-dev", 1024, {"animals", "雪"});
        add("Café at night, 35mm", "flux1-dev", 512, {});
        add("castle; drop table \"tasks\" 100%", "flux1-dev", 1024, {});
        add("failed fox", "starter", 256, {}, TaskState::Failed);
        add("trashed fox", "starter", 256, {"animals"}, TaskState::Finished, 99);
    }

    void add(const std::string& prompt, const std::string& model, int side, std::vector<std::string> tags,
             TaskState state = TaskState::Finished, WallMs trashedMs = 0)
    {
        static const char* devices[] = {"cuda:0", "cpu"};
        NewTask added = newTask(++m_sequence, prompt);
        added.task.modelId = model;
        added.task.width = added.task.height = side;
        added.task.state = state;
        added.task.tags = std::move(tags);
        added.task.trashedMs = trashedMs;
        added.task.device = devices[m_sequence % 2];
        added.task.isStarred = m_sequence == 3;
        added.task.createdMs = m_sequence * 1000;
        static const WallMs ends[] = {6000, 1000, 3000, 2000, 2000, 500};
        added.task.finishedMs = ends[(m_sequence - 1) % 6];
        added.task.client = m_sequence == 4 ? "studio" : "local";
        added.task.origin = m_sequence == 2 ? TaskOrigin::Imported : TaskOrigin::Generated;
        QVERIFY(opened.store->write({{added}, {}, {}, {}}).has_value());
    }

    QByteArray found(const HistoryQuery& query)
    {
        QByteArray text;
        const HistoryPage page = opened.store->history(query).value();
        for (const Task& task : page.tasks) {
            text += (text.isEmpty() ? "" : " ") + QByteArray::number(static_cast<qlonglong>(task.sequence));
        }
        return text;
    }

private:
    std::int64_t m_sequence = 0;
};

} // namespace

class TaskHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWordsOfPrompts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("nothing asked") << QByteArray("  ") << QByteArray("5 4 3 2 1");
        QTest::newRow("a word") << QByteArray("fox") << QByteArray("5 1");
        QTest::newRow("other case") << QByteArray("SNOWY") << QByteArray("1");
        QTest::newRow("a beginning") << QByteArray("moun") << QByteArray("1");
        QTest::newRow("one letter") << QByteArray("f") << QByteArray("5 1");
        QTest::newRow("no beginning") << QByteArray("ountain") << QByteArray("");
        QTest::newRow("two words in any order") << QByteArray("snowy fox") << QByteArray("1");
        QTest::newRow("an accent") << QByteArray("cafe") << QByteArray("3");
        QTest::newRow("a number") << QByteArray("35mm") << QByteArray("3");
        QTest::newRow("one character of Chinese") << QByteArray("雪") << QByteArray("2");
        QTest::newRow("Chinese in the middle") << QByteArray("狐狸坐") << QByteArray("2");
        QTest::newRow("characters that are not together") << QByteArray("红狐") << QByteArray("");
        QTest::newRow("signs alone") << QByteArray("*\"'%;()") << QByteArray("5 4 3 2 1");
        QTest::newRow("operators are words") << QByteArray("fox OR castle") << QByteArray("");
        QTest::newRow("quotes") << QByteArray("\"tasks\"") << QByteArray("4");
    }
    void findsWordsOfPrompts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        Gallery gallery;
        HistoryQuery query;
        query.text = text.toStdString();
        QCOMPARE(gallery.found(query), expected);
    }

    void filtersByEveryField()
    {
        Gallery gallery;
        const auto found = [&gallery](auto set) {
            HistoryQuery query;
            set(query);
            return gallery.found(query);
        };
        QCOMPARE(found([](auto& q) { q.modelId = "flux1-dev"; }), QByteArray("4 3 2"));
        QCOMPARE(found([](auto& q) { q.device = "cpu"; }), QByteArray("5 3 1"));
        QCOMPARE(found([](auto& q) { q.client = "studio"; }), QByteArray("4"));
        QCOMPARE(found([](auto& q) { q.tag = "animals"; }), QByteArray("2 1"));
        QCOMPARE(found([](auto& q) { q.isStarred = true; }), QByteArray("3"));
        QCOMPARE(found([](auto& q) { q.width = 256; }), QByteArray("5 1"));
        QCOMPARE(found([](auto& q) { q.height = 512; }), QByteArray("3"));
        QCOMPARE(found([](auto& q) { q.origin = TaskOrigin::Imported; }), QByteArray("2"));
        QCOMPARE(found([](auto& q) { q.states = {TaskState::Failed, TaskState::Queued}; }), QByteArray("5"));
        QCOMPARE(found([](auto& q) { q.trash = TrashFilter::Only; }), QByteArray("6"));
        QCOMPARE(found([](auto& q) { q.fromMs = 2000, q.untilMs = 4000; }), QByteArray("3 2"));
        QCOMPARE(found([](auto& q) { q.text = "fox", q.states = {TaskState::Finished}, q.tag = "animals"; }),
                 QByteArray("1"));
    }

    void pagesByKey()
    {
        Gallery gallery;
        HistoryQuery query;
        query.limit = 2;
        QCOMPARE(gallery.found(query), QByteArray("5 4"));
        query.behind = gallery.opened.store->history(query).value().next;
        gallery.add("new", "starter", 1, {}); // shifts no page
        QCOMPARE(gallery.found(query), QByteArray("3 2"));
        query.behind = gallery.opened.store->history(query).value().next;
        QCOMPARE(gallery.found(query), QByteArray("1"));
        QVERIFY(!gallery.opened.store->history(query).value().next.isSet());
    }

    void listsAndPagesByTheTimeOfTheEnd_data()
    {
        QTest::addColumn<bool>("isOldestFirst");
        QTest::addColumn<QByteArray>("pages");
        QTest::newRow("the newest first") << false << QByteArray("1 3|5 4|2");
        QTest::newRow("the oldest first") << true << QByteArray("2 4|5 3|1");
    }
    void listsAndPagesByTheTimeOfTheEnd()
    {
        QFETCH(bool, isOldestFirst);
        QFETCH(QByteArray, pages);
        Gallery gallery;
        HistoryQuery query;
        query.order = HistoryOrder::Ended;
        query.isOldestFirst = isOldestFirst;
        query.limit = 2;
        QByteArray found;
        do {
            found += (found.isEmpty() ? "" : "|") + gallery.found(query);
            query.behind = gallery.opened.store->history(query).value().next;
        } while (query.behind.isSet());
        QCOMPARE(found, pages);
    }

    void choosesByWordsTagsAndTimesInTheOrderOfTheEnd()
    {
        Gallery gallery;
        const auto found = [&gallery](auto set) {
            HistoryQuery query;
            query.order = HistoryOrder::Ended;
            set(query);
            return gallery.found(query);
        };
        QCOMPARE(found([](auto& q) { q.text = "f"; }), QByteArray("1 5"));
        QCOMPARE(found([](auto& q) { q.tag = "animals"; }), QByteArray("1 2"));
        QCOMPARE(found([](auto& q) { q.fromMs = 2000, q.untilMs = 6000; }), QByteArray("3 5 4"));
    }

    void pagesFromTheOldestOn()
    {
        Gallery gallery;
        HistoryQuery query;
        query.limit = 2;
        query.isOldestFirst = true;
        QCOMPARE(gallery.found(query), QByteArray("1 2"));
        query.behind = gallery.opened.store->history(query).value().next;
        QCOMPARE(gallery.found(query), QByteArray("3 4"));
        query.text = "f";
        query.behind = {};
        QCOMPARE(gallery.found(query), QByteArray("1 5"));
    }

    void countsPicturesByWhatTheyShare()
    {
        Gallery gallery;
        const auto counts = gallery.opened.store->pictureCounts(3000).value();
        const auto sum = [&counts](auto is, auto figure) {
            int all = 0;
            for (const PictureCount& one : counts) {
                all += is(one) ? one.*figure : 0;
            }
            return all;
        };
        const auto any = [](const PictureCount&) { return true; };
        QCOMPARE(sum(any, &PictureCount::pictures), 5); // not the failed one
        QCOMPARE(sum(any, &PictureCount::recent), 2);
        QCOMPARE(sum([](const auto& one) { return one.isTrashed; }, &PictureCount::pictures), 1);
        QCOMPARE(sum([](const auto& one) { return one.isStarred; }, &PictureCount::pictures), 1);
        QCOMPARE(sum([](const auto& one) { return one.client == "studio"; }, &PictureCount::pictures), 1);
        QCOMPARE(sum([](const auto& one) { return one.modelId == "flux1-dev"; }, &PictureCount::pictures), 3);
        QCOMPARE(sum([](const auto& one) { return one.origin == TaskOrigin::Imported; }, &PictureCount::pictures), 1);
    }

    void countsTagsOutsideTheTrash()
    {
        Gallery gallery;
        const auto tags = gallery.opened.store->tags().value();
        QCOMPARE(tags.size(), std::size_t{2});
        QCOMPARE(tags[0].tag, std::string("animals"));
        QCOMPARE(tags[0].tasks, 2);
    }

    void starsAndTags()
    {
        ServiceFixture fixture;
        fixture.start();
        const TaskId id = fixture.submit("a fox");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        TaskHistory history(fixture.service());
        const auto done = [](auto ask) { return answer<Expected<void>>(ask).has_value(); };
        QVERIFY(done([&](auto reply) { history.setStarred({id, newTaskId()}, true, reply); }));
        QVERIFY(done([&](auto reply) { history.addTag({id}, "b", reply); }));
        QVERIFY(done([&](auto reply) { history.addTag({id}, "a", reply); }));
        QVERIFY(done([&](auto reply) { history.addTag({id}, "a", reply); }));
        QVERIFY(fixture.find(id).task.isStarred);
        QVERIFY((fixture.find(id).task.tags == std::vector<std::string>{"a", "b"}));
        QVERIFY(done([&](auto reply) { history.removeTag({id}, "b", reply); }));
        fixture.stop();
        fixture.start();
        QVERIFY((fixture.find(id).task.tags == std::vector<std::string>{"a"}));
        QVERIFY(!answer<Expected<void>>([&](auto reply) {
                     TaskHistory(fixture.service()).addTag({id}, "", reply);
                 }).has_value());
    }

    void theTrashCanBeUndone()
    {
        ServiceFixture fixture;
        fixture.start();
        const TaskId id = fixture.submit("a fox");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        TaskHistory history(fixture.service());
        const auto& folder = fixture.service().folder();
        const auto bytes = readBytes(folder.pictureOf(fixture.find(id).task));
        QCOMPARE(fixture.service().pictureCount(), 1);
        answer<Expected<void>>([&](auto reply) { history.trash({id}, reply); });
        const Task trashed = fixture.find(id).task;
        QVERIFY(trashed.isTrashed());
        QVERIFY(readBytes(folder.pictureOf(trashed)) == bytes);
        QVERIFY(!std::filesystem::exists(folder.root / trashed.picture));
        fixture.unfinished();
        QCOMPARE(fixture.service().pictureCount(), 0);
        answer<Expected<void>>([&](auto reply) { history.restore({id}, reply); });
        QVERIFY(readBytes(folder.pictureOf(fixture.find(id).task)) == bytes);
        QVERIFY(!fixture.find(id).task.isTrashed());
        fixture.unfinished();
        QCOMPARE(fixture.service().pictureCount(), 1);
    }

    void purgingLeavesNothing()
    {
        ServiceFixture fixture;
        fixture.start();
        Submission asked = submission("a fox");
        asked.request.inputImage = Image::filled(3, 3, 3, 1);
        const TaskId id = fixture.submit(asked).value().front().task.id;
        const TaskId kept = fixture.submit("kept");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        QVERIFY(fixture.waitFor(kept, TaskState::Finished));
        TaskHistory history(fixture.service());
        answer<Expected<void>>([&](auto reply) { history.purge({id}, reply); });
        QVERIFY(!fixture.find(id).task.id.empty()); // only what is in the trash goes
        const auto& folder = fixture.service().folder();
        const Task task = fixture.find(id).task;
        answer<Expected<void>>([&](auto reply) { history.trash({id}, reply); });
        answer<Expected<void>>([&](auto reply) { history.purge({}, reply); });
        QVERIFY(fixture.find(id).task.id.empty());
        QVERIFY(!fixture.find(kept).task.id.empty());
        QVERIFY(!std::filesystem::exists(folder.trashedPictureOf(task)));
        QVERIFY(!std::filesystem::exists(folder.preview(id)));
        QVERIFY(!std::filesystem::exists(folder.inputs(id)));
        QVERIFY(std::filesystem::exists(folder.pictureOf(fixture.find(kept).task)));
        fixture.unfinished();
        QCOMPARE(fixture.service().status().inputBytes, std::int64_t{0});
        QCOMPARE(fixture.service().pictureCount(), 1);
    }

    void unfinishedTasksDontGoIntoTheTrash()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId id = fixture.submit("held");
        answer<Expected<void>>([&](auto reply) { TaskHistory(fixture.service()).trash({id}, reply); });
        QVERIFY(!fixture.find(id).task.isTrashed());
    }

    void givesARequestBackWithItsPictures()
    {
        ServiceFixture fixture;
        fixture.start();
        Submission asked;
        asked.request = fullRequest();
        const TaskId id = fixture.submit(asked).value().front().task.id;
        const auto request =
            answer<Expected<GenerationRequest>>([&](auto reply) { TaskHistory(fixture.service()).request(id, reply); });
        QVERIFY(*request->maskImage == *asked.request.maskImage);
        QCOMPARE(request->prompt, asked.request.prompt);
        QVERIFY(!answer<Expected<GenerationRequest>>([&](auto reply) {
                     TaskHistory(fixture.service()).request(newTaskId(), reply);
                 }).has_value());
    }

    void makesMissingThumbnails()
    {
        ServiceFixture fixture;
        fixture.start();
        const TaskId id = fixture.submit("a fox");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
        const auto thumbnail = [&](const TaskId& task) {
            return answer<Expected<std::filesystem::path>>(
                [&](auto reply) { TaskHistory(fixture.service()).thumbnail(task, reply); });
        };
        std::filesystem::remove(fixture.service().folder().preview(id));
        const auto made = thumbnail(id);
        QVERIFY(made.has_value());
        QVERIFY(std::filesystem::exists(*made));
        QVERIFY(thumbnail(newTaskId()).error().code == ErrorCode::NotFound);
    }

    void importsPicturesOnce()
    {
        const QTemporaryDir foreign;
        std::filesystem::create_directories(pathOf(foreign) / "deep");
        QVERIFY(writePng(pathOf(foreign) / "one.png", noisePicture(300, 200, 3), {"a boat\nSteps: 9, Seed: 3", ""})
                    .has_value());
        std::filesystem::copy_file(storedPicture("jpeg_444.jpg"), pathOf(foreign) / "deep" / "two.jpg");
        std::filesystem::copy_file(pathOf(foreign) / "one.png", pathOf(foreign) / "twin.png");
        writeBytes(pathOf(foreign) / "broken.png", {1, 2, 3});
        writeBytes(pathOf(foreign) / "notes.txt", {1, 2, 3});
        ServiceFixture fixture;
        fixture.start();
        TaskHistory history(fixture.service());
        const auto import = [&] {
            return answer<Expected<ImportReport>>([&](auto reply) { history.import({pathOf(foreign)}, reply); })
                .value();
        };
        const ImportReport first = import();
        QCOMPARE(first.imported, 2);
        QCOMPARE(first.known, 1);
        QCOMPARE(first.skipped.size(), std::size_t{1});
        QVERIFY(first.skipped[0].find("broken.png") != std::string::npos);
        const ImportReport second = import();
        QCOMPARE(second.imported, 0);
        QCOMPARE(second.known, 3);
        HistoryQuery query;
        query.text = "boat";
        const auto page = answer<Expected<HistoryPage>>([&](auto reply) { history.page(query, reply); }).value();
        QCOMPARE(page.tasks.size(), std::size_t{1});
        const Task& task = page.tasks[0];
        QVERIFY(task.origin == TaskOrigin::Imported);
        QCOMPARE(task.seed, std::int64_t{3});
        QCOMPARE(task.width, 300);
        QVERIFY(readBytes(fixture.service().folder().pictureOf(task)) == readBytes(pathOf(foreign) / "one.png"));
        QVERIFY(std::filesystem::exists(fixture.service().folder().preview(task.id)));
        QCOMPARE(task.result.fileName, std::string("one.png"));
        QCOMPARE(fixture.service().status().tasks.finished, 2);
        query.text = "two"; // of a picture without a prompt
        const auto named = answer<Expected<HistoryPage>>([&](auto reply) { history.page(query, reply); }).value();
        QCOMPARE(named.tasks.size(), std::size_t{1});
        QCOMPARE(named.tasks[0].result.fileName, std::string("two.jpg"));
        QImage camera(6000, 4000, QImage::Format_RGB32); // 24 megapixels
        camera.fill(Qt::darkBlue);
        for (const char* name : {"camera.jpg", "camera.png"}) {
            QVERIFY(camera.save(QString::fromStdString((pathOf(foreign) / name).string())));
        }
        QCOMPARE(import().imported, 2);
        query.text = "camera";
        const auto photos = answer<Expected<HistoryPage>>([&](auto reply) { history.page(query, reply); }).value();
        QCOMPARE(photos.tasks.size(), std::size_t{2});
        for (const Task& one : photos.tasks) {
            QCOMPARE(one.width, 6000);
            const QImage small(QString::fromStdString(fixture.service().folder().preview(one.id).string()));
            QVERIFY2(!small.isNull() && small.width() <= 512, qPrintable(QString::number(small.width())));
        }
        QImage photo(9000, 60, QImage::Format_RGB32); // wider than an input may be
        photo.fill(Qt::darkGreen);
        QVERIFY(photo.save(QString::fromStdString((pathOf(foreign) / "photo.jpg").string())));
        QCOMPARE(import().imported, 1);
        query.text = "photo";
        const auto large = answer<Expected<HistoryPage>>([&](auto reply) { history.page(query, reply); }).value();
        QCOMPARE(large.tasks.at(0).width, 9000);
    }
};

int runTaskHistory(int argc, char** argv)
{
    TaskHistoryTest suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_history.moc"
