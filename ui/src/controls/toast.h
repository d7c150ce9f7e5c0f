// A short message over the foot of a page, with perhaps one action; one at a time.
#pragma once

#include <functional>

#include <QFrame>
#include <QTimer>

namespace genserve::ui {

class ElidedLabel;
class TextButton;

// Lives over its parent, goes by itself after tokens "motion.toastHold"; the pointer over it stops the clock.
class Toast : public QFrame {
    Q_OBJECT

public:
    // `room` = where it may stand now, px of the parent: at its foot, in the middle. Without it all of the parent.
    explicit Toast(QWidget* parent, std::function<QRect()> room = {});

    // An empty action = the message alone. Replaces what is shown.
    void showMessage(const QString& message, const QString& action = {}, std::function<void()> act = {});
    // The action of what is shown now, as by its button; nothing if there is none.
    void act();

protected:
    void showEvent(QShowEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void place();

    ElidedLabel* m_message;
    TextButton* m_action;
    std::function<QRect()> m_room;
    std::function<void()> m_act;
    QTimer m_hold;
};

} // namespace genserve::ui
