// The installed models and adapters as REST clients see them, brought up to date while the service runs.
#pragma once

#include "hosting/model_folders.h"
#include "hosting/planner.h"
#include "runtime/engine.h"
#include "tasks/task_service.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace genserve::app {

// One thread's object; looks into the folders at once, and again in every interval, on a thread of its own.
class InstalledCatalogue final : public QObject {
public:
    // planner: hears of new models before this object's user does. The service must outlive this object.
    InstalledCatalogue(const tasks::TaskService& service, std::shared_ptr<const ModelFolders> folders,
                       std::shared_ptr<Planner> planner, std::chrono::milliseconds interval);
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

    void scan();
    void take(runtime::Installed installed);
    static TooLarge tooLarge(const std::vector<ModelInfo>& models, const std::vector<tasks::DeviceStatus>& devices,
                             Planner& planner);

    const tasks::TaskService& m_service;
    const std::shared_ptr<const ModelFolders> m_folders;
    const std::shared_ptr<Planner> m_planner;
    std::vector<std::filesystem::path> m_scanned; // the folders as they were listed then
    std::size_t m_stamp;                          // of the folders when they were scanned
    std::vector<ModelInfo> m_models;
    std::vector<AdapterInfo> m_adapters;
    TooLarge m_tooLarge;
    bool m_isScanning = false;
    QTimer m_timer;
    QTimer m_folderTimer; // the list of folders is looked at more often than what lies in them
    QThreadPool m_pool;
};

} // namespace genserve::app
