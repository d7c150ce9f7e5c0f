#include "segmented_choice.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

#include "../theme/plate.h"
#include "../theme/theme.h"

namespace genserve::ui {

SegmentedChoice::SegmentedChoice(QWidget* parent) : QFrame(parent), m_group(new QButtonGroup(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    setFixedHeight(Theme::current().px(u"control.medium") + 2);
    m_group->setExclusive(true);
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedChoice::chosen);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void SegmentedChoice::addChoice(const QString& text, const QString& toolTip)
{
    auto* button = new QToolButton(this);
    button->setCheckable(true);
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(text);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    QFont label = button->font();
    label.setWeight(QFont::DemiBold);
    button->setFont(label);
    const auto id = static_cast<int>(m_group->buttons().size());
    m_group->addButton(button, id);
    button->setChecked(id == 0);
    layout()->addWidget(button);
}

void SegmentedChoice::setChoiceText(int id, const QString& text)
{
    m_group->button(id)->setText(text);
    m_group->button(id)->setAccessibleName(text);
}

void SegmentedChoice::setChoiceEnabled(int id, bool isEnabled) { m_group->button(id)->setEnabled(isEnabled); }

int SegmentedChoice::current() const { return m_group->checkedId(); }

void SegmentedChoice::setCurrent(int id)
{
    if (id != None) {
        m_group->button(id)->setChecked(true);
    } else if (QAbstractButton* checked = m_group->checkedButton()) {
        m_group->setExclusive(false); // which keeps one checked
        checked->setChecked(false);
        m_group->setExclusive(true);
    }
}

void SegmentedChoice::paintEvent(QPaintEvent* /*event*/) { paintPlate(*this, Role::Input, u"radius.control"); }

} // namespace genserve::ui
