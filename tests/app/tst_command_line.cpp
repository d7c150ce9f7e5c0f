#include "app_test.h"
#include "command_line.h"

#include <limits>

#include <QTest>

namespace genserve::app {
namespace {

std::vector<std::string_view> words(std::initializer_list<std::string_view> list) { return list; }

struct Sample {
    std::optional<int> steps;
    std::optional<double> cfg;
    std::optional<std::string> text;
    std::vector<std::filesystem::path> folders;
    bool flag = false;

    std::vector<Option> table()
    {
        return {integerOption<int>({"--num-inference-steps", "--steps"}, steps, 1, 200),
                realOption({"--cfg"}, cfg, 0, 50), textOption({"--prompt-2"}, text),
                pathListOption({"--models"}, folders), flagOption({"--json"}, flag)};
    }
};

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesOptionsBeforeAndAfterTheArguments();
    void takesEqualsSignAndAlias();
    void endsOptionsAtTwoDashes();
    void keepsTheLastValueAndGrowsLists();
    void takesNegativeNumbersAsValues();
    void takesNegativeNumbersAsArguments();
    void reportsAllFaultsAtOnce();
    void wantsAValue();
    void namesTheOptionThatWasMeant();
    void doesNotBlameTheValueOfAnUnknownOption();
    void readsWholeNumbersStrictly_data();
    void readsWholeNumbersStrictly();
    void readsNumbersStrictly_data();
    void readsNumbersStrictly();
};

void CommandLineTest::takesOptionsBeforeAndAfterTheArguments()
{
    Sample sample;
    const auto parsed = parseArguments(sample.table(), words({"--steps", "7", "a cat", "--json", "-"}));
    QVERIFY(parsed.faults.empty());
    QCOMPARE(parsed.positionals, (std::vector<std::string>{"a cat", "-"}));
    QCOMPARE(sample.steps, 7);
    QVERIFY(sample.flag);
}

void CommandLineTest::takesEqualsSignAndAlias()
{
    Sample sample;
    const auto parsed = parseArguments(sample.table(), words({"--num-inference-steps=9", "--prompt-2=--a=b"}));
    QVERIFY(parsed.faults.empty());
    QCOMPARE(sample.steps, 9);
    QCOMPARE(sample.text, "--a=b");
}

void CommandLineTest::endsOptionsAtTwoDashes()
{
    Sample sample;
    const auto parsed = parseArguments(sample.table(), words({"--", "--json", "--help", "--"}));
    QCOMPARE(parsed.positionals, (std::vector<std::string>{"--json", "--help", "--"}));
    QVERIFY(!sample.flag);
    QVERIFY(!parsed.helpAsked);
}

void CommandLineTest::keepsTheLastValueAndGrowsLists()
{
    Sample sample;
    const auto parsed = parseArguments(
        sample.table(), words({"--steps", "3", "--models", "a", "--num-inference-steps", "4", "--models=b"}));
    QVERIFY(parsed.faults.empty());
    QCOMPARE(sample.steps, 4);
    QCOMPARE(sample.folders, (std::vector<std::filesystem::path>{"a", "b"}));
}

void CommandLineTest::takesNegativeNumbersAsValues()
{
    std::int64_t seed = 0;
    const std::vector<Option> table{integerOption<std::int64_t>({"--seed"}, seed, -1, 10)};
    QVERIFY(parseArguments(table, words({"--seed", "-1"})).faults.empty());
    QCOMPARE(seed, -1);
}

void CommandLineTest::takesNegativeNumbersAsArguments()
{
    Sample sample;
    const auto parsed = parseArguments(sample.table(), words({"priority", "-5", "--json"}));
    QVERIFY(parsed.faults.empty());
    QCOMPARE(parsed.positionals, (std::vector<std::string>{"priority", "-5"}));
}

void CommandLineTest::reportsAllFaultsAtOnce()
{
    Sample sample;
    const auto parsed =
        parseArguments(sample.table(), words({"--steps", "201", "--cfg=51", "--json=yes", "--what", "--models="}));
    QCOMPARE(parsed.faults.size(), std::size_t{5});
    QCOMPARE(parsed.faults[0].option, "--steps");
    QCOMPARE(parsed.faults[0].field, "num_inference_steps");
    QCOMPARE(parsed.faults[0].problem, "'201' is not a whole number from 1 to 200");
    QCOMPARE(parsed.faults[1].problem, "'51' is not a number from 0 to 50");
    QCOMPARE(parsed.faults[2].problem, "takes no value");
    QCOMPARE(parsed.faults[3].option, "--what");
    QCOMPARE(parsed.faults[4].problem, "'' is not a path");
}

void CommandLineTest::wantsAValue()
{
    for (const auto& line : {words({"--steps"}), words({"--steps", "--json"}), words({"--steps", "--"})}) {
        Sample sample;
        const auto parsed = parseArguments(sample.table(), line);
        QCOMPARE(parsed.faults.size(), std::size_t{1});
        QVERIFY(QByteArray::fromStdString(parsed.faults[0].problem).startsWith("needs a value"));
    }
}

void CommandLineTest::namesTheOptionThatWasMeant()
{
    Sample sample;
    const auto parsed = parseArguments(sample.table(), words({"--stepz", "--completely-else"}));
    QCOMPARE(parsed.faults[0].problem, "there is no such option, did you mean --steps?");
    QCOMPARE(parsed.faults[1].problem, "there is no such option");
}

void CommandLineTest::doesNotBlameTheValueOfAnUnknownOption()
{
    Sample sample;
    auto parsed = parseArguments(sample.table(), words({"a cat", "--nothing", "3"}));
    requireOneArgument(parsed, "PROMPT");
    QCOMPARE(parsed.faults.size(), std::size_t{1});
    parsed = parseArguments(sample.table(), words({"a", "cat"}));
    requireOneArgument(parsed, "PROMPT");
    QCOMPARE(parsed.faults.size(), std::size_t{1});
    QCOMPARE(parsed.faults[0].field, "prompt");
}

void CommandLineTest::readsWholeNumbersStrictly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isNumber");
    QTest::addColumn<qint64>("value");
    const auto largest = std::numeric_limits<qint64>::max();
    QTest::newRow("plain") << QByteArray("12") << true << qint64(12);
    QTest::newRow("negative") << QByteArray("-1") << true << qint64(-1);
    QTest::newRow("leading zeros") << QByteArray("007") << true << qint64(7);
    QTest::newRow("largest") << QByteArray("9223372036854775807") << true << largest;
    for (const char* text : {"", " ", "9223372036854775808", "1e3", "0x10", "3.5", "3 ", " 3", "+3", "3x", "-", "--1",
                             "nan", "1'000", "\xd9\xa3"}) {
        QTest::newRow(text) << QByteArray(text) << false << qint64(0);
    }
}

