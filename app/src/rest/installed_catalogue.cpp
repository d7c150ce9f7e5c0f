#include "installed_catalogue.h"

#include "tasks/thread_port.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace genserve::app {
namespace {

constexpr std::chrono::seconds MeasureInterval{10};

} // namespace

InstalledCatalogue::InstalledCatalogue(const tasks::TaskService& service, std::shared_ptr<const ModelWatch> watch,
                                       std::shared_ptr<Planner> planner)
    : m_service(service), m_watch(std::move(watch)), m_planner(std::move(planner))
{
    m_pool.setMaxThreadCount(1);
    m_pool.setThreadPriority(QThread::LowestPriority);
    connect(m_watch.get(), &ModelWatch::changed, this, [this] {
        take(*m_watch->seen());
        measure();
    });
    connect(&m_timer, &QTimer::timeout, this, &InstalledCatalogue::measure);
    m_timer.start(MeasureInterval);
    take(*m_watch->seen());
    measure();
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

// What other programs leave of a device's memory changes, too.
void InstalledCatalogue::measure()
{
    if (std::exchange(m_isMeasuring, true)) {
        return;
    }
    m_pool.start([this, port = tasks::ThreadPort(this), models = m_models] {
        port.post([this, full = tooLarge(models, m_service.status().devices, *m_planner)] {
            m_isMeasuring = false;
            m_tooLarge = full;
        });
    });
}

void InstalledCatalogue::take(const runtime::Installed& installed)
{
    m_models = installed.models;
    m_adapters = installed.adapters;
    std::erase_if(m_models, [](const ModelInfo& model) { return !model.missing.empty() || model.features.empty(); });
    std::erase_if(m_adapters, [](const AdapterInfo& adapter) { return !adapter.problem.empty(); });
    std::ranges::stable_sort(m_models, {}, [](const ModelInfo& model) {
        return model.id == "flux1-dev" ? 0 : model.id == "starter" ? 2 : 1;
    });
}

} // namespace genserve::app
