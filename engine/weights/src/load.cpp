#include "weights/parameters.h"

#include "convert.h"
#include "input_file.h"
#include "load_plan.h"
#include "read_blocks.h"
#include "scalar_type.h"
#include "scaled_float8.h"
#include "weights/read_ahead.h"
#include "weights/torch_error.h"

#include <ATen/ATen.h>
#include <c10/core/Event.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <new>
#include <span>
#include <utility>
#include <vector>

namespace genserve::weights {

namespace {

constexpr std::int64_t ChunkBytes = std::int64_t{8} << 20;
constexpr std::size_t Slabs = 16, Readers = 8; // of a chunk each, on the way to a GPU; 128 MB pinned

std::span<std::uint8_t> bytesOf(const at::Tensor& tensor)
{
    return {static_cast<std::uint8_t*>(tensor.data_ptr()), tensor.nbytes()};
}

void release(const Parameters& parameters)
{
    for (const Parameter& parameter : parameters.all()) {
        parameter.target->reset();
        if (parameter.quantized) {
            parameter.quantized->numbers->reset();
            parameter.quantized->factors->reset();
        }
    }
}

class Loader {
public:
    Loader(const Parameters& parameters, const Checkpoint& checkpoint, const LoadOptions& options, const LoadPlan& plan)
        : m_parameters(parameters), m_checkpoint(checkpoint), m_options(options), m_plan(plan), m_allBytes(plan.bytes)
    {
    }

    Expected<void> run()
    {
        release(m_parameters); // what was loaded before must not lie beside what comes
        reserve();
        allocate();
        auto read = openFiles().and_then([this] { return m_options.device.is_cpu() ? readHere() : readToDevice(); });
        return read ? checkFiles() : read;
    }

private:
    // A run of elements of one piece.
    struct Part {
        const Piece* piece;
        std::int64_t begin, count;
        float scale;
    };

    void reserve() const;
    void allocate();
    at::Tensor& placeOf(const Piece& piece);
    void finishPiece(const Piece& piece, std::int64_t elements, float scale);
    Expected<void> openFiles();
    [[nodiscard]] Expected<void> checkFiles() const;
    Expected<void> forEachPart(const std::function<Expected<void>(const Part&)>& visit);
    Expected<void> readHere();
    Expected<void> readToDevice();
    Expected<void> readPart(const Part& part);
    void copyToDevice(const Part& part, const at::Tensor& raw);
    [[nodiscard]] at::Tensor targetOf(const Part& part);
    void finishPart(const Part& part);
    Expected<float> scaleOf(const Piece& piece) const;
    std::span<std::uint8_t> staging(std::size_t bytes);

