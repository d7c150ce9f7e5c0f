#include "routes/event_streams.h"

#include "content/base64.h"
#include "contract/task_json.h"

#include <algorithm>
#include <deque>
#include <utility>

namespace genserve::service {

using StreamMap = std::unordered_multimap<tasks::TaskId, EventStream*>;

// One client's view of one task. What it has not taken yet is bounded: a newer progress or preview replaces an older
// one that still waits.
class EventStream final : public ReplyStream {
public:
    EventStream(std::shared_ptr<StreamMap> streams, tasks::TaskId task, std::uint64_t lastId)
        : m_streams(std::move(streams)), m_task(std::move(task)), m_lastId(lastId)
    {
        m_streams->emplace(m_task, this);
    }
    ~EventStream() override
    {
        std::erase_if(*m_streams, [this](const auto& entry) { return entry.second == this; });
    }

    QByteArray take(qint64 /*atMost*/) override
    {
        if (m_events.empty()) {
            return {};
        }
        const std::string text = std::move(m_events.front().second);
        m_events.pop_front();
        return QByteArray::fromStdString(text);
    }
    [[nodiscard]] bool atEnd() const override { return m_hasEnded && m_events.empty(); }

    // Telling the wire is the last thing that each of these does: where the client has gone, the stream is destroyed by
    // it.
    void add(const std::string& name, const std::string& data)
    {
        if (!m_hasEnded) {
            enqueue(name, data);
            tell();
        }
    }
    void addState(const tasks::TaskView& view)
    {
        if (m_hasEnded) {
            return;
        }
        switch (view.task.state) {
        case tasks::TaskState::Queued: {
            const auto place = std::pair(view.position, tasks::describe(view.waitingReason));
            return std::exchange(m_place, place) == place ? void() : add("queued", taskJson(view));
        }
        case tasks::TaskState::Running:
            return std::exchange(m_hasStarted, true) ? void() : add("started", taskJson(view));
        default: break;
        }
        enqueue(std::string(tasks::toString(view.task.state)), taskJson(view));
        m_hasEnded = true;
        tell();
    }
    void ping()
    {
        if (m_events.empty() && !m_hasEnded) {
            m_events.emplace_back("ping", ": ping\n\n");
            tell();
        }
    }

private:
    void enqueue(const std::string& name, const std::string& data)
    {
        const bool isReplaceable = name == "progress" || name == "preview" || name == "queued";
        if (isReplaceable) {
            std::erase_if(m_events, [&](const auto& event) { return event.first == name; });
        }
        m_events.emplace_back(name,
                              "id: " + std::to_string(++m_lastId) + "\nevent: " + name + "\ndata: " + data + "\n\n");
    }
    void tell() const
    {
        if (onReady) {
            onReady();
        }
    }

    std::shared_ptr<StreamMap> m_streams;
    tasks::TaskId m_task;
    std::deque<std::pair<std::string, std::string>> m_events; // name and text, not taken yet
    std::uint64_t m_lastId;
    std::pair<int, std::string> m_place; // position and reason that the client was told last
    bool m_hasStarted = false;
    bool m_hasEnded = false;
};

namespace {

// A stream may end, and be destroyed, while it is told something.
std::vector<EventStream*> streamsOf(const StreamMap& streams, const tasks::TaskId& task)
{
    const auto [first, last] = streams.equal_range(task);
    std::vector<EventStream*> found;
    std::transform(first, last, std::back_inserter(found), [](const auto& entry) { return entry.second; });
    return found;
}

bool isThere(const StreamMap& streams, const EventStream* stream)
{
    return std::ranges::any_of(streams, [&](const auto& entry) { return entry.second == stream; });
}

} // namespace

EventStreams::EventStreams(const ServerOptions& options) : m_streams(std::make_shared<StreamMap>())
{
    connect(&m_ping, &QTimer::timeout, this, [this] {
        std::vector<EventStream*> all;
        std::ranges::transform(*m_streams, std::back_inserter(all), [](const auto& entry) { return entry.second; });
        for (EventStream* const stream : all) {
            if (isThere(*m_streams, stream)) {
                stream->ping();
            }
        }
    });
    m_ping.start(options.limits.streamPing);
}

EventStreams::~EventStreams() = default;

Reply EventStreams::open(const tasks::TaskView& view, std::uint64_t lastEventId)
{
    auto stream = std::make_unique<EventStream>(m_streams, view.task.id, lastEventId);
    stream->addState(view);
    Reply reply;
    reply.fields = {
        {"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}, {"X-Content-Type-Options", "nosniff"}};
    reply.body = std::unique_ptr<ReplyStream>(std::move(stream));
    return reply;
}

void EventStreams::taskChanged(const tasks::TaskView& view)
{
    for (EventStream* const stream : streamsOf(*m_streams, view.task.id)) {
        if (isThere(*m_streams, stream)) {
            stream->addState(view);
        }
    }
}

void EventStreams::taskProgressed(const tasks::TaskProgress& progress)
{
    JsonWriter json;
    json.beginObject().key("task_id").text(progress.task).key("stage").text(toString(progress.progress.stage));
    json.key("step").integer(progress.progress.step).key("steps").integer(progress.progress.steps).key("eta_s");
    progress.secondsLeft ? json.number(*progress.secondsLeft, 1) : json.null();
    json.endObject();
    const std::string data = json.take();
    for (EventStream* const stream : streamsOf(*m_streams, progress.task)) {
        if (isThere(*m_streams, stream)) {
            stream->add("progress", data);
        }
    }
}

void EventStreams::taskPreviewed(const tasks::TaskId& task, const std::string& jpeg)
{
    const auto streams = streamsOf(*m_streams, task);
    if (streams.empty()) {
        return;
    }
    JsonWriter json;
    json.beginObject().key("task_id").text(task).key("image_base64").plainText(encodeBase64(jpeg)).endObject();
    const std::string data = json.take();
    for (EventStream* const stream : streams) {
        if (isThere(*m_streams, stream)) {
            stream->add("preview", data);
        }
    }
}

} // namespace genserve::service
