// Commands, their keys and the palette.
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "commands/command_match.h"
#include "commands/command_matches.h"
#include "commands/command_palette.h"
#include "commands/command_registry.h"
#include "commands/live_keys.h"

using namespace genserve::ui;

namespace {

void addSome(CommandRegistry& commands, QWidget& scope, QStringList& ran)
{
    const auto add = [&](const char* id, const char* title, const char* group, const char* key) {
        commands.add({QLatin1String(id), QStringLiteral("check"), QList{QKeySequence(QLatin1String(key))},
                      [title] { return QString::fromLatin1(title); }, [group] { return QString::fromLatin1(group); }},
                     &scope, [&ran, id] { ran << QLatin1String(id); });
    };
    add("mask.invert", "Invert mask", "Canvas", "Shift+V");
    add("mask.feather", "Feather mask", "Canvas", "Shift+F");
    add("queue.pause", "Pause queue", "Queue", "Ctrl+P");
}

} // namespace

class CommandsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matchesBeginningsOfWordsInAnyOrder()
    {
        const auto match = matchCommand(QStringLiteral("mask fea"), QStringLiteral("Feather mask"), QString());
        QVERIFY(match);
        QCOMPARE(match->runs, (std::vector<LetterRun>{{0, 3}, {8, 4}}));
        QVERIFY(!matchCommand(QStringLiteral("mask queue"), QStringLiteral("Feather mask"), QString()));
        QVERIFY(matchCommand(QStringLiteral("canvas"), QStringLiteral("Feather mask"), QStringLiteral("Canvas")));
        QVERIFY(matchCommand(QString(), QStringLiteral("Anything"), QString())->runs.empty());
    }

    void listsCommandsUnderTheirGroups()
    {
        QWidget scope;
        CommandRegistry commands;
        QStringList ran;
        addSome(commands, scope, ran);
        CommandMatches matches(commands);
        const QAbstractItemModelTester tester(&matches, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(matches.rowCount(), 5);
        matches.setTyped(QStringLiteral("mask"));
        QCOMPARE(matches.commandCount(), 2);
        QVERIFY(matches.index(0).data(CommandMatches::IsHeading).toBool());
        QVERIFY(!matches.index(0).flags().testFlag(Qt::ItemIsEnabled));
        commands.action(QStringLiteral("mask.invert"))->setEnabled(false);
        matches.setTyped(QStringLiteral("mask"));
        QCOMPARE(matches.commandCount(), 1);
    }

    void keepsOnlyChangedKeys()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
        QWidget scope;
        QStringList ran;
        CommandRegistry commands;
        addSome(commands, scope, ran);
        commands.setKeys(QStringLiteral("mask.invert"), {QKeySequence(QStringLiteral("I"))});
        commands.setKeys(QStringLiteral("queue.pause"), {});
        QCOMPARE(commands.conflict(QStringLiteral("mask.feather"), {QKeySequence(QStringLiteral("I"))})->spec.id,
                 QStringLiteral("mask.invert"));
        commands.storeKeys(settings);
        QCOMPARE(settings.allKeys().size(), 2);

        CommandRegistry next;
        addSome(next, scope, ran);
        next.restoreKeys(settings);
        QCOMPARE(next.keysText(QStringLiteral("mask.invert")), QStringLiteral("I"));
        QVERIFY(next.keysText(QStringLiteral("queue.pause")).isEmpty());
        QCOMPARE(next.keysText(QStringLiteral("mask.feather")), QStringLiteral("Shift+F"));
        next.resetKeys(QStringLiteral("mask.invert"));
        QVERIFY(!next.hasOwnKeys(QStringLiteral("mask.invert")));
    }

    void textsFollowKeysThatTheUserChanges()
    {
        QWidget scope;
        CommandRegistry commands;
        QStringList ran;
        addSome(commands, scope, ran);
        const QString id = commands.commands().front().spec.id;
        QString shown;
        keepKeys(&scope, commands, [&] { shown = shortKeys(commands, id); });
        commands.setKeys(id, {QKeySequence(QStringLiteral("Ctrl+Shift+Return"))});
        QCOMPARE(shown, QStringLiteral("Ctrl Shift ↵"));
        commands.setKeys(id, {});
        QVERIFY(shown.isEmpty());
    }

    void paletteRunsTheChosenCommandByKeysAlone()
    {
        QWidget window;
        window.resize(900, 700);
        QStringList ran;
        CommandRegistry commands;
        addSome(commands, window, ran);
        CommandPalette palette(commands, &window);
        window.show();
        palette.open();
        auto* field = palette.findChild<QLineEdit*>();
        QTest::keyClicks(field, QStringLiteral("mask"));
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(ran.size(), 1);
        QVERIFY(ran.first().startsWith(QLatin1String("mask.")));
        QVERIFY(!palette.isVisible());
        palette.open();
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
        QCOMPARE(ran.size(), 1);
    }
};

int runCommands(int argc, char** argv)
{
    CommandsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_commands.moc"
