#include "icon_button.h"

#include "../theme/icon.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

struct Sides {
    int button = 0, icon = 0;
};

Sides sidesOf(IconButtonSize size)
{
    const Theme& theme = Theme::current();
    switch (size) {
    case IconButtonSize::Small: return {theme.px(u"control.small"), theme.px(u"control.iconSmall")};
    case IconButtonSize::Strip: return {theme.px(u"control.medium") + 4, theme.px(u"control.iconLarge")};
    case IconButtonSize::Bar: break;
    }
    return {theme.px(u"control.medium"), theme.px(u"control.icon")};
}

} // namespace

IconButton::IconButton(const QString& iconName, IconButtonSize size, QWidget* parent) : QToolButton(parent)
{
    const Sides sides = sidesOf(size);
    setFixedSize(sides.button, sides.button);
    setIconSize({sides.icon, sides.icon});
    setIconName(iconName);
}

void IconButton::setIconName(const QString& name)
{
    if (name != m_iconName) {
        m_iconName = name;
        setIcon(ui::icon(name));
    }
}

void IconButton::setMeaning(const QString& meaning, const QString& keys)
{
    setAccessibleName(meaning);
    setToolTip(keys.isEmpty() ? meaning : QString(meaning % QStringLiteral("  ·  ") % keys));
}

} // namespace genserve::ui
