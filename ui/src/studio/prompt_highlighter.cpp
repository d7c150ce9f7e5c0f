#include "prompt_highlighter.h"

#include <QTextDocument>

#include "../theme/theme.h"
#include "prompt_syntax.h"
#include "prompt_weighting.h"

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
    // Choices and weights may go on over line ends, so they are looked for in the whole text.
    const int begin = currentBlock().position();
    const auto colour = [&](int start, int length, Role role) {
        const int from = qMax(0, start - begin);
        const int until = qMin(static_cast<int>(text.size()), start + length - begin);
        if (until > from) {
            setFormat(from, until - from, theme.colour(role));
        }
    };
    const QString prompt = document()->toPlainText();
    for (const PromptSpan& span : promptSpans(prompt)) {
        colour(span.start, span.length, Role::AccentText);
    }
    for (const WeightSpan& span : weightSpans(prompt)) {
        colour(span.start, span.length, span.weight ? Role::AccentText : Role::Danger);
    }
    const int cut = m_cutAt < 0 ? static_cast<int>(text.size()) : qMax(0, m_cutAt - begin);
    if (cut < text.size()) {
        setFormat(cut, static_cast<int>(text.size()) - cut, theme.colour(Role::TextDisabled));
    }
}

} // namespace genserve::ui
