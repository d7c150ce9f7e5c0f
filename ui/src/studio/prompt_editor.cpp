#include "prompt_editor.h"

#include <QKeyEvent>
#include <QTextBlockFormat>
#include <QTextCursor>

#include "prompt_highlighter.h"
#include "prompt_weighting.h"

namespace genserve::ui {
namespace {

constexpr qsizetype MostPrompts = 200;

} // namespace

PromptEditor::PromptEditor(QWidget* parent) : QPlainTextEdit(parent), m_highlighter(new PromptHighlighter(document()))
{
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
}

void PromptEditor::setCutAt(int position) { m_highlighter->setCutAt(position); }

int PromptEditor::cutAt() const { return m_highlighter->cutAt(); }

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
    const bool isUp = event->key() == Qt::Key_Up, isDown = event->key() == Qt::Key_Down;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    if ((isUp || isDown) && modifiers == Qt::AltModifier) {
        stepHistory(isUp ? 1 : -1);
    } else if ((isUp || isDown) && modifiers == Qt::ControlModifier) {
        stepWeight(isUp ? 1 : -1);
    } else {
        QPlainTextEdit::keyPressEvent(event);
    }
}

void PromptEditor::replaceAll(const QString& text)
{
    QTextCursor cursor(document());
    cursor.select(QTextCursor::Document);
    cursor.insertText(text); // one step of the undo history
}

} // namespace genserve::ui
