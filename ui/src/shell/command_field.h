// The field in the top bar that opens the command palette.
#pragma once

#include <QAbstractButton>

namespace genserve::ui {

class CommandField : public QAbstractButton {
    Q_OBJECT

public:
    explicit CommandField(QWidget* parent = nullptr);

    void setKeys(const QString& keys); // "Ctrl K"
    void setNarrow(bool isNarrow);     // its icon alone

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QString m_keys;
    bool m_isNarrow = false;
};

} // namespace genserve::ui
