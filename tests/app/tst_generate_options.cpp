#include "app_test.h"
#include "generate_options.h"
#include "output_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

namespace genserve::app {
namespace {

using Strings = std::vector<std::string_view>;

// Parsed and checked, with an output that can be written unless the line names one.
struct Line {
    GenerateOptions options;
    std::vector<UsageFault> faults;

    explicit Line(const Strings& words)
    {
        options.output = folder.filePath(QStringLiteral("out.png")).toStdString();
        faults = parseArguments(generateTable(options), words).faults;
        for (auto& fault : checkOptions(options)) {
            faults.push_back(std::move(fault));
        }
    }

    QTemporaryDir folder;
};

QByteArray fieldsOf(const std::vector<UsageFault>& faults)
{
    QByteArray fields;
    for (const auto& fault : faults) {
        fields += (fields.isEmpty() ? "" : " ") + QByteArray::fromStdString(fault.field);
    }
    return fields;
}

Strings split(const QByteArray& line)
{
    Strings words; // views into the line
    const std::string_view text(line.constData(), static_cast<std::size_t>(line.size()));
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find(' ', start), text.size());
        words.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

} // namespace

class GenerateOptionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startsFromTheDocumentedDefaults();
    void takesValuesAtTheirLimits_data();
    void takesValuesAtTheirLimits();
    void refusesValuesBeyondTheirLimits_data();
    void refusesValuesBeyondTheirLimits();
    void wantsThePicturesOfItsMode();
    void reportsFaultsOfTableAndRulesTogether();
    void splitsAdaptersFromTheirNumbers();
    void givesEveryControlNetItsOwnNumbers();
    void warnsAboutPicturesWithoutEffect();
    void trimsAndCountsThePrompt();
    void refusesPromptsThatAreNoText();
    void numbersTheFilesOfASeries();
    void refusesOutputsThatCannotBeWritten();
    void leavesNoTraceOfTryingTheFolder();
    void drawsSeedsOfThirtyTwoBits();
};

void GenerateOptionsTest::startsFromTheDocumentedDefaults()
{
    const Line line({});
    QVERIFY(line.faults.empty());
    const auto& request = line.options.request;
    QCOMPARE(request.seed, 42);
    QVERIFY(request.mode == Mode::TextToImage);
    QVERIFY(request.resizeMode == ResizeMode::Stretch);
    QVERIFY(request.stepCache == StepCache::Off);
    QCOMPARE(request.trueCfgScale, 1.0);
    QVERIFY(request.pasteBack);
    QVERIFY(!request.width && !request.height && !request.steps && !request.cfg && !request.strength);
    QCOMPARE(line.options.count, 1);
}

void GenerateOptionsTest::takesValuesAtTheirLimits_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char* line : {"--width 16 --height 4096",
                             "--width 4096 --height 2048",
                             "--num-inference-steps 1",
                             "--steps 200",
                             "--cfg 0",
                             "--cfg 50",
                             "--seed -1",
                             "--seed 0",
                             "--seed 9223372036854775807",
                             "--strength 0",
                             "--strength 1",
                             "--true-cfg 1",
                             "--true-cfg-scale 20",
                             "--max-sequence-length 1",
                             "--max-sequence-length 512",
                             "--count 1000",
                             "--threads 1",
                             "--device cpu",
                             "--device cuda:0",
                             "--precision bf16",
                             "--precision fp8",
                             "--precision auto",
                             "--vram-limit 16G",
                             "--mode text2img",
                             "--resize-mode pad",
                             "--step-cache off",
                             "--step-cache strong",
                             "--no-paste-back",
                             "--grow -256 --feather 256",
                             "--mask-grow-px 256 --mask-feather-px 0",
                             "--only-masked --mask-padding-px 1024 --color-match",
                             "--outpaint 0,0,4096,1",
                             "--lora a --lora b:-4 --loras c:d:4",
                             "--control-type depth --control-preprocess",
                             "--controlnet a --controlnet b:2 --controlnet c:0:0:1",
                             "--control-mode 0 --controlnet x --control-mode 6",
                             "--controlnet-conditioning-scale 2 --control-guidance-start 0 --control-guidance-end 1",
                             "--seed 9223372036854775806 --count 2"}) {
        QTest::newRow(line) << QByteArray(line);
    }
}

void GenerateOptionsTest::takesValuesAtTheirLimits()
{
    QFETCH(QByteArray, line);
    QCOMPARE(fieldsOf(Line(split(line)).faults), QByteArray());
}

