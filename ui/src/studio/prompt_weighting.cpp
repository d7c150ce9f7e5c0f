#include "prompt_weighting.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "base/prompt_weights.h"

namespace genserve::ui {
namespace {

constexpr double Step = 0.1, Hundredths = 100;

// The syntax is ASCII: with one byte for each UTF-16 unit the engine's reader counts in those.
std::string bytesOf(const QString& prompt)
{
    std::string bytes(static_cast<std::size_t>(prompt.size()), 'x');
    for (qsizetype i = 0; i < prompt.size(); ++i) {
        if (const char16_t unit = prompt.at(i).unicode(); unit < 0x80) {
            bytes[static_cast<std::size_t>(i)] = static_cast<char>(unit);
        }
    }
    return bytes;
}

struct Range {
    int begin = 0, end = 0;
    [[nodiscard]] bool holds(const Range& other) const { return begin <= other.begin && other.end <= end; }
    bool operator==(const Range&) const = default;
};

struct Weighting {
    Range whole, inside; // "(text:1.2)" and its "text"
    double weight = 1;
};

std::vector<Weighting> weightingsOf(const QString& prompt)
{
    std::vector<Weighting> all;
    const std::string bytes = bytesOf(prompt);
    for (const PromptWeightGroup& group : promptWeightGroups(bytes)) {
        const auto colon = static_cast<int>(bytes.rfind(':', group.numberBegin));
        const Range whole{static_cast<int>(group.begin), static_cast<int>(group.end)};
        all.push_back({whole, {whole.begin + 1, colon}, group.weight.value_or(1)});
    }
    return all;
}

bool isOfWord(QChar c) { return c.isLetterOrNumber() || c.isSurrogate() || c == u'-' || c == u'_' || c == u'\''; }

Range trimmed(const QString& prompt, Range range)
{
    while (range.begin < range.end && prompt.at(range.begin).isSpace()) {
        ++range.begin;
    }
    while (range.end > range.begin && prompt.at(range.end - 1).isSpace()) {
        --range.end;
    }
    return range;
}

Range wordAt(const QString& prompt, int place)
{
    Range word{place, place};
    while (word.begin > 0 && isOfWord(prompt.at(word.begin - 1))) {
        --word.begin;
    }
    while (word.end < prompt.size() && isOfWord(prompt.at(word.end))) {
        ++word.end;
    }
    return word;
}

PromptEdit replaced(const QString& prompt, const Range& what, const QString& words, double weight)
{
    QString text = prompt;
    const double rounded = std::round(weight * Hundredths) / Hundredths;
    const bool isPlain = rounded == 1;
    text.replace(what.begin, what.end - what.begin,
                 isPlain ? words : QString(u'(' % words % u':' % QString::number(rounded) % u')'));
    const int begin = what.begin + (isPlain ? 0 : 1);
    return {text, begin, begin + static_cast<int>(words.size())};
}

} // namespace

std::vector<WeightSpan> weightSpans(const QString& prompt)
{
    std::vector<WeightSpan> spans;
    for (const PromptWeightGroup& group : promptWeightGroups(bytesOf(prompt))) {
        const auto at = static_cast<int>(group.begin), end = static_cast<int>(group.end);
        const auto number = static_cast<int>(group.numberBegin);
        spans.push_back({at, end - at, prompt.mid(number, end - 1 - number).trimmed(), group.weight});
    }
    return spans;
}

bool hasWeights(const QString& prompt) { return hasPromptWeights(bytesOf(prompt)); }

ReadPrompt readPrompt(const QString& prompt)
{
    const std::string bytes = bytesOf(prompt);
    const auto parsed = parsePromptWeights(bytes);
    ReadPrompt read{prompt, {}};
    if (!parsed || !hasPromptWeights(bytes)) {
        read.places.resize(static_cast<std::size_t>(prompt.size()) + 1);
        std::iota(read.places.begin(), read.places.end(), 0);
        return read;
    }
    read.text.clear();
    for (const std::size_t origin : parsed->origins) {
        const auto place = static_cast<int>(origin);
        read.places.push_back(place);
        if (place < prompt.size()) {
            read.text += prompt.at(place);
        }
    }
    return read;
}

PromptEdit withWeightStepped(const QString& prompt, int selectionStart, int selectionEnd, int steps)
{
    const PromptEdit unchanged{prompt, selectionStart, selectionEnd};
    const bool isSelected = selectionEnd > selectionStart;
    const Range asked = trimmed(prompt, {selectionStart, selectionEnd});
    const auto all = weightingsOf(prompt); // inner ones first
    const auto known = std::ranges::find_if(all, [&](const Weighting& one) {
        return isSelected ? one.whole == asked || one.inside == asked : one.whole.holds(asked);
    });
    const auto weightAfter = [steps](double weight) {
        return std::clamp(weight + steps * Step, 0.0, MostPromptWeight);
    };
    if (known != all.end()) {
        const QString words = prompt.mid(known->inside.begin, known->inside.end - known->inside.begin);
        return replaced(prompt, known->whole, words, weightAfter(known->weight));
    }
    const Range target = isSelected ? asked : wordAt(prompt, selectionStart);
    const bool isTorn = std::ranges::any_of(all, [&](const Weighting& one) {
        const bool isApart = one.whole.end <= target.begin || target.end <= one.whole.begin;
        return !isApart && !target.holds(one.whole) && !one.inside.holds(target);
    });
    if (target.begin == target.end || isTorn) {
        return unchanged;
    }
    const QString words = prompt.mid(target.begin, target.end - target.begin);
    const PromptEdit edit = replaced(prompt, target, words, weightAfter(1));
    // Half of a pair of parentheses can't be put into new ones.
    const auto after = weightingsOf(edit.text);
    const Range inside{edit.selectionStart, edit.selectionEnd};
    return std::ranges::find(after, inside, &Weighting::inside) != after.end() ? edit : unchanged;
}

} // namespace genserve::ui
