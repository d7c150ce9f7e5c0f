#include "load_plan.h"

#include "tensor_name.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <tuple>
#include <utility>

namespace genserve::weights {

namespace {

using Shape = std::vector<std::int64_t>;

std::span<const std::int64_t> withoutTrailingOnes(std::span<const std::int64_t> shape)
{
    while (!shape.empty() && shape.back() == 1) {
        shape = shape.first(shape.size() - 1);
    }
    return shape;
}

// A 1x1 convolution [n, m, 1, 1] and a linear layer [n, m] hold the same numbers in the same order.
bool isSameMatrix(const Shape& stored, const Shape& wanted)
{
    return std::ranges::equal(withoutTrailingOnes(stored), withoutTrailingOnes(wanted));
}

// nullopt for a negative dimension and where 8 bytes an element would overflow.
std::optional<std::int64_t> elementsOf(const Shape& shape)
{
    std::int64_t bytes = 8;
    bool isEmpty = false;
    for (const std::int64_t dimension : shape) {
        isEmpty = isEmpty || dimension == 0;
        if (dimension < 0 || __builtin_mul_overflow(bytes, std::max<std::int64_t>(dimension, 1), &bytes)) {
            return std::nullopt;
        }
    }
    return isEmpty ? 0 : bytes / 8;
}

std::string listOf(const std::vector<std::filesystem::path>& files)
{
    constexpr std::size_t Shown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(files.size(), Shown); ++i) {
        text.append(i > 0 ? ", " : "").append((i == 0 ? files[i] : files[i].filename()).string());
    }
    return files.size() > Shown ? text + " and " + std::to_string(files.size() - Shown) + " more" : text;
}

// Keeps the first fault and counts the rest, so that a wrong file is reported in one line.
class Faults {
public:
    void add(ErrorCode code, std::string message, std::string context)
    {
        if (m_count++ == 0) {
            m_first = {.code = code, .message = std::move(message), .context = std::move(context)};
        }
    }
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] Error take() &&
    {
        if (m_count > 1) {
            const auto more = m_count - 1;
            m_first.message += " (and " + std::to_string(more) + (more == 1 ? " more fault)" : " more faults)");
        }
        return std::move(m_first);
    }

private:
    Error m_first;
    std::size_t m_count = 0;
};

class Planner {
public:
    explicit Planner(const Checkpoint& checkpoint) : m_checkpoint(checkpoint) {}

    void addParameter(const Parameter& parameter)
    {
        const std::size_t index = m_plan.shapes.size();
        m_plan.shapes.push_back(stackedShape(parameter));
        m_plan.keepsNumbers.push_back(parameter.quantized.has_value());
        std::int64_t firstElement = 0;
        for (std::size_t part = 0; part < parameter.names.size() && part < parameter.shapes.size(); ++part) {
            addPart(parameter.names[part], parameter.shapes[part], index, firstElement);
            firstElement += elementsOf(parameter.shapes[part]).value_or(0);
        }
    }

    Expected<LoadPlan> finish() &&
    {
        if (!m_faults.isEmpty()) {
            return tl::unexpected(std::move(m_faults).take());
        }
        for (const Piece& piece : m_plan.pieces) {
            const auto& shape = m_plan.shapes[piece.parameter];
            const std::int64_t columns = shape.size() == 2 ? shape[1] : 0;
            if (piece.dtype != Dtype::F8_E4M3 || columns == 0 || piece.firstElement % columns != 0
                || static_cast<std::int64_t>(piece.bytes) % columns != 0) {
                m_plan.keepsNumbers[piece.parameter] = false;
            }
        }
        std::ranges::sort(m_plan.pieces, {}, [](const Piece& piece) {
            return std::tuple(piece.file, piece.offset, piece.parameter, piece.firstElement);
        });
        return std::move(m_plan);
    }

private:
    Shape stackedShape(const Parameter& parameter);
    void addPart(const std::string& name, const Shape& wanted, std::size_t parameter, std::int64_t firstElement);
    void addPieces(const std::string& name, const StoredTensor& tensor, std::size_t parameter,
                   std::int64_t firstElement);
    [[nodiscard]] std::string fileOf(const StoredTensor& tensor) const;