void GenerateOptionsTest::refusesValuesBeyondTheirLimits_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("field");
    const auto row = [](const char* line, const char* field) {
        QTest::newRow(line) << QByteArray(line) << QByteArray(field);
    };
    row("--width 15", "width");
    row("--width -16", "width");
    row("--height 4097", "height");
    row("--width 0", "width");
    row("--width 4096 --height 2049", "width");
    row("--steps 0", "num_inference_steps");
    row("--steps 201", "num_inference_steps");
    row("--steps 3.0", "num_inference_steps");
    row("--cfg -0.1", "cfg");
    row("--cfg 50.001", "cfg");
    row("--cfg inf", "cfg");
    row("--seed -2", "seed");
    row("--seed 9223372036854775808", "seed");
    row("--seed 9223372036854775807 --count 2", "seed");
    row("--strength 1.01", "strength");
    row("--true-cfg 0.99", "true_cfg_scale");
    row("--true-cfg 20.5", "true_cfg_scale");
    row("--max-sequence-length 0", "max_sequence_length");
    row("--max-sequence-length 513", "max_sequence_length");
    row("--count 0", "count");
    row("--count 1001", "count");
    row("--threads 0", "threads");
    row("--vram-limit 16", "vram_limit");
    row("--vram-limit 1M", "vram_limit");
    row("--vram-limit xG", "vram_limit");
    row("--device gpu", "device");
    row("--device cuda", "device");
    row("--device cuda:-1", "device");
    row("--device cuda:1x", "device");
    row("--precision fp16", "precision");
    row("--mode inpaint", "mode");
    row("--resize-mode fit", "resize_mode");
    row("--step-cache on", "step_cache");
    row("--model=", "model_id");
    row("--grow -257", "mask_grow_px");
    row("--feather 257", "mask_feather_px");
    row("--mask-padding-px -1", "mask_padding_px");
    row("--outpaint 1,2,3", "outpaint");
    row("--outpaint 1,2,3,4097", "outpaint");
    row("--outpaint 1,2,3,-4", "outpaint");
    row("--lora a:4.1", "loras");
    row("--lora=", "loras");
    row("--control-type edges", "control_type");
    row("--controlnet a:3", "controlnets");
    row("--controlnet a:1:0.5", "controlnets");
    row("--controlnet a:1:0:2", "controlnets");
    row("--control-mode -1", "control_mode");
    row("--controlnet-conditioning-scale 2.1", "controlnet_conditioning_scale");
    row("--control-guidance-start 1.1", "control_guidance_start");
    row("--control-guidance-end x", "control_guidance_end");
    row("--controlnet-image /nonexistent.png", "controlnets");
    row("--models /nonexistent", "models");
    row("--transformer /nonexistent", "transformer");
    row("--vae /nonexistent", "vae");
}

void GenerateOptionsTest::refusesValuesBeyondTheirLimits()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, field);
    QCOMPARE(fieldsOf(Line(split(line)).faults), field);
}

void GenerateOptionsTest::wantsThePicturesOfItsMode()
{
    QCOMPARE(fieldsOf(Line({"--mode", "img2img"}).faults), "input_image");
    QCOMPARE(fieldsOf(Line({"--mode", "fill"}).faults), "input_image mask_image");
    QCOMPARE(fieldsOf(Line({"--mode", "controlnet"}).faults), "control_image");
    QCOMPARE(fieldsOf(Line({"--mode", "img2img", "--input", "/nonexistent.png"}).faults), "input_image");
    const std::string picture = GENSERVE_TEST_DATA;
    QCOMPARE(fieldsOf(Line({"--mode", "fill", "--input-image", picture, "--mask", picture}).faults), "");
    QCOMPARE(fieldsOf(Line({"--width", "0", "--input", picture}).faults), "");
    QCOMPARE(fieldsOf(Line({"--mode", "fill", "--input", picture, "--outpaint", "0,0,1,0"}).faults), "");
    const Strings ownMap{"--mode", "controlnet",         "--input", picture, "--controlnet",
                         "a",      "--controlnet-image", picture};
    QCOMPARE(fieldsOf(Line(ownMap).faults), "");
}

void GenerateOptionsTest::splitsAdaptersFromTheirNumbers()
{
    const Line line({"--lora", "ink:0.5", "--lora", "a:b", "--lora", "/x/y:1.safetensors", "--lora", "z:-2",
                     "--outpaint", "1,2,3,4"});
    QVERIFY(line.faults.empty());
    const std::vector<LoraChoice> expected{{"ink", 0.5}, {"a:b", 1}, {"/x/y:1.safetensors", 1}, {"z", -2}};
    QVERIFY(line.options.request.loras == expected);
    QVERIFY((line.options.request.outpaint == Outpaint{1, 2, 3, 4}));
}

void GenerateOptionsTest::givesEveryControlNetItsOwnNumbers()
{
    const Line line({"--controlnet", "a:1:0.25:0.5", "--control-mode", "2", "--controlnet", "/m/b",
                     "--controlnet-image", "map.png", "--controlnet-conditioning-scale", "0.4",
                     "--control-guidance-end", "0.9"});
    const auto nets = controlNetChoices(line.options.controlNets, line.options.request);
    QCOMPARE(nets.size(), std::size_t{2});
    QCOMPARE(nets[0].id, "a");
    QCOMPARE(nets[0].scale, 1.0);
    QCOMPARE(nets[0].start, 0.25);
    QCOMPARE(nets[0].end, 0.5);
    QVERIFY(nets[0].mode == 2);
    QCOMPARE(nets[1].id, "/m/b");
    QCOMPARE(nets[1].scale, 0.4);
    QCOMPARE(nets[1].start, 0.0);
    QCOMPARE(nets[1].end, 0.9);
    QVERIFY(!nets[1].mode);
    QCOMPARE(line.options.controlNets[1].image.string(), "map.png");
    const Line modeAlone({"--control-mode", "1"});
    QCOMPARE(modeAlone.options.controlNets.size(), std::size_t{1});
    QVERIFY(modeAlone.options.controlNets[0].id.empty());
}

