// The results beside the canvas.
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "studio/canvas_pane.h"
#include "studio/result_cell.h"
#include "studio/results_model.h"
#include "studio/results_panel.h"
#include "studio/studio_page.h"
#include "studio/title_words.h"
#include "studio_window.h"

using namespace genserve;
using namespace genserve::ui;

class ResultsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void resultsBeginWithWhatRuns()
    {
        FakeTasks door;
        tasks::Task old;
        old.id = "old";
        old.state = tasks::TaskState::Finished;
        door.past.tasks = {old};
        ResultsModel model(door);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.load();
        QCOMPARE(model.rowCount(), 2); // under its day
        QVERIFY(model.index(0).data(ResultsModel::IsHeading).toBool());
        door.list = {FakeTasks::task("a", tasks::TaskState::Running)};
        Q_EMIT door.tasksChanged();
        QCOMPARE(model.rowCount(), 4);
        QVERIFY(model.index(0).data(ResultsModel::IsHeading).toBool());
        tasks::TaskProgress progress;
        progress.task = "a";
        progress.progress = {Stage::Denoise, 14, 28};
        Q_EMIT door.progressed(progress);
        QCOMPARE(model.index(1).data(ResultsModel::Fraction).toDouble(), 0.5);
        QVERIFY(model.finished(model.index(1)) == nullptr);
        QCOMPARE(model.running(model.index(1)), std::string("a"));
        QVERIFY(model.running(model.index(2)).empty());
        tasks::Task made = door.list.front().task;
        made.state = tasks::TaskState::Finished;
        door.list.clear();
        Q_EMIT door.finished(made);
        Q_EMIT door.tasksChanged();
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.finished(model.index(1))->id, std::string("a"));
        QCOMPARE(model.finished(model.index(2))->id, std::string("old"));
    }

    void resultsStandUnderTheirDaysAndFollowTheirMarks()
    {
        constexpr tasks::WallMs Day = 86'400'000;
        FakeTasks door;
        door.archive = {FakeTasks::finishedTask(3, 9 * Day), FakeTasks::finishedTask(2, 5 * Day),
                        FakeTasks::finishedTask(1, 5 * Day)};
        ResultsModel model(door);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.load();
        const auto rows = [&] {
            QStringList all;
            for (int i = 0; i < model.rowCount(); ++i) {
                const tasks::Task* task = model.finished(model.index(i));
                all << (task == nullptr ? QStringLiteral("day") : QString::fromStdString(task->id));
            }
            return all.join(u' ');
        };
        QCOMPARE(rows(), QStringLiteral("day f3 day f2 f1"));
        QVERIFY(!model.flags(model.index(0)).testFlag(Qt::ItemIsEnabled)); // arrow keys pass over it
        tasks::Task starred = door.archive[1];
        starred.isStarred = true;
        Q_EMIT door.marked(starred);
        QVERIFY(model.index(3).data(ResultsModel::IsStarred).toBool());
        QVERIFY(model.index(3).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("starred")));
        tasks::Task trashed = door.archive[0];
        trashed.trashedMs = 1;
        Q_EMIT door.marked(trashed);
        QCOMPARE(rows(), QStringLiteral("day f2 f1")); // its day had no other
        model.search(QStringLiteral("picture 2"));
        QCOMPARE(rows(), QStringLiteral("day f2"));
        model.search({});
        QCOMPARE(rows(), QStringLiteral("day f3 day f2 f1"));
        Q_EMIT door.finished(FakeTasks::finishedTask(4, 9 * Day));
        QCOMPARE(rows(), QStringLiteral("day f4 f3 day f2 f1"));
    }

    void importedPicturesAreTheGallerysAlone()
    {
        FakeTasks door;
        door.archive = {FakeTasks::finishedTask(3, 9), FakeTasks::finishedTask(2, 5)};
        door.archive[0].origin = tasks::TaskOrigin::Imported;
        ResultsModel model(door);
        model.load();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.finished(model.index(1))->id, std::string("f2"));
        door.archive[0].isStarred = true;
        const int questions = door.questions;
        Q_EMIT door.marked(door.archive[0]);
        QCOMPARE(door.questions, questions); // it could not come
    }

    void aStarOfAResultIsSetWithoutOpeningIt()
    {
        StudioWindow studio;
        studio.window.show();
        auto* panel = studio.window.findChild<ResultsPanel*>();
        Q_EMIT studio.tasks.finished(FakeTasks::finishedTask(4, 0));
        QSignalSpy chosen(panel, &ResultsPanel::chosen);
        QListView& list = panel->list();
        const QModelIndex index = list.model()->index(1, 0);
        const int side = list.visualRect(index).width() - 8;
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {},
                          ResultCell::starPlace(list.visualRect(index), side).center());
        QCOMPARE(studio.tasks.calls, QStringList{QStringLiteral("star f4")});
        QCOMPARE(chosen.count(), 0);
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.visualRect(index).center());
        QCOMPARE(chosen.count(), 1);
    }

    void theListTellsDaysAndCountsAndDragsFiles()
    {
        FakeTasks door;
        door.archive = {FakeTasks::finishedTask(3, 0), FakeTasks::finishedTask(2, 0)};
        door.archive[1].isStarred = true;
        door.list = {FakeTasks::task("a", tasks::TaskState::Running),
                     FakeTasks::task("b", tasks::TaskState::Queued, 1)};
        ResultsModel model(door);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.load();
        QCOMPARE(model.index(0).data(ResultsModel::Count).toString(), QStringLiteral("1 of 2"));
        QCOMPARE(model.index(2).data(ResultsModel::Count).toString(), QStringLiteral("2"));
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(3), model.index(1)}));
        QCOMPARE(data->urls(), QList{QUrl(QStringLiteral("file:///pictures/f3.png"))}); // what runs has no file
        QVERIFY(model.flags(model.index(3)).testFlag(Qt::ItemIsDragEnabled));
        QVERIFY(!model.flags(model.index(1)).testFlag(Qt::ItemIsDragEnabled));
        model.setStarredOnly(true);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.finished(model.index(3))->id, std::string("f2"));
    }

    void theTileOfThePictureShownIsFramed()
    {
        StudioWindow studio;
        studio.window.show();
        auto* panel = studio.window.findChild<ResultsPanel*>();
        QSignalSpy chosen(panel, &ResultsPanel::chosen);
        Q_EMIT studio.tasks.finished(FakeTasks::finishedTask(4, 0));
        Q_EMIT studio.tasks.finished(FakeTasks::finishedTask(5, 0));
        studio.window.studio().showTask(FakeTasks::finishedTask(4, 0));
        QCOMPARE(panel->list().currentIndex().row(), 2);
        Q_EMIT studio.tasks.finished(FakeTasks::finishedTask(6, 0));
        QCOMPARE(panel->list().currentIndex().row(), 3);
        studio.window.studio().canvasPane().showWork();
        QVERIFY(!panel->list().currentIndex().isValid());
        QCOMPARE(chosen.count(), 0);
    }

    void theNextPictureTakesThePlaceOfOneInTheTrash()
    {
        StudioWindow studio;
        studio.window.show();
        StudioPage& page = studio.window.studio();
        Q_EMIT studio.tasks.finished(FakeTasks::finishedTask(4, 0));
        Q_EMIT studio.tasks.finished(FakeTasks::finishedTask(5, 0));
        page.showTask(FakeTasks::finishedTask(5, 0));
        std::function<void()> undo;
        connect(&page, &StudioPage::undoable, this,
                [&](const QString&, const std::function<void()>& act) { undo = act; });
        studio.window.commands().run(QStringLiteral("result.trash"));
        QCOMPARE(studio.tasks.calls, QStringList{QStringLiteral("trash f5")});
        QCOMPARE(page.canvasPane().resultTask()->id, std::string("f4"));
        undo();
        QCOMPARE(studio.tasks.calls.last(), QStringLiteral("restore f5"));
        QCOMPARE(page.canvasPane().resultTask()->id, std::string("f5"));
    }

    void walkingThroughThePageOpensNothing()
    {
        StudioWindow studio;
        studio.window.show();
        studio.window.activateWindow();
        Q_EMIT studio.tasks.finished(FakeTasks::finishedTask(4, 0));
        auto* panel = studio.window.findChild<ResultsPanel*>();
        QSignalSpy chosen(panel, &ResultsPanel::chosen);
        for (const Mode mode : {Mode::TextToImage, Mode::Fill}) {
            studio.window.studio().model().setMode(mode);
            for (int i = 0; i < 5; ++i) {
                studio.window.studio().focusNextPart();
                QApplication::processEvents();
                QVERIFY(QApplication::focusWidget() == nullptr || QApplication::focusWidget()->isVisible());
            }
        }
        QCOMPARE(chosen.count(), 0);
    }

    void aVariationIsSentAtOnceWithAnotherSeed()
    {
        StudioWindow studio;
        studio.window.show();
        GenerationRequest request;
        request.prompt = "a lighthouse";
        request.seed = 4711;
        studio.tasks.savedRequest = request;
        studio.window.studio().showTask(FakeTasks::finishedTask(4711, 0));
        studio.window.commands().run(QStringLiteral("result.vary"));
        QCOMPARE(studio.tasks.submitted.size(), std::size_t{1});
        QCOMPARE(studio.tasks.submitted[0].request.prompt, std::string("a lighthouse"));
        QVERIFY(studio.tasks.submitted[0].request.seed != 4711);
    }

    void variationsCanBeAskedForWhileOneRuns()
    {
        StudioWindow studio;
        studio.window.show();
        studio.tasks.savedRequest = GenerationRequest{};
        studio.window.studio().showTask(FakeTasks::finishedTask(4711, 0));
        QSignalSpy told(&studio.window.studio(), &StudioPage::message);
        studio.window.commands().run(QStringLiteral("result.vary"));
        QCOMPARE(told.count(), 1);
        studio.tasks.list = {FakeTasks::task("task-1", tasks::TaskState::Running)};
        Q_EMIT studio.tasks.tasksChanged();
        Q_EMIT studio.tasks.previewed("task-1", FakeTasks::painted(3).scaled(8, 8));
        QVERIFY(studio.window.studio().canvasPane().isShowingRun());
        QVERIFY(studio.window.commands().action(QStringLiteral("result.vary"))->isEnabled());
        studio.window.commands().run(QStringLiteral("result.vary"));
        QCOMPARE(studio.tasks.submitted.size(), std::size_t{2});
        QCOMPARE(told.count(), 2);
        QVERIFY(told.back().front().toString().contains(QLatin1String("queue")));
    }

    void whatIsNotKnownOfAnImportedPictureIsNotTakenFromIt()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        model.change([](StudioState& state) {
            state.request.prompt = "mine";
            state.request.steps = 37;
        });
        tasks::Task task = FakeTasks::finishedTask(42, 0);
        task.origin = tasks::TaskOrigin::Imported;
        task.prompt.clear();
        QSignalSpy told(&studio.window.studio(), &StudioPage::message);
        studio.window.studio().showTask(task);
        for (const TitleWords* words : studio.window.findChildren<TitleWords*>()) {
            QVERIFY(!words->accessibleName().contains(QLatin1String("seed")));
        }
        const std::int64_t seed = model.state().request.seed;
        for (const char* id : {"result.recall", "result.remix", "result.seed", "result.vary"}) {
            studio.window.commands().run(QLatin1String(id));
        }
        QCOMPARE(told.count(), 4);
        QCOMPARE(model.state().request.steps.value_or(0), 37);
        QCOMPARE(model.state().request.prompt, std::string("mine"));
        QCOMPARE(model.state().request.seed, seed);
        QVERIFY(studio.tasks.submitted.empty());
    }

    void detailsGoWholeBeforeTheTitleIsCut()
    {
        TitleWords words;
        words.show();
        words.setWords(QStringLiteral("Lighthouse by the sea"),
                       {QStringLiteral("1024 × 1024"), QStringLiteral("seed 7")});
        const auto at = [&](int width) {
            words.resize(width, 30);
            return words.shown();
        };
        QCOMPARE(at(600), QStringLiteral("Lighthouse by the sea 1024 × 1024 · seed 7"));
        int width = 600;
        while (at(width).endsWith(QStringLiteral("seed 7"))) {
            --width;
        }
        QCOMPARE(at(width), QStringLiteral("Lighthouse by the sea 1024 × 1024"));
        QVERIFY(words.toolTip().contains(QStringLiteral("seed 7")));
        while (at(width).contains(u'×')) {
            --width;
        }
        QCOMPARE(at(width), QStringLiteral("Lighthouse by the sea"));
        QCOMPARE(at(12), QString()); // two letters tell nothing
    }

    void theResultsAreAsNarrowAsTheirDesign()
    {
        StudioWindow studio;
        const auto* panel = studio.window.findChild<ResultsPanel*>();
        studio.window.resize(1280, 800);
        studio.window.show();
        QTRY_COMPARE(panel->width(), 188);
        studio.window.studio().model().setMode(Mode::Fill);
        studio.window.studio().model().setMode(Mode::TextToImage);
        QTRY_COMPARE(panel->width(), 188);
    }

    void theSeedComesFromThePictureShown()
    {
        StudioWindow studio;
        studio.window.show();
        QAction* take = studio.window.commands().action(QStringLiteral("result.seed"));
        QVERIFY(!take->isEnabled());
        studio.window.studio().showTask(FakeTasks::finishedTask(4711, 0));
        QVERIFY(take->isEnabled());
        take->trigger();
        QCOMPARE(studio.window.studio().model().state().request.seed, std::int64_t{4711});
        QVERIFY(studio.window.studio().model().state().isSeedKept);
    }
};

int runResults(int argc, char** argv)
{
    ResultsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_results.moc"
