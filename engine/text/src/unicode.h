// The Unicode properties and mappings that the reference tokenizers are built on.
#pragma once

#include "code_points.h"

namespace genserve::text {

bool isLetter(char32_t value);        // \p{L}
bool isNumber(char32_t value);        // \p{N}
bool isWhiteSpace(char32_t value);    // \s: the property White_Space
bool isWordCharacter(char32_t value); // \w

// Canonical composition (NFC). What a character was composed from is its source as a whole.
// The reference's NFC tables are of Unicode 9: it does not reorder combining marks that were added later, we do.
CodePoints composed(const CodePoints& points);

// Lower case, each character for itself: no final sigma, and U+0130 becomes i and a combining dot.
CodePoints lowerCased(const CodePoints& points);

} // namespace genserve::text
