#include "mode_check.h"

#include "sample_pictures.h"

#include <array>
#include <fstream>
#include <utility>

#include <QByteArray>
#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<const char*, const char*>, 4> Features{
    {{"text2img", "text-to-image"}, {"img2img", "image-to-image"}, {"fill", "fill"}, {"controlnet", "controlnet"}}};

std::string featureOf(const std::string& mode)
{
    for (const auto& [word, feature] : Features) {
        if (mode == word) {
            return feature;
        }
    }
    return {};
}

int numberOf(const Json& model, const char* key, int fallback)
{
    return model.contains(key) && model[key].is_number_integer() ? model[key].get<int>() : fallback;
}

// What is wrong with a reply; empty = nothing. `picture` gets the bytes of its file.
std::string problemOf(const HttpReply& reply, const std::string& mode, int size, std::string& picture)
{
    if (reply.status == 0) {
        return reply.body;
    }
    const Json body = reply.json();
    for (const char* const key :
         {"success", "task_id", "image_base64", "error", "elapsed_time", "gpu_id", "model_id", "mode"}) {
        if (!body.is_object() || !body.contains(key)) {
            return "answered " + std::to_string(reply.status) + " without the key " + key;
        }
    }
    if (reply.status != 200 || body["success"] != true || !body["image_base64"].is_string()) {
        return "answered " + std::to_string(reply.status) + ": "
               + (body["error"].is_string() ? body["error"].get<std::string>() : "no error is told");
    }
    if (body["mode"] != mode) {
        return "answered with another mode";
    }
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromStdString(body["image_base64"].get<std::string>()), QByteArray::AbortOnBase64DecodingErrors);
    picture = decoded.decoded.toStdString();
    const auto got = sizeOf(picture);
    if (!decoded || !got) {
        return "the picture can't be decoded";
    }
    return got->width == size && got->height == size
               ? std::string()
               : "the picture has " + std::to_string(got->width) + "x" + std::to_string(got->height) + " pixels, not "
                     + std::to_string(size) + "x" + std::to_string(size);
}

} // namespace

Expected<ModeChecker> ModeChecker::create(HttpClient& client, CheckChoice choice)
{
    ModeChecker checker(client, std::move(choice));
    const HttpReply reply = client.get("/models");
    if (reply.status != 200) {
        return failure(ErrorCode::Io, reply.status == 0 ? reply.body : "answered " + std::to_string(reply.status),
                       "GET /models");
    }
    const Json models = reply.json();
    if (!models.is_array()) {
        return failure(ErrorCode::UnsupportedFormat, "did not answer with an array", "GET /models");
    }
    bool isThere = false;
    for (const Json& model : models) {
        const bool isAsked =
            !checker.m_choice.model || (model.is_object() && model.value("model_id", "") == *checker.m_choice.model);
        if (!model.is_object() || !isAsked) {
            continue;
        }
        if (!std::exchange(isThere, true)) { // the default one is the first
            checker.m_size = numberOf(model, "native_size", checker.m_size);
            checker.m_steps = numberOf(model, "default_steps", checker.m_steps);
        }
        for (const Json& feature : model.value("supported_features", Json::array())) {
            checker.m_features.insert(feature.is_string() ? feature.get<std::string>() : std::string());
        }
    }
    if (!isThere) {
        return failure(ErrorCode::NotFound, "the server does not have this model",
                       checker.m_choice.model.value_or("any"));
    }
    checker.m_size = checker.m_choice.size.value_or(checker.m_size);
    checker.m_steps = checker.m_choice.steps.value_or(checker.m_steps);
    return checker;
}

HttpReply ModeChecker::ask(const std::string& mode)
{
    const std::string size = std::to_string(m_size);
    FormFields fields{
        {"prompt", "A beautiful sunset over mountains"},  {"mode", mode}, {"width", size}, {"height", size},
        {"num_inference_steps", std::to_string(m_steps)}, {"seed", "42"}};
    if (m_choice.model) {
        fields.emplace_back("model_id", *m_choice.model);
    }
    if (mode == "text2img") {
        Json body{{"prompt", fields[0].second},     {"mode", mode}, {"width", m_size}, {"height", m_size},
                  {"num_inference_steps", m_steps}, {"seed", 42}};
        if (m_choice.model) {
            body["model_id"] = *m_choice.model;
        }
        return m_client->postJson("/generate", body.dump());
    }
    std::vector<FormFile> files{{"input_image", "input.png", "image/png", landscapePng(m_size, m_size)}};
    if (mode == "img2img") {
        fields.emplace_back("strength", "0.7");
    } else if (mode == "fill") {
        files.push_back({"mask_image", "mask.png", "image/png", centreMaskPng(m_size, m_size)});
    } else {
        files.push_back({"control_image", "control.png", "image/png", edgesPng(m_size, m_size)});
    }
    return m_client->postForm("/generate/img2img", fields, files);
}

ModeOutcome ModeChecker::run(const std::string& mode, bool isNamed)
{
    ModeOutcome outcome;
    outcome.mode = mode;
    if (!m_features.contains(featureOf(mode)) && !isNamed) {
        outcome.wasSkipped = true;
        outcome.problem = "no model of the server does this";
        return outcome;
    }
    const HttpReply reply = ask(mode);
    std::string picture;
    outcome.seconds = reply.seconds;
    outcome.problem = problemOf(reply, mode, m_size, picture);
    if (outcome.problem.empty()) {
        outcome.file = m_choice.output / ("check-" + mode + ".png");
        std::error_code failed;
        std::filesystem::create_directories(m_choice.output, failed);
        std::ofstream file(outcome.file, std::ios::binary);
        if (!file.write(picture.data(), static_cast<std::streamsize>(picture.size())).flush()) {
            outcome.problem = outcome.file.string() + " can't be written";
        }
    }
    return outcome;
}

} // namespace genserve::app
