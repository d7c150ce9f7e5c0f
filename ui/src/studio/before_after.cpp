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
    m_row = makeBar(*bar, u"layout.toolOptions", u"space.s", u"space.s", u"space.m");
    for (std::size_t i = 0; i < Modes.size(); ++i) {
        m_mode->addChoice({});
    }
    m_mode->setFixedWidth(ChoiceWidth);
    m_close = new IconButton(QStringLiteral("x"), IconButtonSize::Bar, bar);
    m_row->addWidget(m_mode);
    m_row->addWidget(m_proof);
    m_row->addStretch(1);
    m_row->addWidget(m_close);
    column->addWidget(bar);
    m_second = new QWidget(this);
    m_secondRow = makeBar(*m_second, u"control.row", u"space.l", u"space.s", u"space.m");
    m_second->hide();
    column->addWidget(m_second);
    column->addWidget(m_view, 1);
    connect(m_close, &QAbstractButton::clicked, this, &BeforeAfter::closed);
    connect(m_mode, &SegmentedChoice::chosen, this,
            [this](int choice) { setComparison(static_cast<Comparison>(choice)); });
    connect(m_view, &CompareView::measured, this, [this](const PictureDifference& difference) {
        const qint64 count = m_hasMask ? difference.changedKept : difference.changed;
        m_proof->setTone(m_hasMask ? (count == 0 ? Tone::Success : Tone::Warning) : Tone::None);
        m_proof->setText(m_hasMask ? tr("%1 pixels changed outside the mask").arg(groupedNumber(count))
                                   : tr("%1 pixels changed").arg(groupedNumber(count)));
        placeProof();
    });
    keepTranslated(this, [this] {
        m_mode->setChoiceText(0, tr("Slider"));
        m_mode->setChoiceText(1, tr("Side by side"));
        m_mode->setChoiceText(2, tr("Difference"));
        m_view->setWords(tr("Before"), tr("After"));
        m_view->setAccessibleName(tr("Before and after"));
        m_close->setMeaning(tr("Back to the result"));
    });
}

void BeforeAfter::show(const QImage& before, const QImage& after, const QImage& mask, Comparison comparison)
{
    m_hasMask = !mask.isNull();
    m_proof->setText(before.size() == after.size() ? tr("Measuring…") : QString());
    m_proof->setTone(Tone::None);
    placeProof();
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

void BeforeAfter::placeProof()
{
    const int gaps = 4 * m_row->spacing(); // those at the ends are smaller
    const bool isBelow =
        m_mode->width() + m_proof->sizeHint().width() + m_close->width() + gaps > width() && !proof().isEmpty();
    if (isBelow != m_second->isHidden()) {
        return;
    }
    isBelow ? m_secondRow->addWidget(m_proof) : m_row->insertWidget(1, m_proof);
    m_second->setVisible(isBelow);
}

void BeforeAfter::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeProof();
}

} // namespace genserve::ui
