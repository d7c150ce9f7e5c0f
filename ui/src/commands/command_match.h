// Which commands fit what was typed, best first.
#pragma once

#include <optional>
#include <vector>

#include <QString>

namespace genserve::ui {

// A run of matched letters.
struct LetterRun {
    int start = 0, length = 0;
    bool operator==(const LetterRun&) const = default;
};

struct CommandMatch {
    int score = 0;               // larger is better
    std::vector<LetterRun> runs; // in the title, ascending
};

// Every word of `typed` must begin a word of the title or of its group or, failing that, stand anywhere in the title.
// Typing nothing matches everything.
std::optional<CommandMatch> matchCommand(const QString& typed, const QString& title, const QString& group);

} // namespace genserve::ui
