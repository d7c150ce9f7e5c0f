// What a network wants to be loaded: it declares every parameter, then all are checked against a checkpoint before
// the first byte is allocated, then read once in file order straight to their place.
//
// This room's headers hold at::Tensor (as those of kernels, models and the inside of pipeline do); the engine's
// border, runtime, holds none.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "base/error.h"
#include "weights/checkpoint.h"
#include "weights/low_rank.h"

namespace genserve::weights {

// Where a matrix goes that is to be kept as 8-bit numbers (e4m3) with a factor a row.
struct QuantizedTarget {
    at::Tensor* numbers = nullptr;  // of the parameter's shape
    at::Tensor* factors = nullptr;  // fp32, one a row
    std::function<void()> quantize; // fills both from the parameter's target and releases that
};

// One declared parameter. `names` has one entry, or several whose rows (first dimension) are stacked in that order
// into one tensor, as in a fused QKV projection.
struct Parameter {
    std::vector<std::string> names;
    std::vector<std::vector<std::int64_t>> shapes; // one per name
    at::Tensor* target = nullptr;                  // set by load(); must outlive it
    std::optional<QuantizedTarget> quantized = std::nullopt;
};

class Parameters {
public:
    // The address of target must stay valid until load() has returned; as long as the network, where it is a norm
    // that LoRAs may replace.
    void add(std::string name, std::vector<std::int64_t> shape, at::Tensor& target);
    void addStacked(std::vector<std::string> names, std::vector<std::vector<std::int64_t>> shapes, at::Tensor& target);

    // From now on a load leaves the parameter of that target as 8-bit numbers: what a file stores as e4m3 goes there
    // as it is, anything else is quantised as soon as it has been read, so that the network never lies in memory whole
    // in the type that is computed in.
    void quantize(const at::Tensor& target, QuantizedTarget quantized);

    // A linear layer whose weight is declared too; the list of branches must stay at its address.
    void addSlot(LinearSlot slot) { m_slots.push_back(std::move(slot)); }

    // Some of them, e.g. those of a block, to be loaded on their own; without their slots.
    [[nodiscard]] Parameters part(const std::function<bool(const Parameter&)>& isWanted) const;

    [[nodiscard]] const std::vector<Parameter>& all() const { return m_parameters; }
    [[nodiscard]] const std::vector<LinearSlot>& slots() const { return m_slots; }
    // Number of elements of all parameters: the memory a load will take, before it is taken.
    [[nodiscard]] std::int64_t elementCount() const;

private:
    std::vector<Parameter> m_parameters;
    std::vector<LinearSlot> m_slots;
};

struct LoadOptions {
    at::ScalarType dtype = at::kFloat; // kFloat or kBFloat16: the compute precision
    at::Device device = at::kCPU;
    std::stop_token stop; // checked every 8 MB; a stopped load fails with Cancelled
    // Bytes read so far and in all; called on the caller's thread. May be empty.
    std::function<void(std::int64_t done, std::int64_t all)> onBytes;
};

// Checks all names and shapes (trailing dimensions of 1 may be more or fewer, as in BFL's 1x1 convolutions), reports
// the first fault with file and tensor name and how many more there are, then allocates and reads. Never holds a tensor
// twice: bytes go straight to their place, or through one staging buffer of 8 MB where type or device differ. Files are
// read by pread, never mapped; one that changed since its header was read is refused. Blocks on the disk and uses
// at::parallel_for. What the targets held before is released first; after a failure they are undefined.
Expected<void> load(const Parameters& parameters, const Checkpoint& checkpoint, const LoadOptions& options);

} // namespace genserve::weights
