// The studio page: what is edited becomes the request that is sent.
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "canvas/area_shapes.h"
#include "canvas/canvas_view.h"
#include "canvas/mask_shaper.h"
#include "controls/icon_button.h"
#include "controls/text_button.h"
#include "studio/before_after.h"
#include "studio/canvas_pane.h"
#include "studio/generate_bar.h"
#include "studio/layer_row.h"
#include "studio/layers_panel.h"
#include "studio/lora_row.h"
#include "studio/lora_section.h"
#include "studio/mask_section.h"
#include "studio/mask_shaping.h"
#include "studio/picture_size.h"
#include "studio/pixels.h"
#include "studio/presets.h"
#include "studio/prompt_editor.h"
#include "studio/prompt_syntax.h"
#include "studio/prompt_weighting.h"
#include "studio/recall.h"
#include "studio/remedy_row.h"
#include "studio/result_cell.h"
#include "studio/results_model.h"
#include "studio/results_panel.h"
#include "studio/sampling_section.h"
#include "studio/shape_button.h"
#include "studio/size_section.h"
#include "studio/studio_page.h"
#include "studio_window.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

QImage squareMask()
{
    QImage mask(100, 80, QImage::Format_Grayscale8);
    mask.fill(0);
    for (int y = 30; y < 50; ++y) {
        std::fill_n(mask.scanLine(y) + 40, 20, uchar{255});
    }
    return mask;
}

