// sentencepiece's precompiled character map (nmt_nfkc and the like): how T5 normalises text.
//
// Mirrors the crate spm_precompiled and normalizers/precompiled.rs of the library tokenizers, which differ from
// sentencepiece itself: they look at one grapheme cluster, then at one character at a time, and take the shortest
// match of the map where sentencepiece takes the longest one.
#pragma once

#include <optional>

#include "base/error.h"
#include "code_points.h"

namespace genserve::text {

class Charsmap {
public:
    // Changes nothing.
    Charsmap() = default;
    // blob: precompiled_charsmap of a sentencepiece model; empty changes nothing. `file` is named in the error.
    static Expected<Charsmap> create(std::string_view blob, const std::string& file);

    [[nodiscard]] CodePoints normalized(const CodePoints& points) const;

private:
    // The replacement of the shortest entry that `chunk` begins with.
    [[nodiscard]] std::optional<std::string_view> replacement(std::string_view chunk) const;

    std::vector<std::uint32_t> m_units; // a double-array trie (darts-clone)
    std::string m_replacements;         // each ended by a zero byte
};

} // namespace genserve::text
