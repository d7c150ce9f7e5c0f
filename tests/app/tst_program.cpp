// The real program as its users start it: exit codes, what stands on which stream, files left behind.
#include "app_test.h"

#include <csignal>

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace genserve::app {
namespace {

constexpr int TimeoutMs = 60000;

struct Outcome {
    int code = -1; // -1: killed or not ended in time
    QByteArray out, err;
    qint64 ms = 0;
};

QProcessEnvironment quietEnvironment()
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"GENSERVE_MODELS", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
        environment.remove(QString::fromLatin1(name));
    }
    environment.insert(QStringLiteral("XDG_DATA_HOME"), QStringLiteral("/nonexistent"));
    // Test runs share their cores: see docs/cli.md.
    environment.insert(QStringLiteral("GOMP_SPINCOUNT"), QStringLiteral("1000"));
    return environment;
}

// Whether the program has got as far as to receive Ctrl-C by itself; before that the system ends it.
bool blocksSigint(qint64 process)
{
    QFile status(QStringLiteral("/proc/%1/status").arg(process));
    if (!status.open(QIODevice::ReadOnly)) {
        return false;
    }
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("SigBlk:")) {
            return (line.mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGINT - 1) & 1) != 0;
        }
    }
    return false;
}

QJsonObject jsonOf(const QByteArray& line) { return QJsonDocument::fromJson(line).object(); }

} // namespace

class ProgramTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void startsQuicklyForHelpAndModels();
    void makesAPicture();
    void makesTheSamePictureAgain();
    void makesASeriesWithGrowingSeeds();
    void writesOneJsonObjectAPicture();
    void drawsARandomSeedAndSaysIt();
    void warnsAboutASeedAbove32Bits();
    void readsThePromptFromStandardInput();
    void makesAFirstPictureWithoutADisplay();
    void changesAPicture();
    void takesTheSizeFromAPicture();
    void warnsOnceInASeries();
    void refusesWrongUsage_data();
    void refusesWrongUsage();
    void reportsWrongUsageAsJson();
    void failsOnBrokenPictures();
    void failsOnModelsThatAreNotThere();
    void stopsAtCtrlCWithoutAFile();
    void failsWhenStandardOutputIsFull();
    void showsTokensAsJson();
    void readsTokensFromStandardInputAsItIs();
    void listsTheStarter();
    void measuresThisComputer();

private:
    QString path(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }

    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }

    Outcome run(const QStringList& arguments, const QByteArray& input = {}) const
    {
        QProcess process;
        process.setProcessEnvironment(quietEnvironment());
        process.setWorkingDirectory(m_folder->path());
        QElapsedTimer timer;
        timer.start();
        process.start(QStringLiteral(GENSERVE_PROGRAM), arguments);
        process.write(input);
        process.closeWriteChannel();
        const bool isOver = process.waitForFinished(TimeoutMs) && process.exitStatus() == QProcess::NormalExit;
        return {isOver ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError(),
                timer.elapsed()};
    }

    // A 64x64 picture in one step, the quickest that the starter makes, with more options behind.
    Outcome generate(const char* output, const QStringList& more = {}, const QByteArray& input = {}) const
    {
        const QString prompt = input.isEmpty() ? QStringLiteral("a lake") : QStringLiteral("-");
        return run(QStringList{QStringLiteral("generate"), prompt, QStringLiteral("-o"), path(output),
                               QStringLiteral("--width"), QStringLiteral("64"), QStringLiteral("--height=64"),
                               QStringLiteral("--steps"), QStringLiteral("1"), QStringLiteral("--device"),
                               QStringLiteral("cpu")}
                       + more,
                   input);
    }

    static QStringList words(const char* line) { return QString::fromLatin1(line).split(QLatin1Char(' ')); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ProgramTest::startsQuicklyForHelpAndModels()
{
    for (const char* line :
         {"--help", "models", "--version", "generate --help", "tokens -h", "models --help", "bench --help"}) {
        const auto outcome = run(words(line));
        QCOMPARE(outcome.code, 0);
        QVERIFY(!outcome.out.isEmpty());
        QCOMPARE(outcome.err, QByteArray());
        // The promise is 1 s; machines that run tests are busy.
        QVERIFY2(outcome.ms < 20000, line);
    }
}

void ProgramTest::makesAPicture()
{
    const auto outcome = generate("out.png");
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err, QByteArray());
    QVERIFY2(outcome.out.startsWith(QByteArray("wrote " + path("out.png").toUtf8() + "  64x64  seed 42  1 steps  ")),
             outcome.out.constData());
    QVERIFY(outcome.out.endsWith(" s  cpu\n"));
    QCOMPARE(files(), QStringList{QStringLiteral("out.png")});
    const QImage picture(path("out.png"));
    QCOMPARE(picture.size(), QSize(64, 64));
}

