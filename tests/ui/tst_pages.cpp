// Models, server and settings.
#include "suites.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

#include "commands/command_registry.h"
#include "controls/qr_code.h"
#include "controls/search_field.h"
#include "controls/side_list.h"
#include "controls/table_list.h"
#include "controls/text_button.h"
#include "controls/toggle_switch.h"
#include "demo_world.h"
#include "models/fits_panel.h"
#include "models/model_card.h"
#include "models/model_words.h"
#include "models/models_page.h"
#include "server/key_dialog.h"
#include "server/server_page.h"
#include "server/server_words.h"
#include "settings/settings_page.h"
#include "settings/shortcut_editor.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

template <class T>
T* byName(QWidget& parent, const QString& accessibleName)
{
    for (T* one : parent.findChildren<T*>()) {
        if (one->accessibleName() == accessibleName) {
            return one;
        }
    }
    return nullptr;
}

} // namespace

class PagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void modelsSayWhatTheyNeed()
    {
        const DemoWorld demo{QString()};
        const auto entries = modelEntries(demo.models);
        const auto named = [&](const char* name) {
            return *std::ranges::find(entries, QLatin1String(name), &ModelEntry::name);
        };
        QCOMPARE(named("Starter").fit.tone, Tone::Success);
        QVERIFY(named("FLUX.1 dev").fit.text.contains(QLatin1String("cuda:0, cuda:1")));
        QVERIFY(named("film-grain-35mm").fit.text.contains(QLatin1String("Starter"))); // by its name, not its id
        QVERIFY(named("FLUX.1 Canny dev").problem.contains(QLatin1String("t5xxl_fp16.safetensors")));
        QCOMPARE(named("pen-sketch-xl").problemTone, Tone::Warning);
        QCOMPARE(gigabytes(17'200'000'000), QStringLiteral("17.2\u2009GB"));
        QCOMPARE(gigabytes(24'000'000), QStringLiteral("24\u2009MB"));
        QCOMPARE(gigabytes(310'000), QStringLiteral("0.3\u2009MB"));
        const std::vector<ModelFit> slow{{"m", "cpu", ModelFit::Verdict::Slow, 0}};
        QCOMPARE(fitWords("m", slow).tone, Tone::Warning);
        QVERIFY(fitWords("other", slow).text.isEmpty());
    }

    void modelsPageAsksForARescan()
    {
        DemoWorld demo{QString()};
        ModelsPage page(demo.models, demo.tasks);
        byName<TextButton>(page, QStringLiteral("Rescan"))->click();
        QCOMPARE(demo.models.calls, QStringList{QStringLiteral("rescan")});
        Q_EMIT demo.models.changed();
        const auto all = demo.models.models().size() + demo.models.adapters().size();
        QVERIFY(page.state().startsWith(QString::number(all)));
    }

    void fluxIsToldToFitBeforeItIsInstalled()
    {
        class OnlyStarter : public FakeModels {
        public:
            std::vector<ModelFit> fits() const override { return {{"starter", "cpu", ModelFit::Verdict::Fits, 1}}; }
            std::vector<ModelFit> fluxFits() const override
            {
                return {{{}, "cpu", ModelFit::Verdict::TooLarge, 27'000'000'000}};
            }
        } models;
        FakeTasks tasks;
        tasks.hardware.resize(1);
        tasks.hardware.front().id = "cpu";
        const FitsPanel panel(models, tasks);
        const auto marks = panel.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(marks, [](const QLabel* one) {
            return one->toolTip().startsWith(QLatin1String("does not fit: needs 27"));
        }));
        QVERIFY(std::ranges::any_of(
            marks, [](const QLabel* one) { return one->text().startsWith(QLatin1String("FLUX.1 dev")); }));
        QVERIFY(std::ranges::any_of(panel.findChildren<ElidedLabel*>(), [](const ElidedLabel* one) {
            return one->fullText().startsWith(QStringLiteral("not installed · needs 27"));
        }));
    }

    void longWordsMakeACardHigher()
    {
        QWidget page;
        auto* column = new QVBoxLayout(&page);
        ModelEntry entry;
        entry.name = QStringLiteral("broken");
        entry.features = {"text-to-image", "fill"};
        entry.problem = QStringLiteral("a sentence about what is wrong with the file ").repeated(6);
        auto* card = new ModelCard(entry, &page);
        column->addWidget(card);
        column->addStretch();
        page.resize(560, 1200);
        page.show();
        QApplication::processEvents();
        for (const auto* label : card->findChildren<QLabel*>()) {
            QVERIFY2(!label->wordWrap() || label->height() >= label->heightForWidth(label->width()),
                     qPrintable(label->text()));
        }
        QCOMPARE(card->height(), card->heightForWidth(card->width())); // and does not fill the page
    }

    void addressesBecomeReadableCodes()
    {
        const QrModules code = qrModules(QStringLiteral("http://192.168.1.24:12411"));
        QVERIFY(code.side >= 21);
        QCOMPARE(code.isBlack.size(), static_cast<qsizetype>(code.side) * code.side);
        for (int i = 0; i < 7; ++i) { // the finder's upper edge
            QVERIFY(code.isBlack.at(i));
            QVERIFY(code.isBlack.at(code.side - 1 - i));
        }
        QCOMPARE(qrModules({}).side, 0);
    }

    void switchesReachTheServer()
    {
        FakeServer server;
        ServerPage page(&server);
        QCOMPARE(page.state(), QStringLiteral("Off"));
        byName<ToggleSwitch>(page, QStringLiteral("Server"))->click();
        QVERIFY(server.now.isOn);
        byName<ToggleSwitch>(page, QStringLiteral("Share on this network"))->click();
        QVERIFY(server.now.isShared);
        QVERIFY(page.state().contains(QLatin1String("shared")));
        QVERIFY(ServerPage(nullptr).state() == QLatin1String("Off"));
    }

    void keysAreShownOnce()
    {
        FakeServer server;
        KeyDialog dialog(server);
        auto* name = byName<QLineEdit>(dialog, QStringLiteral("Name of the program or person"));
        auto* make = byName<TextButton>(dialog, QStringLiteral("Make the key"));
        QVERIFY(!make->isEnabled());
        name->setText(QStringLiteral("taken"));
        make->click();
        QVERIFY(server.known.empty());
        name->setText(QStringLiteral("phone"));
        make->click();
        QCOMPARE(server.known.front().scopes, QStringLiteral("generation,readonly"));
        QCOMPARE(byName<QLineEdit>(dialog, QStringLiteral("The key"))->text(), QStringLiteral("gs_secret"));
        QVERIFY(!make->isVisibleTo(&dialog));
        byName<TextButton>(dialog, QStringLiteral("Copy"))->click();
        QVERIFY(byName<TextButton>(dialog, QStringLiteral("Copied")) != nullptr);
    }

    void oneThatWasLetInIsNotCalledRefused()
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const ServerClient local{{}, QStringLiteral("127.0.0.1"), now, 0, 4, 1};
        QVERIFY(!isRefused(local));
        QVERIFY(isRefused({{}, QStringLiteral("192.168.1.9"), now, 0, 2, 2}));
        QCOMPARE(clientWords(local), QStringLiteral("asked just now"));
    }

    void everyScopeAndClientHasWords()
    {
        QCOMPARE(scopeWords(QStringLiteral("generation,readonly")), QStringLiteral("make pictures, see the state"));
        QCOMPARE(scopeWords(QStringLiteral("all")), QStringLiteral("everything"));
        QCOMPARE(agoWords(0), QStringLiteral("never"));
        QCOMPARE(agoWords(QDateTime::currentMSecsSinceEpoch() - 20'000), QStringLiteral("just now"));
        QCOMPARE(agoWords(QDateTime::currentMSecsSinceEpoch() - 150'000), QStringLiteral("2 min ago"));
        QVERIFY(clientWords({{}, QStringLiteral("::1"), 0, 0, 4, 4}).contains(QLatin1String("refused")));
        QVERIFY(curlCall(QStringLiteral("http://x"), QStringLiteral("k")).contains(QLatin1String("http://x/generate")));
    }

    void tablesKeepTheChoiceWhileFiguresChange()
    {
        TableList list(false);
        list.setColumns({{QStringLiteral("A"), 1}, {QStringLiteral("B"), 1}});
        const QAbstractItemModelTester tester(list.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        list.setRows({{QStringLiteral("1"), {}, Tone::None, QStringLiteral("one"), {}, {{QStringLiteral("x")}}},
                      {QStringLiteral("2"), {}, Tone::None, QStringLiteral("two"), {}, {{QStringLiteral("y")}}}});
        list.setCurrentIndex(list.model()->index(1, 0));
        list.setRows({{QStringLiteral("1"), {}, Tone::None, QStringLiteral("one"), {}, {{QStringLiteral("z")}}},
                      {QStringLiteral("2"), {}, Tone::None, QStringLiteral("two"), {}, {{QStringLiteral("y")}}}});
        QCOMPARE(list.currentRow()->id, QStringLiteral("2"));
        SideList side;
        const QAbstractItemModelTester other(side.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy chosen(&side, &SideList::chosen);
        side.setRows({{{}, {}, QStringLiteral("Heading"), {}, true}, {{}, {}, QStringLiteral("Row"), {}, false}});
        side.setChosen(1);
        QCOMPARE(chosen.count(), 0);
    }

    void settingsAreFoundByTheirWords()
    {
        const QTemporaryDir folder;
        SettingsStore store(folder.filePath(QStringLiteral("s.ini")));
        Language language;
        language.set(QStringLiteral("en"));
        CommandRegistry commands;
        FakeProgram program;
        SettingsPage page(store, language, commands, &program);
        page.show();
        auto* search = page.findChild<SearchField*>();
        QVERIFY(byName<QComboBox>(page, QStringLiteral("Language"))->isVisible());
        search->setText(QStringLiteral("closing tasks"));
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(!byName<QComboBox>(page, QStringLiteral("Language"))->isVisible());
        auto* closing = byName<QComboBox>(page, QStringLiteral("Closing the window with tasks left"));
        QVERIFY(closing->isVisible());
        closing->setCurrentIndex(2);
        Q_EMIT closing->activated(2);
        QCOMPARE(store.closeChoice(), CloseChoice::FinishRunning);
        store.setCloseChoice(std::nullopt);
        QVERIFY(!store.closeChoice());
    }

    void takenKeysAreToldAndMoved()
    {
        CommandRegistry commands;
        QWidget scope;
        const auto add = [&](const char* id, const char* key) {
            commands.add({QLatin1String(id),
                          QStringLiteral("check"),
                          {QKeySequence(QLatin1String(key))},
                          [id] { return QString(QLatin1String(id)); },
                          [] { return QStringLiteral("Group"); }},
                         &scope, [] {});
        };
        add("one", "Ctrl+1");
        add("two", "Ctrl+2");
        ShortcutEditor editor(commands);
        auto* list = editor.findChild<TableList*>();
        list->setCurrentIndex(list->model()->index(0, 0));
        auto* keys = editor.findChild<QKeySequenceEdit*>();
        keys->setKeySequence(QKeySequence(QStringLiteral("Ctrl+2")));
        QVERIFY(commands.conflict(QStringLiteral("one"), {QKeySequence(QStringLiteral("Ctrl+2"))}) != nullptr);
        byName<TextButton>(editor, QStringLiteral("Set"))->click();
        QCOMPARE(commands.keysText(QStringLiteral("one")), QStringLiteral("Ctrl+2"));
        QVERIFY(commands.keysText(QStringLiteral("two")).isEmpty());
        byName<TextButton>(editor, QStringLiteral("All defaults"))->click();
        QCOMPARE(commands.keysText(QStringLiteral("two")), QStringLiteral("Ctrl+2"));
    }

    void commandsOfTwoPagesMayShareAKey()
    {
        CommandRegistry commands;
        ServerPage one(nullptr), other(nullptr);
        const auto add = [&](const char* id, QWidget* scope) {
            commands.add({QLatin1String(id),
                          QStringLiteral("check"),
                          {QKeySequence(QStringLiteral("Del"))},
                          [] { return QString(); },
                          [] { return QString(); }},
                         scope, [] {});
        };
        add("one", &one);
        add("other", &other);
        QVERIFY(commands.conflict(QStringLiteral("one"), {QKeySequence(QStringLiteral("Del"))}) == nullptr);
        QWidget window;
        add("window", &window);
        QVERIFY(commands.conflict(QStringLiteral("one"), {QKeySequence(QStringLiteral("Del"))}) != nullptr);
    }
};

int runPages(int argc, char** argv)
{
    PagesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_pages.moc"
