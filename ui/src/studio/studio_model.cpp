#include "studio_model.h"

#include <algorithm>
#include <utility>

#include "../canvas/area_shapes.h"
#include "mask_shaping.h"
#include "picture_size.h"
#include "studio_obstacle.h"
#include "studio_request.h"
#include "ui/pixels.h"
#include "variation.h"

namespace genserve::ui {
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

std::vector<const ModelInfo*> StudioModel::modelsFor(Mode mode) const { return modelsWith(m_models, mode); }

std::vector<const AdapterInfo*> StudioModel::fittingLoras() const
{
    const ModelInfo* chosen = model();
    return chosen == nullptr ? std::vector<const AdapterInfo*>() : lorasFitting(m_models, chosen->id);
}

const ModelInfo* StudioModel::model() const
{
    const auto usable = modelsFor(m_state.request.mode);
    const auto it = std::ranges::find(usable, m_state.request.modelId, [](const ModelInfo* one) { return one->id; });
    return it != usable.end() ? *it : usable.empty() ? nullptr : usable.front();
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
    m_state.request.controlPreprocess = canFindEdges(m_models) && !looksLikeEdges(picture);
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

QString StudioModel::shownPrompt() const { return drawnPrompt(m_state.request.seed); }

bool StudioModel::isPromptCertain() const { return m_state.isSeedKept && m_state.count == 1; }

QString StudioModel::drawnPrompt(std::int64_t seed) const
{
    const QString typed = QString::fromStdString(m_state.request.prompt);
    return m_wildcards == nullptr ? WildcardSet().expand(typed, seed) : m_wildcards->expand(typed, seed);
}

QString StudioModel::obstacle() const { return obstacleOf(*this); }

GenerationRequest StudioModel::question() const { return questionOf(*this); }

void StudioModel::drawSeed()
{
    if (!m_state.isSeedKept) {
        m_state.request.seed = drawnSeed();
    }
    Q_EMIT changed();
}

tasks::Submission StudioModel::submission()
{
    drawSeed();
    return submissionOf(*this);
}

std::vector<tasks::Submission> StudioModel::submissions()
{
    drawSeed();
    return submissionsOf(*this);
}

} // namespace genserve::ui