void ProgramTest::makesTheSamePictureAgain()
{
    QCOMPARE(generate("a.png", words("--seed 7")).code, 0);
    QCOMPARE(generate("b.png", words("--seed 7")).code, 0);
    QCOMPARE(generate("c.png", words("--seed 8")).code, 0);
    QFile a(path("a.png")), b(path("b.png")), c(path("c.png"));
    QVERIFY(a.open(QIODevice::ReadOnly) && b.open(QIODevice::ReadOnly) && c.open(QIODevice::ReadOnly));
    const auto bytes = a.readAll();
    QCOMPARE(b.readAll(), bytes);
    QVERIFY(c.readAll() != bytes);
}

void ProgramTest::makesASeriesWithGrowingSeeds()
{
    const auto outcome = generate("s.jpg", words("--count 2 --seed 5"));
    QCOMPARE(outcome.code, 0);
    QCOMPARE(files(), (QStringList{QStringLiteral("s-0001.jpg"), QStringLiteral("s-0002.jpg")}));
    const auto lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].contains("seed 5 ") && lines[1].contains("seed 6 "));
}

void ProgramTest::writesOneJsonObjectAPicture()
{
    const auto outcome = generate("j.png", words("--json --count 2 --cfg 2.5"));
    QCOMPARE(outcome.code, 0);
    const auto lines = outcome.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 2);
    const auto object = jsonOf(lines[1]);
    QCOMPARE(object[u"success"].toBool(), true);
    QCOMPARE(object[u"file"].toString(), path("j-0002.png"));
    QCOMPARE(object[u"seed"].toInt(), 43);
    QCOMPARE(object[u"width"].toInt(), 64);
    QCOMPARE(object[u"height"].toInt(), 64);
    QCOMPARE(object[u"num_inference_steps"].toInt(), 1);
    QCOMPARE(object[u"cfg"].toDouble(), 2.5);
    QCOMPARE(object[u"model_id"].toString(), QStringLiteral("starter"));
    QCOMPARE(object[u"mode"].toString(), QStringLiteral("text2img"));
    QCOMPARE(object[u"gpu_id"].toString(), QStringLiteral("cpu"));
    QCOMPARE(object[u"steps_reused"].toInt(), 0);
    QVERIFY(object[u"elapsed_time"].isDouble());
    QVERIFY(object[u"seconds"][u"denoise"].toDouble() > 0);
    QVERIFY(object[u"warnings"].isArray());
}

void ProgramTest::drawsARandomSeedAndSaysIt()
{
    const auto first = jsonOf(generate("r.png", words("--json --seed -1")).out)[u"seed"].toInteger(-1);
    const auto second = jsonOf(generate("r.png", words("--json --seed -1")).out)[u"seed"].toInteger(-1);
    QVERIFY(first >= 0 && first < (qint64(1) << 32));
    QVERIFY(first != second);
}

void ProgramTest::warnsAboutASeedAbove32Bits()
{
    const auto outcome = generate("w.png", words("--json --seed 4294967338"));
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err.count("4294967338"), 1);
    QVERIFY(outcome.err.contains("seed 42"));
    QCOMPARE(jsonOf(outcome.out)[u"warnings"].toArray().size(), 1);
}

