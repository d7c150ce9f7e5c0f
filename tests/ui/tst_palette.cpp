// The palette and the commands that lead through the window.
#include "open_window.h"
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

#include "commands/command_matches.h"
#include "commands/command_palette.h"
#include "compare/compare_pane.h"
#include "controls/toast.h"
#include "gallery/gallery_page.h"
#include "gallery/gallery_view.h"
#include "studio/studio_page.h"

using namespace genserve;
using namespace genserve::ui;

class PaletteTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void paletteFindsSettingsAndPictures()
    {
        OpenWindow open;
        CommandPalette& palette = open.window->palette();
        const auto* list = palette.findChild<QListView*>();
        const auto shown = [&] {
            QStringList all;
            for (int i = 0; i < list->model()->rowCount(); ++i) {
                all << list->model()->index(i, 0).data().toString();
            }
            return all;
        };
        palette.open();
        auto* typed = palette.findChild<QLineEdit*>();
        typed->setText(QStringLiteral("closing"));
        QVERIFY(shown().contains(QStringLiteral("Closing the window with tasks left")));
        typed->setText(QStringLiteral("panda"));
        QTRY_VERIFY(shown().contains(QStringLiteral("Pictures")));
        const QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        typed->setText(QStringLiteral("qqqq"));
        open.demo.tasks.archive.clear();
        typed->setText(QStringLiteral("language"));
        QSignalSpy wanted(&palette, &CommandPalette::keysWanted);
        QTest::keyClick(typed, Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(wanted.count(), 1);
        QVERIFY(!palette.isVisible());
    }

    void paletteFindsCommandsByOtherWordsAndOnOtherPages_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("command");
        for (const auto& [typed, command] :
             {std::pair("outpaint", "tool.frame"), std::pair("inpaint", "mode.fill"), std::pair("theme", "window.dark"),
              std::pair("import", "gallery.import"), std::pair("share", "server.share"), std::pair("key", "server.key"),
              std::pair("download", "models.addFolder"), std::pair("quit", "window.quit")}) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(command);
        }
    }

    void paletteFindsCommandsByOtherWordsAndOnOtherPages()
    {
        QFETCH(QString, typed);
        QFETCH(QString, command);
        OpenWindow open;
        CommandMatches matches(open.window->commands());
        matches.setTyped(typed);
        const auto first = matches.index(0);
        const auto hits = matches.match(first, CommandMatches::CommandId, command, 1, Qt::MatchExactly);
        QCOMPARE(hits.size(), 1);
    }

    void escapeClosesThePaletteOnEveryPage()
    {
        OpenWindow open;
        QVERIFY(QTest::qWaitForWindowActive(open.window.get()));
        for (const WindowPage page : {WindowPage::Gallery, WindowPage::Server, WindowPage::Studio}) {
            open.window->showPage(page);
            open.window->palette().open();
            QTest::keyClick(open.window->palette().findChild<QLineEdit*>(), Qt::Key_Escape);
            QVERIFY(!open.window->palette().isVisible());
            QCOMPARE(open.window->studio().isVisible(), page == WindowPage::Studio);
        }
    }

    void aCommandOfAnotherPageShowsIt()
    {
        OpenWindow open;
        CommandRegistry& commands = open.window->commands();
        QVERIFY(open.window->studio().isVisible());
        commands.run(QStringLiteral("server.share"));
        QVERIFY(!open.demo.server.now.isShared); // it was
        QVERIFY(!open.window->studio().isVisible());
        commands.run(QStringLiteral("mode.image"));
        QVERIFY(open.window->studio().isVisible());
        QVERIFY(open.window->studio().model().state().request.mode == Mode::ImageToImage);
    }

    void escapeLeavesWhatIsOpenFirst()
    {
        OpenWindow open;
        GalleryPage& gallery = open.window->gallery();
        open.window->showPage(WindowPage::Gallery);
        QTRY_VERIFY(gallery.model().rowCount() > 2);
        auto* chosen = gallery.view().selectionModel();
        for (int row = 0; row < 2; ++row) {
            chosen->select(gallery.model().index(row), QItemSelectionModel::Select);
        }
        open.window->commands().run(QStringLiteral("gallery.compare"));
        const auto* compare = gallery.findChild<ComparePane*>();
        QVERIFY(compare->isVisible());
        open.window->commands().run(QStringLiteral("window.canvas"));
        QVERIFY(!compare->isVisible());
        QVERIFY(gallery.isVisible());
        open.window->commands().run(QStringLiteral("window.canvas"));
        QVERIFY(!chosen->hasSelection());
        QVERIFY(gallery.isVisible());
        auto* toast = open.window->findChild<Toast*>();
        toast->showMessage(QStringLiteral("3 pictures imported"));
        open.window->commands().run(QStringLiteral("window.canvas"));
        QVERIFY(!toast->isVisible() && gallery.isVisible());
        open.window->commands().run(QStringLiteral("window.canvas"));
        QVERIFY(open.window->studio().isVisible());
    }
};

int runPalette(int argc, char** argv)
{
    PaletteTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_palette.moc"
