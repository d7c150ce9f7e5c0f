#include "weights/parameters.h"

#include "convert.h"
#include "input_file.h"
#include "load_plan.h"
#include "scalar_type.h"
#include "scaled_float8.h"
#include "weights/torch_error.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <new>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace genserve::weights {

namespace {

constexpr std::int64_t ChunkBytes = std::int64_t{8} << 20;
constexpr std::int64_t BlockBytes = std::int64_t{512} << 10; // what one thread reads at a time

std::span<std::uint8_t> bytesOf(const at::Tensor& tensor)
{
    return {static_cast<std::uint8_t*>(tensor.data_ptr()), tensor.nbytes()};
}

// A run of elements on its way. `stored` receives the file's bytes; it is the target itself if nothing is converted.
struct Chunk {
    Dtype dtype = Dtype::F32;
    std::uint64_t offset = 0; // in the file
    std::span<std::uint8_t> stored;
    at::Tensor target;        // flat, as many elements
    bool isConverted = false; // here on the CPU, block by block
    float scale = 1.0F;       // of float8
};

void convertBlock(const Chunk& chunk, std::size_t firstByte, std::size_t bytes)
{
    const auto stored = chunk.stored.subspan(firstByte, bytes);
    const std::size_t first = firstByte / byteSize(chunk.dtype);
    const std::size_t count = bytes / byteSize(chunk.dtype);
    if (chunk.target.scalar_type() == at::kFloat) {
        convert(chunk.dtype, stored, std::span(chunk.target.data_ptr<float>() + first, count), chunk.scale);
    } else {
        auto* const bits = reinterpret_cast<std::uint16_t*>(chunk.target.data_ptr<at::BFloat16>());
        convert(chunk.dtype, stored, std::span(bits + first, count), chunk.scale);
    }
}

// Blocks are read by all threads, since a single one copies from the page cache more slowly than memory takes it.
Expected<void> readBlocks(const InputFile& file, const Chunk& chunk)
{
    const std::size_t all = chunk.stored.size();
    const std::size_t blocks = (all + BlockBytes - 1) / BlockBytes;
    std::vector<Expected<void>> results(blocks);
    at::parallel_for(0, static_cast<std::int64_t>(blocks), 1, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::size_t>(begin); i < static_cast<std::size_t>(end); ++i) {
            const std::size_t first = i * BlockBytes;
            const std::size_t bytes = std::min<std::size_t>(BlockBytes, all - first);
            results[i] = file.readAt(chunk.offset + first, chunk.stored.subspan(first, bytes));
            if (results[i] && chunk.isConverted) {
                convertBlock(chunk, first, bytes);
            }
        }
    });
    for (Expected<void>& result : results) {
        if (!result) {
            return std::move(result);
        }
    }
    return {};
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
        allocate();
        for (const Piece& piece : m_plan.pieces) {
            if (auto read = readPiece(piece); !read) {
                return read;
            }
        }
        return closeFile();
    }

private:
    void allocate();
    at::Tensor& placeOf(const Piece& piece);
    void finishPiece(const Piece& piece, std::int64_t elements, float scale);
    Expected<void> openFile(std::uint32_t index);
    Expected<void> closeFile();
    Expected<void> readPiece(const Piece& piece);
    Expected<void> readChunk(const Piece& piece, const at::Tensor& place, std::int64_t begin, std::int64_t count,
                             float scale);
    Expected<float> scaleOf(const Piece& piece) const;
    std::span<std::uint8_t> staging(std::size_t bytes);

    const Parameters& m_parameters;
    const Checkpoint& m_checkpoint;
    const LoadOptions& m_options;
    const LoadPlan& m_plan;
    std::vector<std::int64_t> m_unread; // elements, parallel to the parameters
    at::Tensor m_staging;               // bytes, on the CPU, made at the first piece that needs it
    std::optional<InputFile> m_file;
    std::uint32_t m_fileIndex = 0;
    std::int64_t m_doneBytes = 0;
    std::int64_t m_allBytes;
};

