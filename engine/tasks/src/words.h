// Tables of enumerators and their stable words.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace genserve::tasks {

template <class E, std::size_t N>
using Words = std::array<std::pair<E, std::string_view>, N>;

template <class E, std::size_t N>
constexpr std::string_view wordOf(const Words<E, N>& words, E value)
{
    for (const auto& [candidate, word] : words) {
        if (candidate == value) {
            return word;
        }
    }
    return {};
}

template <class E, std::size_t N>
constexpr std::optional<E> valueOf(const Words<E, N>& words, std::string_view word)
{
    for (const auto& [value, candidate] : words) {
        if (candidate == word) {
            return value;
        }
    }
    return std::nullopt;
}

} // namespace genserve::tasks
