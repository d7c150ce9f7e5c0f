// The installed models and adapters as REST clients see them, brought up to date while the service runs.
#pragma once

#include "runtime/engine.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <vector>

namespace genserve::app {

// One thread's object; looks into the folders at once, and again in every interval, on a thread of its own.
class InstalledCatalogue final : public QObject {
public:
    InstalledCatalogue(std::vector<std::filesystem::path> folders, std::chrono::milliseconds interval);
    ~InstalledCatalogue() override;

    // Those that can run, the default one first: flux1-dev, else the first one, the bundled starter last.
    [[nodiscard]] const std::vector<ModelInfo>& models() const { return m_models; }
    // Those that can be used with one of the models.
    [[nodiscard]] const std::vector<AdapterInfo>& adapters() const { return m_adapters; }

private:
    void scan();
    void take(runtime::Installed installed);

    const std::vector<std::filesystem::path> m_folders;
    std::size_t m_stamp; // of the folders when they were scanned
    std::vector<ModelInfo> m_models;
    std::vector<AdapterInfo> m_adapters;
    bool m_isScanning = false;
    QTimer m_timer;
    QThreadPool m_pool;
};

} // namespace genserve::app
