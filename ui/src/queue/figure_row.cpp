#include "figure_row.h"

#include <QHBoxLayout>

#include "../controls/sparkline.h"
#include "../controls/text_label.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int NameWidth = 52, ValueWidth = 56, Minutes = 2, PerMinute = 60;

} // namespace

FigureRow::FigureRow(const QString& iconName, Role line, double top, QWidget* parent)
    : QWidget(parent),
      m_name(new TextLabel(TextStep::Small, this)),
      m_line(new Sparkline(line, Minutes * PerMinute, top, this)),
      m_value(new TextLabel(TextStep::Strong, this))
{
    const Theme& theme = Theme::current();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme.px(u"space.s"));
    auto* picture = new QLabel(this);
    const int side = theme.px(u"control.iconSmall");
    keepThemed(picture, [picture, iconName, side] {
        picture->setPixmap(icon(iconName, Role::TextSecondary).pixmap(QSize(side, side), picture->devicePixelRatioF()));
    });
    m_name->setFixedWidth(NameWidth);
    m_value->setFixedWidth(ValueWidth);
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(picture);
    row->addWidget(m_name);
    row->addWidget(m_line, 1);
    row->addWidget(m_value);
}

void FigureRow::setName(const QString& name) { m_name->setText(name); }

void FigureRow::add(double value, const QString& text)
{
    m_line->add(value);
    m_value->setText(text);
    setAccessibleName(QString(m_name->text() % u' ' % text));
}

} // namespace genserve::ui
