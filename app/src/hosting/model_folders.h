// The folders that are searched for models, as they change while the program runs.
#pragma once

#include <filesystem>
#include <mutex>
#include <vector>

namespace genserve::app {

// In search order. Thread-safe: the window changes them, workers and the REST service look.
class ModelFolders {
public:
    explicit ModelFolders(std::vector<std::filesystem::path> folders) : m_folders(std::move(folders)) {}

    [[nodiscard]] std::vector<std::filesystem::path> list() const
    {
        const std::lock_guard lock(m_mutex);
        return m_folders;
    }

    void set(std::vector<std::filesystem::path> folders)
    {
        const std::lock_guard lock(m_mutex);
        m_folders = std::move(folders);
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::filesystem::path> m_folders;
};

} // namespace genserve::app
