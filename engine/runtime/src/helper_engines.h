// The other devices of an engine that makes every picture on several.
#pragma once

#include <memory>
#include <stop_token>
#include <vector>

#include "runtime/engine.h"

namespace genserve::runtime {

class HelperEngines {
public:
    // One engine on a thread of its own for each of options.helpers.
    static Expected<std::unique_ptr<HelperEngines>> create(const EngineOptions& options);
    ~HelperEngines();

    // Lets every helper take its seat: they have the ranks from 1 on, in order. The request is borrowed until await().
    void start(const GenerationRequest& request, const std::shared_ptr<PictureTeam>& team, const std::stop_token& stop);
    void await();

    void setModelFolders(const std::vector<std::filesystem::path>& folders);

private:
    class Helper;
    HelperEngines();
    std::vector<std::unique_ptr<Helper>> m_helpers;
};

} // namespace genserve::runtime
