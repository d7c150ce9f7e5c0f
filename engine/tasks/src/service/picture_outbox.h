// Finished pictures on their way to the disk. While the disk refuses them they are held here, so that a full disk costs
// no picture and no time of a device.
#pragma once

#include "tasks/data_folder.h"
#include "work_pool.h"
#include "worker.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace genserve::tasks {

// Belongs to the tasks thread.
class PictureOutbox {
public:
    using Post = std::function<void(std::function<void()>)>; // to the tasks thread, from any thread
    // What became of a picture: written, failed for good, or Cancelled because its task was told to stop.
    using Done = std::function<void(const Job&, const JobEnd&, const Expected<void>&)>;

    PictureOutbox(WorkPool& pool, const DataFolder& folder, Post post, Done done);

    void put(const Job& job, std::shared_ptr<JobEnd> end);

    // Tries again what is due and gives up what was told to stop. Returns the steady time of the next try.
    std::optional<std::int64_t> settle(std::int64_t steadyNow);

    // Why pictures are held; empty = none is.
    [[nodiscard]] const std::string& fault() const { return m_fault; }

private:
    struct Held {
        Job job;
        std::shared_ptr<JobEnd> end;
        bool isBeingTried = false;
    };
    void write(const Job& job, std::shared_ptr<JobEnd> end);
    void note(const Job& job, const std::shared_ptr<JobEnd>& end, const Expected<void>& written);
    void forget(const TaskId& task);

    WorkPool& m_pool;
    const DataFolder& m_folder;
    const Post m_post;
    const Done m_done;
    std::map<TaskId, Held> m_held;
    std::string m_fault;
    std::int64_t m_nextTry = 0;
};

} // namespace genserve::tasks
