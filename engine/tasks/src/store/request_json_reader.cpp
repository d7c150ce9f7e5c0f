#include "request_keys.h"
#include "tasks/request_json.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>

namespace genserve::tasks {
namespace {

using Json = nlohmann::json;

constexpr std::size_t MaxRequestBytes = std::size_t{1} << 20; // three texts of 10 000 code points are 120 kB
constexpr std::size_t MaxListEntries = 64;

// Reads the keys of one object; the first fault stays and names its key.
class Fields {
public:
    Fields(const Json& object, std::string path, std::optional<Error>& fault)
        : m_object(object), m_path(std::move(path)), m_fault(fault)
    {
        if (!object.is_object()) {
            complain("", "is no object");
        }
    }

    // Leaves target as it is where the key is absent or null.
    void read(const char* key, std::string& target)
    {
        if (const Json* value = find(key)) {
            value->is_string() ? void(target = value->get<std::string>()) : complain(key, "is no text");
        }
    }
    void read(const char* key, bool& target)
    {
        if (const Json* value = find(key)) {
            value->is_boolean() ? void(target = value->get<bool>()) : complain(key, "is neither true nor false");
        }
    }
    void read(const char* key, double& target)
    {
        if (const Json* value = find(key)) {
            value->is_number() ? void(target = value->get<double>()) : complain(key, "is no number");
        }
    }
    void read(const char* key, std::int64_t& target)
    {
        const Json* value = find(key);
        if (!value) {
            return;
        }
        // A parser gives numbers beyond 2^63 as unsigned.
        const bool isTooLarge =
            value->is_number_unsigned()
            && value->get<std::uint64_t>() > std::uint64_t{std::numeric_limits<std::int64_t>::max()};
        if (!value->is_number_integer() || isTooLarge) {
            complain(key, "is no whole number of 64 bits");
        } else {
            target = value->get<std::int64_t>();
        }
    }
    void read(const char* key, int& target)
    {
        std::int64_t wide = target;
        read(key, wide);
        if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
            complain(key, "is no whole number of 32 bits");
        } else {
            target = static_cast<int>(wide);
        }
    }
    template <class T>
    void read(const char* key, std::optional<T>& target)
    {
        if (find(key)) {
            T value{};
            read(key, value);
            target = std::move(value);
        }
    }
    template <class E>
    void readWord(const char* key, E& target, std::optional<E> (*fromWord)(std::string_view))
    {
        std::string word;
        read(key, word);
        if (word.empty()) {
            return;
        }
        const auto value = fromWord(word);
        value ? void(target = *value) : complain(key, "is an unknown word");
    }
    // The list's entries; none where it is absent.
    std::vector<const Json*> list(const char* key)
    {
        std::vector<const Json*> entries;
        const Json* value = find(key);
        if (value && (!value->is_array() || value->size() > MaxListEntries)) {
            complain(key, "is no list of at most 64 entries");
        } else if (value) {
            for (const Json& entry : *value) {
                entries.push_back(&entry);
            }
        }
        return entries;
    }

    [[nodiscard]] const Json* find(const char* key) const
    {
        if (!m_object.is_object()) {
            return nullptr;
        }
        const auto found = m_object.find(key);
        return found == m_object.end() || found->is_null() ? nullptr : &*found;
    }
    [[nodiscard]] std::string pathOf(const std::string& key) const
    {
        return m_path.empty() ? key : key.empty() ? m_path : m_path + "." + key;
    }
    void complain(const char* key, const char* problem)
    {
        if (!m_fault) {
            m_fault = Error{ErrorCode::CorruptFile, problem, pathOf(key)};
        }
    }

private:
    const Json& m_object;
    std::string m_path;
    std::optional<Error>& m_fault;
};

bool isPlainName(const std::string& name)
{
    return !name.empty() && name.size() <= 64 && name.front() != '.'
           && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-.") == std::string::npos;
}

class Reader {
public:
    Expected<StoredRequest> read(const Json& json)
    {
        Fields fields(json, "", m_fault);
        readPrompt(fields);
        readSampling(fields);
        readFill(fields);
        readControl(fields);
        readPicture(fields, "input_image", "input_image");
        readPicture(fields, "mask_image", "mask_image");
        readPicture(fields, "control_image", "control_image");
        if (m_fault) {
            return tl::unexpected(*m_fault);
        }
        return std::move(m_stored);
    }

private:
    void readPrompt(Fields& fields)
    {
        auto& request = m_stored.request;
        fields.read("prompt", request.prompt);
        fields.read("prompt_2", request.prompt2);
        fields.read("negative_prompt", request.negativePrompt);
        fields.read("true_cfg_scale", request.trueCfgScale);
        fields.read("prompt_weights", request.promptWeights);
        fields.read("max_sequence_length", request.maxSequenceLength);
    }

