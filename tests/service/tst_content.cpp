// JSON, base64 and numbers from strangers.
#include "suites.h"

#include "content/base64.h"
#include "content/json_scan.h"
#include "content/number_text.h"
#include "process_memory.h"

#include <QElapsedTimer>
#include <QTest>

using namespace genserve::service;

namespace {

class ContentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scansJson_data();
    void scansJson();
    void keepsStringsWhereTheyAre();
    void refusesBombsWithoutMemory_data();
    void refusesBombsWithoutMemory();
    void decodesBase64_data();
    void decodesBase64();
    void decodesBase64AtSpeed();
    void readsNumbersExactly();
};

void ContentTest::scansJson_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("problem"); // empty = accepted
    const auto row = [](const char* name, const char* text, const char* problem) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(problem);
    };
    row("an object", R"({"a": 1, "b": [true, false, null], "c": {"d": "e"}})", "");
    row("white space", " \t\r\n{ \"a\" : 1 } \n", "");
    row("numbers", "[0, -0, 1.5, 1e5, 1E+5, -1.5e-5]", "");
    row("escapes", R"(["\"\\\/\b\f\n\r\t\u00e4\ud83d\ude00"])", "");
    row("UTF-8", "[\"\xC3\xA4\xE4\xBD\xA0\xF0\x9F\x98\x80\"]", "");
    row("nothing", "", "a value is no JSON");
    row("two values", "{} {}", "something follows the JSON value");
    row("a comma at the end", "[1,]", "a value is no JSON");
    row("a comma at the end of an object", R"({"a":1,})", "a key of an object is missing");
    row("a key without quotes", "{a:1}", "a key of an object is missing");
    row("a key without a value", R"({"a"})", "a key has no value");
    row("an array without end", "[1", "an array is not closed");
    row("an object without end", R"({"a":1)", "an object is not closed");
    row("a string without end", R"(["a)", "a string is not closed");
    row("a zero before a number", "[01]", "a value is no JSON");
    row("a plus before a number", "[+1]", "a value is no JSON");
    row("a point without digits", "[1.]", "a number has no digits after its point");
    row("an exponent without digits", "[1e]", "a number has no digits in its exponent");
    row("NaN", "[NaN]", "a value is no JSON");
    row("Infinity", "[-Infinity]", "a value is no JSON");
    row("a word cut short", "[tru]", "a value is no JSON");
    row("single quotes", "['a']", "a value is no JSON");
    row("a comment", "[1 /* a */]", "an array is not closed");
    row("a line feed in a string", "[\"a\nb\"]", "a string has a control character");
    row("an unknown escape", R"(["\x"])", "an escape in a string is malformed");
    row("half a surrogate pair", R"(["\ud83d"])", "an escape in a string is malformed");
    row("a surrogate pair backwards", R"(["\ude00\ud83d"])", "an escape in a string is malformed");
    row("an overlong sequence", "[\"\xC0\xAF\"]", "a string is not UTF-8");
    row("a surrogate in UTF-8", "[\"\xED\xA0\x80\"]", "a string is not UTF-8");
    row("a sequence cut short", "[\"\xE4\xBD\"]", "a string is not UTF-8");
    row("a byte order mark", "\xEF\xBB\xBF[]", "");
    row("two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF[]", "a value is no JSON");
    row("half a byte order mark", "\xEF\xBB[]", "a value is no JSON");
    row("the same key twice", R"({"a":1,"a":2})", "a key stands twice");
    row("the same key twice, once escaped", R"({"a":1,"\u0061":2})", "a key stands twice");
}

void ContentTest::scansJson()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, problem);
    const auto value = scanJson(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    QCOMPARE(value ? QByteArray() : QByteArray::fromStdString(value.error().problem), problem);
}

void ContentTest::keepsStringsWhereTheyAre()
{
    const std::string text = R"({"a": "plain", "b": "esc\u0061ped", "n": 12345678901234567890})";
    const auto value = scanJson(text);
    QVERIFY(value);
    QCOMPARE(value->member("a")->raw.data(), text.data() + 7);
    QCOMPARE(value->member("b")->text(), std::string("escaped"));
    QCOMPARE(std::string(value->member("n")->raw), std::string("12345678901234567890"));
    QVERIFY(!value->member("c"));
}

