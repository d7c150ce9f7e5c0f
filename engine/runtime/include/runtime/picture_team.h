// Devices that make one picture together, each driven by an engine on a thread of its own.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace genserve::runtime {

// Of one picture. Any thread.
class PictureTeam {
public:
    // devices: as in EngineOptions, in order of rank; the first one's engine makes the picture of what all compute.
    // InvalidArgument where they are not of one kind or can't write each other's memory.
    static Expected<std::shared_ptr<PictureTeam>> create(const std::vector<std::string>& devices);
    ~PictureTeam();

    [[nodiscard]] int size() const;

    // Ends the picture for all members, each of which then returns within a step. The first failure is kept; a member
    // that only lost the others has none.
    void fail(int rank, Error error);

    struct Failure {
        int rank = 0;
        Error error;
    };
    [[nodiscard]] std::optional<Failure> firstFailure() const;

    PictureTeam(const PictureTeam&) = delete;
    PictureTeam& operator=(const PictureTeam&) = delete;

private:
    friend class Engine;
    struct Impl;
    explicit PictureTeam(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

// One member's place.
struct TeamSeat {
    std::shared_ptr<PictureTeam> team;
    int rank = 0;
};

} // namespace genserve::runtime
