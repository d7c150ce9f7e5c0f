#include "studio_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "../canvas/area_shapes.h"
#include "base/prompt_weights.h"
#include "mask_shaping.h"
#include "picture_size.h"
#include "pixels.h"
#include "prompt_weighting.h"
#include "variation.h"
#include "wildcard_folder.h"

namespace genserve::ui {
namespace {

void takePrompt(GenerationRequest& request, const QString& prompt)
{
    request.prompt = prompt.toStdString();
    // The other prompts come from a recalled picture, written to be read like this one (recall.cpp).
    request.promptWeights = hasWeights(prompt) || hasPromptWeights(request.prompt2.value_or(""))
                            || hasPromptWeights(request.negativePrompt.value_or(""));
}

} // namespace

QString featureOf(Mode mode)
{
    switch (mode) {
    case Mode::ImageToImage: return QStringLiteral("image-to-image");
    case Mode::Fill: return QStringLiteral("fill");
    case Mode::ControlNet: return QStringLiteral("controlnet");
    case Mode::TextToImage: break;
    }
    return QStringLiteral("text-to-image");
}

StudioModel::StudioModel(ModelsSource& models, QObject* parent) : QObject(parent), m_models(models), m_mask(QSize(1, 1))
{
    if (const ModelInfo* first = model()) {
        takeDefaults(*first);
        m_state.form.megapixels = megapixelsOf(QSize(first->nativeSize, first->nativeSize));
    }
    m_state.request.seed = drawnSeed();
    connect(&m_models, &ModelsSource::changed, this, [this] {
        Q_EMIT modelsChanged();
        Q_EMIT changed();
    });
    connect(&m_mask, &MaskDocument::historyChanged, this, &StudioModel::changed);
}

void StudioModel::change(const std::function<void(StudioState&)>& edit)
{
    edit(m_state);
    Q_EMIT changed();
}

void StudioModel::restore(const StudioState& state)
{
    m_state = state;
    if (!isPossible(m_state.request.mode)) {
        leaveForm(Mode::TextToImage);
        m_state.request.mode = Mode::TextToImage;
    }
    if (const ModelInfo* chosen = model(); chosen != nullptr && chosen->id != state.request.modelId) {
        takeDefaults(*chosen);
    }
    Q_EMIT changed();
}

StudioSnapshot StudioModel::snapshot() const
{
    return {m_state, m_input, m_inputAlpha, m_control, m_input.isNull() ? QImage() : m_mask.image().copy()};
}

void StudioModel::restore(const StudioSnapshot& snapshot)
{
    if (m_input.cacheKey() != snapshot.input.cacheKey()) {
        setInput(snapshot.input);
        m_inputAlpha = snapshot.inputAlpha;
    }
    if (!snapshot.mask.isNull() && snapshot.mask != m_mask.image()) {
        m_mask.reset(snapshot.mask);
    }
    if (m_control.cacheKey() != snapshot.control.cacheKey()) {
        setControl(snapshot.control);
    }
    restore(snapshot.state);
}

bool StudioModel::isPossible(Mode mode) const { return !modelsFor(mode).empty(); }

std::vector<const ModelInfo*> StudioModel::modelsFor(Mode mode) const
{
    const std::string feature = featureOf(mode).toStdString();
    std::vector<const ModelInfo*> found;
    for (const ModelInfo& one : m_models.models()) {
        if (one.missing.empty() && std::ranges::find(one.features, feature) != one.features.end()) {
            found.push_back(&one);
        }
    }
    return found;
}

const ModelInfo* StudioModel::model() const
{
    const auto usable = modelsFor(m_state.request.mode);
    const auto it = std::ranges::find(usable, m_state.request.modelId, [](const ModelInfo* one) { return one->id; });
    return it != usable.end() ? *it : usable.empty() ? nullptr : usable.front();
}

std::vector<const AdapterInfo*> StudioModel::fittingLoras() const
{
    std::vector<const AdapterInfo*> found;
    const ModelInfo* chosen = model();
    for (const AdapterInfo& one : m_models.adapters()) {
        if (chosen != nullptr && one.kind == "lora" && one.problem.empty()
            && std::ranges::find(one.fits, chosen->id) != one.fits.end()) {
            found.push_back(&one);
        }
    }
    return found;
}

void StudioModel::setMode(Mode mode)
{
    const bool isOther = mode != m_state.request.mode, isKnown = m_state.forms.contains(mode);
    leaveForm(mode);
    m_state.request.mode = mode;
    if (const ModelInfo* chosen = model(); chosen != nullptr && chosen->id != m_state.request.modelId) {
        takeDefaults(*chosen);
    }
    if (isOther && !isKnown) {
        takeWorkShape();
    }
    Q_EMIT changed();
}

// Keeps the size of the mode in use and takes that of the next one, if it has one.
void StudioModel::leaveForm(Mode next)
{
    if (next == m_state.request.mode) {
        return;
    }
    m_state.forms[m_state.request.mode] = m_state.form;
    if (const auto own = m_state.forms.extract(next)) {
        m_state.form = own.mapped();
    }
}

void StudioModel::setModel(const QString& id)
{
    m_state.request.modelId = id.toStdString();
    if (const ModelInfo* chosen = model()) {
        takeDefaults(*chosen);
        m_state.form.megapixels = megapixelsOf(QSize(chosen->nativeSize, chosen->nativeSize));
    }
    Q_EMIT changed();
}

void StudioModel::takeDefaults(const ModelInfo& model)
{
    m_state.request.modelId = model.id;
    m_state.request.steps = model.defaultSteps;
    m_state.request.cfg = model.defaultCfg;
    std::erase_if(m_state.request.loras, [&](const LoraChoice& choice) {
        const auto fitting = fittingLoras();
        return std::ranges::none_of(fitting, [&](const AdapterInfo* one) { return one->id == choice.name; });
    });
}

void StudioModel::setInput(const QImage& picture, OldMask mask)
{
    const bool startsOver = mask == OldMask::Dropped || picture.size() != m_input.size();
    if (!m_input.isNull()) {
        m_state.forms.erase(Mode::ImageToImage); // which was of the picture before
    }
    const QImage alpha = picture.hasAlphaChannel() ? maskOfAlpha(picture) : QImage();
    m_inputAlpha = alpha.isNull() || isBlack(alpha) ? QImage() : alpha;
    m_input = alpha.isNull() ? picture : onWhite(picture);
    if (startsOver) {
        QImage empty(picture.isNull() ? QSize(1, 1) : picture.size(), QImage::Format_Grayscale8);
        empty.fill(0);
        m_mask.reset(empty);
        m_state.request.outpaint.reset();
    }
    Q_EMIT inputChanged();
    Q_EMIT changed();
}

void StudioModel::setControl(const QImage& picture)
{
    if (!m_control.isNull()) {
        m_state.forms.erase(Mode::ControlNet);
    }
    m_control = picture.hasAlphaChannel() ? onWhite(picture) : picture;
    Q_EMIT controlChanged();
    Q_EMIT changed();
}

void StudioModel::usePicture(const QImage& picture, Mode mode, OldMask mask)
{
    setMode(mode);
    if (mode == Mode::ControlNet) {
        useControl(picture);
    } else {
        setInput(picture, mask);
        takeWorkShape();
    }
}

void StudioModel::useControl(const QImage& picture)
{
    m_state.request.controlPreprocess = canFindEdges() && !looksLikeEdges(picture);
    setControl(picture);
    takeWorkShape();
}

QImage StudioModel::workPicture() const
{
    const Mode mode = m_state.request.mode;
    return mode == Mode::TextToImage ? QImage() : mode == Mode::ControlNet ? m_control : m_input;
}

// The picture would be stretched to another one.
void StudioModel::takeWorkShape()
{
    const QImage picture = workPicture();
    if (m_state.request.mode != Mode::Fill && !picture.isNull()) {
        m_state.form.shape = shapeOf(picture.size());
        Q_EMIT changed();
    }
}

// Something is installed that takes the edges which the engine finds.
bool StudioModel::canFindEdges() const
{
    constexpr std::string_view Canny = "canny", Union = "union";
    return std::ranges::any_of(m_models.adapters(),
                               [&](const AdapterInfo& one) { return one.control == Canny || one.control == Union; })
           || std::ranges::any_of(m_models.models(),
                                  [&](const ModelInfo& one) { return one.id.find(Canny) != std::string::npos; });
}

void StudioModel::recall(const GenerationRequest& request, RecallPart part)
{
    const bool isWhole = part == RecallPart::All || part == RecallPart::Remix;
    if (isWhole) {
        leaveForm(request.mode);
    }
    recallInto(m_state, request, part);
    if (isWhole) {
        if (request.inputImage && request.mode != Mode::ControlNet) {
            setInput(qImage(*request.inputImage));
            m_state.request.outpaint = request.outpaint; // another picture would have ended it
        }
        if (request.maskImage && request.maskImage->width == m_input.width()
            && request.maskImage->height == m_input.height()) {
            m_mask.reset(qImage(*request.maskImage));
        }
        if (request.controlImage) {
            setControl(qImage(*request.controlImage));
        }
        if (const ModelInfo* chosen = model(); chosen != nullptr && chosen->id != request.modelId) {
            takeDefaults(*chosen); // the one that made it is not installed any more
        }
    }
    Q_EMIT changed();
}

void StudioModel::setOutpaint(const Outpaint& outpaint)
{
    change([&](StudioState& state) {
        state.request.outpaint = outpaint == Outpaint{} ? std::nullopt : std::optional(outpaint);
    });
}

void StudioModel::recordOutpaint(const Outpaint& before, const QString& label)
{
    m_mask.recordStep(
        [this, other = before]() mutable {
            const Outpaint now = m_state.request.outpaint.value_or(Outpaint{});
            setOutpaint(std::exchange(other, now));
        },
        label);
}

bool StudioModel::isOutpainting() const
{
    return m_state.request.mode == Mode::Fill && m_state.request.outpaint.has_value();
}

QSize StudioModel::size() const
{
    const bool isOfInput = m_state.request.mode == Mode::Fill && !m_input.isNull();
    const Outpaint out = isOutpainting() ? *m_state.request.outpaint : Outpaint{};
    return isOfInput ? m_input.size() + QSize(out.left + out.right, out.top + out.bottom)
                     : sizeFor(m_state.form.shape, m_state.form.megapixels);
}

void StudioModel::setSize(const QSize& size)
{
    change([&](StudioState& state) { takeSize(state, size); });
}

bool StudioModel::stepCacheActs() const
{
    const GenerationRequest& request = m_state.request;
    const ModelInfo* chosen = model();
    const int steps = request.steps.value_or(chosen == nullptr ? 0 : chosen->defaultSteps);
    const double share = request.mode == Mode::ImageToImage ? request.strength.value_or(1) : 1;
    return steps * share >= 2;
}

void StudioModel::setWildcards(std::shared_ptr<const WildcardSet> wildcards)
{
    m_wildcards = std::move(wildcards);
    Q_EMIT changed();
}

QString StudioModel::promptObstacle() const
{
    const QString prompt = QString::fromStdString(m_state.request.prompt);
    if (prompt.trimmed().isEmpty()) {
        return tr("Describe the picture first");
    }
    for (const WeightSpan& span : weightSpans(prompt)) {
        if (!span.weight) {
            return tr("The weight %1 in the prompt is not a number from 0 to 4").arg(span.number);
        }
    }
    if (wildcardSpans(prompt).empty()) {
        return {};
    }
    if (m_wildcards == nullptr) {
        return tr("The wildcard files are being read");
    }
    const auto fault = m_wildcards->check(prompt);
    return fault ? WildcardFolder::sentence(*fault) : QString();
}

// What the engine would say of the picture that fill works on: sizes that are chosen here are within its limits.
QString StudioModel::sizeObstacle() const
{
    const QSize made = size();
    if (m_state.request.mode != Mode::Fill || m_input.isNull()) {
        return {};
    }
    if (qMin(made.width(), made.height()) < SizeStep) {
        return tr("The picture is too small: a side has at least %1 px").arg(SizeStep);
    }
    if (qMax(made.width(), made.height()) > MostSide) {
        return tr("%1 × %2 is too large: a side has at most %3 px").arg(made.width()).arg(made.height()).arg(MostSide);
    }
    const bool isWhole = !m_state.request.onlyMasked;
    return isWhole && isTooLargeWhole(made) ? tr("Too many pixels to work on at once: repaint only the masked part")
                                            : QString();
}

QString StudioModel::obstacle() const
{
    const Mode mode = m_state.request.mode;
    if (model() == nullptr) {
        return tr("No installed model can do this");
    }
    if (const QString problem = promptObstacle(); !problem.isEmpty()) {
        return problem;
    }
    if ((mode == Mode::ImageToImage || mode == Mode::Fill) && m_input.isNull()) {
        return tr("Open a picture to work on");
    }
    if (const QString problem = sizeObstacle(); !problem.isEmpty()) {
        return problem;
    }
    if (mode == Mode::Fill && m_mask.isEmpty() && !isOutpainting()) {
        return tr("Paint over what is to be repainted");
    }
    if (mode == Mode::ControlNet && m_control.isNull()) {
        return tr("Open a control picture");
    }
    return {};
}

GenerationRequest StudioModel::question() const
{
    GenerationRequest request = m_state.request;
    const ModelInfo* chosen = model();
    request.modelId = chosen == nullptr ? std::string() : chosen->id;
    request.width = size().width();
    request.height = size().height();
    if (request.mode == Mode::ImageToImage && chosen != nullptr) { // only the last steps are run
        const double steps = request.steps.value_or(chosen->defaultSteps) * request.strength.value_or(1);
        request.steps = std::max(1, static_cast<int>(std::lround(steps)));
    }
    if (!stepCacheActs()) {
        request.stepCache = StepCache::Off;
    }
    request.mode = Mode::TextToImage;
    request.strength.reset();
    request.outpaint.reset();
    return request;
}

QString StudioModel::shownPrompt() const { return drawnPrompt(m_state.request.seed); }

bool StudioModel::isPromptCertain() const { return m_state.isSeedKept && m_state.count == 1; }

QString StudioModel::drawnPrompt(std::int64_t seed) const
{
    const QString typed = QString::fromStdString(m_state.request.prompt);
    return m_wildcards == nullptr ? WildcardSet().expand(typed, seed) : m_wildcards->expand(typed, seed);
}

// Settings of other modes are kept in the state, not sent.
void StudioModel::leaveOtherModes(GenerationRequest& request)
{
    const GenerationRequest plain;
    if (request.mode != Mode::Fill) {
        request.pasteBack = plain.pasteBack;
        request.maskGrowPx = plain.maskGrowPx;
        request.maskFeatherPx = plain.maskFeatherPx;
        request.onlyMasked = plain.onlyMasked;
        request.maskPaddingPx = plain.maskPaddingPx;
        request.colorMatch = plain.colorMatch;
        request.outpaint.reset();
    }
    if (request.mode != Mode::ControlNet) {
        request.controlPreprocess = plain.controlPreprocess;
        request.controlType.reset();
        request.controlNets.clear();
        request.controlScale.reset();
        request.controlStart.reset();
        request.controlEnd.reset();
    }
    if (request.mode != Mode::ImageToImage) {
        request.strength.reset();
    }
}

std::vector<tasks::Submission> StudioModel::submissions()
{
    tasks::Submission first = submission();
    QStringList prompts;
    for (int i = 0; i < first.count; ++i) {
        prompts << drawnPrompt(first.request.seed + i);
    }
    if (prompts.count(prompts.value(0)) == first.count) {
        return {std::move(first)};
    }
    first.count = 1;
    std::vector<tasks::Submission> all(static_cast<std::size_t>(prompts.size()), first);
    for (int i = 0; i < prompts.size(); ++i) {
        GenerationRequest& request = all[static_cast<std::size_t>(i)].request;
        request.seed += i;
        takePrompt(request, prompts.at(i));
    }
    return all;
}

tasks::Submission StudioModel::submission()
{
    if (!m_state.isSeedKept) {
        m_state.request.seed = drawnSeed();
    }
    tasks::Submission submission;
    submission.count = m_state.count;
    GenerationRequest& request = submission.request;
    request = m_state.request;
    request.modelId = model() == nullptr ? std::string() : model()->id;
    takePrompt(request, drawnPrompt(request.seed));
    leaveOtherModes(request);
    if (!stepCacheActs()) {
        request.stepCache = StepCache::Off;
    }
    const bool hasInput = request.mode == Mode::ImageToImage || request.mode == Mode::Fill;
    if (hasInput) {
        request.inputImage = rgbImage(m_input);
    }
    if (request.mode == Mode::Fill) {
        if (!m_mask.isEmpty()) {
            request.maskImage = greyImage(m_mask.image());
        }
        request.width = m_input.width();
        request.height = m_input.height();
        if (isOutpainting()) {
            request.width.reset(); // the picture's and what is added
            request.height.reset();
        }
    } else {
        request.width = size().width();
        request.height = size().height();
    }
    if (request.mode == Mode::ControlNet) {
        request.controlImage = rgbImage(m_control);
    }
    Q_EMIT changed();
    return submission;
}

} // namespace genserve::ui