void ContentTest::refusesBombsWithoutMemory_data()
{
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<QByteArray>("problem");
    QTest::newRow("70 MB of brackets") << QByteArray("[") << QByteArray("values are nested too deeply");
    QTest::newRow("70 MB of empty arrays") << QByteArray("[],") << QByteArray("there are too many values");
    QTest::newRow("70 MB of zeros") << QByteArray("0,") << QByteArray("there are too many values");
    QTest::newRow("70 MB of objects") << QByteArray("{\"a\":0},") << QByteArray("there are too many values");
    QTest::newRow("70 MB of digits") << QByteArray("1") << QByteArray("a number is too long");
}

void ContentTest::refusesBombsWithoutMemory()
{
    QFETCH(QByteArray, unit);
    QFETCH(QByteArray, problem);
    const QByteArray text = '[' + unit.repeated(70'000'000 / unit.size());
    const long before = processMemoryKiB();
    QElapsedTimer timer;
    timer.start();
    const auto value = scanJson(std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
    QVERIFY(!value);
    QCOMPARE(QByteArray::fromStdString(value.error().problem), problem);
    QVERIFY(timer.elapsed() < 1000);
    QVERIFY(processMemoryKiB() - before < 8'000);
}

void ContentTest::decodesBase64_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("bytes"); // "!" = refused
    const auto row = [](const char* name, const char* text, const char* bytes) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(bytes);
    };
    row("nothing", "", "");
    row("one byte", "Zg==", "f");
    row("two bytes", "Zm8=", "fo");
    row("three bytes", "Zm9v", "foo");
    row("six bytes", "Zm9vYmFy", "foobar");
    row("white space", "Zm 9v\r\nYm\tFy\n", "foobar");
    row("white space in the padding", "Zg= =", "f");
    row("no padding", "Zg", "!");
    row("half a padding", "Zg=", "!");
    row("padding too long", "Zg===", "!");
    row("padding alone", "====", "!");
    row("padding in the middle", "Zg==Zg==", "!");
    row("a character after padding", "Zm8=v", "!");
    row("one character", "Z", "!");
    row("bits too many", "Zh==", "!");
    row("the other alphabet", "__--", "!");
    row("a quote", "Zm\"v", "!");
    row("bytes beyond ASCII", "Zm\xC3\xA4v", "!");
}

void ContentTest::decodesBase64()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, bytes);
    const auto decoded = decodeBase64(text.toStdString(), 100);
    QCOMPARE(decoded
                 ? QByteArray(reinterpret_cast<const char*>(decoded->data()), static_cast<qsizetype>(decoded->size()))
                 : QByteArray("!"),
             bytes);
    if (decoded && !text.contains(' ') && !text.contains('\n')) {
        QCOMPARE(encodeBase64(bytes.toStdString()), text.toStdString());
    }
    QVERIFY(!decodeBase64("Zm9vYmFy", 5));
    QCOMPARE(withoutDataPrefix("data:image/jpg;base64,Zg=="), std::string_view("Zg=="));
    QCOMPARE(withoutDataPrefix("data:text/html;base64,Zg=="), std::string_view("data:text/html;base64,Zg=="));
}

void ContentTest::decodesBase64AtSpeed()
{
    const std::string text = encodeBase64(std::string(50'000'000, 'p'));
    QElapsedTimer timer;
    timer.start();
    const auto decoded = decodeBase64(text, 60'000'000);
    QVERIFY(decoded);
    QCOMPARE(decoded->size(), std::size_t{50'000'000});
    qInfo("50 MB from base64: %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 2000);
}

void ContentTest::readsNumbersExactly()
{
    QCOMPARE(parseInteger("9223372036854775807").value(), INT64_MAX);
    QCOMPARE(parseInteger("-1").value(), std::int64_t{-1});
    QCOMPARE(parseInteger("1024.0").value(), std::int64_t{1024});
    QCOMPARE(parseInteger("1e3").value(), std::int64_t{1000});
    for (const char* const bad :
         {"9223372036854775808", "1.5", "", "-", "+1", " 1", "1 ", "0x10", "1e300", "nan", "1_0"}) {
        QVERIFY2(!parseInteger(bad), bad);
    }
    QCOMPARE(parseNumber("3.5").value(), 3.5);
    QCOMPARE(parseNumber("-1e-3").value(), -0.001);
    for (const char* const bad : {"inf", "nan", ".5", "1.", "1e", "1e999", "-", "", "0x1p3", "1,5"}) {
        QVERIFY2(!parseNumber(bad), bad);
    }
}

} // namespace

int runContent(int argc, char** argv)
{
    ContentTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_content.moc"
