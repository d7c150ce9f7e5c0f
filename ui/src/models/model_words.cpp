#include "model_words.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFileInfo>

#include "../words/engine_words.h"
#include "../words/text_forms.h"

namespace genserve::ui {
namespace {

class ModelWords {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::ModelWords)
};

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" · "));
}

QStringList texts(const std::vector<std::string>& all)
{
    QStringList list;
    for (const std::string& one : all) {
        list << engineSentence(one);
    }
    return list;
}

QString missingSentence(const std::vector<std::string>& needs)
{
    return ModelWords::tr("Missing: %1. Put it into one of the folders.").arg(texts(needs).join(ModelWords::tr(", ")));
}

ModelEntry entryOf(const ModelInfo& model, const ModelsSource& models, const std::vector<ModelFit>& fits)
{
    ModelEntry entry;
    entry.id = text(model.id);
    entry.icon = model.id == "starter" ? QStringLiteral("sparkles") : QStringLiteral("box");
    entry.name = text(model.name);
    const auto loras = std::ranges::count_if(models.adapters(), [&](const AdapterInfo& one) {
        return one.kind == "lora" && std::ranges::find(one.fits, model.id) != one.fits.end();
    });
    entry.kind = joined({formatWords(model.format), text(model.precision),
                         loras > 0 ? ModelWords::tr("%n LoRA(s) match", nullptr, static_cast<int>(loras)) : QString()});
    entry.features = model.features;
    entry.bytes = model.bytes;
    for (const ModelFit& fit : fits) {
        entry.memory = fit.modelId == model.id ? qMax(entry.memory, fit.memory) : entry.memory;
    }
    if (model.missing.empty()) {
        entry.fit = fitWords(model.id, fits);
    } else {
        entry.problem = missingSentence(model.missing);
        entry.fit = {ModelWords::tr("Can't be used yet"), Tone::Danger, QStringLiteral("circle-x")};
    }
    return entry;
}

ModelEntry entryOf(const AdapterInfo& adapter, const ModelsSource& models)
{
    ModelEntry entry;
    entry.id = text(adapter.id);
    const bool isControl = adapter.kind == "controlnet";
    entry.sort = isControl ? ModelEntry::Sort::ControlNet : ModelEntry::Sort::Lora;
    entry.icon = isControl ? QStringLiteral("spline") : QStringLiteral("blend");
    entry.name = text(adapter.name);
    entry.kind = joined({isControl ? QStringLiteral("ControlNet") : QStringLiteral("LoRA"), text(adapter.control),
                         text(adapter.precision)});
    entry.bytes = adapter.bytes;
    entry.problem = capitalised(engineSentence(adapter.problem));
    entry.problemTone = Tone::Warning;
    if (!adapter.problem.empty() || adapter.fits.empty()) {
        entry.fit = {ModelWords::tr("Never applied"), Tone::Warning, QStringLiteral("triangle-alert")};
        if (entry.problem.isEmpty()) {
            entry.problem = ModelWords::tr("It fits none of the installed models.");
        }
    } else {
        QStringList names;
        for (const std::string& id : adapter.fits) {
            names << modelName(models, id);
        }
        entry.fit = {ModelWords::tr("For %1").arg(names.join(ModelWords::tr(", "))), Tone::Success,
                     QStringLiteral("circle-check")};
    }
    return entry;
}

QString roleWords(const std::string& role)
{
    return role == "unreadable" ? ModelWords::tr("can't be read")
           : role == "unknown"  ? ModelWords::tr("of an unknown kind")
                                : text(role);
}

ModelEntry entryOf(const InstalledFile& file)
{
    ModelEntry entry;
    entry.id = text(file.location.string());
    entry.sort = ModelEntry::Sort::Other;
    entry.icon = QStringLiteral("box");
    entry.name = text(file.location.filename().string());
    entry.kind = joined({roleWords(file.role), text(file.precision)});
    entry.bytes = file.bytes;
    entry.problem = file.needs.empty() ? capitalised(engineReason(file.detail)) : missingSentence(file.needs);
    entry.problemTone = file.needs.empty() ? Tone::Warning : Tone::Danger;
    entry.fit = {ModelWords::tr("Can't be used yet"), entry.problemTone, QStringLiteral("triangle-alert")};
    return entry;
}

} // namespace

