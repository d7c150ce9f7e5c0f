#include "token_counter.h"

#include "tasks/thread_port.h"

namespace genserve::app {
namespace {

ui::TokenCounts::Encoder encoder(const runtime::TokenReport& report)
{
    return {static_cast<int>(report.count), static_cast<int>(report.limit), QString::fromStdString(report.cut)};
}

} // namespace

EngineTokens::EngineTokens(runtime::EngineOptions options, std::shared_ptr<const ModelFolders> folders)
    : m_options(std::move(options)), m_folders(std::move(folders))
{
    m_options.device = "cpu";
    m_pool.setMaxThreadCount(1);
    m_pool.setExpiryTimeout(-1); // the engine's calls must come from one thread
}

EngineTokens::~EngineTokens() { m_pool.waitForDone(); }

void EngineTokens::count(const QString& text, const QString& modelId)
{
    m_text = text;
    m_modelId = modelId;
    m_hasNext = true;
    if (!m_isCounting) {
        start();
    }
}

void EngineTokens::start()
{
    m_isCounting = true;
    m_hasNext = false;
    const tasks::ThreadPort port(this);
    m_pool.start([this, port, text = m_text, modelId = m_modelId.toStdString()] {
        if (auto folders = m_folders->list(); folders != m_options.modelFolders) { // changed on the Models page
            m_options.modelFolders = std::move(folders);
            if (m_engine != nullptr) {
                m_engine->setModelFolders(m_options.modelFolders);
            }
        }
        if (m_engine == nullptr) {
            if (auto engine = runtime::Engine::create(m_options)) {
                m_engine = std::move(*engine);
            }
        }
        ui::TokenCounts counts;
        if (m_engine != nullptr) {
            if (const auto tokens = m_engine->tokens(text.toStdString(), modelId)) {
                counts = {encoder(tokens->clip), encoder(tokens->t5)};
            }
        }
        port.post([this, text, counts] {
            m_isCounting = false;
            Q_EMIT counted(text, counts);
            if (m_hasNext) {
                start();
            }
        });
    });
}

} // namespace genserve::app
