#include "picture_files.h"
#include "suites.h"
#include "task_samples.h"
#include "tasks/foreign_texts.h"
#include "tasks/picture_writer.h"

#include <QElapsedTimer>
#include <QTest>

#include <random>

using namespace genserve;
using namespace genserve::tasks;

namespace {

// Apostrophes stand for quotation marks.
std::string json(const char* text) { return QByteArray(text).replace('\'', '"').toStdString(); }

QByteArray summary(const PictureOrigin& origin)
{
    const GenerationRequest& r = origin.request;
    const auto text = [](const auto& value) { return value ? QByteArray::number(*value) : QByteArray("-"); };
    return shown(std::string(toString(origin.program))) + "|" + shown(r.prompt) + "|"
           + shown(r.negativePrompt.value_or("-")) + "|" + shown(r.modelId) + "|"
           + QByteArray::number(qlonglong(r.seed)) + "|" + text(r.steps) + "|" + text(r.width) + "|" + text(r.height)
           + "|" + text(r.cfg) + "|" + text(r.strength);
}

const char* const ComfyFlux = R"({
    '6': {'class_type': 'CLIPTextEncode', 'inputs': {'text': 'a lighthouse', 'clip': ['11', 0]}},
    '26': {'class_type': 'FluxGuidance', 'inputs': {'guidance': 3.5, 'conditioning': ['6', 0]}},
    '22': {'class_type': 'BasicGuider', 'inputs': {'model': ['30', 0], 'conditioning': ['26', 0]}},
    '25': {'class_type': 'RandomNoise', 'inputs': {'noise_seed': 219670278747233}},
    '17': {'class_type': 'BasicScheduler', 'inputs': {'scheduler': 'simple', 'steps': 20, 'model': ['30', 0]}},
    '27': {'class_type': 'EmptySD3LatentImage', 'inputs': {'width': 1344, 'height': 768}},
    '30': {'class_type': 'ModelSamplingFlux', 'inputs': {'width': 1, 'model': ['12', 0]}},
    '12': {'class_type': 'UNETLoader', 'inputs': {'unet_name': 'flux1-dev.safetensors'}},
    '13': {'class_type': 'SamplerCustomAdvanced', 'inputs': {'noise': ['25', 0], 'guider': ['22', 0],
           'sigmas': ['17', 0], 'latent_image': ['27', 0]}}})";
const char* const ComfyPlain = R"({
    '3': {'class_type': 'KSampler', 'inputs': {'seed': 7, 'steps': 25, 'cfg': 1.5, 'model': ['4', 0],
          'positive': ['6', 0], 'negative': ['7', 0], 'latent_image': ['5', 0]}},
    '4': {'class_type': 'CheckpointLoaderSimple', 'inputs': {'ckpt_name': 'all.safetensors'}},
    '5': {'class_type': 'EmptyLatentImage', 'inputs': {'width': 512, 'height': 640}},
    '6': {'class_type': 'CLIPTextEncode', 'inputs': {'text': 'a boat'}},
    '7': {'class_type': 'CLIPTextEncode', 'inputs': {'text': 'rain'}}})";

} // namespace