    const Checkpoint& m_checkpoint;
    LoadPlan m_plan;
    Faults m_faults;
};

// The parts' rows one after another: all dimensions but the first are those of every part.
Shape Planner::stackedShape(const Parameter& parameter)
{
    const std::string name = parameter.names.empty() ? "(no name)" : parameter.names.front();
    const bool isWhole =
        parameter.target != nullptr && !parameter.names.empty() && parameter.names.size() == parameter.shapes.size();
    if (!isWhole) {
        m_faults.add(ErrorCode::Internal, shownName(name) + ": is declared without names, shapes or target", "");
        return {};
    }
    Shape stacked = parameter.shapes.front();
    for (std::size_t part = 1; part < parameter.shapes.size(); ++part) {
        const Shape& shape = parameter.shapes[part];
        const bool fits = !stacked.empty() && shape.size() == stacked.size()
                          && std::equal(shape.begin() + 1, shape.end(), stacked.begin() + 1)
                          && !__builtin_add_overflow(stacked[0], shape[0], stacked.data());
        if (!fits) {
            m_faults.add(ErrorCode::Internal,
                         shownName(parameter.names[part]) + ": can't be stacked on " + shownName(name), "");
            return {};
        }
    }
    if (!elementsOf(stacked)) {
        m_faults.add(ErrorCode::InvalidArgument,
                     shownName(name) + ": the configured shape " + shownShape(stacked) + " is impossible", "");
    }
    return stacked;
}

void Planner::addPart(const std::string& name, const Shape& wanted, std::size_t parameter, std::int64_t firstElement)
{
    const StoredTensor* tensor = m_checkpoint.find(name);
    if (tensor == nullptr) {
        m_faults.add(ErrorCode::CorruptFile, shownName(name) + ": the tensor is missing", listOf(m_checkpoint.files));
        return;
    }
    if (!isSameMatrix(tensor->shape, wanted)) {
        m_faults.add(ErrorCode::CorruptFile,
                     shownName(name) + ": has shape " + shownShape(tensor->shape) + ", expected " + shownShape(wanted),
                     fileOf(*tensor));
        return;
    }
    addPieces(name, *tensor, parameter, firstElement);
}

// Whoever maps a layout's names may cut tensors into segments, so these are checked like a file's contents.
void Planner::addPieces(const std::string& name, const StoredTensor& tensor, std::size_t parameter,
                        std::int64_t firstElement)
{
    const std::uint64_t elementBytes = byteSize(tensor.dtype);
    std::uint64_t missing = static_cast<std::uint64_t>(elementsOf(tensor.shape).value_or(-1)) * elementBytes;
    for (const Segment& segment : tensor.segments) {
        const bool isKnown = segment.file < m_checkpoint.files.size();
        if (!isKnown || segment.bytes % elementBytes != 0 || segment.bytes > missing) {
            missing = std::numeric_limits<std::uint64_t>::max();
            break;
        }
        missing -= segment.bytes;
        if (segment.bytes == 0) {
            continue;
        }
        m_plan.pieces.push_back({.file = segment.file,
                                 .offset = segment.offset,
                                 .bytes = segment.bytes,
                                 .dtype = tensor.dtype,
                                 .parameter = parameter,
                                 .firstElement = firstElement,
                                 .scale = tensor.scale});
        firstElement += static_cast<std::int64_t>(segment.bytes / elementBytes);
        m_plan.bytes += static_cast<std::int64_t>(segment.bytes);
    }
    if (missing != 0) {
        m_faults.add(ErrorCode::Internal, shownName(name) + ": its segments do not add up to its shape",
                     fileOf(tensor));
    }
}

std::string Planner::fileOf(const StoredTensor& tensor) const
{
    const bool isKnown = !tensor.segments.empty() && tensor.segments.front().file < m_checkpoint.files.size();
    return isKnown ? m_checkpoint.files[tensor.segments.front().file].string() : listOf(m_checkpoint.files);
}

} // namespace

Expected<LoadPlan> planLoad(const Parameters& parameters, const Checkpoint& checkpoint)
{
    Planner planner(checkpoint);
    for (const Parameter& parameter : parameters.all()) {
        planner.addParameter(parameter);
    }
    return std::move(planner).finish();
}

} // namespace genserve::weights
