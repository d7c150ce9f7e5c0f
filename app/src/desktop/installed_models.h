// What the window knows of the installed models; looks into the folders off its thread.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QSettings>
#include <QThreadPool>

#include "../hosting/model_folders.h"
#include "../hosting/planner.h"
#include "runtime/engine.h"
#include "ui/world.h"

namespace genserve::app {

class InstalledModels : public ui::ModelsSource {
    Q_OBJECT

public:
    // `folders` are brought up to date when the user adds or removes one of their own, which stand first. Looks into
    // all of them at once: only headers are read, which takes milliseconds.
    // devices: ids of those that tasks run on; planner: says what fits them.
    InstalledModels(std::shared_ptr<ModelFolders> folders, const QString& settingsFile,
                    std::vector<tasks::DeviceStatus> devices, std::shared_ptr<Planner> planner);
    ~InstalledModels() override;

    [[nodiscard]] const std::vector<ModelInfo>& models() const override { return m_installed.models; }
    [[nodiscard]] const std::vector<AdapterInfo>& adapters() const override { return m_installed.adapters; }
    [[nodiscard]] std::vector<InstalledFile> problems() const override;
    [[nodiscard]] std::vector<ui::ModelFolder> folders() const override;
    [[nodiscard]] std::vector<ui::ModelFit> fits() const override { return m_fits; }
    void addFolder(const QString& folder) override;
    void removeFolder(const QString& folder) override;
    void rescan() override;
    void loraReport(const std::string& lora, const std::string& model,
                    std::function<void(Expected<LoraReport>)> answer) override;

private:
    void setOwn(const QStringList& own);

    std::shared_ptr<ModelFolders> m_folders;
    const std::vector<tasks::DeviceStatus> m_devices;
    std::shared_ptr<Planner> m_planner;
    std::vector<ui::ModelFit> m_fits;
    const std::vector<std::filesystem::path> m_given; // those that the user can't take out here
    QSettings m_settings;
    QStringList m_own; // absolute paths
    runtime::Installed m_installed;
    bool m_isScanning = false, m_scansAgain = false;
    QThreadPool m_pool;
};

} // namespace genserve::app
