// What the user should know now: an icon, a strong line and a plain one on a tinted ground.
#pragma once

#include <QFrame>

#include "text_label.h"

namespace genserve::ui {

class Notice : public QFrame {
    Q_OBJECT

public:
    explicit Notice(QWidget* parent = nullptr);

    // Accent is for information, None for the same on a quiet ground.
    void setMessage(Tone tone, const QString& strong, const QString& plain);

private:
    QLabel* m_icon;
    TextLabel* m_strong;
    TextLabel* m_plain;
};

} // namespace genserve::ui