    const Parameters& m_parameters;
    const Checkpoint& m_checkpoint;
    const LoadOptions& m_options;
    const LoadPlan& m_plan;
    std::vector<std::int64_t> m_unread; // elements, parallel to the parameters
    at::Tensor m_staging;               // bytes, on the CPU, made at the first piece that needs it
    std::map<std::uint32_t, InputFile> m_files;
    std::int64_t m_doneBytes = 0;
    std::int64_t m_allBytes;
};

// One allocation for all that stays, which libtorch then cuts into tensors: asking the driver for each of them takes
// longer than reading it. Where there is not as much in one piece, there may be in several.
void Loader::reserve() const
{
    constexpr std::int64_t Unit = 512, Least = std::int64_t{64} << 20; // what libtorch rounds to, what is worth it
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < m_plan.shapes.size(); ++i) {
        const std::int64_t element =
            m_plan.keepsNumbers[i] ? 1 : static_cast<std::int64_t>(c10::elementSize(m_options.dtype));
        const bool stays = m_plan.keepsNumbers[i] || !m_parameters.all()[i].quantized;
        bytes += stays ? (c10::multiply_integers(m_plan.shapes[i]) * element + Unit - 1) / Unit * Unit : 0;
    }
    if (m_options.device.is_cpu() || bytes < Least) {
        return;
    }
    try {
        at::empty({bytes}, at::TensorOptions().dtype(at::kByte).device(m_options.device));
    } catch (const c10::OutOfMemoryError&) {
    }
}

// All at once: the system gives memory only as it is written, and a device without room says so before any reading.
// What is to be quantised has its place only while it is read.
void Loader::allocate()
{
    const auto options = at::TensorOptions().dtype(m_options.dtype).device(m_options.device);
    for (std::size_t i = 0; i < m_plan.shapes.size(); ++i) {
        const Parameter& parameter = m_parameters.all()[i];
        const auto& shape = m_plan.shapes[i];
        m_unread.push_back(c10::multiply_integers(shape));
        if (m_plan.keepsNumbers[i]) {
            *parameter.quantized->numbers = at::empty(shape, options.dtype(at::kFloat8_e4m3fn));
            *parameter.quantized->factors = at::empty({shape[0]}, options.dtype(at::kFloat));
        } else if (!parameter.quantized) {
            *parameter.target = at::empty(shape, options);
        }
    }
}

at::Tensor& Loader::placeOf(const Piece& piece)
{
    const Parameter& parameter = m_parameters.all()[piece.parameter];
    if (m_plan.keepsNumbers[piece.parameter]) {
        return *parameter.quantized->numbers;
    }
    if (!parameter.target->defined()) {
        *parameter.target = at::empty(m_plan.shapes[piece.parameter],
                                      at::TensorOptions().dtype(m_options.dtype).device(m_options.device));
    }
    return *parameter.target;
}

void Loader::finishPiece(const Piece& piece, std::int64_t elements, float scale)
{
    const Parameter& parameter = m_parameters.all()[piece.parameter];
    m_unread[piece.parameter] -= elements;
    if (m_plan.keepsNumbers[piece.parameter]) {
        const std::int64_t columns = m_plan.shapes[piece.parameter][1];
        parameter.quantized->factors->narrow(0, piece.firstElement / columns, elements / columns).fill_(scale);
    } else if (parameter.quantized && m_unread[piece.parameter] == 0) {
        parameter.quantized->quantize();
    }
}

Expected<void> Loader::openFiles()
{
    for (const Piece& piece : m_plan.pieces) {
        if (m_files.contains(piece.file)) {
            continue;
        }
        auto file = InputFile::open(m_checkpoint.files[piece.file]);
        if (!file) {
            return tl::unexpected(std::move(file.error()));
        }
        if (piece.file < m_checkpoint.stamps.size() && file->stamp() != m_checkpoint.stamps[piece.file]) {
            return failure(ErrorCode::Io, "the file has changed since its header was read", file->path().string());
        }
        m_files.emplace(piece.file, std::move(*file));
    }
    return {};
}

Expected<void> Loader::checkFiles() const
{
    for (const auto& [index, file] : m_files) {
        if (!file.isUnchanged()) {
            return failure(ErrorCode::Io, "the file was changed while it was read", file.path().string());
        }
    }
    return {};
}

// In file order.
Expected<void> Loader::forEachPart(const std::function<Expected<void>(const Part&)>& visit)
{
    for (const Piece& piece : m_plan.pieces) {
        const auto scale = scaleOf(piece);
        if (!scale) {
            return tl::unexpected(scale.error());
        }
        const auto elementBytes = static_cast<std::int64_t>(byteSize(piece.dtype));
        const std::int64_t elements = static_cast<std::int64_t>(piece.bytes) / elementBytes;
        const std::int64_t most = ChunkBytes / elementBytes;
        for (std::int64_t begin = 0; begin < elements; begin += most) {
            if (auto visited = visit({&piece, begin, std::min(most, elements - begin), *scale}); !visited) {
                return visited;
            }
        }
    }
    return {};
}

at::Tensor Loader::targetOf(const Part& part)
{
    return placeOf(*part.piece).view(-1).narrow(0, part.piece->firstElement + part.begin, part.count);
}

void Loader::finishPart(const Part& part)
{
    const Piece& piece = *part.piece;
    const auto elementBytes = static_cast<std::int64_t>(byteSize(piece.dtype));
    const std::int64_t elements = static_cast<std::int64_t>(piece.bytes) / elementBytes;
    if (part.begin + part.count == elements) {
        finishPiece(piece, elements, part.scale);
    }
    m_doneBytes += part.count * elementBytes;
    if (m_options.onBytes) {
        m_options.onBytes(m_doneBytes, m_allBytes);
    }
}

Expected<void> Loader::readHere()
{
    return forEachPart([this](const Part& part) -> Expected<void> {
        const InputFile& file = m_files.at(part.piece->file);
        if (m_options.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "loading was cancelled", file.path().string());
        }
        return readPart(part).map([&] { finishPart(part); });
    });
}

// Of what is converted, in the type that is computed in, as ComfyUI's: weight.to(dtype) * scale.to(dtype).
Expected<float> Loader::scaleOf(const Piece& piece) const
{
    if (!piece.scale) {
        return 1.0F;
    }
    const bool isRounded = m_options.dtype == at::kBFloat16 && !m_plan.keepsNumbers[piece.parameter];
    return readScale(m_checkpoint, *piece.scale).map([isRounded](float scale) {
        return isRounded ? roundedToBfloat16(scale) : scale;
    });
}

