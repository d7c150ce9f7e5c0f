#include "toast.h"

#include <utility>

#include <QEvent>
#include <QHBoxLayout>

#include "../theme/live_text.h"
#include "../theme/plate.h"
#include "../theme/theme.h"
#include "icon_button.h"
#include "text_button.h"
#include "text_label.h"

namespace genserve::ui {

Toast::Toast(QWidget* parent, std::function<QRect()> room)
    : QFrame(parent),
      m_message(new ElidedLabel(TextStep::Body, this)),
      m_action(new TextButton(ButtonKind::Link, ButtonSize::Medium, this)),
      m_room(std::move(room))
{
    const Theme& theme = Theme::current();
    auto* layout = new QHBoxLayout(this);
    const int inset = theme.px(u"space.l"), gap = theme.px(u"space.m");
    layout->setContentsMargins(inset, theme.px(u"space.xs"), theme.px(u"space.s"), theme.px(u"space.xs"));
    layout->setSpacing(gap);
    auto* close = new IconButton(QStringLiteral("x"), IconButtonSize::Bar, this);
    // A message is in the language of its moment: it goes with a change, the bell keeps it.
    keepTranslated(close, [this, close] {
        close->setMeaning(tr("Close"));
        m_message->setFullText({});
        m_action->setLabel({});
        setAccessibleName({});
        hide();
    });
    m_message->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    layout->addWidget(m_message);
    layout->addWidget(m_action);
    layout->addWidget(close);
    connect(m_action, &QPushButton::clicked, this, &Toast::act);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_hold.setSingleShot(true);
    m_hold.setInterval(theme.px(u"motion.toastHold"));
    connect(&m_hold, &QTimer::timeout, this, &QWidget::hide);
    parent->installEventFilter(this);
    hide();
}

void Toast::showMessage(const QString& message, const QString& action, std::function<void()> act)
{
    m_message->setFullText(message);
    m_action->setLabel(action);
    m_action->setVisible(!action.isEmpty());
    m_act = std::move(act);
    setAccessibleName(message);
    show();
    place();
    m_hold.start();
}

void Toast::act()
{
    hide();
    m_hold.stop();
    if (m_act) {
        // The action may show the next message, which replaces m_act.
        const auto chosen = std::exchange(m_act, {});
        chosen();
    }
}

void Toast::place()
{
    raise();
    adjustSize();
    const int margin = Theme::current().px(u"space.l");
    const QRect room = (m_room ? m_room() : parentWidget()->rect()).adjusted(margin, 0, -margin, -margin);
    resize(qMin(width(), room.width()), height());
    move(room.left() + (room.width() - width()) / 2, room.bottom() + 1 - height());
}

void Toast::enterEvent(QEnterEvent* event)
{
    m_hold.stop();
    QFrame::enterEvent(event);
}

void Toast::leaveEvent(QEvent* event)
{
    m_hold.start();
    QFrame::leaveEvent(event);
}

// The first one may be shown before its parent was laid out.
void Toast::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    place();
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QFrame::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent* /*event*/) { paintPlate(*this, Role::Popup, u"radius.card"); }

} // namespace genserve::ui
