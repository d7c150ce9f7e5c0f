// The gallery: pages of the history, its grid, marks, trash with undo, comparing.
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "canvas/canvas_view.h"
#include "commands/command_registry.h"
#include "compare/compare_pane.h"
#include "compare/compare_view.h"
#include "compare/picture_difference.h"
#include "controls/fact_rows.h"
#include "controls/question_dialog.h"
#include "controls/side_list.h"
#include "fake_world.h"
#include "gallery/details_panel.h"
#include "gallery/filter_bar.h"
#include "gallery/gallery_model.h"
#include "gallery/gallery_page.h"
#include "gallery/gallery_view.h"
#include "gallery/justified_rows.h"
#include "gallery/library_panel.h"
#include "gallery/picture_words.h"
#include "gallery/quick_look.h"
#include "gallery/recorded_request.h"
#include "gallery/tag_menu.h"
#include "studio/studio_model.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

// `count` pictures, four an hour back from now.
std::vector<tasks::Task> archiveOf(int count)
{
    std::vector<tasks::Task> tasks;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (int i = 0; i < count; ++i) {
        tasks.push_back(FakeTasks::finishedTask(count - i, now - i * 900'000LL));
    }
    return tasks;
}

struct Gallery {
    Gallery()
    {
        door.archive = archiveOf(1200);
        page = std::make_unique<GalleryPage>(World{&models, &tokens, &door}, commands);
        page->resize(1376, 800);
        page->show();
        page->view().setCurrentIndex(page->model().index(0));
    }

    FakeModels models;
    FakeTokens tokens;
    FakeTasks door;
    CommandRegistry commands;
    std::unique_ptr<GalleryPage> page;
};

} // namespace

class GalleryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void rowsFillTheWidthAndKeepShapes()
    {
        JustifiedRows rows;
        rows.setMetrics({1000, 150, 6, 36});
        for (int i = 0; i < 500; ++i) {
            rows.add(i % 3 == 0 ? 1.5 : i % 5 == 0 ? 0.7 : 1.0, i / 100);
        }
        QCOMPARE(rows.count(), 500);
        QCOMPARE(rows.groups().size(), std::size_t(5));
        for (int i = 0; i + 1 < 500; ++i) {
            const QRect one = rows.rect(i), next = rows.rect(i + 1);
            QCOMPARE(rows.itemAt(one.center()), i);
            if (next.y() == one.y()) {
                QCOMPARE(next.x() - one.x() - one.width(), 6);
            } else if (i / 100 == (i + 1) / 100) {
                QCOMPARE(one.x() + one.width(), 1000);
            }
            const double aspect = i % 3 == 0 ? 1.5 : i % 5 == 0 ? 0.7 : 1.0;
            QVERIFY(std::abs(one.width() / (one.height() * aspect) - 1) < 0.04);
        }
        QCOMPARE(rows.itemAt(QPoint(5, 10)), -1); // a heading
        QVERIFY(rows.rect(rows.neighbour(0, 1)).y() > rows.rect(0).y());
        QCOMPARE(rows.neighbour(0, -1), 0);
    }

    void addingOneByOneIsTheSameAsLayingOutAnew()
    {
        JustifiedRows one, other;
        one.setMetrics({900, 120, 6, 36});
        for (int i = 0; i < 200; ++i) {
            one.add(0.5 + i % 7 * 0.3, i / 60);
            other.add(0.5 + i % 7 * 0.3, i / 60);
        }
        other.setMetrics({900, 120, 6, 36});
        for (int i = 0; i < 200; ++i) {
            QCOMPARE(one.rect(i), other.rect(i));
        }
        QCOMPARE(one.height(), other.height());
    }

    void pagesComeAsTheyAreNeeded()
    {
        FakeTasks door;
        door.archive = archiveOf(1200);
        door.answersLater = true;
        GalleryModel model(door);
        QCOMPARE(door.questions, 0); // not before it is asked
        model.setQuery({});
        QTRY_COMPARE(model.rowCount(), 500);
        QVERIFY(model.canFetchMore({}));
        model.fetchMore({});
        QVERIFY(!model.canFetchMore({})); // one question at a time
        QTRY_COMPARE(model.rowCount(), 1000);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE(model.rowCount(), 1200); // the tester asks for the rest
        QVERIFY(!model.canFetchMore({}));
        QVERIFY(model.isComplete());
        QCOMPARE(model.rowOf(door.archive[700]), 700);
    }

    void quickLookWalksAndTells()
    {
        Gallery gallery;
        QuickLook& look = gallery.page->quickLook();
        gallery.commands.run(QStringLiteral("gallery.look"));
        QVERIFY(look.isVisible());
        QCOMPARE(look.geometry(), gallery.page->rect());
        auto* canvas = look.findChild<CanvasView*>();
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Right);
        QTest::keyClick(canvas, Qt::Key_Left);
        QCOMPARE(look.task(), gallery.page->model().task(1).id);
        QCOMPARE(gallery.page->view().currentIndex().row(), 1); // the grid goes along
        QVERIFY(!look.hasDetails());
        QTest::keyClick(canvas, Qt::Key_I);
        QVERIFY(look.hasDetails());
        QTest::keyClick(canvas, Qt::Key_Space);
        QVERIFY(!look.isVisible());
        gallery.commands.run(QStringLiteral("gallery.look"));
        QTest::keyClick(canvas, Qt::Key_Escape);
        QVERIFY(!look.isVisible());
    }

    void marksOfAnyDoorChangeTheList()
    {
        FakeTasks door;
        door.archive = archiveOf(10);
        GalleryModel model(door);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setQuery({});
        tasks::Task third = door.archive[2];
        third.isStarred = true;
        Q_EMIT door.marked(third);
        QVERIFY(model.index(2).data(GalleryModel::IsStarred).toBool());
        third.trashedMs = 1;
        Q_EMIT door.marked(third);
        QCOMPARE(model.rowCount(), 9);
        third.trashedMs = 0;
        Q_EMIT door.marked(third);
        QCOMPARE(model.rowOf(third), 2);
        Q_EMIT door.finished(FakeTasks::finishedTask(99, QDateTime::currentMSecsSinceEpoch()));
        QCOMPARE(model.rowCount(), 11);
        QCOMPARE(model.task(0).sequence, 99);
        tasks::HistoryQuery starred;
        starred.isStarred = true;
        model.setQuery(starred);
        Q_EMIT door.finished(FakeTasks::finishedTask(100, 5));
        QCOMPARE(model.rowCount(), 0);
    }

    void onlyWhatIsSeenIsRead()
    {
        Gallery gallery;
        gallery.page->grab();
        QTRY_VERIFY(gallery.door.pictures > 5);
        QVERIFY(gallery.door.pictures < 200);
    }

    void hundredThousandPicturesAreLaidOutQuickly()
    {
        FakeTasks door;
        door.archive = archiveOf(100'000);
        GalleryModel model(door);
        GalleryView view(model);
        view.resize(1000, 700);
        view.show();
        model.setQuery({});
        QElapsedTimer clock;
        qint64 longest = 0;
        while (model.canFetchMore({})) {
            clock.start();
            model.fetchMore({});
            longest = qMax(longest, clock.elapsed());
        }
        clock.start();
        view.setRowHeight(200);
        const qint64 relayout = clock.elapsed();
        QVERIFY2(relayout < 500, qPrintable(QString::number(relayout)));
        QCOMPARE(model.rowCount(), 100'000);
        QVERIFY(view.visualRect(model.index(0)).height() > 100);
        qInfo("longest page %lld ms, laying %d out anew %lld ms", longest, model.rowCount(), relayout);
    }

    void starsAndTagsGoToTheHistory()
    {
        Gallery gallery;
        gallery.commands.run(QStringLiteral("gallery.star"));
        QCOMPARE(gallery.door.calls.last(), QStringLiteral("star f1200"));
        QVERIFY(gallery.page->model().task(0).isStarred);
        gallery.commands.run(QStringLiteral("gallery.star"));
        QCOMPARE(gallery.door.calls.last(), QStringLiteral("unstar f1200"));
    }

    void aNewTagCanBeFilteredBy()
    {
        Gallery gallery;
        auto* filters = gallery.page->findChild<FilterBar*>();
        QVERIFY(filters->tags().empty());
        gallery.door.tagCounts = {{"boats", 2}};
        Q_EMIT gallery.door.tasksChanged(); // as after every change of a mark
        QTRY_COMPARE(filters->tags().size(), std::size_t{1});
    }

    void inANarrowWindowTheDetailsTakeTheLibrarysPlace()
    {
        Gallery gallery;
        const auto* library = gallery.page->findChild<LibraryPanel*>();
        const auto* details = gallery.page->findChild<DetailsPanel*>();
        QVERIFY(library->isVisible() && details->isVisible());
        gallery.page->resize(960, 640);
        QVERIFY(!library->isVisible() && details->isVisible());
        QVERIFY(gallery.page->stepBack());
        QVERIFY(library->isVisible() && !details->isVisible());
        const QModelIndex second = gallery.page->model().index(1);
        const QRect place = gallery.page->view().visualRect(second);
        gallery.page->view().setCurrentIndex(second);
        QCOMPARE(gallery.page->view().visualRect(second), place); // for the second press of a double click
        QTRY_VERIFY(!library->isVisible() && details->isVisible());
    }

    void picturesDroppedOnARowAreMarked()
    {
        Gallery gallery;
        tasks::HistoryQuery boats, starred, trash;
        boats.tag = "boats";
        starred.isStarred = true;
        trash.trash = tasks::TrashFilter::Only;
        auto* library = gallery.page->findChild<LibraryPanel*>();
        for (const auto& query : {boats, starred, trash}) {
            Q_EMIT library->dropped(query);
        }
        QCOMPARE(gallery.door.calls, (QStringList{QStringLiteral("tag 1 boats"), QStringLiteral("star f1200"),
                                                  QStringLiteral("trash f1200")}));
    }

    void aLongFileNameDoesNotWidenTheDetails()
    {
        FactRows rows;
        rows.setFacts({{QStringLiteral("File"), QStringLiteral("40c904cd-e819-4772-927b-068053307a2c.png"), true, {}}});
        QVERIFY(rows.minimumSizeHint().width() < 200);
        QVERIFY(rows.heightForWidth(200) > rows.heightForWidth(600)); // it takes several lines
    }

    void theOldestCanStandFirst()
    {
        Gallery gallery;
        tasks::HistoryQuery query;
        query.isOldestFirst = true;
        Q_EMIT gallery.page->findChild<FilterBar*>()->changed(query);
        GalleryModel& model = gallery.page->model();
        QCOMPARE(model.task(0).sequence, 1);
        QCOMPARE(model.rowOf(gallery.door.archive[1195]), 4);
        const auto newest = FakeTasks::finishedTask(1201, QDateTime::currentMSecsSinceEpoch());
        Q_EMIT gallery.door.finished(newest); // behind what is not fetched yet
        QCOMPARE(model.rowCount(), 500);
        model.fetchMore({});
        model.fetchMore({});
        QCOMPARE(model.rowCount(), 1200);
        Q_EMIT gallery.door.finished(newest);
        QCOMPARE(model.task(1200).sequence, 1201);
    }

    void aTaskThatWaitedLongStandsAndIsDatedWhereItEnded()
    {
        Gallery gallery;
        GalleryModel& model = gallery.page->model();
        tasks::Task late =
            FakeTasks::finishedTask(0, QDateTime::currentMSecsSinceEpoch()); // accepted before the others
        late.createdMs = 1;
        Q_EMIT gallery.door.finished(late);
        QCOMPARE(model.rowOf(late), 0);
        const auto facts = pictureFacts(late, {}, {}, {});
        const auto made = std::ranges::find(facts, QStringLiteral("Made"), &Fact::name);
        QVERIFY2(made->value.contains(QStringLiteral("today")), qPrintable(made->value));
        tasks::HistoryQuery today;
        today.fromMs = late.finishedMs - 1000;
        QVERIFY(matches(today, late));
    }

    void theFirstArrowKeyChoosesThePictureWithTheFocus()
    {
        Gallery gallery;
        GalleryView& view = gallery.page->view();
        view.clearSelection();
        view.selectionModel()->clearCurrentIndex();
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.selectionModel()->selectedIndexes(), QModelIndexList{gallery.page->model().index(0)});
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.selectionModel()->selectedIndexes(), QModelIndexList{gallery.page->model().index(1)});
    }

    void theLibraryCountsWhatItLeadsTo()
    {
        Gallery gallery;
        auto& archive = gallery.door.archive;
        archive[0].isStarred = true;
        archive[1].client = archive[2].client = "atelier-web";
        archive[3].trashedMs = 1;
        auto* library = gallery.page->findChild<LibraryPanel*>();
        library->refresh();
        const QAbstractItemModel* rows = library->findChild<SideList*>()->model();
        const auto has = [rows](const char* text) {
            for (int row = 0; row < rows->rowCount(); ++row) {
                if (rows->index(row, 0).data(Qt::AccessibleTextRole).toString().simplified() == QLatin1String(text)) {
                    return true;
                }
            }
            return false;
        };
        QTRY_VERIFY(has("All pictures 1 199"));
        QVERIFY(has("Starred 1"));
        QVERIFY(has("Trash 1"));
        QVERIFY(has("Imported"));
        QVERIFY(has("This computer 1 197"));
        QVERIFY(has("atelier-web 2"));
        QVERIFY(has("Starter 1 199"));
    }

    void importingLeavesNothingChosen()
    {
        Gallery gallery;
        auto* details = gallery.page->findChild<DetailsPanel*>();
        QVERIFY(details->task().has_value());
        Q_EMIT gallery.page->view().filesDropped({QStringLiteral("/pictures")});
        QVERIFY(gallery.door.calls.contains(QStringLiteral("import /pictures")));
        QVERIFY(!details->task().has_value());
    }

    void whatAnImportedPictureDoesNotTellIsLeftOut()
    {
        tasks::Task task = FakeTasks::finishedTask(1, 0);
        const auto has = [&task](const char* name) {
            const auto facts = pictureFacts(task, {}, GenerationRequest(), {});
            return std::ranges::find(facts, QLatin1String(name), &Fact::name) != facts.end();
        };
        QVERIFY(has("Seed"));
        task.origin = tasks::TaskOrigin::Imported;
        for (const char* name : {"Model", "Seed", "Steps", "Guidance", "LoRA"}) {
            QVERIFY2(!has(name), name);
        }
        QVERIFY(has("Size"));
        QVERIFY(!has("Imported as"));
        task.prompt.clear();
        QCOMPARE(pictureTitle(task), QStringLiteral("Untitled"));
        task.result.fileName = "sand dunes.v2.jpeg";
        QVERIFY(has("Imported as"));
        QCOMPARE(pictureTitle(task), QStringLiteral("sand dunes.v2"));
        task.steps = 25; // it came with its settings
        QVERIFY(has("Seed"));
        QVERIFY(has("Steps"));
    }

    void theTrashCanBeEmptiedWithoutAChoice()
    {
        Gallery gallery;
        gallery.page->view().clearSelection();
        gallery.door.archive[2].trashedMs = 1;
        gallery.door.answersLater = true;
        tasks::HistoryQuery trash;
        trash.trash = tasks::TrashFilter::Only;
        Q_EMIT gallery.page->findChild<LibraryPanel*>()->chosen(trash);
        const QAction* empty = gallery.commands.action(QStringLiteral("gallery.emptyTrash"));
        QTRY_VERIFY(empty->isEnabled());
        QTimer::singleShot(0, gallery.page.get(), [] {
            QTest::keyClick(qobject_cast<QuestionDialog*>(QApplication::activeModalWidget()),
                            Qt::Key_Return); // by habit
        });
        gallery.commands.run(QStringLiteral("gallery.emptyTrash"));
        QVERIFY(!gallery.door.calls.join(u' ').contains(QStringLiteral("purge")));
    }

    void aCommaSeparatesTags()
    {
        TagMenu menu({}, nullptr);
        QSignalSpy chosen(&menu, &TagMenu::chosen);
        auto* field = menu.findChild<QLineEdit*>();
        field->setText(QStringLiteral("sea, night，山"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(chosen.count(), 3);
        QCOMPARE(chosen[1].front().toString(), QStringLiteral("night"));
    }

    void promptsAreComparedFromWhereTheyDiffer()
    {
        FakeTasks door;
        FakeModels models;
        ComparePane pane(door, models);
        const std::string start = "a very long beginning of a prompt that both pictures share word for word, ";
        tasks::Task a = FakeTasks::finishedTask(1, 0), b = FakeTasks::finishedTask(2, 0);
        a.prompt = start + "a lighthouse";
        b.prompt = start + "a castle";
        pane.compare(a, b);
        const auto labels = pane.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* one) {
            return one->text().contains(QStringLiteral("lighthouse")) && one->text().contains(QStringLiteral("castle"))
                   && !one->text().contains(QStringLiteral("very long"));
        }));
    }

    void trashedPicturesComeBackByUndo()
    {
        Gallery gallery;
        QSignalSpy offered(gallery.page.get(), &GalleryPage::undoable);
        auto* selection = gallery.page->view().selectionModel();
        selection->select(QItemSelection(gallery.page->model().index(0), gallery.page->model().index(2)),
                          QItemSelectionModel::ClearAndSelect);
        const int before = gallery.page->model().rowCount();
        gallery.commands.run(QStringLiteral("gallery.trash"));
        QCOMPARE(gallery.page->model().rowCount(), before - 3);
        QCOMPARE(offered.count(), 1);
        gallery.commands.run(QStringLiteral("gallery.undo"));
        QCOMPARE(gallery.page->model().rowCount(), before);
        QCOMPARE(gallery.page->model().task(0).sequence, 1200);
        QCOMPARE(gallery.door.calls.filter(QStringLiteral("restore")).size(), 3);
        QVERIFY(!gallery.commands.action(QStringLiteral("gallery.undo"))->isEnabled());
    }

    void keysMoveThroughTheGrid()
    {
        Gallery gallery;
        QTest::keyClick(&gallery.page->view(), Qt::Key_Right);
        QCOMPARE(gallery.page->view().currentIndex().row(), 1);
        QTest::keyClick(&gallery.page->view(), Qt::Key_Down);
        const int below = gallery.page->view().currentIndex().row();
        QVERIFY(below > 2);
        QTest::keyClick(&gallery.page->view(), Qt::Key_Up);
        QCOMPARE(gallery.page->view().currentIndex().row(), 1);
        QTest::keyClick(&gallery.page->view(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(gallery.page->view().selectionModel()->selectedIndexes().size(), 2);
    }

    void filesAreDraggedOut()
    {
        FakeTasks door;
        door.archive = archiveOf(3);
        GalleryModel model(door);
        model.setQuery({});
        const std::unique_ptr<QMimeData> data(model.mimeData({model.index(0), model.index(2)}));
        QCOMPARE(data->urls(), (QList<QUrl>{QUrl(QStringLiteral("file:///pictures/f3.png")),
                                            QUrl(QStringLiteral("file:///pictures/f1.png"))}));
    }

    void recallTakesWhatWasAskedFor()
    {
        FakeModels models;
        StudioModel studio(models);
        GenerationRequest request;
        request.prompt = "a red house";
        request.modelId = "starter";
        request.seed = 77;
        request.width = 768;
        request.height = 512;
        request.steps = 12;
        request.loras = {{"film-grain-35mm", 0.5}};
        studio.recall(request, RecallPart::Seed);
        QCOMPARE(studio.state().request.seed, 77);
        QVERIFY(studio.state().isSeedKept);
        QVERIFY(studio.state().request.prompt.empty());
        studio.recall(request, RecallPart::Size);
        QCOMPARE(studio.size(), QSize(768, 512));
        studio.recall(request, RecallPart::Remix);
        QCOMPARE(studio.state().request.prompt, std::string("a red house"));
        QVERIFY(!studio.state().isSeedKept);
        QCOMPARE(studio.state().request.loras.size(), std::size_t(1));
        studio.recall(request, RecallPart::All);
        QCOMPARE(studio.submission().request.seed, 77);
    }

    void aPictureOfPlainValuesBringsThemBack()
    {
        FakeModels models;
        StudioModel studio(models);
        studio.change([](StudioState& state) {
            state.request.steps = 50;
            state.request.cfg = 9;
            state.request.loras = {{"film-grain-35mm", 0.5}};
        });
        studio.setSize(QSize(512, 256));
        FakeTasks door;
        door.savedRequest = GenerationRequest(); // as a client sends it that leaves everything to the model
        door.savedRequest->prompt = "a plain boat";
        tasks::Task task = FakeTasks::finishedTask(1, 0);
        task.width = task.height = 768;
        task.result.steps = 8;
        task.result.cfg = 3.5;
        recordedRequest(door, task, [&](const GenerationRequest& all) { studio.recall(all, RecallPart::All); });
        QCOMPARE(studio.state().request.steps, 8);
        QCOMPARE(studio.state().request.cfg, 3.5);
        QVERIFY(studio.state().request.loras.empty());
        QCOMPARE(studio.size(), QSize(768, 768));
        QCOMPARE(studio.state().request.seed, 1);
    }

    void recalledMasksComeBack()
    {
        FakeModels models;
        StudioModel studio(models);
        GenerationRequest request;
        request.mode = Mode::Fill;
        request.modelId = "starter";
        request.inputImage = Image::filled(64, 32, 3, 100);
        request.maskImage = Image::filled(64, 32, 1, 255);
        studio.recall(request, RecallPart::All);
        QCOMPARE(studio.input().size(), QSize(64, 32));
        QVERIFY(!studio.mask().isEmpty());
    }

    void differencesAreCounted()
    {
        QImage before(40, 20, QImage::Format_RGB32), after, mask(40, 20, QImage::Format_Grayscale8);
        before.fill(QColor(10, 20, 30));
        after = before;
        mask.fill(0);
        for (int x = 0; x < 10; ++x) {
            after.setPixelColor(x, 3, QColor(10, 20, 31));
            mask.setPixelColor(x, 3, Qt::white);
        }
        QCOMPARE(differenceOf(before, after).changed, 10);
        QCOMPARE(differenceOf(before, after, mask).changedKept, 0);
        QCOMPARE(differenceOf(before, after).largest, 1);
        after.setPixelColor(30, 10, Qt::white);
        QCOMPARE(differenceOf(before, after, mask).changedKept, 1);
        QVERIFY(differenceOf(before, QImage(3, 3, QImage::Format_RGB32)).picture.isNull());
    }

    void comparingMeasuresOffTheThread()
    {
        CompareView view;
        view.resize(600, 300);
        QSignalSpy measured(&view, &CompareView::measured);
        const QImage one = FakeTasks::painted(1);
        view.setPictures(one, one);
        QTRY_COMPARE(measured.count(), 1);
        QCOMPARE(measured.front().front().value<PictureDifference>().changed, 0);
        view.setMode(CompareView::Mode::Slider);
        QVERIFY(!view.grab().isNull());
    }

    void questionsAreRecognised()
    {
        tasks::HistoryQuery one, other;
        other.limit = 500;
        QVERIFY(isSameQuestion(one, other));
        other.isStarred = true;
        QVERIFY(!isSameQuestion(one, other));
        tasks::Task task;
        task.prompt = "a lighthouse on a grassy cliff";
        QCOMPARE(pictureTitle(task), QStringLiteral("A lighthouse on a…"));
        task.prompt = "a (red hat:1.2), ../../{calm|rough} 海 sea / one two three";
        task.seed = 7;
        QCOMPARE(pictureFileName(task), QStringLiteral("a red hat 1 2 calm rough 海 7.png"));
        task.prompt = "///";
        QCOMPARE(pictureFileName(task), QStringLiteral("picture 7.png"));
    }
};

int runGallery(int argc, char** argv)
{
    GalleryTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_gallery.moc"