void CommandLineTest::readsWholeNumbersStrictly()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isNumber);
    QFETCH(qint64, value);
    const auto parsed = parseInteger(text.toStdString());
    QCOMPARE(parsed.has_value(), isNumber);
    QCOMPARE(parsed.value_or(0), value);
}

void CommandLineTest::readsNumbersStrictly_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isNumber");
    QTest::addColumn<double>("value");
    QTest::newRow("fraction") << QByteArray("3.5") << true << 3.5;
    QTest::newRow("whole") << QByteArray("3") << true << 3.0;
    QTest::newRow("no leading zero") << QByteArray(".5") << true << 0.5;
    QTest::newRow("negative zero") << QByteArray("-0") << true << 0.0;
    for (const char* text :
         {"", "1e3", "0x10", "3.5x", "3,5", "nan", "inf", "-inf", "infinity", "NaN", "+1", " 1", "1 ", ".", "1.2.3"}) {
        QTest::newRow(text) << QByteArray(text) << false << 0.0;
    }
}

void CommandLineTest::readsNumbersStrictly()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isNumber);
    QFETCH(double, value);
    const auto parsed = parseReal(text.toStdString());
    QCOMPARE(parsed.has_value(), isNumber);
    QCOMPARE(parsed.value_or(0), value);
    QVERIFY(!std::signbit(parsed.value_or(0)));
}

const RegisteredTest<CommandLineTest> registered("command_line");

} // namespace genserve::app

#include "tst_command_line.moc"
