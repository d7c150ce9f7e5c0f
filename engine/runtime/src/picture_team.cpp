#include "runtime/picture_team.h"

#include <utility>

#include "devices.h"
#include "job_boundary.h"
#include "picture_team_impl.h"

namespace genserve::runtime {

PictureTeam::PictureTeam(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

PictureTeam::~PictureTeam() = default;

Expected<std::shared_ptr<PictureTeam>> PictureTeam::create(const std::vector<std::string>& devices)
{
    return atJobBoundary<std::shared_ptr<PictureTeam>>([&]() -> Expected<std::shared_ptr<PictureTeam>> {
        std::vector<c10::Device> found;
        std::string all;
        for (const auto& name : devices) {
            const auto device = findDevice(name);
            if (!device) {
                return tl::unexpected(device.error());
            }
            found.push_back(*device);
            all += (all.empty() ? "" : ", ") + name;
            if (deviceTitle(found.back()) != deviceTitle(found.front())) {
                return failure(ErrorCode::InvalidArgument, all + " are of different kinds", "device");
            }
        }
        if (!kernels::canFormTeam(found)) {
            return failure(ErrorCode::InvalidArgument, all + " can't write each other's memory", "device");
        }
        auto impl = std::make_unique<Impl>();
        impl->team = std::make_shared<kernels::Team>(std::move(found));
        return std::shared_ptr<PictureTeam>(new PictureTeam(std::move(impl)));
    });
}

int PictureTeam::size() const { return m_impl->team->size(); }

void PictureTeam::fail(int rank, Error error)
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        if (!m_impl->failure) {
            m_impl->failure = Failure{rank, std::move(error)};
        }
    }
    m_impl->team->abort();
}

std::optional<PictureTeam::Failure> PictureTeam::firstFailure() const
{
    const std::scoped_lock lock(m_impl->mutex);
    return m_impl->failure;
}

} // namespace genserve::runtime
