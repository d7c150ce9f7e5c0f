// The settings that diffusers >= 0.34 writes beside the matrices: "lora_adapter_metadata".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "weights/lora_file.h"

namespace genserve::weights {

// peft.LoraConfig of each component, as far as it changes numbers.
class LoraSettings {
public:
    // `metadata` is that of the file's header. Without the entry all questions have no answer.
    static Expected<LoraSettings> parse(const std::map<std::string, std::string>& metadata);

    // alpha / r, or alpha / sqrt(r) with use_rslora; nothing where the file says nothing of that component.
    [[nodiscard]] std::optional<double> scaleOf(LoraTarget target, std::string_view module, std::int64_t rank) const;

private:
    struct Component {
        double alpha = 8; // peft's default
        bool isRankStabilised = false;
        std::map<std::string, double> alphaOfModule;
    };
    std::map<LoraTarget, Component> m_components;
};

} // namespace genserve::weights
