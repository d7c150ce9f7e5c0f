#include "remedy_row.h"

#include <QHBoxLayout>

#include "../controls/text_button.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "picture_size.h"
#include "studio_model.h"

namespace genserve::ui {

RemedyRow::RemedyRow(StudioModel& model, Program* program, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_program(program),
      m_smaller(new TextButton(ButtonKind::Normal, ButtonSize::Small, this)),
      m_float8(new TextButton(ButtonKind::Normal, ButtonSize::Small, this)),
      m_masked(new TextButton(ButtonKind::Normal, ButtonSize::Small, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::current().px(u"space.s"));
    row->addWidget(m_smaller);
    row->addWidget(m_float8);
    row->addWidget(m_masked);
    row->addStretch();
    m_smaller->setIconName(QStringLiteral("shrink"));
    connect(m_smaller, &QAbstractButton::clicked, this, [this] { m_model.setSize(m_size); });
    m_masked->setIconName(QStringLiteral("crop"));
    connect(m_masked, &QAbstractButton::clicked, this,
            [this] { m_model.change([](StudioState& state) { state.request.onlyMasked = true; }); });
    connect(m_float8, &QAbstractButton::clicked, this, [this] {
        m_program->setPrefersFloat8(true);
        m_program->restart(); // the models of the devices are read once, in one precision
    });
    keepTranslated(this, [this] { retranslate(); });
    hide();
}

void RemedyRow::retranslate()
{
    m_smaller->setLabel(tr("Make it %1 × %2").arg(m_size.width()).arg(m_size.height()));
    m_smaller->setToolTip(tr("The largest size that fits the memory"));
    m_masked->setLabel(tr("Only the masked part"));
    m_masked->setToolTip(tr("Works on the mask and its surroundings and puts them back into the picture"));
    m_float8->setLabel(tr("Use fp8 and start anew"));
    m_float8->setToolTip(
        tr("Models that do not fit are computed with 8-bit numbers: half the memory, slightly other pictures"));
}

void RemedyRow::show(const RequestFit& fit)
{
    m_size = fit.smallerSize;
    // Fill works on its input picture as large as that is.
    m_smaller->setVisible(!fit.fits && !m_size.isEmpty() && m_model.state().request.mode != Mode::Fill);
    m_float8->setVisible(!fit.fits && fit.fitsInFloat8 && m_program != nullptr && !m_program->prefersFloat8());
    m_masked->setVisible(m_model.state().request.mode == Mode::Fill && !m_model.state().request.onlyMasked
                         && isTooLargeWhole(m_model.size()));
    setVisible(!m_smaller->isHidden() || !m_float8->isHidden() || !m_masked->isHidden());
    retranslate();
}

} // namespace genserve::ui
