#include "sentencepiece_file.h"

#include <bit>
#include <cstdint>
#include <optional>

namespace genserve::text {

namespace {

enum WireType : std::uint64_t { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

struct Field {
    std::uint64_t number = 0;
    WireType type = Varint;
    std::uint64_t value = 0; // Varint, Fixed32
    std::string_view bytes;  // Bytes
};

// Walks over the fields of a protobuf message.
class FieldReader {
public:
    explicit FieldReader(std::string_view message) : m_rest(message) {}

    [[nodiscard]] bool isAtEnd() const { return m_rest.empty(); }

    // Empty where the bytes are no field.
    std::optional<Field> next()
    {
        const auto tag = varint();
        if (!tag || *tag >> 3 == 0) {
            return std::nullopt;
        }
        Field field{*tag >> 3, static_cast<WireType>(*tag & 7), 0, {}};
        std::optional<std::uint64_t> value;
        switch (field.type) {
        case Varint: value = varint(); break;
        case Fixed64: value = fixed(8); break;
        case Fixed32: value = fixed(4); break;
        case Bytes:
            value = varint();
            if (value && *value <= m_rest.size()) {
                field.bytes = m_rest.substr(0, *value);
                m_rest.remove_prefix(*value);
            } else {
                value.reset();
            }
            break;
        }
        field.value = value.value_or(0);
        return value ? std::optional(field) : std::nullopt;
    }

private:
    std::optional<std::uint64_t> varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !m_rest.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_rest.front());
            m_rest.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        return std::nullopt;
    }

    std::optional<std::uint64_t> fixed(unsigned size)
    {
        if (m_rest.size() < size) {
            return std::nullopt;
        }
        std::uint64_t value = 0;
        for (unsigned i = 0; i < size; ++i) {
            value |= static_cast<std::uint64_t>(static_cast<unsigned char>(m_rest[i])) << (8 * i);
        }
        m_rest.remove_prefix(size);
        return value;
    }

    std::string_view m_rest;
};

// Calls visit(field) for every field; false where the message is broken.
template <class Visitor>
bool forEachField(std::string_view message, Visitor visit)
{
    FieldReader reader(message);
    while (!reader.isAtEnd()) {
        const auto field = reader.next();
        if (!field || !visit(*field)) {
            return false;
        }
    }
    return true;
}

// Numbers of sentencepiece_model.proto.
constexpr std::uint64_t ModelPieces = 1, ModelTrainer = 2, ModelNormalizer = 3;
constexpr std::uint64_t PieceText = 1, PieceScore = 2, PieceType = 3, TypeControl = 3, TypeUserDefined = 4;
constexpr std::uint64_t TrainerModelType = 3, ModelTypeUnigram = 1;
constexpr std::uint64_t NormalizerCharsmap = 2;

bool readPiece(std::string_view message, SentencepieceModel& model)
{
    Piece piece;
    std::uint64_t type = 1;
    const bool isIntact = forEachField(message, [&](const Field& field) {
        if (field.number == PieceText && field.type == Bytes) {
            piece.text = field.bytes;
        } else if (field.number == PieceScore && field.type == Fixed32) {
            piece.score = static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(field.value)));
        } else if (field.number == PieceType && field.type == Varint) {
            type = field.value;
        }
        return true;
    });
    if (type == TypeControl || type == TypeUserDefined) {
        model.symbols.push_back(piece.text);
    }
    model.pieces.push_back(std::move(piece));
    return isIntact;
}

} // namespace

Expected<SentencepieceModel> parseSentencepieceModel(std::string_view bytes, const std::string& file)
{
    SentencepieceModel model;
    std::uint64_t modelType = ModelTypeUnigram;
    const bool isIntact = forEachField(bytes, [&](const Field& field) {
        if (field.type != Bytes) {
            return field.number > ModelNormalizer;
        }
        if (field.number == ModelPieces) {
            return readPiece(field.bytes, model);
        }
        return forEachField(field.bytes, [&](const Field& inner) {
            if (field.number == ModelTrainer && inner.number == TrainerModelType && inner.type == Varint) {
                modelType = inner.value;
            } else if (field.number == ModelNormalizer && inner.number == NormalizerCharsmap && inner.type == Bytes) {
                model.charsmap = inner.bytes;
            }
            return true;
        });
    });
    if (!isIntact || model.pieces.empty()) {
        return failure(ErrorCode::CorruptFile, "not a sentencepiece model", file);
    }
    if (modelType != ModelTypeUnigram) {
        return failure(ErrorCode::UnsupportedFormat, "a sentencepiece model of another type than unigram", file);
    }
    return model;
}

} // namespace genserve::text
