// The fields of a request, from JSON and from forms: what is accepted, what is refused, all faults at once.
#include "suites.h"

#include "content/base64.h"
#include "content/utf8.h"
#include "contract/read_field.h"
#include "contract/reply_body.h"
#include "contract/request_parser.h"
#include "tasks/picture_reader.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <tuple>

using namespace genserve;
using namespace genserve::service;

namespace {

RequestRules rules()
{
    return {{"flux1-dev", "starter"}, {"style", "x"}, {"net"}, MaxPixels, [] { return 7U; }};
}

std::string picture(const char* name)
{
    QFile file(QString::fromUtf8(GENSERVE_TEST_DATA "/pictures/") + QString::fromUtf8(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

Body jsonBody(const std::string& text)
{
    Body body;
    body.kind = BodyKind::Whole;
    SpoolPlan plan;
    static_cast<void>(body.whole.append(text, plan)); // nothing this small fails
    return body;
}

Body formBody(const std::vector<std::tuple<std::string, std::string, bool>>& parts)
{
    Body body;
    body.kind = BodyKind::Form;
    SpoolPlan plan;
    for (const auto& [name, content, isFile] : parts) {
        body.parts.push_back({name, isFile, {}, {}});
        static_cast<void>(body.parts.back().content.append(content, plan));
    }
    return body;
}

RequestDraft read(Body body)
{
    auto draft = readRequest(body);
    if (!draft) {
        RequestDraft broken;
        broken.fault("", draft.error().message);
        return broken;
    }
    checkDraft(*draft, rules());
    decodePictures(*draft);
    return *std::move(draft);
}

// "field problem; field problem"
QByteArray faultsOf(const RequestDraft& draft)
{
    QByteArray text;
    for (const Fault& fault : draft.faults) {
        text += (text.isEmpty() ? "" : "; ") + QByteArray::fromStdString(fault.field + ' ' + fault.problem);
    }
    return text;
}

class ContractTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesOutWhatIsNotSent();
    void readsEveryField();
    void refusesBadFields_data();
    void refusesBadFields();
    void tellsAllFaultsAtOnce();
    void readsFormsLikeJson();
    void warnsOfUnknownNamesInUtf8();
    void addsWhatTheModelsSay();
    void refusesBadForms_data();
    void refusesBadForms();
    void readsPictures();
    void refusesBadPictures_data();
    void refusesBadPictures();
    void decodesUntilADeadline();
    void warnsOfUnknownFields();
    void answersWithTheEightKeys();
};

void ContractTest::leavesOutWhatIsNotSent()
{
    const RequestDraft draft = read(jsonBody(R"({"prompt": "  a cat \n", "width": null, "mask_image": null})"));
    QCOMPARE(faultsOf(draft), QByteArray());
    QCOMPARE(draft.request.prompt, std::string("a cat"));
    QVERIFY(draft.request.mode == Mode::TextToImage);
    QVERIFY(!draft.request.width && !draft.request.steps && !draft.request.cfg && !draft.request.strength);
    QVERIFY(draft.request.modelId.empty());
    QCOMPARE(draft.request.seed, std::int64_t{42});
}

void ContractTest::readsEveryField()
{
    const RequestDraft draft = read(jsonBody(R"({
        "prompt": "a cat", "model_id": "starter", "mode": "text2img", "height": 256, "width": "512",
        "num_inference_steps": 20.0, "cfg": "3.5", "seed": -1, "priority": -5, "strength": 1, "prompt_2": "p2",
        "negative_prompt": "", "true_cfg_scale": 4, "prompt_weights": true, "max_sequence_length": 128, "step_cache": "medium",
        "loras": [{"name": "style", "weight": -0.5}], "resize_mode": "pad",
        "controlnets": "[{\"id\": \"net\", \"mode\": 3, \"scale\": 0.5, \"start\": 0.1, \"end\": 0.9}]",
        "control_type": "canny", "control_preprocess": true, "controlnet_conditioning_scale": 2,
        "control_guidance_start": 0.25, "control_guidance_end": 0.75, "mask_feather_px": 8, "mask_grow_px": -8,
        "paste_back": false, "only_masked": true, "mask_padding_px": 64, "color_match": true,
        "outpaint": {"left": 16, "bottom": 8}, "deadline_s": 30, "output_format": "jpeg"})"));
    QCOMPARE(faultsOf(draft), QByteArray());
    const GenerationRequest& r = draft.request;
    QVERIFY(r.modelId == "starter" && r.height == 256 && r.width == 512 && r.steps == 20 && r.cfg == 3.5);
    QVERIFY(r.seed == 7 && draft.drawsSeed && draft.priority == -5 && r.strength == 1.0 && r.prompt2 == "p2");
    QVERIFY(r.negativePrompt == "" && r.trueCfgScale == 4 && r.maxSequenceLength == 128);
    QVERIFY(r.promptWeights && r.stepCache == StepCache::Medium);
    QVERIFY(r.loras == std::vector<LoraChoice>({{"style", -0.5}}) && r.resizeMode == ResizeMode::Pad);
    QCOMPARE(r.controlNets.size(), std::size_t{1});
    QVERIFY(r.controlNets[0].id == "net" && r.controlNets[0].mode == 3 && r.controlNets[0].scale == 0.5);
    QVERIFY(r.controlType == ControlType::Canny && r.controlPreprocess && r.controlScale == 2.0);
    QVERIFY(r.controlStart == 0.25 && r.controlEnd == 0.75 && r.maskFeatherPx == 8 && r.maskGrowPx == -8);
    QVERIFY(!r.pasteBack && r.onlyMasked && r.maskPaddingPx == 64 && r.colorMatch);
    QVERIFY(r.outpaint == Outpaint({16, 0, 0, 8}) && draft.deadlineSeconds == 30.0);
    QVERIFY(draft.outputFormat == OutputFormat::Jpeg);
    // Every field of the table stands above, or is a picture.
    for (const FieldSpec& spec : requestFields()) {
        QVERIFY2(spec.type == FieldType::Picture || draft.has(spec.name), spec.name.data());
    }
}

void ContractTest::refusesBadFields_data()
{
    QTest::addColumn<QByteArray>("fields"); // beside the prompt
    QTest::addColumn<QByteArray>("faults");
    const auto row = [](const char* fields, const char* faults) {
        QTest::newRow(fields) << QByteArray(fields) << QByteArray(faults);
    };
    row(R"("height": 8)", "height must be 0 or an integer from 16 to 4096");
    row(R"("height": 4097)", "height must be an integer from 0 to 4096");
    row(R"("height": 0)", "height is 0, but there is no input_image to take it from");
    row(R"("width": 512.5)", "width must be an integer from 0 to 4096");
    row(R"("width": true)", "width must be an integer from 0 to 4096");
    row(R"("width": "512px")", "width must be an integer from 0 to 4096");
    row(R"("width": [512])", "width must be an integer from 0 to 4096");
    row(R"("width": 4096, "height": 4096)", "width times height must be at most 8388608");
    row(R"("num_inference_steps": 0)", "num_inference_steps must be an integer from 1 to 200");
    row(R"("num_inference_steps": 201)", "num_inference_steps must be an integer from 1 to 200");
    row(R"("cfg": -0.1)", "cfg must be a number from 0 to 50");
    row(R"("cfg": 1e999)", "cfg must be a number from 0 to 50");
    row(R"("cfg": "NaN")", "cfg must be a number from 0 to 50");
    row(R"("seed": -2)", "seed must be an integer from -1 to 9223372036854775807");
    row(R"("seed": 9223372036854775808)", "seed must be an integer from -1 to 9223372036854775807");
    row(R"("priority": 1001)", "priority must be an integer from -1000 to 1000");
    row(R"("strength": 1.01)", "strength must be a number from 0 to 1");
    row(R"("mode": "paint")", "mode must be one of text2img, img2img, fill, controlnet");
    row(R"("mode": "")", "mode must be one of text2img, img2img, fill, controlnet");
    row(R"("mode": "text2img img2img")", "mode must be one of text2img, img2img, fill, controlnet");
    row(R"("mode": 1)", "mode must be a string");
    row(R"("mode": "img2img")", "input_image is required in mode img2img");
    row(R"("mode": "fill")", "input_image is required in mode fill; mask_image is required in mode fill");
    row(R"("mode": "fill", "outpaint": {"left": 8})", "input_image is required in mode fill");
    row(R"("mode": "controlnet")",
        "input_image is required in mode controlnet; control_image is required in mode controlnet");
    row(R"("model_id": "flux9")", "model_id is not installed; installed are flux1-dev, starter");
    row(R"("model_id": "/etc/passwd")", "model_id is not installed; installed are flux1-dev, starter");
    row(R"("model_id": "")", "model_id is empty");
    row(R"("paste_back": 1)", "paste_back must be true or false");
    row(R"("paste_back": "true")", "paste_back must be true or false");
    row(R"("loras": {})", "loras must be an array");
    row(R"("loras": [1])", "loras[0] must be an object");
    row(R"("loras": [{}])", "loras[0].name is required");
    row(R"("loras": [{"name": "../x", "weight": 5}])",
        "loras[0].weight must be a number from -4 to 4; loras[0].name is not installed; installed are style, x");
    row(R"("loras": [{"name": "/tmp/style.safetensors"}])", "loras[0].name is not installed; installed are style, x");
    row(R"("controlnets": [{"id": "/tmp/net"}])", "controlnets[0].id is not installed; installed are net");
    row(R"("model_id": "/tmp/flux1-dev")", "model_id is not installed; installed are flux1-dev, starter");
    row(R"("loras": "[{")", "loras is not JSON: a key of an object is missing");
    row(R"("controlnets": [{"scale": 3, "mode": -1, "image": 5}])",
        "controlnets[0].mode must be an integer from 0 to 10; controlnets[0].scale must be a number from 0 to 2; "
        "controlnets[0].image must be a picture in base64");
    row(R"("outpaint": [])", "outpaint must be an object");
    row(R"("outpaint": {"left": -1})", "outpaint.left must be an integer from 0 to 4096");
    row(R"("deadline_s": 0)", "deadline_s must be a number from 0.001 to 31536000");
    row(R"("output_format": "gif")", "output_format must be one of png, jpeg");
    row(R"("control_type": "edges")", "control_type must be one of canny, depth, openpose, none");
    row(R"("prompt_2": "a\u0000b")", "prompt_2 must not hold NUL");
}

void ContractTest::refusesBadFields()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, faults);
    const RequestDraft draft = read(jsonBody(R"({"prompt": "a", )" + fields.toStdString() + "}"));
    QCOMPARE(faultsOf(draft), faults);
}

void ContractTest::tellsAllFaultsAtOnce()
{
    const RequestDraft draft = read(jsonBody(R"({"width": 1, "cfg": "x", "mode": "img2img", "model_id": "no",
        "input_image": "?", "loras": [{"name": ""}]})"));
    QCOMPARE(
        faultsOf(draft),
        QByteArray("cfg must be a number from 0 to 50; input_image is not base64: it has a character outside the "
                   "alphabet; loras[0].name must be a string of 1 to 400 bytes; prompt is required; width must be "
                   "0 or an integer from 16 to 4096; model_id is not installed; installed are flux1-dev, starter"));
    QCOMPARE(faultsOf(read(jsonBody("{}"))), QByteArray("prompt is required"));
    QCOMPARE(faultsOf(read(jsonBody(R"({"prompt": " \n "})"))), QByteArray("prompt is empty"));
    QCOMPARE(faultsOf(read(jsonBody(R"({"prompt": ")" + std::string(10001, 'a') + "\"}"))),
             QByteArray("prompt must have 1 to 10000 characters"));
    QVERIFY(faultsOf(read(jsonBody("[]"))).contains("no object"));
    QVERIFY(faultsOf(read(jsonBody(""))).contains("not proper JSON"));
}

void ContractTest::readsFormsLikeJson()
{
    const RequestDraft draft = read(formBody({{"prompt", "a cat", false},
                                              {"width", "512", false},
                                              {"cfg", "3.5", false},
                                              {"paste_back", "0", false},
                                              {"strength", "", false},
                                              {"loras", R"([{"name": "style"}])", false},
                                              {"negative_prompt", "", false}}));
    QCOMPARE(faultsOf(draft), QByteArray());
    QVERIFY(draft.request.width == 512 && draft.request.cfg == 3.5 && !draft.request.pasteBack);
    QVERIFY(!draft.request.strength && !draft.request.negativePrompt);
    QCOMPARE(draft.request.loras.size(), std::size_t{1});
    const RequestDraft python = read(formBody({{"prompt", "a cat", false},
                                               {"color_match", "True", false},
                                               {"paste_back", "False", false},
                                               {"input_image", "\x89PNG\r\n\x1a\n of a part without a name", false}}));
    QVERIFY(python.request.colorMatch && !python.request.pasteBack);
    QCOMPARE(python.pictures.size(), std::size_t{1});
}

void ContractTest::warnsOfUnknownNamesInUtf8()
{
    std::string cut = "0";
    for (int i = 0; i < 40; ++i) {
        cut += "\xC3\xA4"; // 64 bytes end inside one of them
    }
    for (const std::string& name : {cut,
                                    std::string("a\xFF"
                                                "b"),
                                    std::string("\xFF")}) {
        const RequestDraft draft = read(formBody({{"prompt", "a cat", false}, {name, "1", false}}));
        QCOMPARE(draft.warnings.size(), std::size_t{1});
        QVERIFY(isUtf8(draft.warnings.front()));
    }
}

void ContractTest::addsWhatTheModelsSay()
{
    RequestRules asking = rules();
    asking.check = [](const GenerationRequest&) {
        return tl::unexpected(requestError({{"width", "is too odd"}, {"mode", "can't be done"}, {"mode", "at all"}}));
    };
    Body body = jsonBody(R"({"prompt": "a", "width": 5000})");
    RequestDraft draft = readRequest(body).value();
    checkByModels(draft, asking);
    QCOMPARE(faultsOf(draft), QByteArray("width must be an integer from 0 to 4096; mode can't be done; mode at all"));
    // The size that the model gives a picture where the request leaves it open.
    asking.check = [](const GenerationRequest&) { return Expected<std::int64_t>(1024 * 1024); };
    body = jsonBody(R"({"prompt": "a"})");
    draft = readRequest(body).value();
    checkByModels(draft, asking);
    QCOMPARE(faultsOf(draft), QByteArray());
    asking.maxPixels = 4096;
    checkByModels(draft, asking);
    QCOMPARE(faultsOf(draft), QByteArray("width times height must be at most 4096"));
}

void ContractTest::refusesBadForms_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("faults");
    const auto row = [](const char* name, const char* value, const char* faults) {
        QTest::newRow(faults) << QByteArray(name) << QByteArray(value) << QByteArray(faults);
    };
    row("prompt", "again", "prompt stands twice in the form");
    row("width", "0x200", "width must be an integer from 0 to 4096");
    row("width", " 512", "width must be an integer from 0 to 4096");
    row("paste_back", "yes", "paste_back must be true or false");
    row("prompt_2", "\xFF", "prompt_2 is not UTF-8");
    row("loras", "style", "loras is not JSON: a value is no JSON");
    row("input_image", "not base64", "input_image is not base64: it ends in the middle");
}

void ContractTest::refusesBadForms()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, faults);
    QCOMPARE(faultsOf(read(formBody({{"prompt", "a", false}, {name.toStdString(), value.toStdString(), false}}))),
             faults);
}

