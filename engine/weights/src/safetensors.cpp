#include "weights/safetensors.h"

#include "header_json.h"
#include "safetensors_file.h"
#include "tensor_name.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <utility>

namespace genserve::weights {

namespace {

constexpr std::size_t LengthBytes = 8;
constexpr std::uint64_t MaxHeaderBytes = 100'000'000; // as in the reference implementation

std::uint64_t littleEndian(std::span<const std::uint8_t, LengthBytes> bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = LengthBytes; i > 0; --i) {
        value = value << 8U | bytes[i - 1];
    }
    return value;
}

// The length of the JSON, checked against the limit and the file.
Expected<std::uint64_t> headerLength(std::span<const std::uint8_t> file, std::uint64_t fileBytes)
{
    if (file.size() < LengthBytes || fileBytes < LengthBytes) {
        return failure(ErrorCode::CorruptFile,
                       "not a safetensors file: it has only " + std::to_string(fileBytes) + " bytes");
    }
    const std::uint64_t length = littleEndian(file.first<LengthBytes>());
    const std::string claim = "its first 8 bytes announce a header of " + std::to_string(length) + " bytes";
    if (length > MaxHeaderBytes) {
        return failure(ErrorCode::CorruptFile,
                       "not a safetensors file: " + claim + "; the limit is " + std::to_string(MaxHeaderBytes));
    }
    if (length > fileBytes - LengthBytes) {
        return failure(ErrorCode::CorruptFile,
                       "the file is truncated: " + claim + ", and it has " + std::to_string(fileBytes) + " in all");
    }
    return length;
}

// The bytes that the shape needs; nullopt when that overflows.
std::optional<std::uint64_t> bytesOfShape(const std::vector<std::uint64_t>& shape, Dtype dtype)
{
    constexpr std::uint64_t Limit = std::numeric_limits<std::int64_t>::max();
    std::uint64_t bytes = byteSize(dtype);
    bool isEmpty = false;
    for (const std::uint64_t dimension : shape) {
        isEmpty = isEmpty || dimension == 0;
        // A zero must not hide dimensions whose product overflows: strides are computed from them.
        if (__builtin_mul_overflow(bytes, std::max<std::uint64_t>(dimension, 1), &bytes) || bytes > Limit) {
            return std::nullopt;
        }
    }
    return isEmpty ? 0 : bytes;
}

Expected<TensorRecord> checkTensor(const std::string& name, const DeclaredTensor& declared, std::uint64_t dataBytes)
{
    const auto dtype = dtypeFromString(declared.dtype);
    if (!dtype) {
        return failure(ErrorCode::UnsupportedFormat,
                       shownName(name) + ": has the unknown dtype \"" + shownName(declared.dtype) + "\"");
    }
    const auto needed = bytesOfShape(declared.shape, *dtype);
    if (!needed) {
        return failure(ErrorCode::CorruptFile, shownName(name) + ": has a shape whose size overflows");
    }
    const std::uint64_t begin = declared.dataOffsets[0];
    const std::uint64_t end = declared.dataOffsets[1];
    if (begin > end) {
        return failure(ErrorCode::CorruptFile, shownName(name) + ": its data end before they begin");
    }
    if (end > dataBytes) {
        return failure(ErrorCode::CorruptFile, shownName(name) + ": its data end at byte " + std::to_string(end)
                                                   + " of the " + std::to_string(dataBytes)
                                                   + " behind the header; the file is truncated");
    }
    TensorRecord record{.dtype = *dtype, .shape = {}, .offset = begin, .bytes = end - begin};
    for (const std::uint64_t dimension : declared.shape) {
        record.shape.push_back(static_cast<std::int64_t>(dimension));
    }
    if (record.bytes != *needed) {
        return failure(ErrorCode::CorruptFile, shownName(name) + ": has " + std::to_string(record.bytes)
                                                   + " bytes, its shape " + shownShape(record.shape) + " in "
                                                   + declared.dtype + " needs " + std::to_string(*needed));
    }
    return record;
}

// Like the reference, demands that the tensors cover the data without overlap, gap or rest.
Expected<void> checkCoverage(const std::map<std::string, TensorRecord>& tensors, std::uint64_t dataBytes)
{
    using Entry = std::map<std::string, TensorRecord>::value_type;
    std::vector<const Entry*> order;
    order.reserve(tensors.size());
    for (const Entry& entry : tensors) {
        order.push_back(&entry);
    }
    std::sort(order.begin(), order.end(), [](const Entry* a, const Entry* b) {
        return std::pair(a->second.offset, a->second.bytes) < std::pair(b->second.offset, b->second.bytes);
    });
    std::uint64_t covered = 0;
    for (const Entry* entry : order) {
        const auto& [name, record] = *entry;
        if (record.offset != covered) {
            return failure(ErrorCode::CorruptFile,
                           shownName(name) + ": its data begin at byte " + std::to_string(record.offset)
                               + (record.offset < covered ? ", inside another tensor" : ", after a gap") + "; expected "
                               + std::to_string(covered));
        }
        covered += record.bytes;
    }
    if (covered != dataBytes) {
        return failure(ErrorCode::CorruptFile,
                       std::to_string(dataBytes - covered) + " bytes at the end belong to no tensor");
    }
    return {};
}

Expected<SafetensorsHeader> named(Expected<SafetensorsHeader> header, const InputFile& file)
{
    if (!header) {
        header.error().context = file.path().string();
    }
    return header;
}

} // namespace

