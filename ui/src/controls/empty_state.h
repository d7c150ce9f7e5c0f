// What stands where nothing is yet: an icon, a strong line, a plain line and at most one action.
#pragma once

#include <QWidget>

namespace genserve::ui {

class TextLabel;

class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(const QString& iconName, QWidget* parent = nullptr);

    void setTexts(const QString& strong, const QString& plain);

private:
    TextLabel* m_strong;
    TextLabel* m_plain;
};

} // namespace genserve::ui