    void readSampling(Fields& fields)
    {
        auto& request = m_stored.request;
        fields.read("model_id", request.modelId);
        fields.readWord("mode", request.mode, modeFromString);
        fields.read("height", request.height);
        fields.read("width", request.width);
        fields.read("num_inference_steps", request.steps);
        fields.read("cfg", request.cfg);
        fields.read("seed", request.seed);
        fields.read("strength", request.strength);
        fields.readWord("resize_mode", request.resizeMode, resizeModeFromString);
        fields.readWord("step_cache", request.stepCache, stepCacheFromString);
        for (const Json* entry : fields.list("loras")) {
            Fields lora(*entry, fields.pathOf("loras"), m_fault);
            auto& choice = request.loras.emplace_back();
            lora.read("name", choice.name);
            lora.read("weight", choice.weight);
        }
    }

    void readFill(Fields& fields)
    {
        auto& request = m_stored.request;
        fields.read("paste_back", request.pasteBack);
        fields.read("mask_grow_px", request.maskGrowPx);
        fields.read("mask_feather_px", request.maskFeatherPx);
        fields.read("only_masked", request.onlyMasked);
        fields.read("mask_padding_px", request.maskPaddingPx);
        fields.read("color_match", request.colorMatch);
        if (const Json* object = fields.find("outpaint")) {
            Fields sides(*object, "outpaint", m_fault);
            auto& grown = request.outpaint.emplace();
            sides.read("left", grown.left);
            sides.read("top", grown.top);
            sides.read("right", grown.right);
            sides.read("bottom", grown.bottom);
        }
    }

    void readControl(Fields& fields)
    {
        auto& request = m_stored.request;
        if (fields.find("control_type")) {
            fields.readWord("control_type", request.controlType.emplace(), controlTypeFromString);
        }
        fields.read("control_preprocess", request.controlPreprocess);
        for (const Json* entry : fields.list("controlnets")) {
            const std::string role = controlNetRole(request.controlNets.size());
            Fields net(*entry, role, m_fault);
            auto& choice = request.controlNets.emplace_back();
            net.read("id", choice.id);
            readPicture(net, "image", role);
            net.read("mode", choice.mode);
            net.read("scale", choice.scale);
            net.read("start", choice.start);
            net.read("end", choice.end);
        }
        fields.read("controlnet_conditioning_scale", request.controlScale);
        fields.read("control_guidance_start", request.controlStart);
        fields.read("control_guidance_end", request.controlEnd);
    }

    void readPicture(Fields& fields, const char* key, const std::string& role)
    {
        const Json* object = fields.find(key);
        if (!object) {
            return;
        }
        Fields names(*object, role, m_fault);
        PictureFile file{role, {}, {}};
        names.read("file", file.file);
        names.read("sha256", file.sha256);
        if (!isPlainName(file.file)) {
            names.complain("file", "is no plain file name");
        }
        m_stored.files.push_back(std::move(file));
    }

    StoredRequest m_stored;
    std::optional<Error> m_fault;
};

} // namespace

Expected<StoredRequest> parseRequest(std::string_view json)
{
    if (json.size() > MaxRequestBytes) {
        return failure(ErrorCode::CorruptFile, "a request of more than 1 MB");
    }
    constexpr bool ThrowsExceptions = false;
    const Json parsed = Json::parse(json, nullptr, ThrowsExceptions);
    if (parsed.is_discarded()) {
        return failure(ErrorCode::CorruptFile, "the request is no JSON");
    }
    return Reader().read(parsed);
}

} // namespace genserve::tasks
