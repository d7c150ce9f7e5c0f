// A remedy to choose: what it does, what it costs; a click does it.
#pragma once

#include <QAbstractButton>

namespace genserve::ui {

class RemedyCard : public QAbstractButton {
    Q_OBJECT

public:
    explicit RemedyCard(const QString& icon, QWidget* parent = nullptr);

    // The cost stands below, cut where it finds no room; the tool tip has it whole, and more.
    void setWords(const QString& title, const QString& cost, const QString& more);
    [[nodiscard]] const QString& cost() const { return m_cost; }
    void setBest(bool isBest); // outlined

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_icon, m_cost;
    bool m_isBest = false;
};

} // namespace genserve::ui
