#include "header_json.h"

#include "tensor_name.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace genserve::weights {

namespace {

constexpr int MaxIgnoredDepth = 16; // of the value of an unknown field
constexpr std::string_view MetadataKey = "__metadata__";

using Json = nlohmann::json;

// Receives nlohmann's SAX events. The grammar is fixed, so the place in it says what may come next.
class HeaderEvents {
public:
    bool null() { return (m_place == Place::Names && m_name == MetadataKey) || isIgnored() || unexpected("null"); }
    bool boolean(bool) { return isIgnored() || unexpected("a boolean"); }
    bool number_integer(Json::number_integer_t) { return isIgnored() || unexpected("a negative number"); }
    bool number_float(Json::number_float_t, const std::string&) { return isIgnored() || unexpected("a fraction"); }
    bool binary(Json::binary_t&) { return unexpected("binary data"); }
    bool number_unsigned(Json::number_unsigned_t number);
    bool string(std::string& text);
    bool start_object(std::size_t);
    bool key(std::string& text);
    bool end_object();
    bool start_array(std::size_t);
    bool end_array();
    bool parse_error(std::size_t position, const std::string&, const Json::exception&)
    {
        return fail("the header is not valid JSON at byte " + std::to_string(position));
    }

    Expected<DeclaredHeader> result(bool isComplete) &&
    {
        if (!isComplete) {
            return failure(ErrorCode::CorruptFile, std::move(m_error));
        }
        return std::move(m_header);
    }

private:
    enum class Place { Start, Names, Metadata, Tensor, Shape, DataOffsets, Ignored };
    enum class Field { Dtype, Shape, DataOffsets, Unknown };
    static constexpr int FieldCount = 3;

    bool fail(std::string message);
    bool unexpected(std::string_view found);
    // Whether a value at this place belongs to a field that the format does not know.
    [[nodiscard]] bool isIgnored() const
    {
        return m_place == Place::Ignored || (m_place == Place::Tensor && m_field == Field::Unknown);
    }
    bool enterIgnored();
    bool leaveIgnored();
    bool enterName(std::string name);
    bool enterField(std::string_view word);
    bool finishTensor();

