// Choices in a prompt: {a | b}, of which every picture gets one.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include <QString>
#include <QStringList>

namespace genserve::ui {

struct PromptSpan {
    int start = 0, length = 0; // UTF-16 units
    bool operator==(const PromptSpan&) const = default;
};

// Complete choices, in their order; what is nested belongs to the outer one.
std::vector<PromptSpan> promptSpans(const QString& prompt);

// Draws the same parts for the same seed.
class RandomParts {
public:
    explicit RandomParts(std::int64_t seed) : m_random(static_cast<std::uint64_t>(seed)) {}
    const QString& of(const QStringList& parts);

private:
    std::mt19937_64 m_random;
};

// Every {a | b} replaced by one of its parts.
QString expandChoices(const QString& prompt, RandomParts& random);

} // namespace genserve::ui
