// What models and adapters are and can do, in the language in use.
#pragma once

#include <vector>

#include <QString>

#include "../controls/text_label.h"
#include "ui/world.h"

namespace genserve::ui {

QString gigabytes(std::uint64_t bytes);                               // "17.2 GB"
QString modelName(const ModelsSource& models, const std::string& id); // the id of one that is no longer there
QString formatWords(const std::string& format);

struct FeatureWords {
    QString icon, word;
};
FeatureWords featureWords(const std::string& feature); // of ModelInfo::features

struct FitWords {
    QString text;
    Tone tone = Tone::None;
    QString icon;
};
// Over all devices: "Fits cuda:0 and cuda:1", "Slow everywhere"; empty where nothing is known.
FitWords fitWords(const std::string& modelId, const std::vector<ModelFit>& fits);

// What is installed as one entry of the page.
struct ModelEntry {
    QString id, icon, name, kind; // kind: "ComfyUI folder · fp8"
    std::vector<std::string> features;
    std::uint64_t bytes = 0;
    std::int64_t memory = 0; // 0 = not known
    FitWords fit;
    QString problem; // in a sentence; empty = ready
    Tone problemTone = Tone::Danger;
    enum class Sort { Model, Lora, ControlNet, Other } sort = Sort::Model;
};
std::vector<ModelEntry> modelEntries(const ModelsSource& models);

} // namespace genserve::ui
