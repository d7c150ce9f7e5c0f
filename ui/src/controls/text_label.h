// Labels in the steps of the type scale.
#pragma once

#include <QLabel>
#include <QString>

namespace genserve::ui {

enum class TextStep { Caption, Small, Body, Label, Strong, Title, Page, Figure };
enum class Tone { None, Success, Warning, Danger, Accent };

// One line or, with wrapping on, several.
class TextLabel : public QLabel {
    Q_OBJECT

public:
    explicit TextLabel(TextStep step, QWidget* parent = nullptr);
    void setTone(Tone tone);
};

// One line that gives way: it ends in an ellipsis, the full text is its tool tip.
class ElidedLabel : public TextLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(TextStep step, QWidget* parent = nullptr);
    void setFullText(const QString& text);
    [[nodiscard]] const QString& fullText() const { return m_text; }
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void elide();

    QString m_text;
};

QString toneName(Tone tone); // "warning"; "" for None

} // namespace genserve::ui