void ContractTest::readsPictures()
{
    const std::string png = picture("grey8.png");
    QVERIFY(!png.empty());
    const std::string base64 = encodeBase64(png);
    const std::string start = R"({"prompt": "a", "mode": "img2img", "width": 0, "height": 0, "input_image": ")";
    std::string escaped = base64;
    for (std::size_t at = escaped.find('/'); at != escaped.npos; at = escaped.find('/', at + 2)) {
        escaped.insert(at, "\\");
    }
    const RequestDraft plain = read(jsonBody(start + base64 + "\"}"));
    QCOMPARE(faultsOf(plain), QByteArray());
    QVERIFY(plain.request.inputImage && plain.request.inputImage->channels == 3);
    for (const std::string& text : {"data:image/png;base64," + base64, escaped, " " + base64 + "\\n"}) {
        const RequestDraft draft = read(jsonBody(start + text + "\"}"));
        QCOMPARE(faultsOf(draft), QByteArray());
        QVERIFY(draft.request.inputImage == plain.request.inputImage);
    }
    const RequestDraft form = read(formBody(
        {{"prompt", "a", false}, {"mode", "fill", false}, {"input_image", png, true}, {"mask_image", base64, false}}));
    QCOMPARE(faultsOf(form), QByteArray());
    QVERIFY(form.request.inputImage == plain.request.inputImage);
    QVERIFY(form.request.maskImage && form.request.maskImage->channels == 1);
    QCOMPARE(form.pictures.size(), std::size_t{2});
    QVERIFY(std::string(form.pictures[0].bytes->begin(), form.pictures[0].bytes->end()) == png);
}

