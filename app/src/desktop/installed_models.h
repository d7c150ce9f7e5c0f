// What the window knows of the installed models, and the counting of tokens, both off its thread.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QThreadPool>

#include "runtime/engine.h"
#include "ui/world.h"

namespace genserve::app {

class InstalledModels : public ui::ModelsSource {
    Q_OBJECT

public:
    // Looks into the folders at once: only headers are read, which takes milliseconds.
    explicit InstalledModels(const std::vector<std::filesystem::path>& folders);

    [[nodiscard]] const std::vector<ModelInfo>& models() const override { return m_installed.models; }
    [[nodiscard]] const std::vector<AdapterInfo>& adapters() const override { return m_installed.adapters; }

private:
    runtime::Installed m_installed;
};

class EngineTokens : public ui::TokenCounter {
    Q_OBJECT

public:
    explicit EngineTokens(runtime::EngineOptions options);
    ~EngineTokens() override;

    void count(const QString& text, const QString& modelId) override;

private:
    void start();

    runtime::EngineOptions m_options;
    std::unique_ptr<runtime::Engine> m_engine; // used on the one thread of m_pool
    QThreadPool m_pool;
    QString m_text, m_modelId; // to be counted next
    bool m_isCounting = false, m_hasNext = false;
};

} // namespace genserve::app
