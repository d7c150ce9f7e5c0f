#include "base_style.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QStyledItemDelegate>
#include <QVariant>

#include "icon.h"

namespace genserve::ui {
namespace {

// Of file dialogs; empty = Fusion's own.
QString nameOf(QStyle::StandardPixmap standard)
{
    switch (standard) {
    case QStyle::SP_DirIcon:
    case QStyle::SP_DirOpenIcon:
    case QStyle::SP_DirClosedIcon:
    case QStyle::SP_DirHomeIcon: return QStringLiteral("folder-open");
    case QStyle::SP_FileIcon: return QStringLiteral("image");
    case QStyle::SP_ComputerIcon: return QStringLiteral("monitor");
    case QStyle::SP_DriveHDIcon: return QStringLiteral("hard-drive");
    case QStyle::SP_FileDialogBack:
    case QStyle::SP_ArrowBack: return QStringLiteral("chevron-left");
    case QStyle::SP_ArrowForward: return QStringLiteral("chevron-right");
    case QStyle::SP_FileDialogToParent: return QStringLiteral("chevron-up");
    case QStyle::SP_FileDialogNewFolder: return QStringLiteral("plus");
    case QStyle::SP_FileDialogListView: return QStringLiteral("layout-grid");
    case QStyle::SP_FileDialogDetailedView: return QStringLiteral("list-ordered");
    default: return {};
    }
}

} // namespace

BaseStyle::BaseStyle() : QProxyStyle(QStringLiteral("Fusion")) {}

void BaseStyle::polish(QWidget* widget)
{
    if (widget->isWindow() && qobject_cast<QAbstractItemView*>(widget) != nullptr) {
        widget->setProperty("role", QStringLiteral("completion"));
    }
    auto* box = qobject_cast<QComboBox*>(widget);
    if (box != nullptr && qobject_cast<QStyledItemDelegate*>(box->itemDelegate()) == nullptr) {
        box->setItemDelegate(new QStyledItemDelegate(box)); // Qt's own one does not ask the sheet
    }
    QProxyStyle::polish(widget);
}

int BaseStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* answer) const
{
    // A list of choices is a list, which the sheet knows, not Fusion's menu.
    return hint == SH_DialogButtonBox_ButtonsHaveIcons || hint == SH_ComboBox_Popup
               ? 0
               : QProxyStyle::styleHint(hint, option, widget, answer);
}

QIcon BaseStyle::standardIcon(StandardPixmap standard, const QStyleOption* option, const QWidget* widget) const
{
    const QString name = nameOf(standard);
    return name.isEmpty() ? QProxyStyle::standardIcon(standard, option, widget) : icon(name);
}

} // namespace genserve::ui
