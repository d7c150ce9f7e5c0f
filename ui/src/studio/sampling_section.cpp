#include "sampling_section.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../controls/value_slider.h"
#include "../theme/live_text.h"
#include "seed_row.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr double Tenth = 0.1, Hundredth = 0.01, DefaultStrength = 0.8;
constexpr int MostSteps = 100, MostGuidance = 300, MostPictures = 64, LeastLetters = 8;

} // namespace

SamplingSection::SamplingSection(StudioModel& model, QWidget* parent)
    : Section(parent),
      m_model(model),
      m_steps(new ValueSlider({}, this)),
      m_guidance(new ValueSlider({}, this)),
      m_strength(new ValueSlider({}, this)),
      m_cache(new QComboBox(this)),
      m_count(new ValueSlider({}, this))
{
    QHBoxLayout* row = addRow();
    row->addWidget(m_steps);
    row->addWidget(m_guidance);
    column()->addWidget(m_strength);
    m_cache->setSizeAdjustPolicy(
        QComboBox::AdjustToMinimumContentsLengthWithIcon); // the panel stays as narrow as it is
    column()->addWidget(m_cache);
    column()->addWidget(new SeedRow(model, this));
    column()->addWidget(m_count);
    m_steps->setRange(1, MostSteps);
    m_guidance->setRange(0, MostGuidance);
    m_guidance->setScale(Tenth, 1);
    m_strength->setRange(0, 100);
    m_strength->setScale(Hundredth, 2);
    m_strength->setDefaultValue(qRound(DefaultStrength / Hundredth));
    m_count->setRange(1, MostPictures);
    m_count->setDefaultValue(1);
    m_count->setIcon(QStringLiteral("images"));
    const auto edit = [this](ValueSlider* slider, const std::function<void(StudioState&)>& apply) {
        connect(slider, &ValueSlider::valueChanged, this, [this, apply] { m_model.change(apply); });
    };
    edit(m_steps, [this](StudioState& state) { state.request.steps = m_steps->value(); });
    edit(m_guidance, [this](StudioState& state) { state.request.cfg = m_guidance->realValue(); });
    edit(m_strength, [this](StudioState& state) { state.request.strength = m_strength->realValue(); });
    edit(m_count, [this](StudioState& state) { state.count = m_count->value(); });
    // As wide as the panel, not as its longest entry.
    m_cache->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_cache->setMinimumContentsLength(LeastLetters);
    for (const StepCache cache : {StepCache::Off, StepCache::Light, StepCache::Medium, StepCache::Strong}) {
        m_cache->addItem({}, static_cast<int>(cache));
    }
    connect(m_cache, &QComboBox::activated, this, [this] {
        const auto cache = static_cast<StepCache>(m_cache->currentData().toInt());
        m_model.change([cache](StudioState& state) { state.request.stepCache = cache; });
    });
    connect(&model, &StudioModel::changed, this, &SamplingSection::refresh);
    keepTranslated(this, [this] {
        setTitle(tr("Sampling"));
        m_steps->setName(tr("Steps"));
        m_guidance->setName(tr("Guidance"));
        m_strength->setName(tr("Strength"));
        m_count->setName(tr("Pictures"));
        m_cache->setAccessibleName(tr("Step cache"));
        m_cache->setToolTip(
            tr("Steps that change little reuse what earlier ones computed: faster, and another picture"));
        m_cache->setItemText(0, tr("Step cache: off"));
        m_cache->setItemText(1, tr("Step cache: light, nearly the same picture"));
        m_cache->setItemText(2, tr("Step cache: medium, faster"));
        m_cache->setItemText(3, tr("Step cache: strong, fastest"));
    });
    refresh();
}

void SamplingSection::refresh()
{
    const StudioState& state = m_model.state();
    const QSignalBlocker steps(m_steps), guidance(m_guidance), strength(m_strength), count(m_count);
    if (const ModelInfo* model = m_model.model()) {
        m_steps->setDefaultValue(model->defaultSteps);
        m_guidance->setDefaultValue(qRound(model->defaultCfg / Tenth));
        m_steps->setValue(state.request.steps.value_or(model->defaultSteps));
        m_guidance->setRealValue(state.request.cfg.value_or(model->defaultCfg));
        // Models that were not trained with guidance have none to set.
        m_guidance->setVisible(model->defaultCfg > 0);
    }
    m_strength->setVisible(state.request.mode == Mode::ImageToImage);
    m_strength->setRealValue(state.request.strength.value_or(DefaultStrength));
    m_cache->setVisible(m_model.stepCacheActs());
    m_cache->setCurrentIndex(m_cache->findData(static_cast<int>(state.request.stepCache)));
    m_count->setValue(state.count);
}

} // namespace genserve::ui
