#include "app_test.h"
#include "generate_options.h"
#include "help_texts.h"
#include "tools/tool_help.h"

#include <QByteArray>
#include <QTest>

namespace genserve::app {

class HelpTextsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fitOneScreen_data();
    void fitOneScreen();
    void nameEveryOptionOfGenerate();
};

void HelpTextsTest::fitOneScreen_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const auto& [name, text] : {std::pair("program", ProgramHelp),
                                     {"generate", GenerateHelp},
                                     {"pictures", GeneratePicturesHelp},
                                     {"tokens", TokensHelp},
                                     {"models", ModelsHelp},
                                     {"bench", BenchHelp},
                                     {"serve", ServeHelp},
                                     {"throughput", ThroughputHelp},
                                     {"queue", QueueHelp},
                                     {"keys", KeysHelp},
                                     {"monitor", MonitorHelp},
                                     {"check", CheckHelp},
                                     {"bench-uploads", BenchUploadsHelp}}) {
        QTest::newRow(name) << QByteArray(text.data(), static_cast<qsizetype>(text.size()));
    }
}

void HelpTextsTest::fitOneScreen()
{
    QFETCH(QByteArray, text);
    QVERIFY(text.endsWith('\n'));
    const auto lines = text.chopped(1).split('\n');
    QVERIFY2(lines.size() <= 24, QByteArray::number(lines.size()).constData());
    for (const auto& line : lines) {
        QVERIFY2(line.size() <= 80, line.constData());
    }
}

void HelpTextsTest::nameEveryOptionOfGenerate()
{
    GenerateOptions options;
    for (const auto& option : generateTable(options)) {
        if (option.names.front() == "--paste-back") {
            continue; // the default; --no-paste-back stands for both
        }
        const std::string shortest(option.names.back());
        const bool isNamed = GenerateHelp.find(shortest + " ") != std::string_view::npos
                             || GeneratePicturesHelp.find(shortest + " ") != std::string_view::npos;
        QVERIFY2(isNamed, shortest.c_str());
    }
}

const RegisteredTest<HelpTextsTest> registered("help_texts");

} // namespace genserve::app

#include "tst_help_texts.moc"
