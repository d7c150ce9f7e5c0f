// A square button with an icon only.
#pragma once

#include <QString>
#include <QToolButton>

namespace genserve::ui {

enum class IconButtonSize {
    Small, // 24, icon 16: in rows
    Bar,   // 30, icon 18
    Strip, // 34, icon 20: tools
};

class IconButton : public QToolButton {
    Q_OBJECT

public:
    explicit IconButton(const QString& iconName, IconButtonSize size = IconButtonSize::Bar, QWidget* parent = nullptr);

    // What it does, for its tool tip (with the key) and for screen readers.
    void setMeaning(const QString& meaning, const QString& keys = {});
    void setIconName(const QString& name);
    [[nodiscard]] QString iconName() const { return m_iconName; }

private:
    QString m_iconName;
};

} // namespace genserve::ui