void GenerateOptionsTest::reportsFaultsOfTableAndRulesTogether()
{
    QCOMPARE(fieldsOf(Line({"--mode", "controlnet", "-o", "x.png"}).faults), "control_image");
    QCOMPARE(fieldsOf(Line({"--mode", "controlnet", "--strength", "0.5", "-o", "x.png"}).faults),
             "input_image control_image");
    const Line line({"--steps", "0", "--mode", "fill", "--width", "1", "-o", "/nonexistent/x.png"});
    QCOMPARE(fieldsOf(line.faults), "num_inference_steps width input_image mask_image output");
}

void GenerateOptionsTest::warnsAboutPicturesWithoutEffect()
{
    GenerateOptions options;
    QVERIFY(unusedPictureWarnings(options).empty());
    options.input = "a.png";
    options.mask = "b.png";
    QCOMPARE(unusedPictureWarnings(options).size(), std::size_t{2});
    options.request.width = 0; // the input picture gives the size
    QCOMPARE(unusedPictureWarnings(options).size(), std::size_t{1});
    options.request.mode = Mode::ImageToImage;
    QCOMPARE(unusedPictureWarnings(options).size(), std::size_t{1});
    options.request.mode = Mode::Fill;
    QVERIFY(unusedPictureWarnings(options).empty());
}

void GenerateOptionsTest::trimsAndCountsThePrompt()
{
    std::string prompt = " \t\u3000a cat\n\u00a0";
    QVERIFY(!checkPrompt(prompt));
    QCOMPARE(prompt, "a cat");
    std::string longest;
    for (int i = 0; i < 10000; ++i) {
        longest += "\U0001F408";
    }
    QVERIFY(!checkPrompt(longest));
    longest += "a";
    QCOMPARE(checkPrompt(longest), "has 10001 characters, 1 to 10000 are allowed");
    std::string empty = "  \n ";
    QCOMPARE(checkPrompt(empty), "has 0 characters, 1 to 10000 are allowed");
}

void GenerateOptionsTest::refusesPromptsThatAreNoText()
{
    for (std::string prompt : {"\xff", "cat \xc3", "\xed\xa0\x80", "\xc0\xaf"}) {
        QCOMPARE(checkPrompt(prompt), "is not valid UTF-8");
    }
    QCOMPARE(fieldsOf(Line({"--prompt-2", "\xff", "--negative-prompt=\xc3"}).faults), "prompt_2 negative_prompt");
    QCOMPARE(fieldsOf(Line({"--negative-prompt="}).faults), "");
    const std::string tooLong(10001, 'a');
    QCOMPARE(fieldsOf(Line({"--prompt-2", tooLong}).faults), "prompt_2");
    std::string nul("a\0b", 3);
    QCOMPARE(checkPrompt(nul), "contains a NUL character");
}

void GenerateOptionsTest::numbersTheFilesOfASeries()
{
    QCOMPARE(numberedOutput("d/a.b.png", 0, 1).string(), "d/a.b.png");
    QCOMPARE(numberedOutput("d/a.b.png", 0, 2).string(), "d/a.b-0001.png");
    QCOMPARE(numberedOutput("a.JPG", 999, 1000).string(), "a-1000.JPG");
}

void GenerateOptionsTest::refusesOutputsThatCannotBeWritten()
{
    QTemporaryDir folder;
    const std::filesystem::path inside = folder.path().toStdString();
    QVERIFY(!outputProblem(inside / "a.png"));
    QVERIFY(!outputProblem(inside / "a.JPEG"));
    QVERIFY(outputProblem({}));
    QVERIFY(outputProblem(inside / "a.gif"));
    QVERIFY(outputProblem(inside / "a"));
    QVERIFY(outputProblem(inside / "missing" / "a.png"));
    std::filesystem::create_directory(inside / "folder.png");
    QVERIFY(outputProblem(inside / "folder.png"));
    QVERIFY(outputProblem("/proc/a.png")); // nobody, root included, may create a file there
}

void GenerateOptionsTest::leavesNoTraceOfTryingTheFolder()
{
    QTemporaryDir folder;
    QVERIFY(!outputProblem(std::filesystem::path(folder.path().toStdString()) / "a.png"));
    QVERIFY(QDir(folder.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

void GenerateOptionsTest::drawsSeedsOfThirtyTwoBits()
{
    std::int64_t together = 0;
    for (int i = 0; i < 200; ++i) {
        const auto seed = drawSeed();
        QVERIFY(seed >= 0 && seed < (std::int64_t{1} << 32));
        together |= seed;
    }
    QCOMPARE(together, (std::int64_t{1} << 32) - 1); // every bit turns up
}

const RegisteredTest<GenerateOptionsTest> registered("generate_options");

} // namespace genserve::app

#include "tst_generate_options.moc"
