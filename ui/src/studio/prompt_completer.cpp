#include "prompt_completer.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextEdit>

#include "prompt_wildcards.h"

namespace genserve::ui {
namespace {

constexpr int LeastWidth = 180;
const QString Mark = QStringLiteral("__");

} // namespace

PromptCompleter::PromptCompleter(QTextEdit& editor) : QCompleter(&editor), m_editor(editor)
{
    setModel(&m_names);
    setWidget(&editor);
    setCaseSensitivity(Qt::CaseInsensitive);
    setFilterMode(Qt::MatchContains);
    connect(this, qOverload<const QString&>(&QCompleter::activated), this, &PromptCompleter::insert);
}

bool PromptCompleter::takesKey(const QKeyEvent& event) const
{
    const int key = event.key();
    return popup()->isVisible()
           && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape || key == Qt::Key_Tab
               || key == Qt::Key_Backtab);
}

int PromptCompleter::begun() const
{
    static const QRegularExpression open(QStringLiteral("__(?!_)[\\w./-]*$"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    const QTextCursor cursor = m_editor.textCursor();
    QString before = m_editor.toPlainText().left(cursor.position());
    int from = 0;
    for (const PromptSpan& span : wildcardSpans(before)) {
        from = span.start + span.length; // the end of one begins no other
    }
    const auto match = open.match(before, from);
    return cursor.hasSelection() || !match.hasMatch() ? -1 : static_cast<int>(match.capturedStart());
}

void PromptCompleter::follow()
{
    const int start = begun();
    const int end = m_editor.textCursor().position();
    setCompletionPrefix(start < 0 ? QString() : m_editor.toPlainText().mid(start, end - start).mid(Mark.size()));
    if (start < 0 || completionCount() == 0) {
        popup()->hide();
        return;
    }
    popup()->setCurrentIndex(completionModel()->index(0, 0));
    QRect place = m_editor.cursorRect().translated(m_editor.viewport()->pos());
    const int scroll = popup()->verticalScrollBar()->sizeHint().width();
    place.setWidth(qMax(LeastWidth, popup()->sizeHintForColumn(0) + scroll));
    complete(place);
}

void PromptCompleter::insert(const QString& name)
{
    const int start = begun();
    QTextCursor cursor = m_editor.textCursor();
    if (start >= 0) {
        cursor.setPosition(start, QTextCursor::KeepAnchor);
    }
    cursor.insertText(QString(Mark % name % Mark));
    m_editor.setTextCursor(cursor);
}

} // namespace genserve::ui
