#include "prompt_syntax.h"

#include <algorithm>
#include <cmath>
#include <random>

#include <QRegularExpression>
#include <QStringList>

namespace genserve::ui {
namespace {

constexpr double LeastWeight = 0.1, MostWeight = 2.0;

// The bracket that closes the one at `open`; -1 = none.
qsizetype closing(const QString& text, qsizetype open, QChar opener, QChar closer)
{
    int depth = 0;
    for (qsizetype i = open; i < text.size(); ++i) {
        depth += text.at(i) == opener ? 1 : text.at(i) == closer ? -1 : 0;
        if (depth == 0) {
            return i;
        }
    }
    return -1;
}

QString weighted(const QString& words, double weight)
{
    if (std::abs(weight - 1) < 0.001) {
        return words;
    }
    QString figure = QString::number(weight, 'f', 2);
    while (figure.endsWith(u'0')) {
        figure.chop(1);
    }
    return u'(' % words % u':' % figure % u')';
}

bool isWord(QChar letter) { return letter.isLetterOrNumber() || letter == u'-' || letter == u'\''; }

} // namespace

std::vector<PromptSpan> promptSpans(const QString& prompt)
{
    static const QRegularExpression Weight(QStringLiteral(R"(^\(.+:\s*\d+(\.\d+)?\)$)"),
                                           QRegularExpression::DotMatchesEverythingOption);
    std::vector<PromptSpan> spans;
    for (qsizetype i = 0; i < prompt.size(); ++i) {
        const bool isChoice = prompt.at(i) == u'{', isGroup = prompt.at(i) == u'(';
        if (!isChoice && !isGroup) {
            continue;
        }
        const qsizetype end = isChoice ? closing(prompt, i, u'{', u'}') : closing(prompt, i, u'(', u')');
        if (end < 0) {
            continue;
        }
        const QString whole = prompt.mid(i, end - i + 1);
        if (isChoice ? whole.contains(u'|') : Weight.match(whole).hasMatch()) {
            spans.push_back({static_cast<int>(i), static_cast<int>(whole.size()),
                             isChoice ? PromptSpan::Kind::Choice : PromptSpan::Kind::Weight});
            i = end;
        }
    }
    return spans;
}

QString expandChoices(const QString& prompt, std::int64_t seed)
{
    std::mt19937_64 random(static_cast<std::uint64_t>(seed));
    QString text = prompt;
    // The innermost choice first, so that choices may stand inside choices.
    for (qsizetype close = text.indexOf(u'}'); close >= 0; close = text.indexOf(u'}', close)) {
        const qsizetype open = text.lastIndexOf(u'{', close);
        const QString inside = open < 0 ? QString() : text.mid(open + 1, close - open - 1);
        if (!inside.contains(u'|')) {
            ++close;
            continue;
        }
        const QStringList parts = inside.split(u'|');
        const QString chosen =
            parts.at(static_cast<qsizetype>(random() % static_cast<std::uint64_t>(parts.size()))).trimmed();
        text.replace(open, close - open + 1, chosen);
        close = open + chosen.size();
    }
    return text;
}

WeightEdit changeWeight(const QString& prompt, int start, int length, double delta)
{
    for (const PromptSpan& span : promptSpans(prompt)) {
        if (span.kind == PromptSpan::Kind::Weight && start >= span.start && start <= span.start + span.length) {
            const QString inside = prompt.mid(span.start + 1, span.length - 2);
            const qsizetype colon = inside.lastIndexOf(u':');
            const double weight = std::clamp(inside.mid(colon + 1).toDouble() + delta, LeastWeight, MostWeight);
            const QString next = weighted(inside.left(colon), weight);
            return {QString(prompt).replace(span.start, span.length, next), span.start, static_cast<int>(next.size())};
        }
    }
    int from = start, until = start + length;
    if (length == 0) {
        while (from > 0 && isWord(prompt.at(from - 1))) {
            --from;
        }
        while (until < prompt.size() && isWord(prompt.at(until))) {
            ++until;
        }
    }
    if (from == until) {
        return {prompt, start, length};
    }
    const QString next = weighted(prompt.mid(from, until - from), std::clamp(1 + delta, LeastWeight, MostWeight));
    return {QString(prompt).replace(from, until - from, next), from, static_cast<int>(next.size())};
}

} // namespace genserve::ui