void ProgramTest::readsThePromptFromStandardInput()
{
    QCOMPARE(generate("a.png", {}, "  a lake\n").code, 0);
    QCOMPARE(generate("b.png").code, 0);
    QCOMPARE(QImage(path("a.png")), QImage(path("b.png")));
    QCOMPARE(generate("c.png", {}, " \n").code, 2);
    QCOMPARE(generate("c.png", {}, QByteArray(2'000'000, 'x')).code, 2);
}

void ProgramTest::makesAFirstPictureWithoutADisplay()
{
    QFile older(path("genserve-first-picture.png"));
    QVERIFY(older.open(QIODevice::WriteOnly) && older.write("mine") == 4);
    older.close();
    const auto outcome = run({});
    QCOMPARE(outcome.code, 0);
    QVERIFY(outcome.out.contains(path("genserve-first-picture-2.png").toUtf8()));
    QVERIFY(outcome.out.contains("genserve generate"));
    QVERIFY(!QImage(path("genserve-first-picture-2.png")).isNull());
    QCOMPARE(older.size(), 4);
    QCOMPARE(files().size(), 2);
}

void ProgramTest::changesAPicture()
{
    QImage input(64, 64, QImage::Format_RGB888);
    input.fill(QColor(10, 200, 30));
    QVERIFY(input.save(path("in.png")));
    QImage mask(64, 64, QImage::Format_Grayscale8);
    mask.fill(0);
    for (int y = 0; y < 64; ++y) {
        std::fill_n(mask.scanLine(y) + 32, 32, uchar{255});
    }
    QVERIFY(mask.save(path("mask.png")));
    const auto outcome =
        generate("fill.png", {QStringLiteral("--mode"), QStringLiteral("fill"), QStringLiteral("--input"),
                              path("in.png"), QStringLiteral("--mask"), path("mask.png"), QStringLiteral("--steps=2")});
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const QImage filled(path("fill.png"));
    QCOMPARE(filled.copy(0, 0, 32, 64).convertToFormat(QImage::Format_RGB888), input.copy(0, 0, 32, 64));
    QCOMPARE(generate("i.png", {QStringLiteral("--mode=img2img"), QStringLiteral("--input"), path("in.png"),
                                QStringLiteral("--steps=2")})
                 .code,
             0);
}

void ProgramTest::takesTheSizeFromAPicture()
{
    QImage input(48, 32, QImage::Format_RGB888);
    input.fill(Qt::white);
    QVERIFY(input.save(path("in.png")));
    const auto outcome = generate("x.png", {QStringLiteral("--width=0"), QStringLiteral("--height=0"),
                                            QStringLiteral("--input"), path("in.png")});
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err, QByteArray());
    QCOMPARE(QImage(path("x.png")).size(), QSize(48, 32));
}

void ProgramTest::warnsOnceInASeries()
{
    const auto outcome = generate("w.png", words("--count 3 --strength 0.5 --json"));
    QCOMPARE(outcome.code, 0);
    QCOMPARE(outcome.err.count("strength"), 1);
    QCOMPARE(outcome.out.count("strength"), 3);
}

