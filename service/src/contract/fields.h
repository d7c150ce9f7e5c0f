// The fields of a generation request, in one table: it reads and checks requests, and the OpenAPI description is made
// from it, so that the two can't differ.
#pragma once

#include "base/generation.h"
#include "contract/request_draft.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace genserve::service {

enum class FieldType { Text, Integer, Number, Boolean, Choice, Picture, Loras, ControlNets, Outpaint };

// Which modes a field matters in, as bits.
enum ModeSet : unsigned {
    NoMode = 0,
    InText = 1,
    InImage = 2,
    InFill = 4,
    InControl = 8,
    InEvery = 15,
    InPictures = InImage | InFill | InControl,
};
ModeSet modeBit(Mode mode);

// A value that fits its field's type and range. Pictures and what holds them go into the draft directly.
using FieldValue = std::variant<std::string, std::int64_t, double, bool>;

struct FieldSpec {
    std::string_view name;
    FieldType type = FieldType::Text;
    std::string_view defaultJson; // "1024", "null"
    double minimum = 0;           // of numbers; of texts: code points after trimming
    double maximum = 0;
    std::string_view choices; // words of FieldType::Choice, separated by blanks
    ModeSet modes = InEvery;
    ModeSet requiredIn = NoMode;
    std::string_view note, noteZh; // one sentence for the description, in English and Chinese
    // Absent for types that are read straight into the draft.
    void (*store)(RequestDraft& draft, const FieldValue& value) = nullptr;
};

// In the order of the document.
std::span<const FieldSpec> requestFields();
const FieldSpec* findField(std::string_view name);

constexpr int MinSide = 16; // px; 0 stands for the input picture's size
constexpr int MaxSide = 4096;
constexpr std::int64_t MaxPixels = 8'388'608;

// Bounds of what stands inside loras, controlnets and outpaint.
constexpr double MaxLoraWeight = 4;
constexpr std::size_t MaxLoras = 16;
constexpr std::size_t MaxControlNets = 8;
constexpr double MaxControlScale = 2;
constexpr int MaxUnionMode = 10;
constexpr int MaxOutpaint = 4096; // px

} // namespace genserve::service