class ForeignTexts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsFiveDialects_data()
    {
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* keyword, const std::string& text, const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(keyword) << shown(text) << QByteArray(expected);
        };
        row("A1111", "parameters",
            "a cat,\nSteps: of stone\nNegative prompt: blurry,\nbad\nSteps: 30, Sampler: Euler, CFG scale: 7, Seed: "
            "12, "
            "Size: 640x480, Model hash: 00, Model: realistic, Denoising strength: 0.4, Version: v1.10.1",
            "a1111|a cat,\nSteps: of stone|blurry,\nbad|realistic|12|30|640|480|7|0.4");
        row("Forge with FLUX", "parameters",
            "a cat\nSteps: 20, CFG scale: 1, Distilled CFG Scale: 3.5, Seed: 9, Size: 896x1152, "
            "Lora hashes: \"ink: 0a, Model: no\", Model: \"flux, dev\"",
            "a1111|a cat|-|flux, dev|9|20|896|1152|3.5|-");
        row("a prompt alone", "parameters", "just a prompt", "a1111|just a prompt|-||42|-|-|-|-|-");
        row("SwarmUI", "parameters",
            json("{'sui_image_params': {'prompt': 'a ship', 'negativeprompt': 'fog', 'model': 'flux1-dev', 'seed': 5,"
                 " 'steps': 20, 'cfgscale': 1.0, 'fluxguidancescale': 3.5, 'width': 1024, 'height': 576}}"),
            "swarmui|a ship|fog|flux1-dev|5|20|1024|576|3.5|-");
        row("InvokeAI", "invokeai_metadata",
            json("{'positive_prompt': 'a barn', 'negative_prompt': '', 'seed': 77, 'steps': 28, 'guidance': 4,"
                 " 'cfg_scale': 1, 'width': 768, 'height': 512, 'model': {'name': 'FLUX Dev'}, 'strength': 0.6}"),
            "invokeai|a barn|-|FLUX Dev|77|28|768|512|4|0.6");
        row("ComfyUI with FLUX", "prompt", json(ComfyFlux),
            "comfyui|a lighthouse|-|flux1-dev.safetensors|219670278747233|20|1344|768|3.5|-");
        row("ComfyUI with one sampler", "prompt", json(ComfyPlain),
            "comfyui|a boat|rain|all.safetensors|7|25|512|640|1.5|-");
        row("GenServe", "genserve", json("{'prompt': 'a fox', 'model_id': 'starter', 'seed': 8, 'width': 256}"),
            "genserve|a fox|-|starter|8|-|256|-|-|-");
    }
    void readsFiveDialects()
    {
        QFETCH(QString, keyword);
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        QCOMPARE(summary(originOf({{keyword.toStdString(), text.toStdString()}})), expected);
    }

    void takesNoNonsense_data()
    {
        QTest::addColumn<QString>("keyword");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("numbers that are none")
            << QStringLiteral("parameters") << QByteArray("p\nSteps: many, Seed: -5, Size: 0x, CFG scale: nan");
        QTest::newRow("a line that ends early") << QStringLiteral("parameters") << QByteArray("p\nSteps: 1e9, Seed");
        QTest::newRow("quotes that never end") << QStringLiteral("parameters") << QByteArray("p\nSteps: \"a\\");
        QTest::newRow("JSON of other types")
            << QStringLiteral("invokeai_metadata")
            << QByteArray(R"({"positive_prompt":[1],"seed":{},"model":7,"steps":true})");
        QTest::newRow("no JSON") << QStringLiteral("invokeai_metadata") << QByteArray("{\"");
        QTest::newRow("links in a circle")
            << QStringLiteral("prompt")
            << QByteArray(R"({"1":{"class_type":"KSampler","inputs":{"positive":["1",0],)"
                          R"("model":["1",0],"negative":["2",0]}}})");
        QTest::newRow("nodes that are none") << QStringLiteral("prompt") << QByteArray(R"({"1":[],"2":{"inputs":3}})");
        QTest::newRow("too deep") << QStringLiteral("prompt") << QByteArray("[").repeated(500'000);
    }
    void takesNoNonsense()
    {
        QFETCH(QString, keyword);
        QFETCH(QByteArray, text);
        const PictureOrigin origin = originOf({{keyword.toStdString(), text.toStdString()}});
        QVERIFY(!origin.request.steps);
        QCOMPARE(origin.request.seed, std::int64_t{42});
        QVERIFY(!origin.request.width);
    }

    void cutsEndlessPrompts()
    {
        const auto text = QByteArray("雪").repeated(100'000).toStdString();
        const auto prompt = originOf({{"parameters", text}}).request.prompt;
        QVERIFY(prompt.size() <= 40'000 && prompt.size() > 39'000);
        QCOMPARE(prompt.size() % 3, std::size_t{0}); // whole characters
    }

    void hostileTextsCostLittle()
    {
        std::string line = "p\nSteps: 1";
        while (line.size() < 2'000'000) {
            line += ", a: \"b\\\"";
        }
        QElapsedTimer timer;
        timer.start();
        originOf({{"parameters", line}});
        QVERIFY2(timer.elapsed() < 5000, "a hostile text must take linear time");
    }

    void everyMutationIsSurvived()
    {
        std::mt19937 random(3);
        const std::pair<const char*, std::string> seeds[] = {
            {"prompt", json(ComfyFlux)},
            {"prompt", json(ComfyPlain)},
            {"parameters", "a\nNegative prompt: b\nSteps: 1, Seed: 2"}};
        for (int round = 0; round < 3000; ++round) {
            auto [keyword, text] = seeds[round % 3];
            for (int change = 0; change < 4; ++change) {
                text[random() % text.size()] = static_cast<char>(random());
            }
            QVERIFY(originOf({{keyword, text}}).program != PictureProgram::Unknown);
        }
    }

    void readsTheTextsOfFiles()
    {
        const auto png = encodePng(noisePicture(4, 4, 3), {"雪 a1111", "{}"}).value();
        const auto texts = foreignTexts(png);
        QCOMPARE(texts.size(), std::size_t{2});
        QCOMPARE(texts[1].keyword, std::string("parameters"));
        QCOMPARE(shown(texts[1].text), QByteArray("雪 a1111"));
        const auto jpeg = encodeJpeg(noisePicture(4, 4, 3), {"雪 in a comment", ""}).value();
        QCOMPARE(shown(foreignTexts(jpeg).at(0).text), QByteArray("雪 in a comment"));
        QVERIFY(foreignTexts(Bytes{1, 2, 3}).empty());
        for (std::size_t length = 0; length < jpeg.size(); ++length) {
            foreignTexts(std::span(jpeg).first(length));
        }
    }

    void readsTheUserCommentOfAJpeg_data()
    {
        QTest::addColumn<bool>("isLittleEndian");
        QTest::newRow("most significant byte first") << false;
        QTest::newRow("least significant byte first") << true;
    }
    void readsTheUserCommentOfAJpeg()
    {
        QFETCH(bool, isLittleEndian);
        Bytes exif;
        for (const char c : std::string("Exif\0\0MM\0*some entries UNICODE\0", 31)) {
            exif.push_back(static_cast<std::uint8_t>(c));
        }
        for (const char16_t unit : std::u16string(u"a 雪\nSteps: 4")) {
            const auto high = static_cast<std::uint8_t>(unit >> 8);
            const auto low = static_cast<std::uint8_t>(unit & 0xFF);
            exif.push_back(isLittleEndian ? low : high);
            exif.push_back(isLittleEndian ? high : low);
        }
        auto jpeg = encodeJpeg(noisePicture(4, 4, 3), {}).value();
        const auto length = exif.size() + 2;
        Bytes segment{0xFF, 0xE1, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length & 0xFF)};
        segment.insert(segment.end(), exif.begin(), exif.end());
        jpeg.insert(jpeg.begin() + 2, segment.begin(), segment.end());
        const auto origin = originOf(foreignTexts(jpeg));
        QCOMPARE(shown(origin.request.prompt), QByteArray("a 雪"));
        QCOMPARE(origin.request.steps.value_or(0), 4);
    }
};

int runForeignTexts(int argc, char** argv)
{
    ForeignTexts suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_foreign_texts.moc"
