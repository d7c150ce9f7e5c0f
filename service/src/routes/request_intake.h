// Turns bodies into submissions on the codec pool: JSON, base64 and pictures are never decoded on the service thread.
#pragma once

#include "contract/request_parser.h"
#include "routes/codec_pool.h"
#include "service/server_options.h"
#include "service/task_door.h"
#include "wire/exchange.h"

#include <functional>
#include <memory>

namespace genserve::service {

// A request that can be submitted, with what its reply will need.
struct Intake {
    tasks::Submission submission;
    std::vector<std::string> warnings;
    std::string modelId;  // as errors echo it: the asked or the default one
    std::string bodyHash; // of what was sent, where the request has an Idempotency-Key
};

class RequestIntake {
public:
    using Taken = std::function<void(std::shared_ptr<Exchange>, Intake)>;

    RequestIntake(const ServerOptions& options, const TaskDoor& door, CodecPool& pool)
        : m_maxPixels(options.maxPixels), m_door(door), m_pool(pool)
    {
    }

    // Answers 400 with all faults, or 503 while no worker or model is there, or calls taken on this thread. An exchange
    // whose client has gone is dropped.
    void take(std::shared_ptr<Exchange> exchange, Taken taken);

private:
    std::int64_t m_maxPixels;
    const TaskDoor& m_door;
    CodecPool& m_pool;
};

} // namespace genserve::service
