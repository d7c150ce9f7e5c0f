#include "model_watch.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace genserve::app {
namespace {

// Changes with whatever lies in the folders. Looking at names, sizes and times only, it is cheaper than a scan and says
// nothing of broken files, which a scan warns about.
std::size_t stampOf(const std::vector<std::filesystem::path>& folders)
{
    namespace fs = std::filesystem;
    constexpr int Depth = 6; // Hugging Face's cache has its files at 4; links may go round in circles
    constexpr std::size_t MostFiles = 50'000;
    constexpr auto Options =
        fs::directory_options::skip_permission_denied | fs::directory_options::follow_directory_symlink;
    std::size_t stamp = 0, files = 0;
    const auto mix = [&](std::size_t value) { stamp = stamp * 0x100000001b3U + value; };
    for (const auto& folder : folders) {
        std::error_code error;
        for (fs::recursive_directory_iterator it(folder, Options, error), end; !error && it != end && files < MostFiles;
             it.increment(error), ++files) {
            std::error_code gone;
            mix(std::hash<std::string>()(it->path().string()));
            if (it->is_regular_file(gone)) {
                mix(it->file_size(gone));
                mix(static_cast<std::size_t>(it->last_write_time(gone).time_since_epoch().count()));
            }
            if (it.depth() >= Depth) {
                it.disable_recursion_pending();
            }
        }
    }
    return stamp;
}

} // namespace

ModelWatch::ModelWatch(std::shared_ptr<const ModelFolders> folders, std::shared_ptr<Planner> planner,
                       std::chrono::milliseconds interval)
    : m_folders(std::move(folders)),
      m_planner(std::move(planner)),
      m_interval(interval),
      m_thread([this](const std::stop_token& stop) { run(stop); })
{
}

ModelWatch::~ModelWatch() = default;

ModelWatch::Seen ModelWatch::seen() const
{
    const std::scoped_lock lock(m_mutex);
    return m_seen;
}

bool ModelWatch::waitForFirstLook(std::chrono::milliseconds most) const
{
    std::unique_lock lock(m_mutex);
    return m_news.wait_for(lock, most, [this] { return m_hasLooked; });
}

void ModelWatch::look()
{
    const std::scoped_lock lock(m_mutex);
    m_isAsked = true;
    m_news.notify_all();
}

void ModelWatch::run(const std::stop_token& stop)
{
    std::size_t known = 0;
    std::vector<std::filesystem::path> knownFolders;
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        const bool isAsked = std::exchange(m_isAsked, false);
        lock.unlock();
        const auto folders = m_folders->list();
        const std::size_t stamp = stampOf(folders);
        const bool isNew = stamp != std::exchange(known, stamp) || folders != std::exchange(knownFolders, folders);
        if (isAsked || isNew) {
            m_planner->setModelFolders(folders);
            auto found = std::make_shared<const runtime::Installed>(runtime::installed(folders));
            {
                const std::scoped_lock publishing(m_mutex);
                m_seen = std::move(found);
                m_hasLooked = true;
                m_news.notify_all();
            }
            Q_EMIT changed();
        }
        lock.lock();
        m_news.wait_for(lock, stop, m_interval, [this] { return m_isAsked; });
    }
}

} // namespace genserve::app
