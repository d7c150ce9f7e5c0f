#include "team_on_cuda.h"
#include "cuda/team.h"
#include "kernels/qk_norm_rope.h"
#include "kernels/team.h"

#include <array>
#include <thread>
#include <utility>

#include <ATen/ATen.h>
#include <ATen/cuda/CUDAEvent.h>
#include <ATen/cuda/PeerToPeerAccess.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAFunctions.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

namespace genserve::kernels::on_cuda {
namespace {

static_assert(cuda::MostMembers >= Team::MostMembers);

constexpr int LooksWithoutPause = 1000; // about a millisecond
constexpr std::chrono::microseconds PauseOfLooks{20};

bool haveKernels(const at::Tensor& rows)
{
    return rows.is_cuda() && (rows.scalar_type() == at::kFloat || rows.scalar_type() == at::kBFloat16);
}

cuda::Element elementOf(const at::Tensor& rows)
{
    return rows.scalar_type() == at::kBFloat16 ? cuda::Element::Bf16 : cuda::Element::Fp32;
}

// Starts a kernel on the current stream of this device.
template <typename Start>
void startOn(at::Device device, const Start& start)
{
    const c10::cuda::CUDAGuard guard(device);
    C10_CUDA_CHECK(start(c10::cuda::getCurrentCUDAStream().stream()));
}

cuda::HeadTargets headTargets(const std::vector<at::Tensor>& targets)
{
    cuda::HeadTargets table{};
    table.members = static_cast<int>(targets.size());
    for (std::size_t i = 0; i < targets.size(); ++i) {
        table.rows[i] = targets[i].mutable_data_ptr();
        table.firstHead[i + 1] = table.firstHead[i] + static_cast<int>(targets[i].size(2));
    }
    return table;
}

template <typename IsDone>
void lookUntil(const IsDone& isDone)
{
    for (int looks = 0; !isDone(); ++looks) {
        if (looks > LooksWithoutPause) {
            std::this_thread::sleep_for(PauseOfLooks);
        }
    }
}

unsigned* flagsOf(const at::Tensor& flags) { return reinterpret_cast<unsigned*>(flags.mutable_data_ptr<int>()); }

} // namespace

bool openAccess(at::Device from, at::Device to)
{
    return from.is_cuda() && to.is_cuda() && from != to && at::cuda::get_p2p_access(from.index(), to.index());
}

at::Tensor newFlags(at::Device device, int members)
{
    const at::Tensor flags = at::zeros({cuda::flagCount(members)}, at::TensorOptions().dtype(at::kInt).device(device));
    synchronize(device);
    return flags;
}

void signal(const std::vector<at::Tensor>& flags, int rank)
{
    cuda::FlagTable table{};
    table.rank = rank;
    table.members = static_cast<int>(flags.size());
    for (std::size_t i = 0; i < flags.size(); ++i) {
        table.flags[i] = flagsOf(flags[i]);
    }
    startOn(flags[static_cast<std::size_t>(rank)].device(),
            [&](cudaStream_t stream) { return cuda::signalTeam(table, stream); });
}

void await(const at::Tensor& flags, const at::Tensor& word, std::chrono::milliseconds patience)
{
    const auto members = static_cast<int>(flags.size(0) - cuda::flagCount(0));
    const auto patienceNs = static_cast<unsigned long long>(std::chrono::nanoseconds(patience).count());
    startOn(flags.device(), [&](cudaStream_t stream) {
        return cuda::awaitTeam(flagsOf(flags), members, word.mutable_data_ptr<int>(), patienceNs, stream);
    });
}

void synchronize(at::Device device)
{
    if (!device.is_cuda()) {
        return;
    }
    const auto stream = c10::cuda::getCurrentCUDAStream(device.index());
    lookUntil([&] { return stream.query(); });
}

void waitForDevice(at::Device device) noexcept
{
    if (!device.is_cuda()) {
        return;
    }
    int current = 0;
    static_cast<void>(cudaGetDevice(&current));
    static_cast<void>(cudaSetDevice(device.index()));
    static_cast<void>(cudaDeviceSynchronize()); // a lost device says so to whoever asks it next
    static_cast<void>(cudaSetDevice(current));
}

struct HostPace::Impl {
    // Blocks of a transformer: up to some 60 kernels each, of about a thousand that a queue holds.
    static constexpr std::size_t Ahead = 8;