// All at once: the system gives memory only as it is written, and a device without room says so before any reading.
// What is to be quantised has its place only while it is read.
void Loader::allocate()
{
    const auto options = at::TensorOptions().dtype(m_options.dtype).device(m_options.device);
    release(m_parameters); // what was loaded before must not lie beside what comes
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

Expected<void> Loader::openFile(std::uint32_t index)
{
    if (auto closed = closeFile(); !closed) {
        return closed;
    }
    auto file = InputFile::open(m_checkpoint.files[index]);
    if (!file) {
        return tl::unexpected(std::move(file.error()));
    }
    if (index < m_checkpoint.stamps.size() && file->stamp() != m_checkpoint.stamps[index]) {
        return failure(ErrorCode::Io, "the file has changed since its header was read", file->path().string());
    }
    m_file = std::move(*file);
    m_fileIndex = index;
    return {};
}

Expected<void> Loader::closeFile()
{
    if (m_file && !m_file->isUnchanged()) {
        return failure(ErrorCode::Io, "the file was changed while it was read", m_file->path().string());
    }
    m_file.reset();
    return {};
}

Expected<void> Loader::readPiece(const Piece& piece)
{
    if (!m_file || m_fileIndex != piece.file) {
        if (auto opened = openFile(piece.file); !opened) {
            return opened;
        }
    }
    const auto scale = scaleOf(piece);
    if (!scale) {
        return tl::unexpected(scale.error());
    }
    const auto elementBytes = static_cast<std::int64_t>(byteSize(piece.dtype));
    const std::int64_t elements = static_cast<std::int64_t>(piece.bytes) / elementBytes;
    const std::int64_t chunk = ChunkBytes / elementBytes;
    const at::Tensor place = placeOf(piece);
    for (std::int64_t begin = 0; begin < elements; begin += chunk) {
        if (m_options.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "loading was cancelled", m_file->path().string());
        }
        if (auto read = readChunk(piece, place, begin, std::min(chunk, elements - begin), *scale); !read) {
            return read;
        }
    }
    finishPiece(piece, elements, *scale);
    return {};
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

// Elements begin … begin + count of the piece: straight into the tensor where neither type nor device differ.
Expected<void> Loader::readChunk(const Piece& piece, const at::Tensor& place, std::int64_t begin, std::int64_t count,
                                 float scale)
{
    const std::size_t elementBytes = byteSize(piece.dtype);
    const std::size_t bytes = static_cast<std::size_t>(count) * elementBytes;
    const bool isOnDevice = !m_options.device.is_cpu();
    Chunk chunk;
    chunk.dtype = piece.dtype;
    chunk.scale = scale;
    chunk.offset = piece.offset + static_cast<std::uint64_t>(begin) * elementBytes;
    chunk.target = place.view(-1).narrow(0, piece.firstElement + begin, count);
    chunk.isConverted = !isOnDevice && scalarType(piece.dtype) != place.scalar_type();
    chunk.stored = isOnDevice || chunk.isConverted ? staging(bytes) : bytesOf(chunk.target);
    m_file->prefetch(chunk.offset + bytes, ChunkBytes);
    if (auto read = readBlocks(*m_file, chunk); !read) {
        return read;
    }
    if (isOnDevice) {
        // The stored bytes travel and are converted there: for fp8 a quarter of the way.
        const at::Tensor raw = m_staging.narrow(0, 0, static_cast<std::int64_t>(bytes)).view(scalarType(piece.dtype));
        chunk.target.copy_(raw.to(m_options.device));
        if (scale != 1.0F && !m_plan.keepsNumbers[piece.parameter]) {
            chunk.target.mul_(scale);
        }
    }
    m_doneBytes += static_cast<std::int64_t>(bytes);
    if (m_options.onBytes) {
        m_options.onBytes(m_doneBytes, m_allBytes);
    }
    return {};
}

std::span<std::uint8_t> Loader::staging(std::size_t bytes)
{
    if (!m_staging.defined()) {
        const bool isPinned = !m_options.device.is_cpu(); // twice as fast to a GPU
        m_staging = at::empty({ChunkBytes}, at::TensorOptions().dtype(at::kByte).pinned_memory(isPinned));
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
