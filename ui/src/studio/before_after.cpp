#include "before_after.h"

#include <array>

#include <QHBoxLayout>

#include "../compare/compare_view.h"
#include "../controls/icon_button.h"
#include "../controls/segmented_choice.h"
#include "../controls/text_label.h"
#include "../theme/bar.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int ChoiceWidth = 280;
constexpr std::array<CompareView::Mode, 3> Modes{// in the order of Comparison
                                                 CompareView::Mode::Slider, CompareView::Mode::Side,
                                                 CompareView::Mode::Difference};

} // namespace

BeforeAfter::BeforeAfter(QWidget* parent)
    : QWidget(parent),
      m_view(new CompareView(this)),
      m_mode(new SegmentedChoice(this)),
      m_proof(new TextLabel(TextStep::Strong, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* bar = new QWidget(this);
    auto* row = makeBar(*bar, u"layout.toolOptions", u"space.s", u"space.s", u"space.m");
    for (std::size_t i = 0; i < Modes.size(); ++i) {
        m_mode->addChoice({});
    }
    m_mode->setFixedWidth(ChoiceWidth);
    auto* close = new IconButton(QStringLiteral("x"), IconButtonSize::Bar, bar);
    row->addWidget(m_mode);
    row->addWidget(m_proof, 1);
    row->addWidget(close);
    column->addWidget(bar);
    column->addWidget(m_view, 1);
    connect(close, &QAbstractButton::clicked, this, &BeforeAfter::closed);
    connect(m_mode, &SegmentedChoice::chosen, this,
            [this](int choice) { setComparison(static_cast<Comparison>(choice)); });
    connect(m_view, &CompareView::measured, this, [this](const PictureDifference& difference) {
        const qint64 count = m_hasMask ? difference.changedKept : difference.changed;
        m_proof->setTone(m_hasMask ? (count == 0 ? Tone::Success : Tone::Warning) : Tone::None);
        m_proof->setText(m_hasMask ? tr("%1 pixels changed outside the mask").arg(groupedNumber(count))
                                   : tr("%1 pixels changed").arg(groupedNumber(count)));
    });
    keepTranslated(this, [this, close] {
        m_mode->setChoiceText(0, tr("Slider"));
        m_mode->setChoiceText(1, tr("Side by side"));
        m_mode->setChoiceText(2, tr("Difference"));
        m_view->setWords(tr("Before"), tr("After"));
        m_view->setAccessibleName(tr("Before and after"));
        close->setMeaning(tr("Back to the result"));
    });
}

void BeforeAfter::show(const QImage& before, const QImage& after, const QImage& mask, Comparison comparison)
{
    m_hasMask = !mask.isNull();
    m_proof->setText(before.size() == after.size() ? tr("Measuring…") : QString());
    m_proof->setTone(Tone::None);
    m_view->setPictures(before, after, mask);
    setComparison(comparison);
    m_view->setFocus();
}

void BeforeAfter::setComparison(Comparison comparison)
{
    m_mode->setCurrent(static_cast<int>(comparison));
    m_view->setMode(Modes.at(static_cast<std::size_t>(comparison)));
    Q_EMIT compared(comparison);
}

Comparison BeforeAfter::comparison() const { return static_cast<Comparison>(m_mode->current()); }

QString BeforeAfter::proof() const { return m_proof->text(); }

} // namespace genserve::ui
