#include "routes/request_intake.h"

#include "access/caller.h"
#include "base/sha256.h"
#include "contract/adapter_kind.h"
#include "routes/replies.h"

#include <algorithm>
#include <random>
#include <variant>

namespace genserve::service {
namespace {

std::uint32_t randomSeed()
{
    std::random_device device;
    return static_cast<std::uint32_t>(device());
}

// The same for a form that is sent again, whose boundary is another one.
std::string hashOf(Body& body)
{
    Sha256 sha;
    const auto add = [&sha](Spool& content) {
        if (const auto bytes = content.view()) {
            sha.add(std::to_string(bytes->size()) + ':');
            sha.add(*bytes);
        }
    };
    if (body.kind != BodyKind::Form) {
        add(body.whole);
    }
    for (FormPart& part : body.parts) {
        sha.add(part.name + (part.isFile ? '@' : '='));
        add(part.content);
    }
    return sha.hexDigest();
}

std::string defaultModel(const RequestRules& rules)
{
    return rules.models.empty() ? "flux1-dev" : rules.models.front();
}

using Outcome = std::variant<Intake, Reply>;

// Runs on the pool: the body in, the submission or the refusal out.
Outcome decodeRequest(Body& body, const RequestRules& rules, const std::string& client, bool isHashed)
{
    const std::string hash = isHashed ? hashOf(body) : std::string();
    auto draft = readRequest(body);
    if (!draft) {
        return errorReply(draft.error().status, draft.error().code, draft.error().message);
    }
    body = Body(); // its share of the budget is free from here on
    checkDraft(*draft, rules);
    decodePictures(*draft);
    checkByModels(*draft, rules);
    if (!draft->faults.empty()) {
        return bodyReply(400, refusalOf(*draft, defaultModel(rules)));
    }
    Intake intake;
    intake.modelId = draft->request.modelId.empty() ? defaultModel(rules) : draft->request.modelId;
    intake.bodyHash = hash;
    intake.submission.request = std::move(draft->request);
    intake.submission.client = client;
    intake.submission.priority = draft->priority;
    intake.submission.deadlineSeconds = draft->deadlineSeconds;
    for (SentPicture& picture : draft->pictures) {
        intake.submission.originals[picture.role] = std::move(picture.bytes);
    }
    intake.submission.asJpeg = draft->outputFormat == OutputFormat::Jpeg;
    intake.warnings = std::move(draft->warnings);
    return intake;
}

// Why nothing can be generated at the moment; empty = it can.
std::string whyNotReady(const TaskDoor& door)
{
    const auto devices = door.status().devices;
    if (std::ranges::none_of(devices, &tasks::DeviceStatus::isAlive)) {
        return "no worker can take a task at the moment";
    }
    return door.models().empty() ? "no model is installed" : "";
}

} // namespace

void RequestIntake::take(std::shared_ptr<Exchange> exchange, Taken taken)
{
    if (const std::string why = whyNotReady(m_door); !why.empty()) {
        return exchange->reply(errorReply(503, "not_ready", why));
    }
    RequestRules rules;
    rules.maxPixels = m_maxPixels;
    rules.drawSeed = randomSeed;
    rules.check = m_door.requestCheck();
    for (const ModelEntry& model : m_door.models()) {
        rules.models.push_back(model.info.id);
    }
    for (const AdapterInfo& adapter : m_door.adapters()) {
        (isLora(adapter) ? rules.loras : rules.controlNets).push_back(adapter.id);
    }
    const std::string client = std::static_pointer_cast<Caller>(exchange->context())->client;
    const bool isHashed = exchange->head().has("idempotency-key");
    const auto body = std::make_shared<Body>(std::move(exchange->body()));
    m_pool.run([body, rules, client, isHashed] { return decodeRequest(*body, rules, client, isHashed); },
               [exchange, taken = std::move(taken)](Outcome outcome) {
                   if (auto* const refusal = std::get_if<Reply>(&outcome)) {
                       exchange->reply(std::move(*refusal));
                   } else if (exchange->isOpen()) {
                       taken(exchange, std::move(std::get<Intake>(outcome)));
                   }
               });
}

} // namespace genserve::service
