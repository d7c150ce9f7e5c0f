// Every text of the windows is there in every language.
#include "suites.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <QXmlStreamReader>

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void chineseIsComplete()
    {
        QFile file(QStringLiteral(GENSERVE_TRANSLATIONS "/genserve_zh_CN.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        int messages = 0;
        QString source;
        while (!xml.atEnd()) {
            xml.readNext();
            if (xml.isStartElement() && xml.name() == QLatin1String("source")) {
                source = xml.readElementText();
                ++messages;
            } else if (xml.isStartElement() && xml.name() == QLatin1String("translation")) {
                const auto type = xml.attributes().value(QLatin1String("type"));
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                QVERIFY2(type.isEmpty() && !text.isEmpty() && !text.contains(QLatin1String("numerusform")),
                         qPrintable(source));
                static const QRegularExpression Place(QStringLiteral("%(n|\\d)"));
                QCOMPARE(text.count(Place), source.count(Place));
            }
        }
        QVERIFY(!xml.hasError());
        QVERIFY(messages > 150);
    }

    // lupdate has to be run after a text changes: each tr("...") of the sources stands in the file.
    void everyTextOfTheSourcesIsInTheFile()
    {
        QFile file(QStringLiteral(GENSERVE_TRANSLATIONS "/genserve_zh_CN.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString known = QString::fromUtf8(file.readAll());
        known.replace(QStringLiteral("&apos;"), QStringLiteral("'"))
            .replace(QStringLiteral("&quot;"), QStringLiteral("\""));
        QDirIterator sources(QStringLiteral(GENSERVE_UI_SOURCES), {QStringLiteral("*.cpp")}, QDir::Files,
                             QDirIterator::Subdirectories);
        static const QRegularExpression Text(QStringLiteral("\\btr\\(\"((?:[^\"\\\\]|\\\\.)*)"));
        while (sources.hasNext()) {
            QFile source(sources.next());
            QVERIFY(source.open(QIODevice::ReadOnly));
            auto texts = Text.globalMatch(QString::fromUtf8(source.readAll()));
            while (texts.hasNext()) {
                const QString text = texts.next().captured(1);
                QVERIFY2(known.contains(u'>'
                                        + text.toHtmlEscaped()
                                              .replace(QStringLiteral("&#39;"), QStringLiteral("'"))
                                              .replace(QStringLiteral("&quot;"), QStringLiteral("\""))
                                        + u'<'),
                         qPrintable(source.fileName() + QStringLiteral(": ") + text));
            }
        }
    }

    void bothLanguagesAreBuiltIn()
    {
        for (const auto* name : {":/i18n/genserve_en.qm", ":/i18n/genserve_zh_CN.qm"}) {
            QTranslator translator;
            QVERIFY2(translator.load(QLatin1String(name)), name);
        }
    }
};

int runTranslations(int argc, char** argv)
{
    TranslationsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_translations.moc"