// Straight into the tensor where the type does not differ.
Expected<void> Loader::readPart(const Part& part)
{
    const Piece& piece = *part.piece;
    const InputFile& file = m_files.at(piece.file);
    const std::size_t elementBytes = byteSize(piece.dtype);
    const std::size_t bytes = static_cast<std::size_t>(part.count) * elementBytes;
    Chunk chunk;
    chunk.dtype = piece.dtype;
    chunk.scale = part.scale;
    chunk.offset = piece.offset + static_cast<std::uint64_t>(part.begin) * elementBytes;
    chunk.target = targetOf(part);
    chunk.isConverted = scalarType(piece.dtype) != chunk.target.scalar_type();
    chunk.stored = chunk.isConverted ? staging(bytes) : bytesOf(chunk.target);
    file.prefetch(chunk.offset + bytes, ChunkBytes);
    return readBlocks(file, chunk);
}

// Threads fill a ring of pinned slabs, this one sends them off; a slab is filled again once its bytes have arrived.
Expected<void> Loader::readToDevice()
{
    std::vector<Part> parts;
    auto listed = forEachPart([&](const Part& part) -> Expected<void> {
        parts.push_back(part);
        return {};
    });
    if (!listed) {
        return listed;
    }
    const auto bytesIn = [](const Part& part) {
        return static_cast<std::size_t>(part.count) * byteSize(part.piece->dtype);
    };
    const at::Tensor ring = at::empty({static_cast<std::int64_t>(Slabs), ChunkBytes},
                                      at::TensorOptions().dtype(at::kByte).pinned_memory(true));
    std::vector<std::span<std::uint8_t>> slabs;
    for (std::size_t i = 0; i < Slabs; ++i) {
        slabs.push_back(bytesOf(ring[static_cast<std::int64_t>(i)]));
    }
    ReadAhead ahead(parts.size(), slabs, Readers, [&](std::size_t job, std::span<std::uint8_t> slab) {
        const Part& part = parts[job];
        const auto skipped = static_cast<std::uint64_t>(part.begin) * byteSize(part.piece->dtype);
        return m_files.at(part.piece->file).readAt(part.piece->offset + skipped, slab.first(bytesIn(part)));
    });
    const c10::impl::VirtualGuardImpl guard(m_options.device.type());
    std::deque<c10::Event> travelling;
    for (std::size_t job = 0; job < parts.size(); ++job) {
        const Part& part = parts[job];
        if (m_options.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "loading was cancelled", m_files.at(part.piece->file).path().string());
        }
        if (auto filled = ahead.next(); !filled) {
            return tl::unexpected(filled.error());
        }
        copyToDevice(part, ring[static_cast<std::int64_t>(job % Slabs)]
                               .narrow(0, 0, static_cast<std::int64_t>(bytesIn(part)))
                               .view(scalarType(part.piece->dtype)));
        travelling.emplace_back(m_options.device.type());
        travelling.back().record(guard.getStream(m_options.device));
        if (travelling.size() > Slabs / 2) {
            travelling.front().synchronize();
            travelling.pop_front();
            ahead.release();
        }
        finishPart(part);
    }
    guard.synchronizeStream(guard.getStream(m_options.device));
    return {};
}

// The stored bytes travel and are converted there: for fp8 a quarter of the way.
void Loader::copyToDevice(const Part& part, const at::Tensor& raw)
{
    const at::Tensor target = targetOf(part);
    if (raw.scalar_type() == target.scalar_type()) {
        target.copy_(raw, /*non_blocking=*/true);
    } else {
        target.copy_(raw.to(m_options.device, /*non_blocking=*/true));
    }
    if (part.scale != 1.0F && !m_plan.keepsNumbers[part.piece->parameter]) {
        target.mul_(part.scale);
    }
}

std::span<std::uint8_t> Loader::staging(std::size_t bytes)
{
    if (!m_staging.defined()) {
        m_staging = at::empty({ChunkBytes}, at::TensorOptions().dtype(at::kByte));
    }
    return bytesOf(m_staging).first(bytes);
}

Expected<void> runGuarded(Loader& loader)
{
    try {
        return loader.run();
    } catch (const c10::Error& error) {
        const Error cause = torchError(error);
        return failure(cause.code, "the weights can't be loaded: " + cause.message);
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "not enough memory for the weights");
    }
}

} // namespace

Expected<void> load(const Parameters& parameters, const Checkpoint& checkpoint, const LoadOptions& options)
{
    if (options.dtype != at::kFloat && options.dtype != at::kBFloat16) {
        return failure(ErrorCode::Internal, "weights are loaded as float or bfloat16 only");
    }
    const auto plan = planLoad(parameters, checkpoint);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    Loader loader(parameters, checkpoint, options, *plan);
    auto loaded = runGuarded(loader);
    if (!loaded) {
        release(parameters); // half of a network must not be taken for a whole one
    }
    return loaded;
}

} // namespace genserve::weights
