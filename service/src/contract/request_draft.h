// What a client asked for, on its way from the wire to the queue: every field that could be read, and every fault.
#pragma once

#include "base/error.h"
#include "base/generation.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace genserve::service {

enum class OutputFormat { Png, Jpeg };

// A picture as the client sent it, by its role: "input_image", "mask_image", "control_image", "controlnets/0", ...
struct SentPicture {
    std::string role;
    std::string field; // for faults: "controlnets[0].image"
    std::shared_ptr<const std::vector<std::uint8_t>> bytes;
};

struct RequestDraft {
    GenerationRequest request; // with its pictures only after decodePictures()
    std::vector<SentPicture> pictures;
    int priority = 0;
    std::optional<double> deadlineSeconds;
    OutputFormat outputFormat = OutputFormat::Png;
    bool drawsSeed = false; // seed -1

    std::set<std::string, std::less<>> sent; // fields that were there, not null and of a known name
    std::vector<Fault> faults;
    std::vector<std::string> warnings;

    [[nodiscard]] bool has(std::string_view field) const { return sent.contains(field); }
    [[nodiscard]] bool hasPicture(std::string_view role) const;
    void fault(std::string field, std::string problem) { faults.push_back({std::move(field), std::move(problem)}); }
};

} // namespace genserve::service
