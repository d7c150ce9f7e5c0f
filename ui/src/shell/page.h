// A page of the window, as the rail shows it.
#pragma once

#include <QWidget>

namespace genserve::ui {

class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    [[nodiscard]] virtual QString title() const = 0; // over the page
    [[nodiscard]] virtual QString state() const { return {}; }
    [[nodiscard]] virtual QString railWord() const { return title(); }
    // F6: the next part of the page gets the focus.
    virtual void focusNextPart() {}
    // Esc: leaves what is open within the page; false = nothing was.
    virtual bool stepBack() { return false; }
    // Where messages may stand, px of the page: beside and above what must stay in reach.
    [[nodiscard]] virtual QRect messageRoom() const { return rect(); }

Q_SIGNALS:
    void stateChanged();
};

} // namespace genserve::ui