Expected<SafetensorsHeader> parseSafetensorsHeader(std::span<const std::uint8_t> file, std::uint64_t fileBytes)
{
    const auto length = headerLength(file, fileBytes);
    if (!length) {
        return tl::unexpected(length.error());
    }
    if (*length > file.size() - LengthBytes) {
        return failure(ErrorCode::Internal, "the header was not read as a whole");
    }
    const auto json = file.subspan(LengthBytes, static_cast<std::size_t>(*length));
    if (json.empty() || json.front() != '{') {
        return failure(ErrorCode::CorruptFile, "not a safetensors file: its header does not begin with '{'");
    }
    auto declared = parseHeaderJson(json);
    if (!declared) {
        return tl::unexpected(std::move(declared.error()));
    }
    const std::uint64_t dataStart = LengthBytes + *length;
    const std::uint64_t dataBytes = fileBytes - dataStart;
    SafetensorsHeader header{.tensors = {}, .metadata = std::move(declared->metadata)};
    for (const auto& [name, tensor] : declared->tensors) {
        auto record = checkTensor(name, tensor, dataBytes);
        if (!record) {
            return tl::unexpected(std::move(record.error()));
        }
        header.tensors.emplace_hint(header.tensors.end(), name, std::move(*record));
    }
    if (auto covered = checkCoverage(header.tensors, dataBytes); !covered) {
        return tl::unexpected(std::move(covered.error()));
    }
    for (auto& [name, record] : header.tensors) {
        record.offset += dataStart;
    }
    return header;
}

Expected<SafetensorsHeader> readSafetensorsHeader(const InputFile& file)
{
    std::array<std::uint8_t, LengthBytes> first{};
    const auto startBytes = std::min<std::uint64_t>(file.size(), first.size());
    const auto start = std::span(first).first(static_cast<std::size_t>(startBytes));
    if (auto read = file.readAt(0, start); !read) {
        return tl::unexpected(std::move(read.error()));
    }
    const auto length = headerLength(start, file.size());
    if (!length) {
        return named(tl::unexpected(length.error()), file);
    }
    std::vector<std::uint8_t> bytes(LengthBytes + static_cast<std::size_t>(*length));
    if (auto read = file.readAt(0, bytes); !read) {
        return tl::unexpected(std::move(read.error()));
    }
    return named(parseSafetensorsHeader(bytes, file.size()), file);
}

Expected<SafetensorsHeader> readSafetensorsHeader(const std::filesystem::path& path)
{
    const auto file = InputFile::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    return readSafetensorsHeader(*file);
}

} // namespace genserve::weights
