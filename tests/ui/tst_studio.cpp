// The studio page: what is edited becomes the request that is sent.
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "canvas/area_shapes.h"
#include "fake_world.h"
#include "shell/main_window.h"
#include "studio/canvas_pane.h"
#include "studio/generate_bar.h"
#include "studio/mask_section.h"
#include "studio/mask_shaping.h"
#include "studio/picture_size.h"
#include "studio/pixels.h"
#include "studio/prompt_editor.h"
#include "studio/prompt_syntax.h"
#include "studio/results_model.h"
#include "studio/sampling_section.h"
#include "studio/studio_page.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

struct Studio {
    FakeModels models;
    FakeTokens tokens;
    FakeTasks tasks;
    QTemporaryDir folder;
    SettingsStore settings{folder.filePath(QStringLiteral("genserve.ini"))};
    Language language;
    MainWindow window{World{&models, &tokens, &tasks}, settings, language};
};

QImage squareMask()
{
    QImage mask(100, 80, QImage::Format_Grayscale8);
    mask.fill(0);
    for (int y = 30; y < 50; ++y) {
        std::fill_n(mask.scanLine(y) + 40, 20, uchar{255});
    }
    return mask;
}

} // namespace

class StudioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizesKeepShapeAndArea_data()
    {
        QTest::addColumn<QSize>("shape");
        QTest::addColumn<double>("megapixels");
        QTest::addColumn<QSize>("size");
        QTest::newRow("square") << QSize(1, 1) << 1.05 << QSize(1024, 1024);
        QTest::newRow("wide") << QSize(16, 9) << 1.05 << QSize(1360, 768);
        QTest::newRow("tall") << QSize(3, 4) << 1.05 << QSize(880, 1184);
        QTest::newRow("smallest side") << QSize(1, 1) << 0.001 << QSize(64, 64);
    }
    void sizesKeepShapeAndArea()
    {
        QFETCH(QSize, shape);
        QFETCH(double, megapixels);
        QTEST(sizeFor(shape, megapixels), "size");
    }

    void findsChoices()
    {
        const auto spans = promptSpans(QStringLiteral("a (b:1.2) {c | d} (plain) {x}"));
        QCOMPARE(spans, (std::vector<PromptSpan>{{10, 7}}));
    }

    void choosesTheSamePartsForTheSameSeed()
    {
        const QString prompt = QStringLiteral("{red|blue} {a {big|small} house | a tree}");
        QCOMPARE(expandChoices(prompt, 7), expandChoices(prompt, 7));
        QSet<QString> seen;
        for (int seed = 0; seed < 64; ++seed) {
            seen << expandChoices(prompt, seed);
        }
        QCOMPARE(seen.size(), 6);
        QCOMPARE(expandChoices(QStringLiteral("{alone} }{"), 1), QStringLiteral("{alone} }{"));
    }

    void promptHistoryWalksByKeys()
    {
        PromptEditor editor;
        editor.setHistory({QStringLiteral("newest"), QStringLiteral("older")});
        editor.setPlainText(QStringLiteral("typed"));
        QTest::keyClick(&editor, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(&editor, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(editor.toPlainText(), QStringLiteral("older"));
        QTest::keyClick(&editor, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(editor.toPlainText(), QStringLiteral("older"));
        QTest::keyClick(&editor, Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(&editor, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(editor.toPlainText(), QStringLiteral("typed"));
        editor.remember();
        QCOMPARE(editor.history().first(), QStringLiteral("typed"));
    }

    void masksGrowShrinkAndFeather()
    {
        const QImage mask = squareMask();
        const auto near = [](double share, int width, int height) {
            return qFuzzyCompare(share, width * height / 8000.0);
        };
        QVERIFY(near(coveredShare(mask), 20, 20));
        QVERIFY(near(coveredShare(grownMask(mask, 5)), 30, 30));
        QVERIFY(near(coveredShare(grownMask(mask, -5)), 10, 10));
        QCOMPARE(grownMask(mask, -10).pixelColor(50, 40).red(), 0);
        const QImage soft = featheredMask(mask, 9);
        QCOMPARE(soft.pixelColor(50, 40).red(), 255);
        const int edge = soft.pixelColor(40, 40).red();
        QVERIFY(edge > 90 && edge < 200);
        QCOMPARE(soft.pixelColor(10, 10).red(), 0);
    }

    void picturesCrossTheBorderUnchanged()
    {
        QImage picture(3, 2, QImage::Format_RGB32);
        picture.fill(QColor(1, 2, 3));
        picture.setPixelColor(2, 1, QColor(200, 100, 50));
        const Image image = rgbImage(picture);
        QCOMPARE(image.pixels.size(), std::size_t{18});
        QCOMPARE(qImage(image).convertToFormat(QImage::Format_RGB32), picture);
        QCOMPARE(greyImage(squareMask()).pixels.at(30 * 100 + 40), std::uint8_t{255});
    }

    void tellsTimeAndMemoryBeforeGenerating()
    {
        Studio studio;
        studio.window.show();
        const auto* bar = studio.window.findChild<GenerateBar*>();
        studio.tasks.fitAnswer = {true, "cuda:0", "resident", {}, 0, 14.2};
        studio.window.studio().model().change([](StudioState& state) {
            state.request.prompt = "a boat";
            state.count = 2;
        });
        QTRY_VERIFY(bar->strongLine().endsWith(QStringLiteral("in about 28 s")));
        const auto& question = studio.tasks.fitQuestions.back();
        QCOMPARE(question.modelId, std::string("starter"));
        QCOMPARE(QSize(*question.width, *question.height), studio.window.studio().model().size());
        studio.tasks.fitAnswer = {false, "cuda:0", {}, "768 x 768 would fit", 0, {}};
        studio.window.studio().model().change([](StudioState& state) { state.request.prompt = "a ship"; });
        QTRY_COMPARE(bar->strongLine(), QStringLiteral("Does not fit the memory"));
    }

    void generateSendsWhatIsShown()
    {
        Studio studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        studio.window.commands().run(QStringLiteral("task.generate"));
        QVERIFY(studio.tasks.submitted.empty()); // no prompt yet
        model.change([](StudioState& state) {
            state.request.prompt = "a {red} boat";
            state.request.seed = 11;
            state.isSeedKept = true;
            state.count = 3;
            state.shape = QSize(4, 3);
        });
        studio.window.commands().run(QStringLiteral("task.generate"));
        QCOMPARE(studio.tasks.submitted.size(), std::size_t{1});
        const tasks::Submission& sent = studio.tasks.submitted.front();
        QCOMPARE(sent.count, 3);
        QCOMPARE(sent.request.seed, std::int64_t{11});
        QCOMPARE(sent.request.modelId, std::string("starter"));
        QCOMPARE(QSize(*sent.request.width, *sent.request.height), model.size());
        QVERIFY(!sent.request.inputImage);
        QVERIFY(!sent.request.strength);
        studio.window.commands().run(QStringLiteral("task.generateNext"));
        QCOMPARE(studio.tasks.calls, QStringList{QStringLiteral("move task-2 front")});
    }

    void fillSendsPictureAndMask()
    {
        Studio studio;
        StudioModel& model = studio.window.studio().model();
        model.setMode(Mode::Fill);
        model.change([](StudioState& state) { state.request.prompt = "sky"; });
        QVERIFY(!model.obstacle().isEmpty());
        QImage picture(100, 80, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        model.setInput(picture);
        QVERIFY(!model.obstacle().isEmpty()); // nothing is masked
        model.mask().apply(MaskEdit::Add, squareMask(), QStringLiteral("square"));
        QVERIFY(model.obstacle().isEmpty());
        const tasks::Submission sent = model.submission();
        QCOMPARE(sent.request.maskImage->channels, 1);
        QCOMPARE(sent.request.maskImage->pixels.at(30 * 100 + 40), std::uint8_t{255});
        QCOMPARE(*sent.request.width, 100);
    }

    void onlyControlsThatActAreShown()
    {
        Studio studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        auto* mask = studio.window.findChild<MaskSection*>();
        QVERIFY(!mask->isVisible());
        model.setMode(Mode::Fill);
        QVERIFY(mask->isVisible());
        QVERIFY(!model.isPossible(Mode::ControlNet) || model.modelsFor(Mode::ControlNet).size() == 1);
        model.setMode(Mode::TextToImage);
        model.setModel(QStringLiteral("flux1-schnell"));
        QCOMPARE(model.state().request.steps.value_or(0), 4);
        QVERIFY(model.fittingLoras().empty());
    }

    void aRefusalStandsOverTheButton()
    {
        Studio studio;
        StudioModel& model = studio.window.studio().model();
        model.change([](StudioState& state) { state.request.prompt = "a boat"; });
        studio.tasks.refusal = tasks::Refusal{tasks::RefusalCode::QueueFull, "the queue is full (100 tasks)", {}};
        studio.window.commands().run(QStringLiteral("task.generate"));
        QCOMPARE(studio.window.findChild<GenerateBar*>()->strongLine(),
                 QStringLiteral("the queue is full (100 tasks)"));
    }

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
        QCOMPARE(model.rowCount(), 1);
        door.list = {FakeTasks::task("a", tasks::TaskState::Running)};
        Q_EMIT door.tasksChanged();
        QCOMPARE(model.rowCount(), 2);
        tasks::TaskProgress progress;
        progress.task = "a";
        progress.progress = {Stage::Denoise, 14, 28};
        Q_EMIT door.progressed(progress);
        QCOMPARE(model.index(0).data(ResultsModel::Fraction).toDouble(), 0.5);
        QVERIFY(model.finished(model.index(0)) == nullptr);
        tasks::Task made = door.list.front().task;
        made.state = tasks::TaskState::Finished;
        door.list.clear();
        Q_EMIT door.finished(made);
        Q_EMIT door.tasksChanged();
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.finished(model.index(0))->id, std::string("a"));
    }

    void languageChangesWhileOpen()
    {
        Studio studio;
        studio.window.show();
        studio.window.setLanguage(QStringLiteral("zh_CN"));
        QTRY_COMPARE(studio.window.studio().title(), QStringLiteral("创作"));
        QTRY_COMPARE(studio.window.commands().action(QStringLiteral("task.generate"))->text(), QStringLiteral("生成"));
        studio.window.setLanguage(QStringLiteral("en"));
        QTRY_COMPARE(studio.window.commands().action(QStringLiteral("task.generate"))->text(),
                     QStringLiteral("Generate"));
        QCOMPARE(studio.settings.language(), QStringLiteral("en"));
    }
};

int runStudio(int argc, char** argv)
{
    StudioTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_studio.moc"
