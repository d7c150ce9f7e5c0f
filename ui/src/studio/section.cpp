#include "section.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "../controls/text_label.h"
#include "../theme/theme.h"

namespace genserve::ui {

Section::Section(QWidget* parent)
    : QWidget(parent),
      m_title(new TextLabel(TextStep::Label, this)),
      m_head(new QHBoxLayout),
      m_column(new QVBoxLayout(this))
{
    const Theme& theme = Theme::current();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // spare height stays below all sections
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(theme.px(u"space.s"));
    m_head->setSpacing(theme.px(u"space.xs"));
    m_head->addWidget(m_title);
    m_head->addStretch();
    m_column->addLayout(m_head);
}

void Section::setTitle(const QString& title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

QHBoxLayout* Section::addRow()
{
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::current().px(u"space.s"));
    m_column->addLayout(row);
    return row;
}

} // namespace genserve::ui
