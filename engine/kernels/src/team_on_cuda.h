// What members of a team do on CUDA: each function returns false, or does nothing, for members on the CPU and in a
// build without CUDA. All work on the current stream of the tensors' device.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

namespace genserve::kernels::on_cuda {

// Whether `from` can write the memory of `to`, which it may from now on.
bool openAccess(at::Device from, at::Device to);

// A member's flags, see cuda/team.h.
at::Tensor newFlags(at::Device device, int members);
// Tells all members that this one has written what it had for them.
void signal(const std::vector<at::Tensor>& flags, int rank);
// Lets the stream wait for the other members' signals; after `patience`, or when `word` becomes 1, it goes on without
// them and word is 1.
void await(const at::Tensor& flags, const at::Tensor& word, std::chrono::milliseconds patience);

// Until what the current stream was asked for is done. By asking again and again: a thread that waits inside the driver
// holds a lock of it that copies between devices need, and what it waits for may need such a copy of another member.
void synchronize(at::Device device);
// Until the device is idle, if it still answers.
void waitForDevice(at::Device device) noexcept;

// Work of a device that goes on beside its current stream's.
class SideStream {
public:
    explicit SideStream(at::Device device);
    ~SideStream();
    // Asks for what `work` asks for, behind all that the current stream was asked for until now.
    void run(const std::function<void()>& work);
    // The current stream goes on behind all of that.
    void join();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl; // none on the CPU, where work is done at once
};

// Keeps a thread from asking a device for more than its queue holds. Where that is full the driver waits with a lock
// that copies to this device need, by members that it may be waiting for.
class HostPace {
public:
    explicit HostPace(at::Device device);
    ~HostPace();
    // Until the current stream has come to where this was called some calls ago.
    void step();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl; // none on the CPU
};

// See TeamSequence::give(); targets: where the rows begin in each member's memory, [l, 3, its heads, D].
bool giveHeads(const at::Tensor& qkv, const at::Tensor& normQ, const at::Tensor& normK, const at::Tensor& cos,
               const at::Tensor& sin, double eps, const std::vector<at::Tensor>& targets);
// to = from on the current stream of from's device, both contiguous, by a copy engine: no multiprocessor has to work.
void carry(const at::Tensor& to, const at::Tensor& from);
// targets[i] = rows[i], all with contiguous columns; the rows on one device, the targets anywhere.
bool giveRows(const std::vector<at::Tensor>& rows, const std::vector<at::Tensor>& targets);

} // namespace genserve::kernels::on_cuda
