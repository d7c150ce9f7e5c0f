#include "prompt_editor.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QToolTip>

#include "prompt_completer.h"
#include "prompt_highlighter.h"
#include "prompt_weighting.h"
#include "prompt_wildcards.h"

namespace genserve::ui {
namespace {

constexpr qsizetype MostPrompts = 200;
constexpr double LineHeightPercent = 140; // tokens: type.lineHeight

} // namespace

PromptEditor::PromptEditor(QWidget* parent)
    : QTextEdit(parent), m_highlighter(new PromptHighlighter(document())), m_completer(new PromptCompleter(*this))
{
    setAcceptRichText(false);
    setTabChangesFocus(true);
    setPlainText({});
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
}

void PromptEditor::setReach(const Reach& reach, const QString& hint)
{
    m_reachHint = hint;
    if (m_reach != reach) {
        m_reach = reach;
        m_highlighter->setReach(reach.clip, reach.all);
    }
}

void PromptEditor::setWildcards(std::shared_ptr<const WildcardSet> wildcards)
{
    m_completer->setNames(wildcards == nullptr ? QStringList() : wildcards->names());
    m_highlighter->setWildcards(std::move(wildcards));
}

bool PromptEditor::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QTextEdit::viewportEvent(event);
    }
    const auto& help = static_cast<const QHelpEvent&>(*event);
    const int place = cursorForPosition(help.pos()).position();
    const int from = m_reach.clip < 0 ? m_reach.all : m_reach.clip;
    QToolTip::showText(help.globalPos(), from >= 0 && place >= from ? m_reachHint : QString(), viewport());
    return true;
}

void PromptEditor::remember()
{
    const QString text = toPlainText().trimmed();
    m_place = -1;
    if (!text.isEmpty()) {
        m_history.removeAll(text);
        m_history.prepend(text);
        m_history.resize(qMin(m_history.size(), MostPrompts));
    }
}

void PromptEditor::stepHistory(int steps)
{
    const qsizetype place = qBound<qsizetype>(-1, m_place + steps, m_history.size() - 1);
    if (place == m_place) {
        return;
    }
    if (m_place < 0) {
        m_typed = toPlainText();
    }
    m_place = place;
    replaceAll(place < 0 ? m_typed : m_history.at(place));
}

void PromptEditor::stepWeight(int steps)
{
    const QTextCursor cursor = textCursor();
    const PromptEdit edit = withWeightStepped(toPlainText(), cursor.selectionStart(), cursor.selectionEnd(), steps);
    if (edit.text == toPlainText()) {
        return;
    }
    replaceAll(edit.text);
    QTextCursor words = textCursor();
    words.setPosition(edit.selectionStart);
    words.setPosition(edit.selectionEnd, QTextCursor::KeepAnchor);
    setTextCursor(words);
}

void PromptEditor::keyPressEvent(QKeyEvent* event)
{
    if (m_completer->takesKey(*event)) {
        event->ignore();
        return;
    }
    const bool isUp = event->key() == Qt::Key_Up, isDown = event->key() == Qt::Key_Down;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if ((isUp || isDown) && modifiers == Qt::AltModifier) {
        stepHistory(isUp ? 1 : -1);
    } else if ((isUp || isDown) && modifiers == Qt::ControlModifier) {
        stepWeight(isUp ? 1 : -1);
    } else {
        QTextEdit::keyPressEvent(event);
        if (!event->text().isEmpty()) {
            m_completer->follow();
        }
    }
}

void PromptEditor::setPlainText(const QString& text)
{
    QTextEdit::setPlainText(text);
    document()->setUndoRedoEnabled(false); // the line height is no step of it
    QTextBlockFormat lines;
    lines.setLineHeight(LineHeightPercent, QTextBlockFormat::ProportionalHeight);
    QTextCursor all(document());
    all.select(QTextCursor::Document);
    all.mergeBlockFormat(lines);
    document()->setUndoRedoEnabled(true);
}

void PromptEditor::replaceAll(const QString& text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text); // one step of the undo history
}

void PromptEditor::take(const QString& text)
{
    toPlainText().isEmpty() ? setPlainText(text) : replaceAll(text);
    moveCursor(QTextCursor::End);
}

} // namespace genserve::ui
