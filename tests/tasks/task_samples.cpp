#include "task_samples.h"

#include "picture_files.h"
#include "tasks/request_json.h"

#include <QTemporaryDir>

using namespace genserve;
using namespace genserve::tasks;

GenerationRequest fullRequest()
{
    GenerationRequest request;
    request.prompt = "一只红色的狐狸 \"sitting\"\n, in snow";
    request.prompt2 = "t5 reads this";
    request.negativePrompt = "";
    request.trueCfgScale = 2.5;
    request.promptWeights = true;
    request.maxSequenceLength = 256;
    request.modelId = "flux1-dev";
    request.mode = Mode::Fill;
    request.width = 640;
    request.height = 0;
    request.steps = 33;
    request.cfg = 0.1;
    request.seed = 9223372036854775807;
    request.strength = 0.7;
    request.resizeMode = ResizeMode::Pad;
    request.stepCache = StepCache::Medium;
    request.loras = {{"ink", 0.8}, {"snow", -1}};
    request.pasteBack = false;
    request.maskGrowPx = -3;
    request.maskFeatherPx = 5;
    request.onlyMasked = true;
    request.maskPaddingPx = 7;
    request.colorMatch = true;
    request.outpaint = Outpaint{1, 2, 3, 4};
    request.controlType = ControlType::Depth;
    request.controlPreprocess = true;
    request.controlNets = {{"union", noisePicture(5, 4, 3), 2, 0.9, 0.1, 0.6}, {"", std::nullopt, std::nullopt}};
    request.controlScale = 0.65;
    request.controlStart = 0.05;
    request.controlEnd = 0.95;
    request.inputImage = noisePicture(9, 8, 3);
    request.maskImage = noisePicture(9, 8, 1);
    request.controlImage = noisePicture(3, 2, 3);
    return request;
}

NewTask newTask(std::int64_t sequence, const std::string& prompt)
{
    NewTask added;
    added.task.id = newTaskId();
    added.task.sequence = sequence;
    added.task.client = "local";
    added.task.prompt = prompt;
    added.task.modelId = "starter";
    added.task.createdMs = 1'700'000'000'000 + sequence;
    GenerationRequest request;
    request.prompt = prompt;
    added.request = requestJson(request, {}).value();
    return added;
}

std::filesystem::path pathOf(const QTemporaryDir& folder) { return folder.path().toStdString(); }

QByteArray shown(const std::string& text) { return QByteArray::fromStdString(text); }
