#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "kernels/team.h"
#include "runtime/picture_team.h"

namespace genserve::runtime {

struct PictureTeam::Impl {
    std::shared_ptr<kernels::Team> team;
    mutable std::mutex mutex;
    std::optional<Failure> failure;
};

} // namespace genserve::runtime
