#include "picture_files.h"
#include "suites.h"
#include "tasks/picture_texts.h"
#include "tasks/picture_writer.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace genserve;
using namespace genserve::tasks;

namespace {

GenerationRequest sampleRequest()
{
    GenerationRequest request;
    request.prompt = "a red fox, sitting";
    return request;
}

GenerationResult sampleResult()
{
    GenerationResult result;
    result.seed = 42;
    result.width = 256;
    result.height = 192;
    result.steps = 20;
    result.cfg = 3.5;
    result.modelId = "starter";
    result.modelHash = "0123456789abcdef0123456789abcdef";
    result.device = "cuda:1";
    result.precision = Precision::BFloat16;
    return result;
}

QByteArray shown(const std::string& text) { return QByteArray::fromStdString(text); }

// Apostrophes stand for quotation marks, to keep the expected texts readable.
QByteArray json(const char* text) { return QByteArray(text).replace('\'', '"'); }

Expected<PictureTexts> writtenAndRead(const PictureTexts& texts)
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("out.png")).toStdString();
    return writePng(path, noisePicture(4, 3, 3), texts).and_then([&path] { return readPictureTexts(path); });
}

} // namespace

class PictureTextsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesTheFormOfOtherPrograms()
    {
        QCOMPARE(
            shown(pictureTexts(sampleRequest(), sampleResult()).parameters),
            QByteArray("a red fox, sitting\n"
                       "Steps: 20, Sampler: Euler, CFG scale: 1, Distilled CFG Scale: 3.5, Seed: 42, "
                       "Size: 256x192, Model hash: 0123456789, Model: starter, Version: genserve " GENSERVE_VERSION));
    }

    void writesTheRequestInAFixedOrder()
    {
        const QByteArray expected =
            json("{'version':1,'prompt':'a red fox, sitting','model_id':'starter','mode':'text2img',"
                 "'height':192,'width':256,'num_inference_steps':20,'cfg':3.5,'seed':42,"
                 "'model_hash':'0123456789abcdef0123456789abcdef','precision':'bf16',"
                 "'device':'cuda','engine_version':'" GENSERVE_VERSION "'}");
        QCOMPARE(shown(pictureTexts(sampleRequest(), sampleResult()).genserve), expected);
    }

    void writesWhatOnlySomeModesUse()
    {
        GenerationRequest request = sampleRequest();
        request.mode = Mode::Fill;
        request.strength = 0.75;
        request.inputImage = Image{1, 1, 3, {1, 2, 3}};
        request.maskImage = Image{1, 1, 1, {255}};
        request.prompt2 = "T5 only";
        request.negativePrompt = "blur";
        request.trueCfgScale = 2;
        request.promptWeights = true;
        request.maxSequenceLength = 256;
        request.resizeMode = ResizeMode::Crop;
        request.stepCache = StepCache::Strong;
        GenerationResult result = sampleResult();
        result.modelId = "my, model";
        const PictureTexts texts = pictureTexts(request, result);
        QVERIFY(shown(texts.parameters).contains("\nNegative prompt: blur\nSteps: 20, Sampler: Euler, CFG scale: 2,"));
        QVERIFY(shown(texts.parameters).contains("Model: \"my, model\", Denoising strength: 0.75, Version:"));
        // SHA-256 of the bytes 01 02 03 and of the byte ff.
        const QByteArray expected =
            json("'seed':42,'strength':0.75,"
                 "'input_image_sha256':'039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',"
                 "'mask_image_sha256':'a8100ae6aa1940d0b663bb31cd466142ebbdbd5187131b92d93818987832eb89',"
                 "'prompt_2':'T5 only','negative_prompt':'blur','true_cfg_scale':2.0,'prompt_weights':true,"
                 "'max_sequence_length':256,"
                 "'step_cache':'strong','resize_mode':'crop','paste_back':true,'model_hash'");
        QVERIFY(shown(texts.genserve).contains(expected));
    }

    void namesAdaptersAndRepaintingAsTheyRan()
    {
        GenerationRequest request = sampleRequest();
        request.mode = Mode::Fill;
        request.maskGrowPx = -3;
        request.onlyMasked = true;
        request.outpaint = Outpaint{1, 2, 3, 4};
        GenerationResult result = sampleResult();
        result.loras = {{"ink", "0123456789abcdef", 0.5, std::nullopt, 0, 1}};
        result.controlNets = {{"edges", "fedcba", 0.75, 2, 0.25, 1}};
        const PictureTexts texts = pictureTexts(request, result);
        QVERIFY(shown(texts.parameters).contains(", Lora hashes: \"ink: 0123456789\", Lora weights: \"ink: 0.5\", "));
        QVERIFY(shown(texts.parameters).contains("ControlNet 0: \"Model: edges, Weight: 0.75, Guidance Start: 0.25,"));
        QVERIFY(shown(texts.genserve)
                    .contains(json("'paste_back':true,'mask_grow_px':-3,'only_masked':true,'mask_padding_px':32,"
                                   "'outpaint':{'left':1,'top':2,'right':3,'bottom':4},"
                                   "'loras':[{'name':'ink','weight':0.5,'hash':'0123456789abcdef'}],"
                                   "'controlnets':[{'id':'edges','hash':'fedcba','mode':2,'scale':0.75,'start':0.25,"
                                   "'end':1.0}],'model_hash'")));
    }

    void leavesOutWhatPlaysNoPart()
    {
        GenerationRequest request = sampleRequest();
        request.negativePrompt = "ignored while true_cfg_scale is 1";
        request.prompt2 = "";
        request.strength = 0.3; // no part of text2img
        QVERIFY(pictureTexts(request, sampleResult()) == pictureTexts(sampleRequest(), sampleResult()));
    }

    void saysNothingOfTimeAndPlace()
    {
        GenerationResult elsewhere = sampleResult();
        elsewhere.device = "cuda:7";
        elsewhere.seconds.denoise = 12;
        elsewhere.warnings = {"slow"};
        QVERIFY(pictureTexts(sampleRequest(), elsewhere) == pictureTexts(sampleRequest(), sampleResult()));
    }

    void givesTheDefaultStrengthOfTheMode()
    {
        GenerationRequest request = sampleRequest();
        request.mode = Mode::ImageToImage;
        QVERIFY(shown(pictureTexts(request, sampleResult()).genserve).contains("\"strength\":0.8,"));
        request.mode = Mode::Fill;
        QVERIFY(shown(pictureTexts(request, sampleResult()).genserve).contains("\"strength\":1.0,"));
    }

    void comeBackFromAFile_data()
    {
        QTest::addColumn<QByteArray>("prompt");
        QTest::newRow("ascii") << QByteArray("fox");
        QTest::newRow("latin-1") << QByteArray("caf\xC3\xA9 \xC3\xBF");
        QTest::newRow("chinese") << QByteArray("\xE4\xB8\x80\xE5\x8F\xAA\xE7\x8B\x90\xE7\x8B\xB8");
        QTest::newRow("emoji") << QByteArray("\xF0\x9F\xA6\x8A!");
        QTest::newRow("line breaks") << QByteArray("one\ntwo\r\n\tthree");
        QTest::newRow("long") << QByteArray(300000, 'x');
    }
    void comeBackFromAFile()
    {
        QFETCH(QByteArray, prompt);
        GenerationRequest request = sampleRequest();
        request.prompt = prompt.toStdString();
        const PictureTexts texts = pictureTexts(request, sampleResult());
        QVERIFY(std::ranges::all_of(texts.genserve, [](char c) { return c >= ' ' && c <= '~'; }));
        const auto read = writtenAndRead(texts);
        QVERIFY(read.has_value());
        QCOMPARE(shown(read->parameters), shown(texts.parameters));
        QCOMPARE(shown(read->genserve), shown(texts.genserve));
    }

    void escapesBeyondAscii()
    {
        GenerationRequest request = sampleRequest();
        request.prompt = "\xE7\x8B\x90 \xF0\x9F\xA6\x8A \"q\"\n";
        const QByteArray expected = json("'prompt':'\\u72d0 \\ud83e\\udd8a \\'q\\'\\n'");
        QVERIFY(shown(pictureTexts(request, sampleResult()).genserve).contains(expected));
    }

    void replaceDamagedUtf8()
    {
        GenerationRequest request = sampleRequest();
        request.prompt = "a\xFF"
                         "b\xE7\x8B";
        const auto read = writtenAndRead(pictureTexts(request, sampleResult()));
        QVERIFY(read.has_value());
        QVERIFY(shown(read->parameters)
                    .startsWith("a\xEF\xBF\xBD"
                                "b\xEF\xBF\xBD"));
    }

    void useTheChunkThatOtherProgramsRead()
    {
        const PictureTexts latin{"caf\xC3\xA9", "{}"};
        const Bytes plain = *encodePng(noisePicture(4, 3, 3), latin);
        QVERIFY(contains(plain, std::string("tEXtparameters\0caf\xE9", 19)));
        QVERIFY(contains(plain, std::string("tEXtgenserve\0{}", 15)));
        const PictureTexts chinese{"\xE7\x8B\x90", ""};
        const Bytes international = *encodePng(noisePicture(4, 3, 3), chinese);
        QVERIFY(contains(international, std::string("iTXtparameters\0\0\0\0\0\xE7\x8B\x90", 22)));
        QVERIFY(!contains(international, "genserve"));
    }

    void areReadFromOtherPrograms_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("plain") << QByteArray("texts_plain.png");
        QTest::newRow("compressed") << QByteArray("texts_packed.png");
    }
    void areReadFromOtherPrograms()
    {
        QFETCH(QByteArray, name);
        const auto texts = readPictureTexts(storedPicture(name.toStdString()));
        QVERIFY(texts.has_value());
        QCOMPARE(shown(texts->parameters), QByteArray("caf\xC3\xA9\nSteps: 4"));
        QCOMPARE(shown(texts->genserve), QByteArray("{\"prompt\":\"\xE6\xBC\xA2\xE5\xAD\x97\"}"));
    }

    void doNotInflateWithoutLimit()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("bomb.png")).toStdString();
        Bytes text{'p', 'a', 'r', 'a', 'm', 'e', 't', 'e', 'r', 's', 0, 0};
        const Bytes body = packed(Bytes(100 << 20, 'a'));
        text.insert(text.end(), body.begin(), body.end());
        Bytes extra;
        for (int i = 0; i < 100; ++i) {
            appendChunk(extra, "zTXt", text);
        }
        writeBytes(path, pngFile(pngHeader(2, 1, 8, 2), extra, {0, 1, 2, 3, 4, 5, 6}));
        QElapsedTimer timer;
        timer.start();
        const auto texts = readPictureTexts(path);
        QVERIFY(texts.has_value());
        QVERIFY(texts->parameters.empty());
        QVERIFY(timer.elapsed() < 1000);
    }

    void ofDamagedFilesAreNamedErrors()
    {
        const auto missing = readPictureTexts("/nonexistent/a.png");
        QVERIFY(missing.error().code == ErrorCode::NotFound);
        const auto jpeg = readPictureTexts(storedPicture("jpeg_444.jpg"));
        QCOMPARE(shown(describe(jpeg.error())),
                 shown(storedPicture("jpeg_444.jpg").string()) + QByteArray(": not a PNG picture"));
    }
};

int runPictureTexts(int argc, char** argv)
{
    PictureTextsTest suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_picture_texts.moc"
