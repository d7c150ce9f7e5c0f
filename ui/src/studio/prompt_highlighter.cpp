#include "prompt_highlighter.h"

#include <QTextDocument>

#include "../theme/theme.h"
#include "prompt_syntax.h"

namespace genserve::ui {

PromptHighlighter::PromptHighlighter(QTextDocument* document) : QSyntaxHighlighter(document)
{
    connect(&Theme::current(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void PromptHighlighter::setCutAt(int position)
{
    if (m_cutAt != position) {
        m_cutAt = position;
        rehighlight();
    }
}

void PromptHighlighter::highlightBlock(const QString& text)
{
    const Theme& theme = Theme::current();
    // Choices may go on over line ends, so they are looked for in the whole text.
    const int begin = currentBlock().position();
    for (const PromptSpan& span : promptSpans(document()->toPlainText())) {
        const int from = qMax(0, span.start - begin);
        const int until = qMin(static_cast<int>(text.size()), span.start + span.length - begin);
        if (until > from) {
            setFormat(from, until - from, theme.colour(Role::AccentText));
        }
    }
    const int cut = m_cutAt < 0 ? static_cast<int>(text.size()) : qMax(0, m_cutAt - begin);
    if (cut < text.size()) {
        setFormat(cut, static_cast<int>(text.size()) - cut, theme.colour(Role::TextDisabled));
    }
}

} // namespace genserve::ui
