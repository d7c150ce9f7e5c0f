// From a body to a request that can be queued: read, checked against the rules, pictures decoded. All of it is work
// for the codec pool, never for the service thread.
#pragma once

#include "contract/fields.h"
#include "contract/request_draft.h"
#include "wire/body.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace genserve::service {

// What the server allows at the moment.
struct RequestRules {
    std::vector<std::string> models;             // installed ids, the default one first
    std::vector<std::string> loras, controlNets; // installed ids
    std::int64_t maxPixels = MaxPixels;
    std::function<std::uint32_t()> drawSeed; // for seed -1
    // TaskDoor::RequestCheck; empty = the models are not asked.
    std::function<Expected<std::int64_t>(const GenerationRequest&)> check = {};
};

// The fields of a JSON or form body; what is wrong with single fields is in the draft. 400 where the body as a whole
// is no JSON object.
WireResult<RequestDraft> readRequest(Body& body);

// What only all fields together show: sizes, what the mode requires, the model, the seed. Adds faults and warnings.
void checkDraft(RequestDraft& draft, const RequestRules& rules);

// Asks the models, once the pictures are decoded. Adds what they say of fields that have no fault yet.
void checkByModels(RequestDraft& draft, const RequestRules& rules);

// Decodes the pictures into the request, the costly part; adds faults and warnings. The encoded bytes stay in the
// draft, so that the task can keep them as they came.
void decodePictures(RequestDraft& draft);

} // namespace genserve::service