    at::Device device;
    std::array<at::cuda::CUDAEvent, Ahead> events;
    std::size_t next = 0;
};

HostPace::HostPace(at::Device device)
{
    if (device.is_cuda()) {
        m_impl = std::make_unique<Impl>(device);
    }
}

HostPace::~HostPace() = default;

void HostPace::step()
{
    if (m_impl) {
        at::cuda::CUDAEvent& event = m_impl->events[m_impl->next++ % Impl::Ahead];
        lookUntil([&] { return event.query(); }); // of an event that was never recorded too
        event.record(c10::cuda::getCurrentCUDAStream(m_impl->device.index()));
    }
}

struct SideStream::Impl {
    c10::cuda::CUDAStream stream;
    at::cuda::CUDAEvent before, after;
    bool isUsed = false;
};

SideStream::SideStream(at::Device device)
{
    if (device.is_cuda()) {
        m_impl = std::make_unique<Impl>(c10::cuda::getStreamFromPool(/*isHighPriority=*/true, device.index()));
    }
}

SideStream::~SideStream() = default;

void SideStream::run(const std::function<void()>& work)
{
    if (!m_impl) {
        work();
        return;
    }
    // By name, as the thread's current device may be another one.
    m_impl->before.record(c10::cuda::getCurrentCUDAStream(m_impl->stream.device_index()));
    const c10::cuda::CUDAStreamGuard guard(m_impl->stream);
    m_impl->before.block(m_impl->stream);
    work();
    m_impl->after.record(m_impl->stream);
    m_impl->isUsed = true;
}

void SideStream::join()
{
    if (m_impl && std::exchange(m_impl->isUsed, false)) {
        m_impl->after.block(c10::cuda::getCurrentCUDAStream(m_impl->stream.device_index()));
    }
}

bool giveHeads(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, const at::Tensor& cos,
               const at::Tensor& sin, double eps, const std::vector<at::Tensor>& targets)
{
    const std::int64_t heads = qkv.size(2);
    if (!haveKernels(qkv)) {
        return false;
    }
    TORCH_CHECK(targets.size() <= cuda::MostMembers, "giveHeads: ", targets.size(), " members");
    TORCH_CHECK(cos.scalar_type() == at::kFloat && cos.is_contiguous() && sin.is_contiguous()
                    && normQ.scalar_type() == qkv.scalar_type() && normK.scalar_type() == qkv.scalar_type(),
                "giveHeads: cos and sin must be contiguous fp32, the norms' weights of qkv's type");
    const cuda::Shape shape{qkv.size(0), 3 * heads * qkv.size(3), elementOf(qkv)};
    const cuda::ConstRows rows{qkv.const_data_ptr(), qkv.stride(0)};
    const cuda::HeadTargets table = headTargets(targets);
    cuda::QkHeads rotation{heads,
                           qkv.size(3),
                           normQ.const_data_ptr(),
                           normK.const_data_ptr(),
                           cos.const_data_ptr<float>(),
                           sin.const_data_ptr<float>()};
    bool isSupported = true;
    startOn(qkv.device(), [&](cudaStream_t stream) {
        const auto status = cuda::giveHeads(shape, rows, rotation, static_cast<float>(eps), table, stream);
        isSupported = status != cudaErrorNotSupported;
        return isSupported ? status : cudaSuccess;
    });
    if (!isSupported) {
        qkNormRope_(qkv, normQ, normK, cos, sin, eps);
        rotation.cos = nullptr;
        startOn(qkv.device(),
                [&](cudaStream_t stream) { return cuda::giveHeads(shape, rows, rotation, 0, table, stream); });
    }
    return true;
}

void carry(const at::Tensor& to, const at::Tensor& from)
{
    if (!from.is_cuda()) {
        to.copy_(from);
    } else if (from.numel() > 0) {
        startOn(from.device(), [&](cudaStream_t stream) {
            return cudaMemcpyPeerAsync(to.mutable_data_ptr(), to.device().index(), from.const_data_ptr(),
                                       from.device().index(), from.nbytes(), stream);
        });
    }
}

bool giveRows(const std::vector<at::Tensor>& rows, const std::vector<at::Tensor>& targets)
{
    if (!haveKernels(rows.front())) {
        return false;
    }
    cuda::RowTargets table{};
    table.members = static_cast<int>(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        TORCH_CHECK(rows[i].sizes() == targets[i].sizes() && rows[i].stride(1) == 1 && targets[i].stride(1) == 1,
                    "giveRows: ", rows[i].sizes(), " to ", targets[i].sizes());
        table.from[i] = rows[i].const_data_ptr();
        table.fromStride[i] = rows[i].stride(0);
        table.to[i] = targets[i].mutable_data_ptr();
        table.toStride[i] = targets[i].stride(0);
        table.firstRow[i + 1] = table.firstRow[i] + rows[i].size(0);
    }
    const cuda::Shape shape{table.firstRow[rows.size()], rows.front().size(1), elementOf(rows.front())};
    startOn(rows.front().device(), [&](cudaStream_t stream) { return cuda::giveRows(shape, table, stream); });
    return true;
}

} // namespace genserve::kernels::on_cuda
