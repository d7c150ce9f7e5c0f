#include "contract/fields.h"

#include <algorithm>
#include <array>

namespace genserve::service {
namespace {

constexpr double MaxSeed = 9223372036854775807.0;

int asInt(const FieldValue& value) { return static_cast<int>(std::get<std::int64_t>(value)); }

double asDouble(const FieldValue& value) { return std::get<double>(value); }

bool asBool(const FieldValue& value) { return std::get<bool>(value); }

const std::string& asText(const FieldValue& value) { return std::get<std::string>(value); }

void storeSeed(RequestDraft& draft, const FieldValue& value)
{
    const std::int64_t seed = std::get<std::int64_t>(value);
    draft.drawsSeed = seed < 0;
    draft.request.seed = std::max<std::int64_t>(0, seed);
}

using D = RequestDraft;
using V = FieldValue;

// clang-format off
constexpr std::array Fields = std::to_array<FieldSpec>({
    {"prompt", FieldType::Text, "", 1, 10000, "", InEvery, InEvery, "What the picture shows; counted in code points after trimming.", "提示词；去掉首尾空白后按码点计数。",
     [](D& d, const V& v) { d.request.prompt = asText(v); }},
    {"model_id", FieldType::Text, "\"flux1-dev\"", 1, 200, "", InEvery, NoMode, "An id of /models; left out: flux1-dev where it is installed, else the first model.", "/models 中的模型 ID；省略时为 flux1-dev（若已安装），否则为第一个模型。",
     [](D& d, const V& v) { d.request.modelId = asText(v); }},
    {"mode", FieldType::Choice, "\"text2img\"", 0, 0, "text2img img2img fill controlnet", InEvery, NoMode, "What is done.", "生成模式。",
     [](D& d, const V& v) { d.request.mode = *modeFromString(asText(v)); }},
    {"height", FieldType::Integer, "1024", 0, MaxSide, "", InEvery, NoMode, "Pixels, 16 or more; 0 is the input picture's height.", "像素，不小于 16；0 表示输入图片的高度。",
     [](D& d, const V& v) { d.request.height = asInt(v); }},
    {"width", FieldType::Integer, "1024", 0, MaxSide, "", InEvery, NoMode, "Pixels, 16 or more; 0 is the input picture's width.", "像素，不小于 16；0 表示输入图片的宽度。",
     [](D& d, const V& v) { d.request.width = asInt(v); }},
    {"num_inference_steps", FieldType::Integer, "50", 1, 200, "", InEvery, NoMode, "Steps; left out: the model's own number.", "推理步数；省略时用模型自己的值。",
     [](D& d, const V& v) { d.request.steps = asInt(v); }},
    {"cfg", FieldType::Number, "3.5", 0, 50, "", InEvery, NoMode, "FLUX's distilled guidance; left out: the model's own value.", "FLUX 的蒸馏引导强度；省略时用模型自己的值。",
     [](D& d, const V& v) { d.request.cfg = asDouble(v); }},
    {"seed", FieldType::Integer, "42", -1, MaxSeed, "", InEvery, NoMode, "-1 draws a seed; the reply tells it.", "随机种子；-1 表示随机抽取，响应中会给出。", storeSeed},
    {"priority", FieldType::Integer, "0", -1000, 1000, "", InEvery, NoMode, "Smaller runs first.", "优先级，数值小的先运行。",
     [](D& d, const V& v) { d.priority = asInt(v); }},
    {"strength", FieldType::Number, "0.8", 0, 1, "", InPictures, NoMode, "How much the input picture changes; left out it is 1 in fill.", "输入图片的变化强度；在 fill 中省略时为 1。",
     [](D& d, const V& v) { d.request.strength = asDouble(v); }},
    {"input_image", FieldType::Picture, "null", 0, 0, "", InPictures, ModeSet(InPictures), "PNG or JPEG, at most 50 MB, 16777216 px and 8192 px a side.", "PNG 或 JPEG，最大 50 MB、16777216 像素、每边 8192 像素。", nullptr},
    {"mask_image", FieldType::Picture, "null", 0, 0, "", InFill, InFill, "White is painted anew; of the input picture's size. Not needed with outpaint.", "白色区域将被重新生成；尺寸须与输入图片一致。使用 outpaint 时不需要。", nullptr},
    {"control_image", FieldType::Picture, "null", 0, 0, "", InEvery, InControl, "The map or picture that gives the structure.", "提供结构的控制图或图片。", nullptr},
    {"prompt_2", FieldType::Text, "null", 0, 10000, "", InEvery, NoMode, "A prompt of its own for T5.", "T5 专用的提示词。",
     [](D& d, const V& v) { d.request.prompt2 = asText(v); }},
    {"negative_prompt", FieldType::Text, "null", 0, 10000, "", InEvery, NoMode, "Used with a true_cfg_scale above 1.", "负面提示词，true_cfg_scale 大于 1 时生效。",
     [](D& d, const V& v) { d.request.negativePrompt = asText(v); }},
    {"true_cfg_scale", FieldType::Number, "1", 1, 20, "", InEvery, NoMode, "True classifier-free guidance, with a negative prompt.", "配合负面提示词的真正 CFG。",
     [](D& d, const V& v) { d.request.trueCfgScale = asDouble(v); }},
    {"prompt_weights", FieldType::Boolean, "false", 0, 0, "", InEvery, NoMode, "The prompts hold weights, (text:1.2); else they are taken literally.", "提示词含权重 (文字:1.2)；否则按原文处理。",
     [](D& d, const V& v) { d.request.promptWeights = asBool(v); }},
    {"max_sequence_length", FieldType::Integer, "512", 1, 512, "", InEvery, NoMode, "Tokens of T5.", "T5 的最大 token 数。",
     [](D& d, const V& v) { d.request.maxSequenceLength = asInt(v); }},
    {"step_cache", FieldType::Choice, "\"off\"", 0, 0, "off light medium strong", InEvery, NoMode, "Faster, and another picture: a step whose first block changes little reuses what the others did before.", "更快，但图片会不同：首个块变化很小的步会复用之前的计算结果。",
     [](D& d, const V& v) { d.request.stepCache = *stepCacheFromString(asText(v)); }},
    {"loras", FieldType::Loras, "[]", 0, 0, "", InEvery, NoMode, "LoRAs to apply, by the names of /loras.", "要使用的 LoRA，名称见 /loras。", nullptr},
    {"resize_mode", FieldType::Choice, "\"stretch\"", 0, 0, "stretch crop pad", InPictures, NoMode, "How an input of another size is fitted.", "输入图片尺寸不同时的调整方式。",
     [](D& d, const V& v) { d.request.resizeMode = *resizeModeFromString(asText(v)); }},
    {"controlnets", FieldType::ControlNets, "[]", 0, 0, "", InEvery, NoMode, "Several ControlNets at once; without an image of its own one uses control_image.", "同时使用多个 ControlNet；没有自带图片的使用 control_image。", nullptr},
    {"control_type", FieldType::Choice, "null", 0, 0, "canny depth openpose none", InEvery, NoMode, "What control_image is; left out: what the model is for.", "control_image 的类型；省略时按模型。",
     [](D& d, const V& v) { d.request.controlType = controlTypeFromString(asText(v)); }},
    {"control_preprocess", FieldType::Boolean, "false", 0, 0, "", InEvery, NoMode, "With canny: control_image is a picture whose edges are found here.", "配合 canny：control_image 是普通图片，在服务器上提取边缘。",
     [](D& d, const V& v) { d.request.controlPreprocess = asBool(v); }},
    {"controlnet_conditioning_scale", FieldType::Number, "0.7", 0, MaxControlScale, "", InEvery, NoMode, "Only ControlNets use it.", "仅 ControlNet 使用。",
     [](D& d, const V& v) { d.request.controlScale = asDouble(v); }},
    {"control_guidance_start", FieldType::Number, "0", 0, 1, "", InEvery, NoMode, "Share of the steps before a ControlNet acts.", "ControlNet 开始作用前的步数比例。",
     [](D& d, const V& v) { d.request.controlStart = asDouble(v); }},
    {"control_guidance_end", FieldType::Number, "1", 0, 1, "", InEvery, NoMode, "Share of the steps after which a ControlNet no longer acts.", "ControlNet 停止作用后的步数比例。",
     [](D& d, const V& v) { d.request.controlEnd = asDouble(v); }},
    {"mask_feather_px", FieldType::Integer, "0", 0, 256, "", InFill, NoMode, "Softens the mask's edge.", "羽化蒙版边缘。",
     [](D& d, const V& v) { d.request.maskFeatherPx = asInt(v); }},
    {"mask_grow_px", FieldType::Integer, "0", -256, 256, "", InFill, NoMode, "Grows or shrinks the mask.", "扩大或缩小蒙版。",
     [](D& d, const V& v) { d.request.maskGrowPx = asInt(v); }},
    {"paste_back", FieldType::Boolean, "true", 0, 0, "", InFill, NoMode, "Outside the mask the input picture stays bit for bit.", "蒙版之外保持输入图片逐位不变。",
     [](D& d, const V& v) { d.request.pasteBack = asBool(v); }},
    {"only_masked", FieldType::Boolean, "false", 0, 0, "", InFill, NoMode, "Works on the mask's surroundings at the model's best size.", "只在蒙版周围以模型的最佳尺寸工作。",
     [](D& d, const V& v) { d.request.onlyMasked = asBool(v); }},
    {"mask_padding_px", FieldType::Integer, "32", 0, 1024, "", InFill, NoMode, "With only_masked: the surroundings' width.", "配合 only_masked：周围区域的宽度。",
     [](D& d, const V& v) { d.request.maskPaddingPx = asInt(v); }},
    {"color_match", FieldType::Boolean, "false", 0, 0, "", InFill, NoMode, "Matches the colours along the seam.", "沿接缝匹配颜色。",
     [](D& d, const V& v) { d.request.colorMatch = asBool(v); }},
    {"outpaint", FieldType::Outpaint, "null", 0, 0, "", InFill, NoMode, "Pixels by which the picture grows on each side; what is new is painted.", "图片每边扩展的像素；新区域将被生成。", nullptr},
    {"deadline_s", FieldType::Number, "null", 0.001, 31'536'000, "", InEvery, NoMode, "Seconds after which an unfinished task is cancelled.", "超过此秒数仍未完成的任务将被取消。",
     [](D& d, const V& v) { d.deadlineSeconds = asDouble(v); }},
    {"output_format", FieldType::Choice, "\"png\"", 0, 0, "png jpeg", InEvery, NoMode, "Of the picture in the reply.", "响应中图片的格式。",
     [](D& d, const V& v) { d.outputFormat = asText(v) == "jpeg" ? OutputFormat::Jpeg : OutputFormat::Png; }},
});
// clang-format on

} // namespace

ModeSet modeBit(Mode mode)
{
    switch (mode) {
    case Mode::TextToImage: return InText;
    case Mode::ImageToImage: return InImage;
    case Mode::Fill: return InFill;
    case Mode::ControlNet: return InControl;
    }
    return NoMode;
}

std::span<const FieldSpec> requestFields() { return Fields; }

const FieldSpec* findField(std::string_view name)
{
    const auto found = std::ranges::find(Fields, name, &FieldSpec::name);
    return found == Fields.end() ? nullptr : &*found;
}

bool RequestDraft::hasPicture(std::string_view role) const
{
    return std::ranges::find(pictures, role, &SentPicture::role) != pictures.end();
}

} // namespace genserve::service