void ProgramTest::refusesWrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named");
    const auto row = [](const char* line, const char* named) {
        QTest::newRow(line) << words(line) << QByteArray(named);
    };
    row("paint", "'paint'");
    row("--steps 3", "--steps: there is no such option");
    row("no-such.png", "PICTURE: there is no '");
    row("generate", "PROMPT: is required");
    row("generate cat", "-o: ");
    row("generate a cat -o x.png", "PROMPT: ");
    row("generate cat -o x.gif", "x.gif");
    row("generate cat -o nowhere/x.png", "nowhere");
    row("generate cat -o /proc/x.png", "/proc");
    row("generate cat -o x.png --steps 0", "--steps: '0' is not a whole number from 1 to 200");
    row("generate cat -o x.png --mode img2img", "--input: ");
    row("generate cat -o x.png --colour red", "--colour");
    row("generate cat -o x.png --models nowhere", "--models: 'nowhere'");
    row("tokens", "TEXT: is required");
    row("tokens a b", "TEXT: ");
    row("models nowhere", "'nowhere'");
    row("models --models nowhere", "--models: 'nowhere'");
    row("bench --repeat 0", "--repeat: '0'");
    row("bench --width 8", "--width: '8'");
    row("bench --precision fp16", "--precision: 'fp16' is not fp32, bf16, fp8 or auto");
    row("generate cat -o x.png --device cpu --precision fp8", "cpu computes in fp32 and bf16");
}

void ProgramTest::refusesWrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    const auto outcome = run(arguments);
    QCOMPARE(outcome.code, 2);
    QCOMPARE(outcome.out, QByteArray());
    QVERIFY2(outcome.err.contains(named), outcome.err.constData());
    QVERIFY(files().isEmpty());
}

void ProgramTest::reportsWrongUsageAsJson()
{
    const auto outcome = generate("x.gif", words("--json --cfg 99 --seed=x"));
    QCOMPARE(outcome.code, 2);
    const auto object = jsonOf(outcome.out);
    QCOMPARE(object[u"success"].toBool(true), false);
    QCOMPARE(object[u"code"].toString(), QStringLiteral("invalid_argument"));
    QCOMPARE(object[u"details"].toArray().size(), 3);
    QCOMPARE(object[u"details"][0][u"field"].toString(), QStringLiteral("cfg"));
    QVERIFY(object[u"error"].toString().contains(QStringLiteral("'99'")));
}

void ProgramTest::failsOnBrokenPictures()
{
    QFile empty(path("empty.png"));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    empty.close();
    const auto outcome =
        generate("x.png", {QStringLiteral("--mode=img2img"), QStringLiteral("--input"), path("empty.png")});
    QCOMPARE(outcome.code, 1);
    QVERIFY(outcome.err.contains("empty.png"));
    QCOMPARE(outcome.err.count('\n'), 1);
    QCOMPARE(files(), QStringList{QStringLiteral("empty.png")});
}

void ProgramTest::failsOnModelsThatAreNotThere()
{
    const auto outcome = generate("x.png", words("--model no-such-model --json"));
    QVERIFY(outcome.code == 1 || outcome.code == 2);
    QVERIFY(outcome.err.contains("no-such-model"));
    QCOMPARE(jsonOf(outcome.out)[u"success"].toBool(true), false);
    QVERIFY(files().isEmpty());
}

