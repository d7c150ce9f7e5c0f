// The installed models and adapters as REST clients see them.
#pragma once

#include "hosting/model_watch.h"
#include "hosting/planner.h"
#include "tasks/task_service.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace genserve::app {

// One thread's object. Whether models fit is worked out on a thread of its own, again every ten seconds.
class InstalledCatalogue final : public QObject {
public:
    // The service must outlive this object.
    InstalledCatalogue(const tasks::TaskService& service, std::shared_ptr<const ModelWatch> watch,
                       std::shared_ptr<Planner> planner);
    ~InstalledCatalogue() override;

    // Those that can run, the default one first: flux1-dev, else the first one, the bundled starter last.
    [[nodiscard]] const std::vector<ModelInfo>& models() const { return m_models; }
    // Those that can be used with one of the models.
    [[nodiscard]] const std::vector<AdapterInfo>& adapters() const { return m_adapters; }
    // Whether a picture of the model's own size fits the device's memory. True before the first look is over.
    [[nodiscard]] bool hasRoomOn(const std::string& model, const std::string& device) const
    {
        return !m_tooLarge.contains({model, device});
    }

private:
    using TooLarge = std::set<std::pair<std::string, std::string>>; // model and device

    void take(const runtime::Installed& installed);
    void measure();
    static TooLarge tooLarge(const std::vector<ModelInfo>& models, const std::vector<tasks::DeviceStatus>& devices,
                             Planner& planner);

    const tasks::TaskService& m_service;
    const std::shared_ptr<const ModelWatch> m_watch;
    const std::shared_ptr<Planner> m_planner;
    std::vector<ModelInfo> m_models;
    std::vector<AdapterInfo> m_adapters;
    TooLarge m_tooLarge;
    bool m_isMeasuring = false;
    QTimer m_timer;
    QThreadPool m_pool;
};

} // namespace genserve::app