QString gigabytes(std::uint64_t bytes)
{
    const double gb = static_cast<double>(bytes) / 1e9;
    const double mb = static_cast<double>(bytes) / 1e6;
    return gb < 0.1 ? QStringLiteral("%1\u2009MB").arg(mb, 0, 'f', mb < 10 ? 1 : 0)
                    : QStringLiteral("%1\u2009GB").arg(gb, 0, 'f', 1);
}

QString modelName(const ModelsSource& models, const std::string& id)
{
    const auto it = std::ranges::find(models.models(), id, &ModelInfo::id);
    return QString::fromStdString(it == models.models().end() ? id : it->name);
}

QString formatWords(const std::string& format)
{
    if (format == "diffusers") {
        return ModelWords::tr("diffusers folder");
    }
    if (format == "huggingface-cache") {
        return ModelWords::tr("Hugging Face cache");
    }
    if (format == "single-file") {
        return ModelWords::tr("single file");
    }
    return format == "all-in-one" ? ModelWords::tr("all in one file") : text(format);
}

FeatureWords featureWords(const std::string& feature)
{
    if (feature == "text-to-image") {
        return {QStringLiteral("sparkles"), ModelWords::tr("Text")};
    }
    if (feature == "image-to-image") {
        return {QStringLiteral("image-up"), ModelWords::tr("Image")};
    }
    if (feature == "fill") {
        return {QStringLiteral("brush"), ModelWords::tr("Fill")};
    }
    return feature == "controlnet" ? FeatureWords{QStringLiteral("spline"), ModelWords::tr("Control")}
                                   : FeatureWords{QStringLiteral("check"), text(feature)};
}

FitWords fitWords(const std::string& modelId, const std::vector<ModelFit>& fits)
{
    QStringList fitting, slow;
    int all = 0;
    for (const ModelFit& fit : fits) {
        if (fit.modelId == modelId) {
            ++all;
            if (fit.verdict == ModelFit::Verdict::Fits) {
                fitting << text(fit.device);
            } else if (fit.verdict == ModelFit::Verdict::Slow) {
                slow << text(fit.device);
            }
        }
    }
    if (all == 0) {
        return {};
    }
    const QString comma = ModelWords::tr(", ");
    if (fitting.size() == all) {
        return {all == 1 ? ModelWords::tr("Fits %1").arg(fitting.front()) : ModelWords::tr("Fits every device"),
                Tone::Success, QStringLiteral("circle-check")};
    }
    if (!fitting.isEmpty()) {
        return {ModelWords::tr("Fits %1").arg(fitting.join(comma)), Tone::Success, QStringLiteral("circle-check")};
    }
    if (!slow.isEmpty()) {
        return {ModelWords::tr("Slow on %1").arg(slow.join(comma)), Tone::Warning, QStringLiteral("hourglass")};
    }
    return {ModelWords::tr("Too large for this machine"), Tone::Danger, QStringLiteral("circle-x")};
}

std::vector<ModelEntry> modelEntries(const ModelsSource& models)
{
    std::vector<ModelEntry> entries;
    const auto fits = models.fits();
    for (const ModelInfo& model : models.models()) {
        entries.push_back(entryOf(model, models, fits));
    }
    for (const AdapterInfo& adapter : models.adapters()) {
        entries.push_back(entryOf(adapter, models));
    }
    for (const InstalledFile& file : models.problems()) {
        if (std::ranges::find(models.adapters(), file.location, &AdapterInfo::location) == models.adapters().end()) {
            entries.push_back(entryOf(file)); // an adapter tells its own problem
        }
    }
    return entries;
}

} // namespace genserve::ui
