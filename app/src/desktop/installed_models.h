// What the window knows of the installed models.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QSettings>
#include <QThreadPool>

#include "../hosting/model_folders.h"
#include "../hosting/model_watch.h"
#include "../hosting/planner.h"
#include "runtime/engine.h"
#include "ui/world.h"

namespace genserve::app {

struct SearchedFolders {
    std::shared_ptr<ModelFolders> all;        // brought up to date when the user adds or removes one of their own
    std::vector<std::filesystem::path> given; // those that the user can't take out here
    std::shared_ptr<ModelWatch> watch;        // of all
};

class InstalledModels : public ui::ModelsSource {
    Q_OBJECT

public:
    // The user's own folders, as the settings keep them, before the given ones.
    static std::vector<std::filesystem::path> searched(const QString& settingsFile,
                                                       const std::vector<std::filesystem::path>& given);

    // Waits a moment for the watch's first look: a window that opens with its models need not find them later.
    // devices: ids of those that tasks run on; planner: says what fits them.
    InstalledModels(SearchedFolders folders, const QString& settingsFile, std::vector<tasks::DeviceStatus> devices,
                    std::shared_ptr<Planner> planner);
    ~InstalledModels() override;

    [[nodiscard]] const std::vector<ModelInfo>& models() const override { return m_installed->models; }
    [[nodiscard]] const std::vector<AdapterInfo>& adapters() const override { return m_installed->adapters; }
    [[nodiscard]] std::vector<InstalledFile> problems() const override;
    [[nodiscard]] std::vector<ui::ModelFolder> folders() const override;
    [[nodiscard]] std::vector<ui::ModelFit> fits() const override { return m_fits; }
    [[nodiscard]] std::vector<ui::ModelFit> fluxFits() const override { return m_fluxFits; }
    void addFolder(const QString& folder) override;
    void removeFolder(const QString& folder) override;
    void rescan() override { m_folders.watch->look(); }
    void loraReport(const std::string& lora, const std::string& model,
                    std::function<void(Expected<LoraReport>)> answer) override;

private:
    void setOwn(const QStringList& own);
    void take();

    const SearchedFolders m_folders;
    const std::vector<tasks::DeviceStatus> m_devices;
    std::shared_ptr<Planner> m_planner;
    std::vector<ui::ModelFit> m_fits, m_fluxFits;
    QSettings m_settings;
    QStringList m_own; // absolute paths
    ModelWatch::Seen m_installed;
    QThreadPool m_pool;
};

} // namespace genserve::app
