// The pages, down the left edge.
#pragma once

#include <vector>

#include <QAbstractButton>
#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace genserve::ui {

class RailButton : public QAbstractButton {
    Q_OBJECT

public:
    explicit RailButton(const QString& iconName, QWidget* parent = nullptr);

    void setBadge(int count); // 0 = none
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void paintBadge(QPainter& painter) const;

    QString m_iconName;
    QTimer m_rest; // of a drag over it
    int m_badge = 0;
};

// Up and Down move the choice.
class Rail : public QWidget {
    Q_OBJECT

public:
    explicit Rail(QWidget* parent = nullptr);

    // Pages count from 0; the ones added at the foot stand below.
    RailButton* addPage(const QString& iconName, bool isAtFoot = false);
    void setCurrent(int page);

Q_SIGNALS:
    void chosen(int page);

private:
    QVBoxLayout* m_column;
    std::vector<RailButton*> m_buttons;
    int m_stretchAt = 0;
};

} // namespace genserve::ui
