#include "helper_engines.h"

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

namespace genserve::runtime {

// A thread that does one piece of work after the other with its engine.
class HelperEngines::Helper {
public:
    explicit Helper(EngineOptions options) : m_options(std::move(options))
    {
        m_thread = std::jthread([this] { loop(); });
    }
    ~Helper()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_isEnding = true;
        }
        m_wake.notify_all();
    }
    Expected<void> created() { return m_created.get_future().get(); }

    void start(std::function<void(Engine&)> work)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_work = std::move(work);
        }
        m_wake.notify_all();
    }
    void await()
    {
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return !m_work; });
    }

private:
    void loop()
    {
        auto engine = Engine::create(m_options);
        if (!engine) {
            return m_created.set_value(tl::unexpected(engine.error()));
        }
        m_created.set_value({});
        std::unique_lock lock(m_mutex);
        while (true) {
            m_wake.wait(lock, [this] { return m_work || m_isEnding; });
            if (!m_work) {
                return;
            }
            lock.unlock();
            m_work(**engine);
            lock.lock();
            m_work = {};
            m_wake.notify_all();
        }
    }

    const EngineOptions m_options;
    std::promise<Expected<void>> m_created;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::function<void(Engine&)> m_work; // until it is done
    bool m_isEnding = false;
    std::jthread m_thread; // last: it uses the others
};

HelperEngines::HelperEngines() = default;

HelperEngines::~HelperEngines() = default;

Expected<std::unique_ptr<HelperEngines>> HelperEngines::create(const EngineOptions& options)
{
    std::unique_ptr<HelperEngines> all(new HelperEngines);
    for (const auto& device : options.helpers) {
        EngineOptions own = options;
        own.device = device;
        own.helpers.clear();
        all->m_helpers.push_back(std::make_unique<Helper>(std::move(own)));
        if (auto created = all->m_helpers.back()->created(); !created) {
            return tl::unexpected(created.error());
        }
    }
    return all;
}

void HelperEngines::start(const GenerationRequest& request, const std::shared_ptr<PictureTeam>& team,
                          const std::stop_token& stop)
{
    for (std::size_t i = 0; i < m_helpers.size(); ++i) {
        m_helpers[i]->start([&request, stop, seat = TeamSeat{team, static_cast<int>(i) + 1}](Engine& engine) {
            static_cast<void>(engine.generateTogether(request, {}, stop, {}, seat)); // the team knows of a failure
        });
    }
}

void HelperEngines::await()
{
    for (const auto& helper : m_helpers) {
        helper->await();
    }
}

void HelperEngines::setModelFolders(const std::vector<std::filesystem::path>& folders)
{
    for (const auto& helper : m_helpers) {
        helper->start([folders](Engine& engine) { engine.setModelFolders(folders); });
        helper->await();
    }
}

} // namespace genserve::runtime
