#include "command_match.h"

#include <algorithm>

#include <QStringList>

namespace genserve::ui {
namespace {

constexpr int TitleStart = 4, WordStart = 3, Inside = 1;

// Where `word` begins a word of `text`; -1 = nowhere.
int wordStart(const QString& text, const QString& word)
{
    for (qsizetype at = text.indexOf(word, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(word, at + 1, Qt::CaseInsensitive)) {
        if (at == 0 || !text.at(at - 1).isLetterOrNumber()) {
            return static_cast<int>(at);
        }
    }
    return -1;
}

} // namespace

std::optional<CommandMatch> matchCommand(const QString& typed, const QString& title, const QString& group)
{
    CommandMatch match;
    for (const QString& word : typed.simplified().split(u' ', Qt::SkipEmptyParts)) {
        const auto length = static_cast<int>(word.size());
        if (const int begin = wordStart(title, word); begin >= 0) {
            match.score += begin == 0 ? TitleStart : WordStart;
            match.runs.push_back({begin, length});
        } else if (const auto inside = title.indexOf(word, 0, Qt::CaseInsensitive); inside >= 0) {
            match.score += Inside;
            match.runs.push_back({static_cast<int>(inside), length});
        } else if (wordStart(group, word) >= 0) {
            match.score += Inside;
        } else {
            return std::nullopt;
        }
    }
    std::ranges::sort(match.runs, {}, &LetterRun::start);
    return match;
}

} // namespace genserve::ui
