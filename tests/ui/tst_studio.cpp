// The studio page: what is edited becomes the request that is sent.
#include "suites.h"

#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "controls/icon_button.h"
#include "controls/text_button.h"
#include "controls/value_slider.h"
#include "square_mask.h"
#include "studio/action_plate.h"
#include "studio/canvas_pane.h"
#include "studio/control_section.h"
#include "studio/generate_bar.h"
#include "studio/input_section.h"
#include "studio/lora_row.h"
#include "studio/lora_section.h"
#include "studio/mask_section.h"
#include "studio/picture_intake.h"
#include "studio/picture_row.h"
#include "studio/picture_size.h"
#include "studio/remedy_card.h"
#include "studio/remedy_list.h"
#include "studio/sampling_section.h"
#include "studio/seed_row.h"
#include "studio/studio_page.h"
#include "studio/tool_options.h"
#include "studio_window.h"

using namespace genserve;
using namespace genserve::ui;

class StudioTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLargePictureThatIsDroppedIsScaledDown()
    {
        StudioWindow studio;
        StudioModel& model = studio.window.studio().model();
        QSignalSpy said(&studio.window.studio(), &StudioPage::message);
        QImage wide(5000, 100, QImage::Format_RGB32);
        wide.fill(Qt::darkGreen);
        Q_EMIT studio.window.studio().canvasPane().pictureDropped(wide);
        QTRY_COMPARE(model.input().size(), QSize(4096, 82));
        QCOMPARE(said.count(), 1);
        Q_EMIT studio.window.studio().canvasPane().pictureDropped(wide.copy(0, 0, 64, 64));
        QCOMPARE(model.input().size(), QSize(64, 64));
    }

    void modesShowThePictureThatTheyWorkOn()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        const auto* input = studio.window.findChild<InputSection*>();
        const auto* control = studio.window.findChild<ControlSection*>();
        QVERIFY(!input->isVisible());
        model.setMode(Mode::ImageToImage);
        QVERIFY(input->isVisible() && !input->findChild<PictureRow*>()->hasPicture());
        model.setInput(squareMask());
        QVERIFY(input->findChild<PictureRow*>()->hasPicture());
        model.setMode(Mode::ControlNet);
        QVERIFY(!input->isVisible() && !control->findChild<PictureRow*>()->hasPicture());
        model.setControl(squareMask());
        QVERIFY(control->findChild<PictureRow*>()->hasPicture());
        CanvasPane& pane = studio.window.studio().canvasPane();
        pane.showResult(FakeTasks::finishedTask(1, 0), QImage(squareMask()));
        QTest::mouseClick(control->findChild<PictureRow*>(), Qt::LeftButton, {}, QPoint(20, 20));
        QVERIFY(!pane.isShowingResult());
        pane.showResult(FakeTasks::finishedTask(1, 0), QImage(squareMask()));
        QVERIFY(studio.window.studio().stepBack());
        QVERIFY(!pane.isShowingResult() && !studio.window.studio().stepBack());
    }

    void theSamePictureAgainIsToldOf()
    {
        StudioWindow studio;
        QSignalSpy said(&studio.window.studio(), &StudioPage::message);
        StudioModel& model = studio.window.studio().model();
        model.change([](StudioState& state) {
            state.request.prompt = "a fox";
            state.isSeedKept = true;
        });
        const auto generate = [&] { studio.window.commands().run(QStringLiteral("task.generate")); };
        generate();
        QCOMPARE(said.count(), 0);
        generate();
        QCOMPARE(said.count(), 1);
        model.change([](StudioState& state) { state.request.steps = 3; });
        generate();
        QCOMPARE(said.count(), 1);
        model.change([](StudioState& state) { state.isSeedKept = false; });
        generate();
        generate();
        QCOMPARE(said.count(), 1);
    }

    void aCamerasPictureIsOpenedForItsParts()
    {
        StudioWindow studio;
        StudioModel& model = studio.window.studio().model();
        QSignalSpy said(&studio.window.studio(), &StudioPage::message);
        QImage photo(6000, 4000, QImage::Format_RGB32);
        photo.fill(Qt::darkGreen);
        const QString file = studio.folder.filePath(QStringLiteral("photo.jpg"));
        QVERIFY(photo.save(file));
        studio.window.studio().intake().open(file);
        QTRY_COMPARE(model.input().size(), QSize(4096, 2731));
        QVERIFY(model.state().request.mode == Mode::Fill);
        QVERIFY(model.state().request.onlyMasked);
        QCOMPARE(said.count(), 2);
        QVERIFY(said.at(1).at(0).toString().contains(QStringLiteral("6000 × 4000")));
        studio.window.studio().intake().take(QImage(256, 256, QImage::Format_RGB32));
        QVERIFY(!model.state().request.onlyMasked); // nobody asked for it
        model.change([](StudioState& state) { state.request.onlyMasked = true; });
        studio.window.studio().intake().take(QImage(320, 256, QImage::Format_RGB32));
        QVERIFY(model.state().request.onlyMasked);
    }

    void theToolsOptionsFoldBeforeTheyAreCut()
    {
        FakeModels models;
        StudioModel model(models);
        ToolBox tools(model);
        QWidget window;
        ToolOptions options(tools, &window);
        window.show();
        for (const int width : {364, 480, 900, 1200, 364}) {
            options.resize(width, 88);
            QApplication::processEvents();
            options.resize(width, options.sizeHint().height());
            QApplication::processEvents();
            for (const auto* slider : options.findChildren<ValueSlider*>()) {
                if (slider->isVisible()) {
                    QVERIFY2(slider->width() >= slider->sizeHint().width(), qPrintable(slider->accessibleName()));
                    const QRect place(slider->mapTo(&options, QPoint()), slider->size());
                    QVERIFY(options.rect().contains(place));
                }
            }
            QCOMPARE(options.height() > 44, width < 600); // a row or two
        }
    }

    void thePlateOfActionsStaysOnTheCanvas()
    {
        StudioWindow studio;
        auto* plate = studio.window.findChild<ActionPlate*>();
        QWidget canvas;
        plate->setParent(&canvas);
        const auto widthOn = [&](int room) {
            canvas.resize(room, 300);
            plate->place();
            return plate->width();
        };
        const int wide = widthOn(900), narrow = widthOn(320);
        QVERIFY(narrow < wide);
        QVERIFY(narrow <= 320);
        QVERIFY(widthOn(wide) <= wide);
        QCOMPARE(widthOn(900), wide);
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

    void aSeedIsTakenWhileItIsTyped()
    {
        FakeModels models;
        StudioModel studio(models);
        SeedRow row(studio);
        auto* field = row.findChild<QLineEdit*>();
        field->clear();
        QTest::keyClicks(field, QStringLiteral("77"));
        QCOMPARE(studio.submission().request.seed, std::int64_t{77}); // the field still has the keyboard
        QVERIFY(studio.state().isSeedKept);
        QTest::keyClicks(field, QStringLiteral("x"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(field->text(), QStringLiteral("77"));
    }

    void whatWouldFitIsOnePressAway()
    {
        FakeModels models;
        StudioModel studio(models);
        FakeProgram program;
        FakeTasks door;
        RemedyList row(studio, door, &program);
        const auto cards = row.findChildren<RemedyCard*>(); // masked, smaller, fp8
        RequestFit fit;
        row.show(fit);
        QVERIFY(row.isHidden());
        fit.fits = false;
        row.show(fit);
        QVERIFY(row.isHidden()); // no remedy is known
        fit.smallerSize = QSize(768, 512);
        fit.fitsInFloat8 = true;
        row.show(fit);
        QVERIFY(!row.isHidden() && !cards[1]->isHidden() && !cards[2]->isHidden());
        door.fitAnswer = {true, "cuda:1", "resident", {}, 36'000'000'000, 31};
        row.learnCosts();
        QCOMPARE(door.fitQuestions.back().width, 768);
        QCOMPARE(cards[1]->cost(), QStringLiteral("36.0 GB · about 31 s on cuda:1"));
        QVERIFY(!cards[2]->cost().isEmpty());
        cards[1]->click();
        QCOMPARE(studio.size(), QSize(768, 512));
        cards[2]->click();
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
        QCOMPARE(choose(), QStringLiteral("302 of 304 layer(s) fit this model"));
        const auto* slider = section.findChild<LoraRow*>()->findChild<ValueSlider*>();
        QCOMPARE(slider->note(), QStringLiteral("302 of 304"));
        QVERIFY(slider->toolTip().endsWith(QStringLiteral("lora_te1_a\nlora_unet_b")));
        models.report = tl::unexpected(Error{ErrorCode::InvalidArgument, "it is empty", {}});
        Q_EMIT models.changed();
        QCOMPARE(choose(), QStringLiteral("it is empty"));
        QCOMPARE(studio.state().request.loras.front().weight, 0.5);
        studio.change([](StudioState& state) { state.request.loras = {{"film-grain-35mm", -3.0}}; });
        QCOMPARE(section.findChild<LoraRow*>()->findChild<ValueSlider*>()->realValue(), -3.0); // a recalled one
    }

    void aNewLoraIsInSight()
    {
        StudioWindow studio;
        studio.window.resize(1024, 680);
        studio.window.show();
        auto* section = studio.window.findChild<LoraSection*>();
        QTimer::singleShot(0, section, [] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            menu->actions().constFirst()->trigger();
            menu->close();
        });
        section->findChild<IconButton*>()->click();
        QTRY_COMPARE(section->findChildren<LoraRow*>().size(), 1);
        const auto* row = section->findChild<LoraRow*>();
        QTRY_COMPARE(row->visibleRegion().boundingRect(), row->rect());
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
        QVERIFY(!bar->mayGenerate());
        studio.window.commands().run(QStringLiteral("task.generate"));
        QVERIFY(studio.tasks.submitted.empty());
        studio.tasks.fitAnswer.bytes = 41'200'000'000;
        Q_EMIT studio.tasks.devicesChanged(); // asks again
        QTRY_COMPARE(bar->strongLine(), QStringLiteral("Does not fit: needs 41.2 GB"));
        studio.tasks.fitAnswer = {true, "cuda:0", "resident", {}, 0, 14.2};
        Q_EMIT studio.tasks.devicesChanged();
        QTRY_VERIFY(bar->mayGenerate());
    }

    void controlWorksOnItsPictureAlone()
    {
        FakeModels models;
        StudioModel studio(models);
        studio.setMode(Mode::ControlNet);
        studio.change([](StudioState& state) { state.request.prompt = "a boat"; });
        QImage photo(64, 48, QImage::Format_RGB32);
        photo.fill(QColor(120, 160, 200));
        studio.usePicture(photo, Mode::ControlNet);
        QVERIFY(studio.obstacle().isEmpty());
        QVERIFY(!studio.state().request.controlPreprocess); // nothing here takes edges
        genserve::AdapterInfo canny;
        canny.kind = "controlnet";
        canny.control = "canny";
        models.loras.push_back(canny);
        studio.usePicture(photo, Mode::ControlNet);
        QVERIFY(studio.state().request.controlPreprocess);
        QImage edges(64, 48, QImage::Format_RGB32);
        edges.fill(Qt::black);
        QPainter(&edges).fillRect(10, 0, 2, 48, Qt::white);
        studio.usePicture(edges, Mode::ControlNet);
        QVERIFY(!studio.state().request.controlPreprocess);
        const GenerationRequest request = studio.submission().request;
        QVERIFY(request.controlImage && !request.inputImage && !request.strength);
    }

    void aPhotoTooLargeToFillSaysWhatHelps()
    {
        FakeModels models;
        StudioModel studio(models);
        FakeTasks door;
        RemedyList row(studio, door, nullptr);
        studio.change([](StudioState& state) { state.request.prompt = "a boat"; });
        studio.usePicture(QImage(4032, 3024, QImage::Format_RGB32), Mode::Fill);
        QVERIFY(studio.obstacle().startsWith(QStringLiteral("Too many pixels")));
        row.show({});
        QVERIFY(!row.isHidden());
        row.findChildren<RemedyCard*>().first()->click();
        QVERIFY(studio.state().request.onlyMasked);
        QVERIFY(!studio.obstacle().startsWith(QStringLiteral("Too many pixels")));
        row.show({});
        QVERIFY(row.isHidden());
        studio.usePicture(QImage(4112, 32, QImage::Format_RGB32), Mode::Fill);
        QVERIFY(studio.obstacle().contains(QStringLiteral("4112 × 32")));
        studio.usePicture(QImage(3, 2, QImage::Format_RGB32), Mode::Fill);
        QVERIFY(studio.obstacle().contains(QStringLiteral("16 px")));
    }

    void settingsOfOtherModesAreNotSent()
    {
        FakeModels models;
        StudioModel studio(models);
        studio.change([](StudioState& state) {
            state.request.onlyMasked = true;
            state.request.maskGrowPx = 8;
            state.request.controlPreprocess = true;
            state.request.controlScale = 0.4;
        });
        const GenerationRequest request = studio.submission().request;
        QVERIFY(!request.onlyMasked && request.maskGrowPx == 0 && !request.controlPreprocess && !request.controlScale);
        QVERIFY(studio.state().request.onlyMasked); // for the next fill
    }

    void aFailureIsToldWhereGenerateWasPressed()
    {
        StudioWindow studio;
        studio.window.show();
        studio.window.studio().model().change([](StudioState& state) { state.request.prompt = "a boat"; });
        studio.window.commands().run(QStringLiteral("task.generate"));
        QSignalSpy told(&studio.window.studio(), &StudioPage::message);
        studio.tasks.list = {FakeTasks::task("task-1", tasks::TaskState::Failed)};
        studio.tasks.list[0].task.error.message = "it is empty";
        Q_EMIT studio.tasks.tasksChanged();
        QVERIFY(studio.window.findChild<GenerateBar*>()->strongLine().contains(QStringLiteral("it is empty")));
        QCOMPARE(told.count(), 1);
        Q_EMIT studio.tasks.tasksChanged();
        QCOMPARE(told.count(), 1);
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
            state.form.shape = QSize(4, 3);
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
