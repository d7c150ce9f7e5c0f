#include "app_test.h"
#include "models_table.h"

#include <QTest>

namespace genserve::app {

class ModelsTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alignsItsColumns();
    void saysWhatIsMissing();
    void saysWhenThereIsNone();
    void tellsWhyAnAdapterIsOfNoUse();
    void picksTheFilesThatCannotBeRead();
};

void ModelsTableTest::alignsItsColumns()
{
    ModelInfo small;
    small.id = "starter";
    small.name = "Stärter";
    small.format = "diffusers";
    small.precision = "fp16";
    small.bytes = 50'200'000;
    small.features = {"text-to-image", "fill"};
    small.location = "/a";
    ModelInfo large = small;
    large.id = "flux1-dev";
    large.bytes = 33'740'000'000;
    large.location = "/b";
    const std::vector<std::string> expected{
        "ID         NAME     FORMAT     PRECISION  SIZE     FEATURES             LOCATION",
        "starter    Stärter  diffusers  fp16       51 MB    text-to-image, fill  /a",
        "flux1-dev  Stärter  diffusers  fp16       33.7 GB  text-to-image, fill  /b"};
    QCOMPARE(modelsTable({small, large}), expected);
    QCOMPARE(megabytes(small.bytes), 50.2);
}

void ModelsTableTest::saysWhatIsMissing()
{
    ModelInfo model;
    model.missing = {"ae.safetensors", "t5xxl*.safetensors"};
    const auto lines = modelsTable({model});
    QCOMPARE(lines.size(), std::size_t{3});
    QCOMPARE(lines.back(), "  can't run without: ae.safetensors, t5xxl*.safetensors");
}

void ModelsTableTest::saysWhenThereIsNone()
{
    QCOMPARE(modelsTable({}), std::vector<std::string>{"no models are installed"});
}

void ModelsTableTest::tellsWhyAnAdapterIsOfNoUse()
{
    AdapterInfo net;
    net.id = "edges";
    net.kind = "controlnet";
    net.control = "canny";
    net.format = "diffusers";
    net.precision = "bf16";
    net.bytes = 1;
    net.fits = {"a", "b"};
    net.location = "/edges";
    AdapterInfo lora;
    lora.id = "ink";
    lora.kind = "lora";
    lora.problem = "can't be used: DoRA";
    const auto lines = adaptersTable({net, lora});
    QCOMPARE(lines.size(), std::size_t{4});
    QCOMPARE(lines[1], "edges  controlnet  canny    diffusers  bf16       1 MB  a, b  /edges");
    QVERIFY(lines[2].starts_with("ink    lora        -"));
    QCOMPARE(lines[3], "  can't be used: DoRA");
    QVERIFY(adaptersTable({}).empty());
}

void ModelsTableTest::picksTheFilesThatCannotBeRead()
{
    InstalledFile good;
    good.role = "vae";
    InstalledFile bad;
    bad.role = "unreadable";
    bad.detail = "gguf files are not read";
    QCOMPARE(filesTable({good, bad}, false).size(), std::size_t{3});
    const auto lines = filesTable({good, bad}, true);
    QCOMPARE(lines.size(), std::size_t{2});
    QVERIFY(lines[1].find("gguf files are not read") != std::string::npos);
    QVERIFY(filesTable({good}, true).empty());
}

const RegisteredTest<ModelsTableTest> registered("models_table");

} // namespace genserve::app

#include "tst_models_table.moc"
