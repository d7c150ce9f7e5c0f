#include "suites.h"
#include "task_samples.h"
#include "tasks/request_json.h"

#include <QTest>

using namespace genserve;
using namespace genserve::tasks;

namespace {

// Converts to whatever a member is, so that T{Any, Any, ...} compiles up to the number of its members.
struct Any {
    template <class T>
    operator T() const;
};

template <class T, class... Anys>
consteval std::size_t memberCount(Anys... anys)
{
    if constexpr (requires { T{anys..., Any{}}; }) {
        return memberCount<T>(anys..., Any{});
    } else {
        return sizeof...(Anys);
    }
}

std::vector<PictureFile> filesOf(const GenerationRequest& request)
{
    std::vector<PictureFile> files;
    for (const std::string& role : pictureRoles(request)) {
        files.push_back({role, "picture-" + std::to_string(files.size()) + ".png", "00ff"});
    }
    return files;
}

} // namespace

class RequestJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Whoever adds a field to a request adds it to its JSON, to fullRequest() and then here.
    void knowsEveryFieldOfARequest()
    {
        QCOMPARE(memberCount<GenerationRequest>(), std::size_t{33});
        QCOMPARE(memberCount<LoraChoice>(), std::size_t{2});
        QCOMPARE(memberCount<ControlNetChoice>(), std::size_t{6});
        QCOMPARE(memberCount<Outpaint>(), std::size_t{4});
    }

    void everyFieldComesBack()
    {
        const GenerationRequest request = fullRequest();
        const auto files = filesOf(request);
        const auto line = requestJson(request, files);
        QVERIFY(line.has_value());
        auto read = parseRequest(*line);
        QVERIFY(read.has_value());
        QVERIFY(read->files == files);
        for (const std::string& role : pictureRoles(request)) {
            QVERIFY(setPicture(read->request, role, *pictureOf(request, role)).has_value());
        }
        // The line holds every field, so equal lines with equal pictures are equal requests.
        QCOMPARE(shown(*requestJson(read->request, files)), shown(*line));
        for (const std::string& role : pictureRoles(request)) {
            QVERIFY(*pictureOf(read->request, role) == *pictureOf(request, role));
        }
        QVERIFY(read->request.negativePrompt.has_value());
        QCOMPARE(read->request.seed, request.seed);
        QCOMPARE(*read->request.cfg, 0.1);
    }

    void writesFieldsInAFixedOrder()
    {
        GenerationRequest request;
        request.prompt = "a fox";
        request.loras = {{"ink", 0.5}};
        QCOMPARE(shown(requestJson(request, {}).value()),
                 QByteArray(R"({"prompt":"a fox","true_cfg_scale":1.0,"model_id":"","mode":"text2img","seed":42,)"
                            R"("resize_mode":"stretch","loras":[{"name":"ink","weight":0.5}],"paste_back":true,)"
                            R"("mask_grow_px":0,"mask_feather_px":0,"only_masked":false,"mask_padding_px":32,)"
                            R"("color_match":false,"control_preprocess":false,"controlnets":[]})"));
    }

    void writesEveryFieldOfAFullRequest()
    {
        const auto request = fullRequest();
        const auto line = shown(requestJson(request, filesOf(request)).value());
        for (const char* key : {"prompt",
                                "prompt_2",
                                "negative_prompt",
                                "true_cfg_scale",
                                "prompt_weights",
                                "max_sequence_length",
                                "model_id",
                                "mode",
                                "height",
                                "width",
                                "num_inference_steps",
                                "cfg",
                                "seed",
                                "strength",
                                "resize_mode",
                                "step_cache",
                                "loras",
                                "paste_back",
                                "mask_grow_px",
                                "mask_feather_px",
                                "only_masked",
                                "mask_padding_px",
                                "color_match",
                                "outpaint",
                                "control_type",
                                "control_preprocess",
                                "controlnets",
                                "controlnet_conditioning_scale",
                                "control_guidance_start",
                                "control_guidance_end",
                                "input_image",
                                "mask_image",
                                "control_image"}) {
            QVERIFY2(line.contains(QByteArray(key).prepend("\"").append("\":")), key);
        }
    }

    void refusesWhatJsonCantHold_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<double>("cfg");
        QTest::newRow("a prompt that is not UTF-8") << QStringLiteral("bad") << 3.5;
        QTest::newRow("a number that is none") << QStringLiteral("fox") << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("an infinite number") << QStringLiteral("fox") << std::numeric_limits<double>::infinity();
    }
    void refusesWhatJsonCantHold()
    {
        QFETCH(QString, prompt);
        QFETCH(double, cfg);
        GenerationRequest request;
        request.prompt = prompt == QStringLiteral("bad") ? "\xff\xfe" : prompt.toStdString();
        request.cfg = cfg;
        const auto line = requestJson(request, {});
        QVERIFY(!line.has_value());
        QVERIFY(line.error().code == ErrorCode::InvalidArgument);
    }

    void refusesAPictureWithoutItsFile()
    {
        GenerationRequest request;
        request.inputImage = Image::filled(1, 1, 3, 0);
        QCOMPARE(requestJson(request, {}).error().context, std::string("input_image"));
    }

    void namesTheKeyAtFault_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("context");
        QTest::newRow("no JSON") << QByteArray("{\"prompt\"") << QByteArray("");
        QTest::newRow("no object") << QByteArray("[1]") << QByteArray("");
        QTest::newRow("a number for a text") << QByteArray(R"({"prompt":1})") << QByteArray("prompt");
        QTest::newRow("a text for a number") << QByteArray(R"({"seed":"1"})") << QByteArray("seed");
        QTest::newRow("a fraction") << QByteArray(R"({"width":1.5})") << QByteArray("width");
        QTest::newRow("beyond 32 bits") << QByteArray(R"({"height":4294967296})") << QByteArray("height");
        QTest::newRow("beyond 64 bits") << QByteArray(R"({"seed":9223372036854775808})") << QByteArray("seed");
        QTest::newRow("an unknown mode") << QByteArray(R"({"mode":"dream"})") << QByteArray("mode");
        QTest::newRow("a list for an object") << QByteArray(R"({"outpaint":[]})") << QByteArray("outpaint");
        QTest::newRow("a LoRA that is a number") << QByteArray(R"({"loras":[1]})") << QByteArray("loras");
        QTest::newRow("a path") << QByteArray(R"({"input_image":{"file":"../x.png"}})")
                                << QByteArray("input_image.file");
        QTest::newRow("a hidden file") << QByteArray(R"({"controlnets":[{"image":{"file":".x"}}]})")
                                       << QByteArray("controlnets/0.file");
        QTest::newRow("too many") << QByteArray(R"({"loras":[)") + QByteArray("{},").repeated(64) + "{}]}"
                                  << QByteArray("loras");
        QTest::newRow("too deep") << QByteArray("[").repeated(100'000) << QByteArray("");
        QTest::newRow("too long") << QByteArray("\"") + QByteArray("x").repeated(2'000'000) + "\"" << QByteArray("");
    }
    void namesTheKeyAtFault()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, context);
        const auto read = parseRequest({json.constData(), static_cast<std::size_t>(json.size())});
        QVERIFY(!read.has_value());
        QVERIFY(read.error().code == ErrorCode::CorruptFile);
        QCOMPARE(shown(read.error().context), context);
    }

    void skipsUnknownKeysAndNull()
    {
        const auto read = parseRequest(R"({"prompt":"a fox","model_hash":"00","cfg":null,"new":{"deep":[1]}})");
        QVERIFY(read.has_value());
        QCOMPARE(read->request.prompt, std::string("a fox"));
        QVERIFY(!read->request.cfg);
    }

    void knowsNoOtherRoles()
    {
        GenerationRequest request;
        request.controlNets.emplace_back();
        for (const char* role : {"", "image", "controlnets/", "controlnets/1", "controlnets/-1", "controlnets/0x"}) {
            QVERIFY2(!setPicture(request, role, Image::filled(1, 1, 3, 0)).has_value(), role);
            QVERIFY2(!pictureOf(request, role), role);
        }
        QVERIFY(setPicture(request, "controlnets/0", Image::filled(1, 1, 3, 0)).has_value());
    }
};

int runRequestJson(int argc, char** argv)
{
    RequestJson suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_request_json.moc"
