#include "prompt_syntax.h"

#include <QStringList>

namespace genserve::ui {
namespace {

// The brace that closes the one at `open`; -1 = none.
qsizetype closing(const QString& text, qsizetype open)
{
    int depth = 0;
    for (qsizetype i = open; i < text.size(); ++i) {
        depth += text.at(i) == u'{' ? 1 : text.at(i) == u'}' ? -1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    return -1;
}

} // namespace

std::vector<PromptSpan> promptSpans(const QString& prompt)
{
    std::vector<PromptSpan> spans;
    for (qsizetype i = prompt.indexOf(u'{'); i >= 0; i = prompt.indexOf(u'{', i + 1)) {
        const qsizetype end = closing(prompt, i);
        if (end >= 0 && QStringView(prompt).mid(i, end - i).contains(u'|')) {
            spans.push_back({static_cast<int>(i), static_cast<int>(end - i + 1)});
            i = end;
        }
    }
    return spans;
}

const QString& RandomParts::of(const QStringList& parts)
{
    return parts.at(static_cast<qsizetype>(m_random() % static_cast<std::uint64_t>(parts.size())));
}

QString expandChoices(const QString& prompt, RandomParts& random)
{
    QString text = prompt;
    // The innermost choice first, so that choices may stand inside choices.
    for (qsizetype close = text.indexOf(u'}'); close >= 0; close = text.indexOf(u'}', close)) {
        const qsizetype open = text.lastIndexOf(u'{', close);
        const QString inside = open < 0 ? QString() : text.mid(open + 1, close - open - 1);
        if (!inside.contains(u'|')) {
            ++close;
            continue;
        }
        const QString chosen = random.of(inside.split(u'|')).trimmed();
        text.replace(open, close - open + 1, chosen);
        close = open + chosen.size();
    }
    return text;
}

} // namespace genserve::ui
