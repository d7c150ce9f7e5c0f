#include "mask_swatch.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QWidgetAction>

#include "../controls/swatch_row.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Disc = 18;

} // namespace

MaskSwatch::MaskSwatch(QWidget* parent) : QToolButton(parent)
{
    const int side = Theme::current().px(u"control.medium");
    setFixedSize(side, side);
    connect(this, &QAbstractButton::clicked, this, &MaskSwatch::open);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
    keepTranslated(this, [this] {
        setToolTip(tr("Mask colour"));
        setAccessibleName(tr("Mask colour"));
    });
}

void MaskSwatch::setColour(const QColor& colour)
{
    m_colour = colour;
    update();
}

void MaskSwatch::open()
{
    QMenu menu(this);
    auto* action = new QWidgetAction(&menu);
    auto* holder = new QWidget(&menu);
    auto* row = new QHBoxLayout(holder);
    const int inset = Theme::current().px(u"space.s");
    row->setContentsMargins(inset, inset, inset, inset);
    auto* colours = new SwatchRow(Theme::current().tokens().colours(u"mask.alternatives"), holder);
    colours->setCurrent(m_colour);
    colours->setAccessibleName(tr("Mask colour"));
    row->addWidget(colours);
    action->setDefaultWidget(holder);
    menu.addAction(action);
    connect(colours, &SwatchRow::chosen, this, &MaskSwatch::chosen);
    connect(colours, &SwatchRow::chosen, &menu, &QMenu::close);
    colours->setFocus();
    menu.exec(mapToGlobal(QPoint(0, height())));
}

void MaskSwatch::paintEvent(QPaintEvent* event)
{
    QToolButton::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF disc(0, 0, Disc, Disc);
    disc.moveCenter(QRectF(rect()).center());
    painter.setBrush(m_colour);
    painter.setPen(Theme::current().colour(Role::Border));
    painter.drawEllipse(disc);
}

} // namespace genserve::ui
