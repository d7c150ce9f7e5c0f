#include "weights/fingerprint.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/sha256.h"
#include "input_file.h"
#include "tensor_name.h"

namespace genserve::weights {

namespace {

constexpr std::uint64_t SampleBytes = 64;

Expected<std::vector<InputFile>> openAll(const Checkpoint& checkpoint)
{
    std::vector<InputFile> files;
    for (std::size_t i = 0; i < checkpoint.files.size(); ++i) {
        auto file = InputFile::open(checkpoint.files[i]);
        if (!file) {
            return tl::unexpected(std::move(file.error()));
        }
        if (i < checkpoint.stamps.size() && file->stamp() != checkpoint.stamps[i]) {
            return failure(ErrorCode::CorruptFile, "the file has changed since its header was read",
                           checkpoint.files[i].string());
        }
        files.push_back(std::move(*file));
    }
    return files;
}

std::uint64_t bytesOf(const StoredTensor& tensor)
{
    std::uint64_t bytes = 0;
    for (const Segment& segment : tensor.segments) {
        bytes += segment.bytes;
    }
    return bytes;
}

// Counted from the tensor's first byte, so that it does not matter how it is cut and where it lies.
Expected<void> addSample(Sha256& hash, const StoredTensor& tensor, const std::vector<InputFile>& files)
{
    const std::uint64_t all = bytesOf(tensor);
    std::uint64_t want = std::min(all, SampleBytes);
    std::uint64_t skip = (all - want) / 2;
    std::array<std::uint8_t, SampleBytes> buffer{};
    for (const Segment& segment : tensor.segments) {
        const std::uint64_t skipped = std::min(skip, segment.bytes);
        const std::uint64_t taken = std::min(want, segment.bytes - skipped);
        skip -= skipped;
        want -= taken;
        const auto bytes = std::span(buffer).first(static_cast<std::size_t>(taken));
        if (auto read = files.at(segment.file).readAt(segment.offset + skipped, bytes); !read) {
            return read;
        }
        hash.add(bytes);
    }
    return {};
}

Expected<void> addScale(Sha256& hash, const StoredTensor& tensor, const std::vector<InputFile>& files)
{
    if (!tensor.scale) {
        return {};
    }
    std::array<std::uint8_t, sizeof(double)> buffer{};
    const auto bytes = std::span(buffer).first(byteSize(tensor.scale->dtype));
    const Segment& segment = tensor.scale->segment;
    if (auto read = files.at(segment.file).readAt(segment.offset, bytes); !read) {
        return read;
    }
    hash.add(bytes);
    return {};
}

} // namespace

Expected<std::string> fingerprint(const Checkpoint& checkpoint)
{
    const auto files = openAll(checkpoint);
    if (!files) {
        return tl::unexpected(files.error());
    }
    Sha256 hash;
    for (const auto& [name, tensor] : checkpoint.tensors) {
        auto shape = tensor.shape;
        while (!shape.empty() && shape.back() == 1) {
            shape.pop_back();
        }
        hash.add(name + ' ' + std::string(toString(tensor.dtype)) + ' ' + shownShape(shape) + '\n');
        if (auto added = addSample(hash, tensor, *files); !added) {
            return tl::unexpected(std::move(added.error()));
        }
        if (auto added = addScale(hash, tensor, *files); !added) {
            return tl::unexpected(std::move(added.error()));
        }
    }
    return hash.hexDigest();
}

} // namespace genserve::weights
