// The LoRAs of one run: put beside the layers of the loaded networks, and gone with their owner.
#pragma once

#include <filesystem>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

#include "base/error.h"
#include "lora_match.h"
#include "pipeline/flux_pipeline.h"
#include "pipeline/resolved_request.h"
#include "weights/lora_tensors.h"

namespace genserve::pipeline {

// A file's matrices, kept until a run does without them: a series of pictures reads a LoRA once.
struct KeptLora {
    std::filesystem::path file;
    weights::FileStamp stamp;
    weights::LoraTensors tensors;
};

struct PipelineParts;

class LoraStack {
public:
    // Checks all files against the networks, then reads what is not kept, then adds all branches; a failure leaves the
    // networks as they were. `parts` must outlive the stack. Errors: those of matchLora and
    // readLora.
    static Expected<LoraStack> apply(PipelineParts& parts, const ResolvedRequest& request, const std::stop_token& stop);

    // Takes all branches and norms back.
    ~LoraStack();
    LoraStack(LoraStack&& other) noexcept;
    LoraStack& operator=(LoraStack&&) = delete;
    LoraStack(const LoraStack&) = delete;
    LoraStack& operator=(const LoraStack&) = delete;

    // Of each LoRA, in their order.
    [[nodiscard]] const std::vector<LoraCount>& counts() const { return m_counts; }
    // One line for each file of which a part fits nowhere.
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }
    // Tells LoRAs that act on text encoders, and their weights, apart from others; empty where there are none.
    [[nodiscard]] const std::string& textIdentity() const { return m_textIdentity; }

private:
    explicit LoraStack(LoraSites& sites) : m_sites(&sites) {}

    LoraSites* m_sites; // null in a moved-from stack
    std::map<at::Tensor*, at::Tensor> m_originals;
    std::vector<LoraCount> m_counts;
    std::vector<std::string> m_warnings;
    std::string m_textIdentity;
};

} // namespace genserve::pipeline
