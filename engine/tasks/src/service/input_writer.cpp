#include "input_writer.h"

#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

namespace genserve::tasks {

void InputWriter::write(std::vector<InputFolder> folders, Done done)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back({std::move(folders), std::move(done)});
    if (!std::exchange(m_isWriting, true)) {
        m_pool.post([this] { writeAll(); });
    }
}

void InputWriter::writeAll()
{
    std::vector<Entry> entries;
    {
        const std::scoped_lock lock(m_mutex);
        entries = std::exchange(m_waiting, {});
        m_isWriting = !entries.empty();
    }
    if (entries.empty()) {
        return;
    }
    std::vector<InputFolder> all;
    for (Entry& entry : entries) {
        std::ranges::move(entry.folders, std::back_inserter(all));
    }
    makeInputFolders(all);
    auto next = all.begin();
    for (const Entry& entry : entries) {
        Expected<void> made;
        for (std::size_t index = 0; index < entry.folders.size(); ++index, ++next) {
            made = made.and_then([&] { return next->made; });
        }
        entry.done(made);
    }
    m_pool.post([this] { writeAll(); }); // behind what is being encoded and hashed
}

} // namespace genserve::tasks