void ContractTest::refusesBadPictures_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("fault"); // its beginning
    const QByteArray png = QByteArray::fromStdString(picture("grey8.png"));
    QTest::newRow("no picture") << QByteArray("hello") << QByteArray("input_image ");
    QTest::newRow("cut short") << png.left(png.size() / 2) << QByteArray("input_image ");
    QTest::newRow("above 50 MB") << QByteArray(53'000'000, 'x') << QByteArray("input_image is larger than 50 MB");
}

void ContractTest::refusesBadPictures()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, fault);
    const RequestDraft draft = read(
        formBody({{"prompt", "a", false}, {"mode", "img2img", false}, {"input_image", bytes.toStdString(), true}}));
    QCOMPARE(draft.faults.size(), std::size_t{1});
    QVERIFY2(faultsOf(draft).startsWith(fault), faultsOf(draft).constData());
}

void ContractTest::decodesUntilADeadline()
{
    for (const char* const name : {"rgb8.png", "jpeg_progressive.jpg"}) {
        const std::string bytes = picture(name);
        const std::span encoded(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        QVERIFY(tasks::decodePicture(encoded, name));
        const auto late = tasks::decodePicture(encoded, name, std::chrono::milliseconds(0));
        QVERIFY(!late);
        QCOMPARE(late.error().message, std::string("takes longer than 0 ms to decode"));
    }
}

void ContractTest::warnsOfUnknownFields()
{
    const RequestDraft draft =
        read(jsonBody(R"({"prompt": "a", "steps": 5, "seed": 4294967296, "loras": [{"name": "x", "scale": 1}]})"));
    QCOMPARE(faultsOf(draft), QByteArray());
    QCOMPARE(draft.warnings.size(), std::size_t{3});
    QCOMPARE(draft.warnings[0], std::string("unknown field \"steps\" was ignored"));
    QCOMPARE(draft.warnings[1], std::string("unknown field \"loras[0].scale\" was ignored"));
    QVERIFY(draft.warnings[2].find("seed 0 gives the same picture") != std::string::npos);
}

void ContractTest::answersWithTheEightKeys()
{
    ReplyBody done;
    done.success = true;
    done.taskId = "id";
    done.imageBase64 = "Zm9v";
    done.elapsedSeconds = 15.2345;
    done.settled = ReplyBody::Settled{7, 16, 32, 4, 3.5, 0};
    const RequestDraft bad = read(jsonBody(R"({"mode": "fill", "prompt": "\"\u0001", "model_id": "no"})"));
    for (const std::string& text : {replyJson(done), replyJson(refusalOf(bad, "flux1-dev")), replyJson({})}) {
        const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
        for (const char* const key :
             {"success", "task_id", "image_base64", "error", "elapsed_time", "gpu_id", "model_id", "mode"}) {
            QVERIFY2(object.contains(QLatin1String(key)), key);
        }
        QCOMPARE(object.contains(QLatin1String("code")), !object[QLatin1String("success")].toBool());
    }
    const QJsonObject refusal =
        QJsonDocument::fromJson(QByteArray::fromStdString(replyJson(refusalOf(bad, "flux1-dev")))).object();
    QCOMPARE(refusal[QLatin1String("mode")].toString(), QStringLiteral("fill"));
    QCOMPARE(refusal[QLatin1String("model_id")].toString(), QStringLiteral("no"));
    QCOMPARE(refusal[QLatin1String("task_id")].toString().size(), 36);
    QVERIFY(replyJson(done).find(R"("elapsed_time":15.23,)") != std::string::npos);
}

} // namespace

int runContract(int argc, char** argv)
{
    ContractTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_contract.moc"
