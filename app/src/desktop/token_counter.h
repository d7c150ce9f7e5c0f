// Counts a prompt's tokens for the window, off its thread.
#pragma once

#include <memory>

#include <QThreadPool>

#include "../hosting/model_folders.h"
#include "runtime/engine.h"
#include "ui/world.h"

namespace genserve::app {

class EngineTokens : public ui::TokenCounter {
    Q_OBJECT

public:
    EngineTokens(runtime::EngineOptions options, std::shared_ptr<const ModelFolders> folders);
    ~EngineTokens() override;

    void count(const QString& text, const QString& modelId) override;

private:
    void start();

    runtime::EngineOptions m_options;
    std::shared_ptr<const ModelFolders> m_folders;
    std::unique_ptr<runtime::Engine> m_engine; // used on the one thread of m_pool
    QThreadPool m_pool;
    QString m_text, m_modelId; // to be counted next
    bool m_isCounting = false, m_hasNext = false;
};

} // namespace genserve::app
