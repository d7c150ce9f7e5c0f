#include "dock_panel.h"

#include <QHBoxLayout>

#include "../controls/text_label.h"
#include "../theme/theme.h"

namespace genserve::ui {

DockPanel::DockPanel(const QString& name, QWidget* parent) : QDockWidget(parent)
{
    setObjectName(name);
    setFeatures(DockWidgetMovable | DockWidgetClosable);
    const Theme& theme = Theme::current();
    auto* bar = new QWidget(this);
    bar->setProperty("role", QStringLiteral("panel"));
    bar->setAttribute(Qt::WA_StyledBackground);
    m_row = new QHBoxLayout(bar);
    m_row->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.xs"), theme.px(u"space.m"), 0);
    m_row->setSpacing(theme.px(u"space.xs"));
    m_title = new TextLabel(TextStep::Title, bar);
    m_row->addWidget(m_title);
    setTitleBarWidget(bar);
}

void DockPanel::setTitle(const QString& title)
{
    m_title->setText(title);
    setWindowTitle(title);
}

void DockPanel::hideTitle() { m_title->hide(); }

} // namespace genserve::ui
