#include "installed_models.h"

#include <algorithm>
#include <chrono>

#include <QDir>

#include "tasks/thread_port.h"

namespace genserve::app {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds FirstLookAtMost{1};
constexpr std::uint64_t BytesOfLargeModel = 6'000'000'000; // FLUX.1 in 4 bits is as large
const QString OwnFoldersKey = QStringLiteral("models/folders");

std::vector<fs::path> joined(const QStringList& own, const std::vector<fs::path>& given)
{
    std::vector<fs::path> all;
    for (const QString& folder : own) {
        all.emplace_back(folder.toStdString());
    }
    all.insert(all.end(), given.begin(), given.end());
    return all;
}

bool lies(const fs::path& file, const fs::path& folder)
{
    const auto [end, ignored] = std::ranges::mismatch(folder, file);
    static_cast<void>(ignored);
    return end == folder.end();
}

ui::ModelFit fitOf(const std::string& modelId, const std::string& device, const MemoryExpectation& memory)
{
    using Verdict = ui::ModelFit::Verdict;
    const bool isStreamed = memory.plan.find("streamed") != std::string::npos;
    const auto verdict = !memory.fits ? Verdict::TooLarge : isStreamed ? Verdict::Slow : Verdict::Fits;
    return {modelId, device, verdict, memory.bytes};
}

// A picture of the model's own size on each device.
std::vector<ui::ModelFit> fitsOf(const std::vector<ModelInfo>& models, const std::vector<tasks::DeviceStatus>& devices,
                                 Planner& planner)
{
    std::vector<ui::ModelFit> fits;
    for (const ModelInfo& model : models) {
        for (const auto& device : devices) {
            if (!model.missing.empty()) {
                continue;
            }
            GenerationRequest request;
            request.prompt = "a picture";
            request.modelId = model.id;
            fits.push_back(fitOf(model.id, device.id, planner.expect(request, device.gpuId, 0)));
        }
    }
    return fits;
}

std::vector<ui::ModelFit> fluxFitsOf(const std::vector<ModelInfo>& models,
                                     const std::vector<tasks::DeviceStatus>& devices, Planner& planner)
{
    std::vector<ui::ModelFit> fits;
    if (std::ranges::any_of(models, [](const ModelInfo& model) { return model.bytes >= BytesOfLargeModel; })) {
        return fits;
    }
    for (const auto& device : devices) {
        fits.push_back(fitOf({}, device.id, planner.expectFluxDev(device.gpuId)));
    }
    return fits;
}

} // namespace

std::vector<fs::path> InstalledModels::searched(const QString& settingsFile, const std::vector<fs::path>& given)
{
    const QSettings settings(settingsFile, QSettings::IniFormat);
    return joined(settings.value(OwnFoldersKey).toStringList(), given);
}

InstalledModels::InstalledModels(SearchedFolders folders, const QString& settingsFile,
                                 std::vector<tasks::DeviceStatus> devices, std::shared_ptr<Planner> planner)
    : m_folders(std::move(folders)),
      m_devices(std::move(devices)),
      m_planner(std::move(planner)),
      m_settings(settingsFile, QSettings::IniFormat),
      m_own(m_settings.value(OwnFoldersKey).toStringList())
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowPriority);
    connect(m_folders.watch.get(), &ModelWatch::changed, this, &InstalledModels::take);
    m_folders.watch->waitForFirstLook(FirstLookAtMost);
    m_installed = m_folders.watch->seen();
    take();
}

InstalledModels::~InstalledModels() { m_pool.waitForDone(); }

void InstalledModels::setOwn(const QStringList& own)
{
    m_own = own;
    m_settings.setValue(OwnFoldersKey, m_own);
    m_folders.all->set(joined(own, m_folders.given));
    rescan();
}

std::vector<InstalledFile> InstalledModels::problems() const
{
    std::vector<InstalledFile> found;
    std::ranges::copy_if(m_installed->files, std::back_inserter(found), [](const InstalledFile& file) {
        return !file.needs.empty() || file.role == "unknown" || file.role == "unreadable";
    });
    return found;
}

std::vector<ui::ModelFolder> InstalledModels::folders() const
{
    std::vector<ui::ModelFolder> folders;
    for (const auto& path : m_folders.all->list()) {
        std::error_code error;
        ui::ModelFolder folder{.path = path, .isReachable = fs::is_directory(path, error)};
        folder.isOwn = m_own.contains(QString::fromStdString(path.string()));
        const auto liesHere = [&](const auto& one) { return lies(one.location, path); };
        folder.models = static_cast<int>(std::ranges::count_if(m_installed->models, liesHere));
        folder.adapters = static_cast<int>(std::ranges::count_if(m_installed->adapters, liesHere));
        folders.push_back(std::move(folder));
    }
    return folders;
}

void InstalledModels::addFolder(const QString& folder)
{
    const auto path = QDir(folder).absolutePath();
    setOwn(m_own.contains(path) ? m_own : m_own + QStringList{path});
}

void InstalledModels::removeFolder(const QString& folder)
{
    auto own = m_own;
    own.removeAll(QDir(folder).absolutePath());
    setOwn(own);
}

// The models and what they fit change together.
void InstalledModels::take()
{
    m_pool.start([this, port = tasks::ThreadPort(this), found = m_folders.watch->seen()] {
        port.post([this, found, fits = fitsOf(found->models, m_devices, *m_planner),
                   fluxFits = fluxFitsOf(found->models, m_devices, *m_planner)] {
            m_installed = found;
            m_fits = fits;
            m_fluxFits = fluxFits;
            Q_EMIT changed();
        });
    });
}

void InstalledModels::loraReport(const std::string& lora, const std::string& model,
                                 std::function<void(Expected<LoraReport>)> answer)
{
    const auto it = std::ranges::find(m_installed->adapters, lora, &AdapterInfo::id);
    if (it == m_installed->adapters.end()) {
        return;
    }
    m_pool.start([this, port = tasks::ThreadPort(this), file = it->location, model, answer = std::move(answer)] {
        port.post([answer, report = m_planner->loraReport(file, model)] { answer(report); });
    });
}

} // namespace genserve::app
