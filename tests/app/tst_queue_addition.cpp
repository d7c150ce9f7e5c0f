#include "app_test.h"
#include "hosting/queue_addition.h"

#include <QColor>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

namespace genserve::app {

class QueueAdditionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void becomesASubmission();
    void beginsPathsInTheFolder();
    void refusesWhatIsNotTheQueues_data();
    void refusesWhatIsNotTheQueues();
    void namesAPictureThatCantBeRead();
};

void QueueAdditionTest::becomesASubmission()
{
    auto addition = parseAddition(
        {"a red apple", "--steps", "3", "--seed", "7", "--count", "2", "--model", "starter", "--data", "elsewhere"},
        "/");
    QVERIFY(addition.faults.empty());
    QCOMPARE(addition.data.string(), std::string("elsewhere"));
    const auto submission = submissionOf(std::move(addition));
    QVERIFY(submission.has_value());
    QCOMPARE(submission->client, std::string("command line"));
    QCOMPARE(submission->count, 2);
    QCOMPARE(submission->request.prompt, std::string("a red apple"));
    QCOMPARE(submission->request.modelId, std::string("starter"));
    QCOMPARE(submission->request.steps.value_or(0), 3);
    QCOMPARE(submission->request.seed, std::int64_t{7});
    auto random = parseAddition({"a red apple", "--seed", "-1"}, "/");
    QVERIFY(submissionOf(std::move(random))->request.seed >= 0);
}

void QueueAdditionTest::beginsPathsInTheFolder()
{
    const QTemporaryDir folder;
    QImage picture(8, 6, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QVERIFY(picture.save(folder.filePath(QStringLiteral("in.png"))));
    const std::filesystem::path path = folder.path().toStdString();
    auto addition = parseAddition(
        {"a field", "--mode", "img2img", "--input", "in.png", "--lora", "style", "--lora", "own/style.safetensors:0.5"},
        path);
    QVERIFY(addition.faults.empty());
    QVERIFY(addition.options.input == path / "in.png");
    QCOMPARE(addition.options.request.loras[0].name, std::string("style"));
    QCOMPARE(addition.options.request.loras[1].name, (path / "own/style.safetensors").string());
    const auto submission = submissionOf(std::move(addition));
    QVERIFY(submission.has_value());
    QCOMPARE(submission->request.inputImage->width, 8);
}

void QueueAdditionTest::refusesWhatIsNotTheQueues_data()
{
    QTest::addColumn<QByteArray>("option");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("output") << QByteArray("-o") << QByteArray("x.png") << QByteArray("--output");
    QTest::newRow("device") << QByteArray("--device") << QByteArray("cpu") << QByteArray("--device");
    QTest::newRow("threads") << QByteArray("--threads") << QByteArray("2") << QByteArray("--device");
    QTest::newRow("steps") << QByteArray("--steps") << QByteArray("0") << QByteArray("--steps");
    QTest::newRow("input") << QByteArray("--input") << QByteArray("no.png") << QByteArray("--input");
}

void QueueAdditionTest::refusesWhatIsNotTheQueues()
{
    QFETCH(QByteArray, option);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, named);
    const auto faults = parseAddition({"a cat", option.toStdString(), value.toStdString()}, "/nonexistent").faults;
    QCOMPARE(faults.size(), std::size_t{1});
    QCOMPARE(faults[0].option, named.toStdString());
}

void QueueAdditionTest::namesAPictureThatCantBeRead()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("broken.png")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no picture") > 0);
    file.close();
    auto addition = parseAddition({"a cat", "--mode", "img2img", "--input", "broken.png"}, folder.path().toStdString());
    QVERIFY(addition.faults.empty());
    const auto submission = submissionOf(std::move(addition));
    QVERIFY(!submission.has_value());
    QVERIFY(submission.error().context.find("broken.png") != std::string::npos);
}

const RegisteredTest<QueueAdditionTest> registered("queue_addition");

} // namespace genserve::app

#include "tst_queue_addition.moc"
