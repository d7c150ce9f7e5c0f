// What lies in the model folders, brought up to date while the program runs.
#pragma once

#include "model_folders.h"
#include "planner.h"
#include "runtime/engine.h"

#include <QObject>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace genserve::app {

// Thread-safe. Looks into the folders at once, and whenever something in them has changed, on a thread of its own: a
// folder may lie on a slow disk or a network. Only headers are read.
class ModelWatch final : public QObject {
    Q_OBJECT

public:
    using Seen = std::shared_ptr<const runtime::Installed>;

    static constexpr std::chrono::seconds Interval{10};

    // planner: hears of changed folders before changed() is told. interval: how soon a change in a folder is noticed.
    ModelWatch(std::shared_ptr<const ModelFolders> folders, std::shared_ptr<Planner> planner,
               std::chrono::milliseconds interval = Interval);
    ~ModelWatch() override;

    // Never null; empty before the first look is over.
    [[nodiscard]] Seen seen() const;
    // Blocks until the first look is over, at most so long. Whether it is.
    bool waitForFirstLook(std::chrono::milliseconds most) const;
    // Looks again soon, whether or not anything seems to have changed, and tells.
    void look();

Q_SIGNALS:
    void changed(); // emitted on the watch's thread: connect with a context

private:
    void run(const std::stop_token& stop);

    const std::shared_ptr<const ModelFolders> m_folders;
    const std::shared_ptr<Planner> m_planner;
    const std::chrono::milliseconds m_interval;
    mutable std::mutex m_mutex;
    mutable std::condition_variable_any m_news;
    Seen m_seen = std::make_shared<const runtime::Installed>();
    bool m_isAsked = true;
    bool m_hasLooked = false;
    std::jthread m_thread; // last: it uses all of the above
};

} // namespace genserve::app
