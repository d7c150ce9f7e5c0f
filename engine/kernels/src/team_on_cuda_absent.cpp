// A build without CUDA.
#include "team_on_cuda.h"

#include <ATen/ATen.h>

namespace genserve::kernels::on_cuda {

bool openAccess(at::Device, at::Device) { return false; }
at::Tensor newFlags(at::Device, int) { return {}; }
void signal(const std::vector<at::Tensor>&, int) {}
void await(const at::Tensor&, const at::Tensor&, std::chrono::milliseconds) {}
void synchronize(at::Device) {}
void waitForDevice(at::Device) noexcept {}
struct SideStream::Impl {};
SideStream::SideStream(at::Device) {}
SideStream::~SideStream() = default;
void SideStream::run(const std::function<void()>& work) { work(); }
void SideStream::join() {}
struct HostPace::Impl {};
HostPace::HostPace(at::Device) {}
HostPace::~HostPace() = default;
void HostPace::step() {}
bool giveHeads(const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&, const at::Tensor&, double,
               const std::vector<at::Tensor>&)
{
    return false;
}
void carry(const at::Tensor& to, const at::Tensor& from) { to.copy_(from); }
bool giveRows(const std::vector<at::Tensor>&, const std::vector<at::Tensor>&) { return false; }

} // namespace genserve::kernels::on_cuda