double shareOf(const QImage& mask)
{
    MaskDocument document(mask.size());
    document.reset(mask);
    return document.coveredShare();
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

    void wordsAreWeightedByKeys_data()
    {
        QTest::addColumn<QString>("before"); // [ and ] stand around what is selected, | at the cursor
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char* before, int steps, const char* after) {
            QTest::newRow(name) << QString::fromUtf8(before) << steps << QString::fromUtf8(after);
        };
        row("the word at the cursor", "a r|ed cat", 1, "a ([red]:1.1) cat");
        row("selected words", "a [red cat ]sits", 2, "a ([red cat]:1.2) sits");
        row("a weight that is there", "a ([red]:1.1) cat", 1, "a ([red]:1.2) cat");
        row("its whole syntax", "a [(red:1.1)] cat", -3, "a ([red]:0.8) cat");
        row("the innermost one around the cursor", "((a|:1.1) b:2)", 1, "(([a]:1.2) b:2)");
        row("1 takes the syntax away", "a (r|ed:1.1) cat", -1, "a [red] cat");
        row("the most", "(r|ed:3.95)", 1, "([red]:4)");
        row("the least", "(r|ed:0.05)", -1, "([red]:0)");
        row("around another weight", "[a (b:2)]", 1, "([a (b:2)]:1.1)");
        row("half of another weight", "[a (b]:2)", 1, "[a (b]:2)");
        row("half of plain parentheses", "(a [b) c]", 1, "(a [b) c]");
        row("nothing", "a | b", 1, "a | b");
        row("other scripts", "雪🦊|人", 1, "([雪🦊人]:1.1)");
    }
    void wordsAreWeightedByKeys()
    {
        QFETCH(QString, before);
        QFETCH(int, steps);
        PromptEditor editor;
        const bool isSelected = before.contains(u'[');
        const int begin = static_cast<int>(before.indexOf(isSelected ? u'[' : u'|'));
        before.remove(begin, 1);
        const int end = isSelected ? static_cast<int>(before.indexOf(u']')) : begin;
        before.remove(end, isSelected ? 1 : 0);
        editor.setPlainText(before);
        QTextCursor cursor = editor.textCursor();
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        editor.setTextCursor(cursor);
        for (int i = 0; i < std::abs(steps); ++i) {
            QTest::keyClick(&editor, steps > 0 ? Qt::Key_Up : Qt::Key_Down, Qt::ControlModifier);
        }
        QString after = editor.toPlainText();
        cursor = editor.textCursor();
        if (cursor.hasSelection()) {
            after.insert(cursor.selectionEnd(), u']').insert(cursor.selectionStart(), u'[');
        } else {
            after.insert(cursor.position(), u'|');
        }
        QTEST(after, "after");
        while (editor.document()->isUndoAvailable()) {
            editor.undo();
        }
        QCOMPARE(editor.toPlainText(), before);
    }

    void weightsAreSentAndBadOnesAreSaid()
    {
        FakeModels models;
        StudioModel studio(models);
        const auto sent = [&](const char* prompt) {
            studio.change([&](StudioState& state) { state.request.prompt = prompt; });
            return studio.submission().request.promptWeights;
        };
        QVERIFY(!sent("a cat (old)"));
        QVERIFY(sent("a (red:1.2) cat"));
        QVERIFY(sent("a \\(red:1.2\\) cat"));
        QVERIFY(studio.obstacle().isEmpty());
        QVERIFY(sent("a (red:12) cat"));
        QCOMPARE(studio.obstacle(), QStringLiteral("The weight 12 in the prompt is not a number from 0 to 4"));
    }

    void recalledPromptsMeanWhatTheyMeant()
    {
        FakeModels models;
        StudioModel studio(models);
        GenerationRequest literal;
        literal.prompt = "a (red:1.2) cat";
        studio.recall(literal, RecallPart::All);
        QCOMPARE(studio.state().request.prompt, std::string("a \\(red:1.2\\) cat"));
        literal.promptWeights = true;
        literal.stepCache = StepCache::Strong;
        studio.recall(literal, RecallPart::All);
        QCOMPARE(studio.state().request.prompt, std::string("a (red:1.2) cat"));
        const GenerationRequest again = studio.submission().request;
        QVERIFY(again.promptWeights && again.stepCache == StepCache::Strong);
    }

    void encodersReadTheTextAlone()
    {
        const ReadPrompt read = readPrompt(QStringLiteral("a (雪🦊:1.5) \\(b\\)"));
        QCOMPARE(read.text, QStringLiteral("a 雪🦊 (b)"));
        QCOMPARE(read.places.size(), std::size_t(read.text.size()) + 1);
        QCOMPARE(read.places[2], 3);
        QCOMPARE(read.places[6], 13);
        QCOMPARE(readPrompt(QStringLiteral("plain (text)")).text, QStringLiteral("plain (text)"));
    }

    void aStepCacheIsOfferedWhereStepsHaveSomethingInCommon()
    {
        FakeModels models;
        StudioModel studio(models);
        studio.change([](StudioState& state) {
            state.request.stepCache = StepCache::Medium;
            state.request.steps = 2;
        });
        QVERIFY(studio.stepCacheActs());
        QVERIFY(studio.submission().request.stepCache == StepCache::Medium);
        studio.change([](StudioState& state) { state.request.steps = 1; });
        QVERIFY(!studio.stepCacheActs());
        QVERIFY(studio.submission().request.stepCache == StepCache::Off);
        QVERIFY(studio.question().stepCache == StepCache::Off);
    }

    void aShapeOfItsOwnChecksNoButton()
    {
        FakeModels models;
        StudioModel studio(models);
        SizeSection section(studio);
        const auto checked = [&section] {
            const auto buttons = section.findChildren<ShapeButton*>();
            return std::ranges::count_if(buttons, &QAbstractButton::isChecked);
        };
        studio.setSize(QSize(768, 512));
        QCOMPARE(checked(), 1);
        studio.setSize(QSize(208, 256));
        QCOMPARE(checked(), 0);
        studio.setSize(QSize(512, 512));
        QCOMPARE(checked(), 1);
    }

    void whatWouldFitIsOnePressAway()
    {
        FakeModels models;
        StudioModel studio(models);
        FakeProgram program;
        RemedyRow row(studio, &program);
        const auto buttons = row.findChildren<TextButton*>();
        RequestFit fit;
        row.show(fit);
        QVERIFY(row.isHidden());
        fit.fits = false;
        row.show(fit);
        QVERIFY(row.isHidden()); // no remedy is known
        fit.smallerSize = QSize(768, 512);
        fit.fitsInFloat8 = true;
        row.show(fit);
        QVERIFY(!row.isHidden() && !buttons[0]->isHidden() && !buttons[1]->isHidden());
        buttons[0]->click();
        QCOMPARE(studio.size(), QSize(768, 512));
        buttons[1]->click();
        QVERIFY(program.isFloat8Preferred);
        QCOMPARE(program.restarts, 1);
        studio.setMode(Mode::Fill);
        row.show(fit);
        QVERIFY(row.isHidden()); // the size is the picture's, and fp8 is in use
    }

    void lorasSayHowMuchOfThemFits()
    {
        FakeModels models;
        StudioModel studio(models);
        LoraSection section(studio);
        const auto choose = [&] {
            studio.change([](StudioState& state) { state.request.loras = {{"film-grain-35mm", 0.5}}; });
            return section.findChild<LoraRow*>()->report();
        };
        QCOMPARE(choose(), QStringLiteral("All 304 layer(s) fit this model"));
        QCOMPARE(models.calls, QStringList{QStringLiteral("report film-grain-35mm on starter")});
        models.report = LoraReport{304, 302, {"lora_te1_a", "lora_unet_b"}};
        Q_EMIT models.changed(); // perhaps another file now
        QCOMPARE(choose(), QStringLiteral("302 of 304 layer(s) fit this model; not lora_te1_a, …"));
        models.report = tl::unexpected(Error{ErrorCode::InvalidArgument, "it is empty", {}});
        Q_EMIT models.changed();
        QCOMPARE(choose(), QStringLiteral("it is empty"));
        QCOMPARE(studio.state().request.loras.front().weight, 0.5);
    }

    void masksGrowShrinkAndFeather()
    {
        const QImage mask = squareMask();
        const auto near = [](double share, int width, int height) {
            return qFuzzyCompare(share, width * height / 8000.0);
        };
        QVERIFY(near(shareOf(mask), 20, 20));
        QVERIFY(near(shareOf(grownMask(mask, 5)), 30, 30));
        QVERIFY(near(shareOf(grownMask(mask, -5)), 10, 10));
        QCOMPARE(grownMask(mask, -10).pixelColor(50, 40).red(), 0);
        const QImage soft = featheredMask(mask, 9);
        QCOMPARE(soft.pixelColor(50, 40).red(), 255);
        const int edge = soft.pixelColor(40, 40).red();
        QVERIFY(edge > 90 && edge < 200);
        QCOMPARE(soft.pixelColor(10, 10).red(), 0);
    }

    void shapingRunsBesideTheWindowInOrder()
    {
        MaskDocument mask(QSize(100, 80));
        mask.replace(squareMask(), QStringLiteral("square"));
        MaskShaper shaper(mask);
        const auto grow = [](int px) { return [px](const QImage& now) { return grownMask(now, px); }; };
        shaper.shape(QStringLiteral("Grow"), grow(5));
        shaper.shape(QStringLiteral("Grow"), grow(5));
        QCOMPARE(mask.coveredShare(), 400 / 8000.0); // not within the call
        QTRY_VERIFY(shaper.isIdle());
        QCOMPARE(mask.coveredShare(), 1600 / 8000.0);
        QCOMPARE(mask.history().undoDepth(), 3);
        shaper.shape(QStringLiteral("Grow"), grow(5));
        mask.invert(); // drawn meanwhile: it stays
        const QImage drawn = mask.image();
        QTRY_VERIFY(shaper.isIdle());
        QCOMPARE(mask.image(), drawn);
    }

    void whatIsTransparentCanBecomeTheMask()
    {
        FakeModels models;
        StudioModel model(models);
        QImage picture(8, 4, QImage::Format_ARGB32);
        picture.fill(Qt::red);
        model.setInput(picture);
        QVERIFY(model.inputAlpha().isNull()); // opaque all over
        picture.setPixelColor(2, 1, Qt::transparent);
        model.setInput(picture);
        QCOMPARE(model.input().pixelColor(2, 1), QColor(Qt::white));
        QVERIFY(!model.input().hasAlphaChannel());
        QCOMPARE(model.inputAlpha().pixelColor(2, 1).red(), 255);
        QCOMPARE(model.inputAlpha().pixelColor(3, 1).red(), 0);
    }

    void presetsKeepSettingsAndStylesKeepWords()
    {
        const QTemporaryDir folder;
        QSettings file(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
        Presets presets(file);
        StudioState state;
        state.request.prompt = "a boat";
        state.request.seed = 5;
        state.request.steps = 12;
        state.request.loras = {{"film-grain-35mm", 0.4}};
        state.shape = QSize(16, 9);
        const QString name = QStringLiteral("影集/wide & slow");
        presets.savePreset(name, state);
        QCOMPARE(presets.presets(), QStringList{name});
        StudioState other;
        other.request.prompt = "a hill";
        other.request.seed = 9;
        QVERIFY(presets.applyPreset(name, other));
        QCOMPARE(other.request.prompt, std::string("a hill"));
        QCOMPARE(other.request.seed, std::int64_t{9});
        QCOMPARE(other.request.steps.value_or(0), 12);
        QCOMPARE(other.shape, QSize(16, 9));
        QCOMPARE(other.request.loras.size(), std::size_t{1});
        QVERIFY(!presets.applyPreset(QStringLiteral("none"), other));
        presets.removePreset(name);
        QVERIFY(presets.presets().isEmpty());
        presets.saveStyle(QStringLiteral("film"), QStringLiteral("35 mm film, soft light"));
        const QString words = presets.style(QStringLiteral("film"));
        const QString with = withStyleToggled(QStringLiteral("a boat"), words);
        QCOMPARE(with, QStringLiteral("a boat, 35 mm film, soft light"));
        QCOMPARE(withStyleToggled(with, words), QStringLiteral("a boat"));
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
        StudioWindow studio;
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

    void layersAreShownAndHidden()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        CanvasPane& pane = studio.window.studio().canvasPane();
        auto* panel = studio.window.findChild<LayersPanel*>();
        const auto rows = panel->findChildren<LayerRow*>();
        QCOMPARE(rows.size(), 4);
        LayerRow* result = rows.at(1);
        QImage picture(256, 256, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        model.usePicture(picture, Mode::Fill);
        QVERIFY(!result->eye().isEnabled()); // nothing was made of it
        QImage made = picture;
        made.fill(Qt::blue);
        pane.showResult(FakeTasks::finishedTask(4, 0), made);
        QVERIFY(result->eye().isEnabled());
        pane.showWork();
        const auto middle = [&] { return pane.canvas().grab().toImage().pixelColor(pane.canvas().rect().center()); };
        QCOMPARE(middle(), QColor(Qt::gray));
        result->eye().click();
        QCOMPARE(middle(), QColor(Qt::blue));
        result->eye().click();
        rows.at(0)->eye().click(); // the mask: the same as its command
        QVERIFY(!studio.window.commands().action(QStringLiteral("mask.quick"))->isChecked());
        model.setInput(made);
        QVERIFY(!result->eye().isEnabled());
    }

    void masksAndPicturesAreDroppedOnTheirLayers()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        QImage picture(100, 80, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        model.usePicture(picture, Mode::Fill);
        const QString file = studio.folder.filePath(QStringLiteral("mask.png"));
        QVERIFY(squareMask().save(file));
        auto* panel = studio.window.findChild<LayersPanel*>();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        const auto drop = [&](int row) {
            const QPointF place = panel->findChildren<LayerRow*>().at(row)->geometry().center();
            QDragEnterEvent enter(place.toPoint(), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(panel, &enter); // Qt drops only where it was entered
            QDropEvent event(place, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(panel, &event);
        };
        drop(0);
        QTRY_COMPARE(model.mask().coveredShare(), 400 / 8000.0);
        drop(2);
        QTRY_COMPARE(model.control().size(), QSize(100, 80));
        QSignalSpy told(&studio.window.studio(), &StudioPage::message);
        studio.window.studio().openMask(studio.folder.filePath(QStringLiteral("none.png")));
        QTRY_COMPARE(told.count(), 1);
        QCOMPARE(model.mask().coveredShare(), 400 / 8000.0);
        QAction* copy = studio.window.commands().action(QStringLiteral("result.copy"));
        QVERIFY(copy->isEnabled()); // what is worked on
    }

    void toolsAndLayersAreKept()
    {
        StudioWindow studio;
        BrushSettings brush = studio.window.studio().canvasPane().tools().brush();
        brush.size = 133;
        brush.pressureCurve = PressureCurve::Firm;
        studio.window.studio().canvasPane().tools().setBrush(brush);
        studio.window.studio().canvasPane().tools().setTolerance(77);
        QSettings& file = studio.settings.file();
        file.setValue(QStringLiteral("layers/opacity-control"), 35);
        file.setValue(QStringLiteral("brush/hardness"), 42); // by hand, beyond its limits
        StudioModel model(studio.models);
        ToolBox tools(model);
        tools.keepIn(file);
        QCOMPARE(tools.brush().size, 133.0);
        QCOMPARE(tools.brush().hardness, 1.0);
        QCOMPARE(tools.brush().pressureCurve, PressureCurve::Firm);
        QCOMPARE(tools.tolerance(), 77);
        LayersPanel panel(studio.window.studio().model(), studio.window.commands(), file);
        QCOMPARE(panel.looks().control.opacity, 0.35);
    }

    void anEnlargedResultIsComparedInItsPlace()
    {
        StudioWindow studio;
        studio.window.show();
        CanvasPane& pane = studio.window.studio().canvasPane();
        QImage before(64, 64, QImage::Format_RGB32);
        before.fill(Qt::red);
        QImage after(128, 64, QImage::Format_RGB32);
        after.fill(Qt::green);
        QPainter(&after).fillRect(64, 0, 64, 64, Qt::red); // kept; the left half is new
        GenerationRequest request;
        request.mode = Mode::Fill;
        request.inputImage = rgbImage(before);
        request.outpaint = Outpaint{64, 0, 0, 0};
        studio.tasks.savedRequest = request;
        pane.showResult(FakeTasks::finishedTask(4, 0), after);
        studio.window.commands().run(QStringLiteral("result.compare"));
        QVERIFY(pane.isComparing());
        QTRY_COMPARE(pane.findChild<BeforeAfter*>()->proof(), QStringLiteral("0 pixels changed outside the mask"));
    }

    void generateSendsWhatIsShown()
    {
        StudioWindow studio;
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
        StudioWindow studio;
        StudioModel& model = studio.window.studio().model();
        model.setMode(Mode::Fill);
        model.change([](StudioState& state) { state.request.prompt = "sky"; });
        QVERIFY(!model.obstacle().isEmpty());
        QImage picture(100, 80, QImage::Format_RGB32);
        picture.fill(Qt::gray);
        model.setInput(picture);
        QVERIFY(!model.obstacle().isEmpty()); // nothing is masked
        model.mask().apply(MaskEdit::Add, {squareMask(), QRect(40, 30, 20, 20)}, QStringLiteral("square"));
        QVERIFY(model.obstacle().isEmpty());
        const tasks::Submission sent = model.submission();
        QCOMPARE(sent.request.maskImage->channels, 1);
        QCOMPARE(sent.request.maskImage->pixels.at(30 * 100 + 40), std::uint8_t{255});
        QCOMPARE(*sent.request.width, 100);
    }

    void onlyControlsThatActAreShown()
    {
        StudioWindow studio;
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
        StudioWindow studio;
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
        QCOMPARE(model.rowCount(), 2); // under its day
        QVERIFY(model.index(0).data(ResultsModel::IsHeading).toBool());
        door.list = {FakeTasks::task("a", tasks::TaskState::Running)};
        Q_EMIT door.tasksChanged();
        QCOMPARE(model.rowCount(), 3);
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

    void languageChangesWhileOpen()
    {
        StudioWindow studio;
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
