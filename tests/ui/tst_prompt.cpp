// The prompt field: choices, weights, history, and what is sent of them.
#include "suites.h"

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "controls/icon_button.h"
#include "controls/token_meter.h"
#include "studio/preset_menu.h"
#include "studio/presets.h"
#include "studio/prompt_editor.h"
#include "studio/prompt_section.h"
#include "studio/prompt_syntax.h"
#include "studio/prompt_weighting.h"
#include "studio/prompt_wildcards.h"
#include "studio/recall.h"
#include "studio/studio_model.h"
#include "studio/studio_page.h"
#include "studio_window.h"

using namespace genserve;
using namespace genserve::ui;

class PromptTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsChoices()
    {
        const auto spans = promptSpans(QStringLiteral("a (b:1.2) {c | d} (plain) {x}"));
        QCOMPARE(spans, (std::vector<PromptSpan>{{10, 7}}));
    }

    void choosesTheSamePartsForTheSameSeed()
    {
        const QString prompt = QStringLiteral("{red|blue} {a {big|small} house | a tree}");
        const auto expanded = [](const QString& text, int seed) { return WildcardSet().expand(text, seed); };
        QCOMPARE(expanded(prompt, 7), expanded(prompt, 7));
        QSet<QString> seen;
        for (int seed = 0; seed < 64; ++seed) {
            seen << expanded(prompt, seed);
        }
        QCOMPARE(seen.size(), 6);
        QCOMPARE(expanded(QStringLiteral("{alone} }{"), 1), QStringLiteral("{alone} }{"));
    }

    void promptHistoryWalksByKeys()
    {
        PromptEditor editor;
        editor.setHistory({QStringLiteral("newest"), QStringLiteral("older")});
        editor.setPlainText(QStringLiteral("typed"));
        QTest::keyClick(&editor, Qt::Key_Up, Qt::AltModifier);
        QTest::keyClick(&editor, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(editor.toPlainText(), QStringLiteral("older"));
        QTest::keyClick(&editor, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(editor.toPlainText(), QStringLiteral("older"));
        QTest::keyClick(&editor, Qt::Key_Down, Qt::AltModifier);
        QTest::keyClick(&editor, Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(editor.toPlainText(), QStringLiteral("typed"));
        editor.remember();
        QCOMPARE(editor.history().first(), QStringLiteral("typed"));
    }

    void wordsAreWeightedByKeys_data()
    {
        QTest::addColumn<QString>("before"); // [ and ] stand around what is selected, | at the cursor
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char* before, int steps, const char* after) {
            QTest::newRow(name) << QString::fromUtf8(before) << steps << QString::fromUtf8(after);
        };
        row("the word at the cursor", "a r|ed cat", 1, "a ([red]:1.1) cat");
        row("selected words", "a [red cat ]sits", 2, "a ([red cat]:1.2) sits");
        row("a weight that is there", "a ([red]:1.1) cat", 1, "a ([red]:1.2) cat");
        row("its whole syntax", "a [(red:1.1)] cat", -3, "a ([red]:0.8) cat");
        row("the innermost one around the cursor", "((a|:1.1) b:2)", 1, "(([a]:1.2) b:2)");
        row("1 takes the syntax away", "a (r|ed:1.1) cat", -1, "a [red] cat");
        row("the most", "(r|ed:3.95)", 1, "([red]:4)");
        row("the least", "(r|ed:0.05)", -1, "([red]:0)");
        row("around another weight", "[a (b:2)]", 1, "([a (b:2)]:1.1)");
        row("half of another weight", "[a (b]:2)", 1, "[a (b]:2)");
        row("half of plain parentheses", "(a [b) c]", 1, "(a [b) c]");
        row("nothing", "a | b", 1, "a | b");
        row("other scripts", "雪🦊|人", 1, "([雪🦊人]:1.1)");
    }
    void wordsAreWeightedByKeys()
    {
        QFETCH(QString, before);
        QFETCH(int, steps);
        PromptEditor editor;
        const bool isSelected = before.contains(u'[');
        const int begin = static_cast<int>(before.indexOf(isSelected ? u'[' : u'|'));
        before.remove(begin, 1);
        const int end = isSelected ? static_cast<int>(before.indexOf(u']')) : begin;
        before.remove(end, isSelected ? 1 : 0);
        editor.setPlainText(before);
        QTextCursor cursor = editor.textCursor();
        cursor.setPosition(begin);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        editor.setTextCursor(cursor);
        for (int i = 0; i < std::abs(steps); ++i) {
            QTest::keyClick(&editor, steps > 0 ? Qt::Key_Up : Qt::Key_Down, Qt::ControlModifier);
        }
        QString after = editor.toPlainText();
        cursor = editor.textCursor();
        if (cursor.hasSelection()) {
            after.insert(cursor.selectionEnd(), u']').insert(cursor.selectionStart(), u'[');
        } else {
            after.insert(cursor.position(), u'|');
        }
        QTEST(after, "after");
        while (editor.document()->isUndoAvailable()) {
            editor.undo();
        }
        QCOMPARE(editor.toPlainText(), before);
    }

    void weightsAreSentAndBadOnesAreSaid()
    {
        FakeModels models;
        StudioModel studio(models);
        const auto sent = [&](const char* prompt) {
            studio.change([&](StudioState& state) { state.request.prompt = prompt; });
            return studio.submission().request.promptWeights;
        };
        QVERIFY(!sent("a cat (old)"));
        QVERIFY(sent("a (red:1.2) cat"));
        QVERIFY(sent("a \\(red:1.2\\) cat"));
        QVERIFY(studio.obstacle().isEmpty());
        QVERIFY(sent("a (red:12) cat"));
        QCOMPARE(studio.obstacle(), QStringLiteral("The weight 12 in the prompt is not a number from 0 to 4"));
    }

    void thePromptHasTheKeyboardAgainAfterAMenu()
    {
        StudioWindow studio;
        studio.window.show();
        QVERIFY(QTest::qWaitForWindowActive(&studio.window));
        auto* editor = studio.window.findChild<PromptEditor*>();
        for (const char* icon : {"history", "tag", "bookmark"}) {
            editor->setFocus();
            QTimer::singleShot(0, editor, [] {
                QWidget* menu = QApplication::activePopupWidget();
                QVERIFY(menu != nullptr);
                QTest::keyClick(menu, Qt::Key_Escape);
            });
            const auto buttons = studio.window.findChildren<IconButton*>();
            const auto it = std::ranges::find(buttons, QLatin1String(icon), [](auto* one) { return one->iconName(); });
            QVERIFY(it != buttons.end());
            QTest::mouseClick(*it, Qt::LeftButton);
            studio.window.activateWindow(); // as a window system does where a menu is gone
            QVERIFY(QTest::qWaitForWindowActive(&studio.window));
            QVERIFY2(editor->hasFocus(), icon);
        }
    }

    void presetsKeepSettingsAndStylesKeepWords()
    {
        const QTemporaryDir folder;
        QSettings file(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
        Presets presets(file);
        StudioState state;
        state.request.prompt = "a boat";
        state.request.seed = 5;
        state.request.steps = 12;
        state.request.loras = {{"film-grain-35mm", 0.4}};
        state.form.shape = QSize(16, 9);
        const QString name = QStringLiteral("影集/wide & slow");
        presets.savePreset(name, state);
        QCOMPARE(presets.presets(), QStringList{name});
        StudioState other;
        other.request.prompt = "a hill";
        other.request.seed = 9;
        QVERIFY(presets.applyPreset(name, other));
        QCOMPARE(other.request.prompt, std::string("a hill"));
        QCOMPARE(other.request.seed, std::int64_t{9});
        QCOMPARE(other.request.steps.value_or(0), 12);
        QCOMPARE(other.form.shape, QSize(16, 9));
        QCOMPARE(other.request.loras.size(), std::size_t{1});
        QVERIFY(!presets.applyPreset(QStringLiteral("none"), other));
        presets.removePreset(name);
        QVERIFY(presets.presets().isEmpty());
        presets.saveStyle(QStringLiteral("film"), QStringLiteral("35 mm film, soft light"));
        const QString words = presets.style(QStringLiteral("film"));
        const QString with = withStyleToggled(QStringLiteral("a boat"), words);
        QCOMPARE(with, QStringLiteral("a boat, 35 mm film, soft light"));
        QCOMPARE(withStyleToggled(with, words), QStringLiteral("a boat"));
        QCOMPARE(withStyleToggled(QStringLiteral("a boat"), QStringLiteral(", soft light,")),
                 QStringLiteral("a boat, soft light"));
    }

    void presetsAreChosenByKeys()
    {
        QTemporaryDir folder;
        QSettings file(folder.filePath(QStringLiteral("a.ini")), QSettings::IniFormat);
        Presets presets(file);
        presets.saveStyle(QStringLiteral("Film"), QStringLiteral("35 mm photograph"));
        presets.saveStyle(QStringLiteral("Ink"), QStringLiteral("ink drawing"));
        PresetMenu menu(presets, PresetMenu::Kind::Styles, true, nullptr);
        QString chosen;
        connect(&menu, &PresetMenu::chosen, this, [&](const QString& name) { chosen = name; });
        menu.popup({0, 0});
        auto* field = menu.findChild<QLineEdit*>();
        QTest::keyClick(field, Qt::Key_Down);
        QTest::keyClick(&menu, Qt::Key_Down);
        QTest::keyClick(&menu, Qt::Key_Return);
        QCOMPARE(chosen, QStringLiteral("Ink"));
    }

    void recalledPromptsMeanWhatTheyMeant()
    {
        FakeModels models;
        StudioModel studio(models);
        GenerationRequest literal;
        literal.prompt = "a (red:1.2) cat";
        studio.recall(literal, RecallPart::All);
        QCOMPARE(studio.state().request.prompt, std::string("a \\(red:1.2\\) cat"));
        literal.promptWeights = true;
        literal.stepCache = StepCache::Strong;
        studio.recall(literal, RecallPart::All);
        QCOMPARE(studio.state().request.prompt, std::string("a (red:1.2) cat"));
        const GenerationRequest again = studio.submission().request;
        QVERIFY(again.promptWeights && again.stepCache == StepCache::Strong);
    }

    void aPictureWithoutSettingsLeavesThePromptAlone()
    {
        FakeModels models;
        StudioModel studio(models);
        studio.change([](StudioState& state) {
            state.request.prompt = "mine";
            state.request.seed = 7;
        });
        studio.recall(GenerationRequest{}, RecallPart::All);
        QCOMPARE(studio.state().request.prompt, std::string("mine"));
        QCOMPARE(studio.state().request.seed, std::int64_t{7});
        QVERIFY(!studio.state().isSeedKept);
    }

    void onlyWhatNoEncoderReadsIsGrey()
    {
        StudioWindow studio;
        studio.window.show();
        studio.tokens.limit = 2;
        studio.tokens.t5Limit = 4;
        auto* section = studio.window.findChild<PromptSection*>();
        PromptEditor& editor = section->editor();
        editor.setPlainText(QStringLiteral("one (two:1.2) three"));
        const auto look = [&](const char* word) {
            const QTextBlock block = editor.document()->begin();
            const auto place = block.text().indexOf(QLatin1String(word));
            for (const auto& part : block.layout()->formats()) {
                if (part.start <= place && place < part.start + part.length) {
                    return part.format;
                }
            }
            return QTextCharFormat();
        };
        const QColor grey = Theme::current().colour(Role::TextDisabled);
        QTRY_COMPARE(editor.reach().clip, 14);
        QCOMPARE(editor.reach().all, -1);
        QCOMPARE(look("three").underlineStyle(), QTextCharFormat::DotLine);
        QVERIFY(look("three").foreground().color() != grey);
        QCOMPARE(look("two").underlineStyle(), QTextCharFormat::NoUnderline);
        editor.setPlainText(QStringLiteral("one two three four five six"));
        QTRY_COMPARE(editor.reach(), (PromptEditor::Reach{8, 19}));
        QCOMPARE(look("four").underlineStyle(), QTextCharFormat::DotLine);
        QCOMPARE(look("five").foreground().color(), grey);
        QCOMPARE(look("five").underlineStyle(), QTextCharFormat::NoUnderline);
        const auto* meter = section->findChild<TokenMeter*>();
        QVERIFY(meter->toolTip().startsWith(QStringLiteral("CLIP reads 2 of 6 tokens")));
        QVERIFY(meter->toolTip().contains(QStringLiteral("T5 reads 4 of 6")));
    }

    void tokensAreThoseOfTheDrawnPrompt()
    {
        StudioWindow studio;
        studio.window.show();
        StudioModel& model = studio.window.studio().model();
        const auto* meter = studio.window.findChild<TokenMeter*>();
        model.change([](StudioState& state) {
            state.request.prompt = "a {red | green} boat";
            state.isSeedKept = true;
            state.count = 1;
        });
        QTRY_COMPARE(meter->figures(), QStringLiteral("3/77"));
        model.change([](StudioState& state) { state.count = 2; });
        QTRY_COMPARE(meter->figures(), QStringLiteral("≈3/77"));
        studio.tokens.limit = studio.tokens.t5Limit = 3;
        model.change([](StudioState& state) { state.request.prompt = "a {red | green} boat at night"; });
        QTRY_COMPARE(studio.window.findChild<PromptEditor*>()->reach().all, 21); // from "at" on
    }

    void encodersReadTheTextAlone()
    {
        const ReadPrompt read = readPrompt(QStringLiteral("a (雪🦊:1.5) \\(b\\)"));
        QCOMPARE(read.text, QStringLiteral("a 雪🦊 (b)"));
        QCOMPARE(read.places.size(), std::size_t(read.text.size()) + 1);
        QCOMPARE(read.places[2], 3);
        QCOMPARE(read.places[6], 13);
        QCOMPARE(readPrompt(QStringLiteral("plain (text)")).text, QStringLiteral("plain (text)"));
    }
};

int runPrompt(int argc, char** argv)
{
    PromptTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_prompt.moc"
