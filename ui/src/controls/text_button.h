// A push button with a label and perhaps an icon.
#pragma once

#include <QPushButton>
#include <QString>

namespace genserve::ui {

// The style sheet's kinds. One Primary a page.
enum class ButtonKind { Normal, Primary, Ghost, Link, Danger };
enum class ButtonSize { Small, Medium, Large }; // 24, 30, 40 px

class TextButton : public QPushButton {
    Q_OBJECT

public:
    explicit TextButton(ButtonKind kind = ButtonKind::Normal, ButtonSize size = ButtonSize::Medium,
                        QWidget* parent = nullptr);

    void setLabel(const QString& label);
    void setIconName(const QString& name); // Lucide; in the colour of the label
    // What is written small behind the label: "Ctrl ↵".
    void setHint(const QString& hint);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showText();

    ButtonKind m_kind;
    QString m_label, m_hint;
};

} // namespace genserve::ui
