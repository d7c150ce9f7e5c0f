// A state in a word with its dot: "Working", "Waiting", "Failed".
#pragma once

#include <QWidget>

#include "text_label.h"

namespace genserve::ui {

class StateChip : public QWidget {
    Q_OBJECT

public:
    explicit StateChip(QWidget* parent = nullptr);

    void setState(const QString& word, Tone tone);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QFont wordFont() const;

    QString m_word;
    Tone m_tone = Tone::None;
};

} // namespace genserve::ui
