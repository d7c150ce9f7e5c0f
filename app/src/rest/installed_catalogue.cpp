#include "installed_catalogue.h"

#include "tasks/thread_port.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

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

constexpr std::chrono::milliseconds FolderInterval{1000};

} // namespace

InstalledCatalogue::InstalledCatalogue(const tasks::TaskService& service, std::shared_ptr<const ModelFolders> folders,
                                       std::shared_ptr<Planner> planner, std::chrono::milliseconds interval)
    : m_service(service),
      m_folders(std::move(folders)),
      m_planner(std::move(planner)),
      m_scanned(m_folders->list()),
      m_stamp(stampOf(m_scanned))
{
    take(runtime::installed(m_scanned));
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowestPriority);
    connect(&m_timer, &QTimer::timeout, this, &InstalledCatalogue::scan);
    connect(&m_folderTimer, &QTimer::timeout, this, [this] {
        if (m_folders->list() != m_scanned) {
            scan();
        }
    });
    if (interval.count() > 0) {
        m_timer.start(interval);
        m_folderTimer.start(std::min(interval, FolderInterval));
    }
    scan();
}

InstalledCatalogue::~InstalledCatalogue() { m_pool.waitForDone(); }

InstalledCatalogue::TooLarge InstalledCatalogue::tooLarge(const std::vector<ModelInfo>& models,
                                                          const std::vector<tasks::DeviceStatus>& devices,
                                                          Planner& planner)
{
    TooLarge found;
    for (const ModelInfo& model : models) {
        GenerationRequest request;
        request.prompt = "a picture";
        request.modelId = model.id;
        for (const tasks::DeviceStatus& device : devices) {
            if (!planner.expect(request, device.gpuId, device.figures.memoryModels.value_or(0)).fits) {
                found.emplace(model.id, device.id);
            }
        }
    }
    return found;
}

void InstalledCatalogue::scan()
{
    if (std::exchange(m_isScanning, true)) {
        return;
    }
    m_pool.start([this, port = tasks::ThreadPort(this), folders = m_folders->list(), scanned = m_scanned,
                  known = m_stamp, models = m_models] {
        const std::size_t stamp = stampOf(folders);
        std::optional<runtime::Installed> installed;
        if (stamp != known || folders != scanned) {
            m_planner->setModelFolders(folders);
            installed = runtime::installed(folders);
        }
        // What other programs leave of a device's memory changes, too.
        auto full = tooLarge(installed ? installed->models : models, m_service.status().devices, *m_planner);
        port.post([this, folders, stamp, installed = std::move(installed), full = std::move(full)] {
            m_isScanning = false;
            m_scanned = folders;
            m_stamp = stamp;
            m_tooLarge = full;
            if (installed) {
                take(*installed);
            }
        });
    });
}

void InstalledCatalogue::take(runtime::Installed installed)
{
    std::erase_if(installed.models,
                  [](const ModelInfo& model) { return !model.missing.empty() || model.features.empty(); });
    std::erase_if(installed.adapters, [](const AdapterInfo& adapter) { return !adapter.problem.empty(); });
    std::ranges::stable_sort(installed.models, {}, [](const ModelInfo& model) {
        return model.id == "flux1-dev" ? 0 : model.id == "starter" ? 2 : 1;
    });
    m_models = std::move(installed.models);
    m_adapters = std::move(installed.adapters);
}

} // namespace genserve::app
