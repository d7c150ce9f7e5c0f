#include "app_test.h"
#include "desktop/desktop_options.h"

#include <array>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace genserve::app {

class DesktopOptionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void needNothing();
    void takeAPictureBetweenOptions();
    void nameAPictureThatIsNotThere();
    void openOnePictureOnly();
    void refuseAPortThatDoesNotExist();
    void nameAnUnknownOption();
};

void DesktopOptionsTest::needNothing()
{
    DesktopChoice choice;
    QVERIFY(parseDesktop({}, choice).faults.empty());
    QVERIFY(!choice.port && choice.picture.empty() && choice.host.data.empty());
}

void DesktopOptionsTest::takeAPictureBetweenOptions()
{
    const QTemporaryDir folder;
    const auto file = folder.filePath(QStringLiteral("a cat.png"));
    QVERIFY(QFile(file).open(QIODevice::WriteOnly));
    const auto name = file.toStdString();
    const std::array<std::string_view, 5> words{"--port", "12500", name, "--data", "elsewhere"};
    DesktopChoice choice;
    const auto parsed = parseDesktop(words, choice);
    QVERIFY(parsed.faults.empty());
    QCOMPARE(choice.port.value_or(0), 12500);
    QCOMPARE(choice.picture.string(), name);
    QCOMPARE(choice.host.dataPath().string(), std::string("elsewhere"));
}

void DesktopOptionsTest::nameAPictureThatIsNotThere()
{
    const std::array<std::string_view, 1> words{"no such cat.png"};
    DesktopChoice choice;
    const auto faults = parseDesktop(words, choice).faults;
    QCOMPARE(faults.size(), std::size_t{1});
    QCOMPARE(faults[0].option, std::string("PICTURE"));
    QVERIFY2(faults[0].problem.find("no such cat.png") != std::string::npos, faults[0].problem.c_str());
}

void DesktopOptionsTest::openOnePictureOnly()
{
    const std::array<std::string_view, 2> words{"one.png", "two.png"};
    DesktopChoice choice;
    const auto faults = parseDesktop(words, choice).faults;
    QCOMPARE(faults.size(), std::size_t{1});
    QCOMPARE(faults[0].problem, std::string("only one can be opened"));
}

void DesktopOptionsTest::refuseAPortThatDoesNotExist()
{
    for (const std::string_view port : {"0", "65536", "x"}) {
        const std::array<std::string_view, 2> words{"--port", port};
        DesktopChoice choice;
        const auto faults = parseDesktop(words, choice).faults;
        QCOMPARE(faults.size(), std::size_t{1});
        QVERIFY2(faults[0].problem.find("65535") != std::string::npos, faults[0].problem.c_str());
    }
}

void DesktopOptionsTest::nameAnUnknownOption()
{
    const std::array<std::string_view, 2> words{"--prot", "12500"};
    DesktopChoice choice;
    const auto parsed = parseDesktop(words, choice);
    QCOMPARE(parsed.faults.size(), std::size_t{1});
    QVERIFY(parsed.hasUnknownOption && choice.picture.empty());
}

const RegisteredTest<DesktopOptionsTest> registered("desktop_options");

} // namespace genserve::app

#include "tst_desktop_options.moc"
