#include "routes/request_intake.h"

#include "access/caller.h"
#include "contract/adapter_kind.h"
#include "routes/replies.h"

#include <random>
#include <variant>

namespace genserve::service {
namespace {

std::uint32_t randomSeed()
{
    std::random_device device;
    return static_cast<std::uint32_t>(device());
}

// Runs on the pool: the body in, the submission or the refusal out.
std::variant<Intake, Reply> decodeRequest(Body& body, const RequestRules& rules, const std::string& client)
{
    auto draft = readRequest(body);
    if (!draft) {
        return errorReply(draft.error().status, draft.error().code, draft.error().message);
    }
    body = Body(); // its share of the budget is free from here on
    checkDraft(*draft, rules);
    decodePictures(*draft);
    if (!draft->faults.empty()) {
        return bodyReply(400, refusalOf(*draft, rules.models.empty() ? "flux1-dev" : rules.models.front()));
    }
    Intake intake;
    intake.submission.request = std::move(draft->request);
    intake.submission.client = client;
    intake.submission.priority = draft->priority;
    intake.submission.deadlineSeconds = draft->deadlineSeconds;
    for (SentPicture& picture : draft->pictures) {
        intake.submission.originals[picture.role] = std::move(picture.bytes);
    }
    intake.format = draft->outputFormat;
    intake.warnings = std::move(draft->warnings);
    return intake;
}

} // namespace

RequestIntake::RequestIntake(const ServerOptions& options, const TaskDoor& door)
    : m_maxPixels(options.maxPixels), m_door(door)
{
    m_pool.setMaxThreadCount(options.codecThreads);
    m_pool.setThreadPriority(QThread::LowPriority);
}

RequestIntake::~RequestIntake() { m_pool.waitForDone(); }

void RequestIntake::take(std::shared_ptr<Exchange> exchange, Taken taken)
{
    RequestRules rules;
    rules.maxPixels = m_maxPixels;
    rules.drawSeed = randomSeed;
    for (const ModelEntry& model : m_door.models()) {
        rules.models.push_back(model.info.id);
    }
    for (const AdapterInfo& adapter : m_door.adapters()) {
        (isLora(adapter) ? rules.loras : rules.controlNets).push_back(adapter.id);
    }
    const auto caller = std::static_pointer_cast<Caller>(exchange->context());
    const auto body = std::make_shared<Body>(std::move(exchange->body()));
    // The exchange itself never leaves the service thread: it goes round through a holder that only this thread opens.
    auto* const holder = new std::shared_ptr<Exchange>(std::move(exchange));
    m_pool.start([this, holder, body, rules, caller, taken = std::move(taken)] {
        auto outcome = std::make_shared<std::variant<Intake, Reply>>(decodeRequest(*body, rules, caller->client));
        QMetaObject::invokeMethod(
            this,
            [holder, outcome, taken] {
                const std::shared_ptr<Exchange> back = *holder;
                delete holder;
                if (auto* const refusal = std::get_if<Reply>(outcome.get())) {
                    back->reply(std::move(*refusal));
                } else if (back->isOpen()) {
                    taken(back, std::move(std::get<Intake>(*outcome)));
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace genserve::service
