#include "prompt_section.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../controls/icon_button.h"
#include "../controls/popup_menu.h"
#include "../controls/text_label.h"
#include "../controls/token_meter.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "preset_menu.h"
#include "prompt_editor.h"
#include "prompt_weighting.h"
#include "studio_model.h"
#include "wildcard_folder.h"

namespace genserve::ui {
namespace {

constexpr int EditorHeight = 136, CountAfterMs = 150, HistoryInMenu = 12, HistoryLength = 60;

} // namespace

PromptSection::PromptSection(StudioModel& model, TokenCounter& tokens, Presets& presets, QWidget* parent)
    : Section(parent),
      m_model(model),
      m_tokens(tokens),
      m_presets(presets),
      m_editor(new PromptEditor(this)),
      m_clip(new TokenMeter(QStringLiteral("CLIP"), this)),
      m_t5(new TokenMeter(QStringLiteral("T5"), this)),
      m_cut(new TextLabel(TextStep::Caption, this)),
      m_history(new IconButton(QStringLiteral("history"), IconButtonSize::Small, this)),
      m_styles(new IconButton(QStringLiteral("tag"), IconButtonSize::Small, this)),
      m_weight(new IconButton(QStringLiteral("scaling"), IconButtonSize::Small, this)),
      m_choice(new IconButton(QStringLiteral("shuffle"), IconButtonSize::Small, this))
{
    head()->addWidget(m_history);
    head()->addWidget(m_styles);
    head()->addWidget(m_weight);
    head()->addWidget(m_choice);
    m_editor->setFixedHeight(EditorHeight);
    column()->addWidget(m_editor);
    QHBoxLayout* meters = addRow();
    meters->setSpacing(Theme::current().px(u"space.m"));
    meters->addWidget(m_clip);
    meters->addWidget(m_t5);
    meters->addStretch();
    meters->addWidget(m_cut);
    m_cut->setTone(Tone::Warning);
    m_typingPause.setSingleShot(true);
    m_typingPause.setInterval(CountAfterMs);
    connect(&m_typingPause, &QTimer::timeout, this, &PromptSection::count);
    connect(m_editor, &QTextEdit::textChanged, this, [this] {
        if (m_editor->toPlainText().toStdString() == m_model.state().request.prompt) {
            return; // its colours changed
        }
        m_model.change([this](StudioState& state) { state.request.prompt = m_editor->toPlainText().toStdString(); });
        m_typingPause.start();
    });
    connect(&model, &StudioModel::changed, this, &PromptSection::refresh);
    connect(&tokens, &TokenCounter::counted, this, &PromptSection::showCounts);
    connect(m_history, &QAbstractButton::clicked, this, &PromptSection::showHistory);
    connect(m_styles, &QAbstractButton::clicked, this, &PromptSection::showStyles);
    connect(m_weight, &QAbstractButton::clicked, this, [this] {
        m_editor->stepWeight(1);
        m_editor->setFocus();
    });
    connect(m_choice, &QAbstractButton::clicked, this, &PromptSection::insertChoice);
    keepTranslated(this, [this] {
        setTitle(tr("Prompt"));
        m_editor->setAccessibleName(tr("Prompt"));
        m_editor->setPlaceholderText(tr("Describe the picture you want…"));
        m_history->setMeaning(tr("Earlier prompts"), tr("Alt+Up, Alt+Down"));
        m_styles->setMeaning(tr("Styles: words that you use often"));
        m_weight->setMeaning(tr("More weight for the selected words: (text:1.1)"), tr("Ctrl+Up, Ctrl+Down"));
        m_choice->setMeaning(tr("A choice {a | b}: each picture gets one of them"));
        count();
    });
    refresh();
}

void PromptSection::setWildcardFolder(WildcardFolder& folder)
{
    m_wildcards = &folder;
    m_model.setWildcards(nullptr);
    connect(&folder, &WildcardFolder::changed, this, [this](const std::shared_ptr<const WildcardSet>& set) {
        m_editor->setWildcards(set);
        m_model.setWildcards(set);
    });
}

void PromptSection::refresh()
{
    const QString prompt = QString::fromStdString(m_model.state().request.prompt);
    if (m_editor->toPlainText() != prompt) {
        const QSignalBlocker quiet(m_editor);
        m_editor->take(prompt);
    }
    // Another seed draws another prompt.
    if (m_model.shownPrompt() != m_counted || m_model.isPromptCertain() != m_isCertain) {
        m_typingPause.start();
    }
}

void PromptSection::count()
{
    const ModelInfo* model = m_model.model();
    m_counted = m_model.shownPrompt();
    m_isCertain = m_model.isPromptCertain();
    if (m_wildcards != nullptr && !wildcardSpans(m_editor->toPlainText()).empty()) {
        m_wildcards->read(); // who writes into a file in its place tells no folder
    }
    m_tokens.count(readPrompt(m_counted).text, model == nullptr ? QString() : QString::fromStdString(model->id));
}

void PromptSection::showCounts(const QString& text, const TokenCounts& counts)
{
    const ReadPrompt read = readPrompt(m_counted);
    if (text != read.text) {
        return;
    }
    const bool isDrawn = m_counted != m_editor->toPlainText();
    const bool isAbout = isDrawn && !m_isCertain;
    m_clip->setCount(counts.clip.count, counts.clip.limit, isAbout);
    m_t5->setCount(counts.t5.count, counts.t5.limit, isAbout);
    // CLIP only sets the mood of the whole picture; what T5 does not read is not in it.
    const int over = counts.t5.cut.isEmpty() ? 0 : counts.t5.count - counts.t5.limit;
    m_cut->setVisible(over > 0);
    m_cut->setText(tr("%n cut off", nullptr, over));
    const auto endOf = [&](const QString& cut) {
        const auto kept = static_cast<std::size_t>(qMax<qsizetype>(0, text.size() - cut.size()));
        if (cut.isEmpty()) {
            return -1;
        }
        // Behind the last choice the field ends as what was drawn does.
        const int place = read.places.at(kept);
        const QString typed = m_editor->toPlainText(), tail = m_counted.mid(place);
        return !isDrawn ? place : typed.endsWith(tail) ? static_cast<int>(typed.size() - tail.size()) : -1;
    };
    const auto said = [](const QString& sentence, const TokenCounts::Encoder& encoder) {
        return sentence.arg(qMin(encoder.count, encoder.limit)).arg(encoder.count);
    };
    const bool isKnown = counts.clip.limit > 0 && counts.t5.limit > 0;
    const QString hint =
        !isKnown ? QString()
                 : QString(said(tr("CLIP reads %1 of %2 tokens: the mood of the whole picture"), counts.clip) % u'\n'
                           % said(tr("T5 reads %1 of %2 tokens: everything that is in it"), counts.t5));
    for (QWidget* widget : {static_cast<QWidget*>(m_clip), static_cast<QWidget*>(m_t5), static_cast<QWidget*>(m_cut)}) {
        widget->setToolTip(hint);
    }
    m_editor->setReach({endOf(counts.clip.cut), endOf(counts.t5.cut)}, hint);
}

void PromptSection::showHistory()
{
    QMenu menu(this);
    for (const QString& prompt : m_editor->history().mid(0, HistoryInMenu)) {
        const QString line = prompt.simplified();
        QString shown = line.size() > HistoryLength ? QString(line.left(HistoryLength) % u'…') : line;
        menu.addAction(shown.replace(u'&', QStringLiteral("&&")), this,
                       [this, prompt] { m_editor->replaceAll(prompt); });
    }
    if (menu.isEmpty()) {
        menu.addAction(tr("Prompts that you run stand here"))->setEnabled(false);
    }
    openKeepingFocus(menu, m_history->mapToGlobal(QPoint(0, m_history->height())));
}

void PromptSection::showStyles()
{
    QString words = m_editor->textCursor().selectedText().simplified();
    words = words.isEmpty() ? m_editor->toPlainText().simplified() : words;
    PresetMenu menu(m_presets, PresetMenu::Kind::Styles, !words.isEmpty(), this);
    connect(&menu, &PresetMenu::keepWanted, this, [&](const QString& name) { m_presets.saveStyle(name, words); });
    connect(&menu, &PresetMenu::chosen, this, [this](const QString& name) {
        m_editor->replaceAll(withStyleToggled(m_editor->toPlainText(), m_presets.style(name)));
        m_editor->setFocus();
    });
    if (m_wildcards != nullptr) {
        menu.addSeparator();
        QAction* folder = menu.addAction(ui::icon(QStringLiteral("folder-open")), tr("Open wildcards folder"), this,
                                         &PromptSection::openWildcards);
        folder->setToolTip(tr("__name__ in the prompt takes a line of name.txt in it, another one for each seed"));
    }
    openKeepingFocus(menu, m_styles->mapToGlobal(QPoint(0, m_styles->height())));
}

void PromptSection::openWildcards()
{
    if (!m_wildcards->open()) {
        QMessageBox::information(
            this, tr("Wildcards"),
            tr("No program here shows folders. The wildcard files belong in %1").arg(m_wildcards->path()));
    }
}

void PromptSection::insertChoice()
{
    QTextCursor cursor = m_editor->textCursor();
    const QString words = cursor.selectedText();
    cursor.insertText(u'{' % words % QStringLiteral(" | }"));
    cursor.movePosition(QTextCursor::Left);
    m_editor->setTextCursor(cursor);
    m_editor->setFocus();
}

} // namespace genserve::ui
