// Input pictures on their way to the disk: what arrives while the disk is busy is written together.
#pragma once

#include "store/input_folders.h"
#include "work_pool.h"

#include <functional>
#include <mutex>
#include <vector>

namespace genserve::tasks {

// Thread-safe.
class InputWriter {
public:
    using Done = std::function<void(const Expected<void>&)>;
    explicit InputWriter(WorkPool& pool) : m_pool(pool) {}

    // Makes the folders of one submission, all or none. `done` is called on a thread of the pool.
    void write(std::vector<InputFolder> folders, Done done);

private:
    struct Entry {
        std::vector<InputFolder> folders;
        Done done;
    };
    void writeAll();

    WorkPool& m_pool;
    std::mutex m_mutex;
    std::vector<Entry> m_waiting;
    bool m_isWriting = false;
};

} // namespace genserve::tasks