    DeclaredHeader m_header;
    DeclaredTensor m_tensor;
    std::string m_name; // the current key of the outermost object
    std::string m_metadataName;
    std::string m_error;
    Place m_place = Place::Start;
    Field m_field = Field::Unknown;
    unsigned m_fieldsSeen = 0; // a bit per Field
    int m_ignoredDepth = 0;
    bool m_hasMetadata = false;
};

bool HeaderEvents::fail(std::string message)
{
    m_error = std::move(message);
    return false;
}

bool HeaderEvents::unexpected(std::string_view found)
{
    const std::string where = m_place == Place::Start ? "the header" : shownName(m_name);
    return fail(where + ": has " + std::string(found) + " where the format allows none");
}

bool HeaderEvents::enterIgnored()
{
    m_place = Place::Ignored;
    return ++m_ignoredDepth <= MaxIgnoredDepth || fail(shownName(m_name) + ": is nested too deeply");
}

bool HeaderEvents::leaveIgnored()
{
    if (--m_ignoredDepth == 0) {
        m_place = Place::Tensor;
    }
    return true;
}

bool HeaderEvents::number_unsigned(Json::number_unsigned_t number)
{
    if (m_place == Place::Shape) {
        m_tensor.shape.push_back(number);
        return m_tensor.shape.size() <= MaxRank
               || fail(shownName(m_name) + ": has more than " + std::to_string(MaxRank) + " dimensions");
    }
    if (m_place == Place::DataOffsets) {
        m_tensor.dataOffsets.push_back(number);
        return m_tensor.dataOffsets.size() <= 2 || fail(shownName(m_name) + ": has more than two data_offsets");
    }
    return isIgnored() || unexpected("a number");
}

bool HeaderEvents::string(std::string& text)
{
    if (m_place == Place::Tensor && m_field == Field::Dtype) {
        m_tensor.dtype = text;
        return true;
    }
    if (m_place == Place::Metadata) {
        if (m_header.metadata.size() >= MaxMetadataEntries) {
            return fail("__metadata__: has more than " + std::to_string(MaxMetadataEntries) + " entries");
        }
        const bool isNew = m_header.metadata.emplace(m_metadataName, text).second;
        return isNew || fail("__metadata__: has the key " + shownName(m_metadataName) + " twice");
    }
    return isIgnored() || unexpected("text");
}

bool HeaderEvents::start_object(std::size_t)
{
    if (isIgnored()) {
        return enterIgnored();
    }
    if (m_place == Place::Start) {
        m_place = Place::Names;
        return true;
    }
    if (m_place != Place::Names) {
        return unexpected("an object");
    }
    m_place = m_name == MetadataKey ? Place::Metadata : Place::Tensor;
    m_tensor = {};
    m_fieldsSeen = 0;
    return true;
}

bool HeaderEvents::key(std::string& text)
{
    switch (m_place) {
    case Place::Names: return enterName(std::move(text));
    case Place::Metadata: m_metadataName = std::move(text); return true;
    case Place::Tensor: return enterField(text);
    default: return true; // inside an ignored value
    }
}

bool HeaderEvents::enterName(std::string name)
{
    m_name = std::move(name);
    const bool isRepeated =
        m_name == MetadataKey ? std::exchange(m_hasMetadata, true) : m_header.tensors.contains(m_name);
    return !isRepeated || fail(shownName(m_name) + ": stands in the header twice");
}

bool HeaderEvents::enterField(std::string_view word)
{
    m_field = word == "dtype"          ? Field::Dtype
              : word == "shape"        ? Field::Shape
              : word == "data_offsets" ? Field::DataOffsets
                                       : Field::Unknown;
    if (m_field == Field::Unknown) {
        return true;
    }
    const unsigned bit = 1U << static_cast<unsigned>(m_field);
    if ((m_fieldsSeen & bit) != 0) {
        return fail(shownName(m_name) + ": has the field " + std::string(word) + " twice");
    }
    m_fieldsSeen |= bit;
    return true;
}

bool HeaderEvents::end_object()
{
    switch (m_place) {
    case Place::Ignored: return leaveIgnored();
    case Place::Tensor: return finishTensor();
    default:
        m_place = Place::Names; // the end of the metadata, or of the header itself
        return true;
    }
}

bool HeaderEvents::finishTensor()
{
    m_place = Place::Names;
    if (m_fieldsSeen != (1U << FieldCount) - 1U || m_tensor.dataOffsets.size() != 2) {
        return fail(shownName(m_name) + ": lacks dtype, shape or two data_offsets");
    }
    if (m_header.tensors.size() >= MaxTensors) {
        return fail("the header has more than " + std::to_string(MaxTensors) + " tensors");
    }
    m_header.tensors.emplace(m_name, std::move(m_tensor));
    return true;
}

bool HeaderEvents::start_array(std::size_t)
{
    if (isIgnored()) {
        return enterIgnored();
    }
    if (m_place == Place::Tensor && m_field == Field::Shape) {
        m_place = Place::Shape;
        return true;
    }
    if (m_place == Place::Tensor && m_field == Field::DataOffsets) {
        m_place = Place::DataOffsets;
        return true;
    }
    return unexpected("a list");
}

bool HeaderEvents::end_array()
{
    if (m_place == Place::Ignored) {
        return leaveIgnored();
    }
    m_place = Place::Tensor;
    return true;
}

} // namespace

Expected<DeclaredHeader> parseHeaderJson(std::span<const std::uint8_t> json)
{
    // nlohmann takes a NUL for the end of the text, so whatever stood behind it would go unseen.
    if (std::find(json.begin(), json.end(), std::uint8_t{0}) != json.end()) {
        return failure(ErrorCode::CorruptFile, "the header is not valid JSON: it holds a NUL byte");
    }
    HeaderEvents events;
    const bool isComplete = Json::sax_parse(json.begin(), json.end(), &events);
    return std::move(events).result(isComplete);
}

} // namespace genserve::weights
