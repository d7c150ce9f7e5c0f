// One owner process per data folder.
#pragma once

#include <filesystem>
#include <string>

#include <tl/expected.hpp>

namespace genserve::tasks {

// Why the lock was refused. pid is 0 where the folder has no owner but can't be locked.
struct LockRefusal {
    long pid = 0;        // of the owner
    std::string note;    // what the owner has told with setNote(), e.g. its port
    std::string message; // one sentence
};

// Holds <data>/lock from acquire() until its end. The kernel lets go when the process dies, however it dies, so there
// are no stale locks; the file itself stays and tells the owner's pid.
class DataFolderLock {
public:
    static tl::expected<DataFolderLock, LockRefusal> acquire(const std::filesystem::path& dataFolder);

    // One line for the process that comes second, such as "port 12411".
    void setNote(const std::string& note);

    DataFolderLock(DataFolderLock&& other) noexcept;
    DataFolderLock& operator=(DataFolderLock&& other) noexcept;
    ~DataFolderLock();

private:
    explicit DataFolderLock(int descriptor);
    int m_descriptor = -1;
};

} // namespace genserve::tasks
