#include "popup_menu.h"

#include <QApplication>
#include <QMenu>
#include <QPointer>

namespace genserve::ui {

void openKeepingFocus(QMenu& menu, const QPoint& at)
{
    const QPointer<QWidget> before = QApplication::focusWidget();
    menu.exec(at);
    const QWidget* now = QApplication::focusWidget();
    const bool isLost = now == nullptr || now == &menu || menu.isAncestorOf(now);
    if (before != nullptr && isLost) {
        before->setFocus(Qt::PopupFocusReason);
    }
}

} // namespace genserve::ui
