// The body of every answer of the generate routes and of every error: the eight documented keys are always there.
#pragma once

#include "base/error.h"
#include "contract/request_draft.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::service {

struct ReplyBody {
    // The documented keys.
    bool success = false;
    std::string taskId;      // a UUID, also of a request that was refused
    std::string imageBase64; // empty = null
    std::string error;       // empty = null
    double elapsedSeconds = 0;
    std::string gpuId; // empty = null
    std::string modelId = "flux1-dev";
    std::string mode = "text2img";

    // Of a task that was accepted.
    struct Settled {
        std::int64_t seed = 0;
        int width = 0, height = 0, steps = 0;
        double cfg = 0;
        double queueSeconds = 0;
    };
    std::optional<Settled> settled;
    std::vector<std::string> warnings;

    // Of a failure.
    std::string code;
    std::vector<Fault> details;
};

std::string replyJson(const ReplyBody& body);

// The answer to a draft with faults: all of them, in one sentence and as details.
ReplyBody refusalOf(const RequestDraft& draft, std::string_view defaultModel);

} // namespace genserve::service
