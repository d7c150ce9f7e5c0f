#include "prompt_highlighter.h"

#include <QTextDocument>

#include "../theme/theme.h"
#include "prompt_syntax.h"
#include "prompt_weighting.h"
#include "prompt_wildcards.h"

namespace genserve::ui {

PromptHighlighter::PromptHighlighter(QTextDocument* document) : QSyntaxHighlighter(document)
{
    connect(&Theme::current(), &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void PromptHighlighter::setReach(int clipEnd, int end)
{
    m_clipEnd = clipEnd;
    m_end = end;
    rehighlight();
}

void PromptHighlighter::setWildcards(std::shared_ptr<const WildcardSet> wildcards)
{
    m_wildcards = std::move(wildcards);
    rehighlight();
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
    for (const PromptSpan& span : wildcardSpans(prompt)) {
        const bool isGood = m_wildcards == nullptr || !m_wildcards->check(prompt.mid(span.start, span.length));
        colour(span.start, span.length, isGood ? Role::AccentText : Role::Danger);
    }
    showReach(text.size(), begin);
}

void PromptHighlighter::showReach(qsizetype length, int begin)
{
    const Theme& theme = Theme::current();
    const auto inBlock = [&](int place) {
        return place < 0 ? length : qBound(qsizetype{0}, qsizetype{place - begin}, length);
    };
    const qsizetype end = inBlock(m_end);
    for (qsizetype i = inBlock(m_clipEnd); i < end; ++i) { // keeps the syntax's colours
        QTextCharFormat look = format(static_cast<int>(i));
        look.setUnderlineStyle(QTextCharFormat::DotLine);
        look.setUnderlineColor(theme.colour(Role::Warning));
        setFormat(static_cast<int>(i), 1, look);
    }
    if (end < length) {
        setFormat(static_cast<int>(end), static_cast<int>(length - end), theme.colour(Role::TextDisabled));
    }
}

} // namespace genserve::ui