void ProgramTest::stopsAtCtrlCWithoutAFile()
{
    QProcess process;
    process.setProcessEnvironment(quietEnvironment());
    process.start(QStringLiteral(GENSERVE_PROGRAM),
                  words("generate cat --device cpu --width 512 --height 512 --steps 200 -o") << path("x.png"));
    QVERIFY(process.waitForStarted(TimeoutMs));
    QTRY_VERIFY_WITH_TIMEOUT(blocksSigint(process.processId()), TimeoutMs); // it takes the signal in hand from here on
    QVERIFY(!process.waitForFinished(1500));
    QCOMPARE(::kill(static_cast<pid_t>(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(TimeoutMs)); // 200 steps take minutes
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QCOMPARE(process.readAllStandardError(), QByteArray("genserve: cancelled\n"));
    QCOMPARE(process.readAllStandardOutput(), QByteArray());
    QVERIFY(files().isEmpty());
}

void ProgramTest::failsWhenStandardOutputIsFull()
{
    for (const char* line : {"--help", "models", "models --json", "tokens cat"}) {
        QProcess process;
        process.setProcessEnvironment(quietEnvironment());
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(GENSERVE_PROGRAM), words(line));
        QVERIFY(process.waitForFinished(TimeoutMs));
        QCOMPARE(process.exitCode(), 1);
        QCOMPARE(process.readAllStandardError(), QByteArray("genserve: standard output can't be written\n"));
    }
}

void ProgramTest::showsTokensAsJson()
{
    const auto outcome = run(words("tokens --json a-lake"));
    QCOMPARE(outcome.code, 0);
    const auto object = jsonOf(outcome.out);
    QCOMPARE(object.keys(), (QStringList{QStringLiteral("clip"), QStringLiteral("t5")}));
    for (const auto* encoder : {u"clip", u"t5"}) {
        const auto report = object[QStringView(encoder)].toObject();
        QCOMPARE(report.keys(), (QStringList{QStringLiteral("count"), QStringLiteral("cut"), QStringLiteral("ids"),
                                             QStringLiteral("limit")}));
        QCOMPARE(report[u"ids"].toArray().size(), report[u"count"].toInt());
        QVERIFY(report[u"limit"].toInt() > report[u"count"].toInt());
        QCOMPARE(report[u"cut"].toString(), QString());
    }
}

void ProgramTest::readsTokensFromStandardInputAsItIs()
{
    const auto asArgument = run({QStringLiteral("tokens"), QStringLiteral("--json"), QStringLiteral(" a\tlake \n")});
    const auto fromInput = run(words("tokens - --json"), " a\tlake \n");
    QCOMPARE(asArgument.code, 0);
    QCOMPARE(fromInput.code, 0);
    QCOMPARE(fromInput.out, asArgument.out);
    const auto cut = jsonOf(run(words("tokens - --json"), QByteArray("lake ").repeated(600)).out);
    QVERIFY(cut[u"t5"][u"count"].toInt() > cut[u"t5"][u"limit"].toInt());
    QCOMPARE(cut[u"t5"][u"ids"].toArray().size(), cut[u"t5"][u"limit"].toInt());
    QVERIFY(cut[u"clip"][u"cut"].toString().contains(QStringLiteral("lake")));
}

void ProgramTest::listsTheStarter()
{
    const auto list = QJsonDocument::fromJson(run(words("models --json")).out).array();
    QCOMPARE(list.size(), 1);
    QCOMPARE(list[0][u"model_id"].toString(), QStringLiteral("starter"));
    QCOMPARE(list[0][u"format"].toString(), QStringLiteral("diffusers"));
    QCOMPARE(list[0][u"native_size"].toInt(), 256);
    QCOMPARE(list[0][u"default_steps"].toInt(), 20);
    QVERIFY(list[0][u"size_mb"].toDouble() > 1);
    QVERIFY(list[0][u"missing"].toArray().isEmpty());
    QVERIFY(run({QStringLiteral("models")}).out.contains("starter"));
    const auto all = jsonOf(run(words("models --all --json")).out);
    QCOMPARE(all[u"models"].toArray(), list);
    QCOMPARE(all[u"adapters"][0][u"id"].toString(), QStringLiteral("starter-canny"));
    QCOMPARE(all[u"files"].toArray().size(), 2);
}

void ProgramTest::measuresThisComputer()
{
    const auto outcome =
        run(words("bench --json --width 64 --height 64 --steps 1 --repeat 2 --threads 1 --device cpu"));
    QVERIFY2(outcome.code == 0, outcome.err.constData());
    const auto object = jsonOf(outcome.out);
    QCOMPARE(object[u"device"].toString(), QStringLiteral("cpu"));
    QCOMPARE(object[u"threads"].toInt(), 1);
    QCOMPARE(object[u"repeats"].toInt(), 2);
    QVERIFY(object[u"step_seconds"].toDouble() > 0);
    QVERIFY(object[u"first"][u"seconds"][u"load"].toDouble() > 0);
    QVERIFY(!object[u"device_name"].toString().isEmpty());
}

const RegisteredTest<ProgramTest> registered("program");

} // namespace genserve::app

#include "tst_program.moc"
