// A word on a rounded plate, perhaps with a cross that takes it away: tags, filters, what a model can do.
#pragma once

#include <QAbstractButton>

#include "../theme/tokens.h"

namespace genserve::ui {

class WordChip : public QAbstractButton {
    Q_OBJECT

public:
    enum class Kind {
        Plain,   // a fact
        Chosen,  // in accent: a filter in use
        Outline, // a button
    };

    WordChip(Kind kind, const QString& text, QWidget* parent = nullptr);

    void setIconName(const QString& name);
    // What the cross does, for its tool tip and assistive tools. Clicking the chip then means the cross.
    void setRemovable(const QString& meaning);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    [[nodiscard]] QFont wordFont() const;

    Kind m_kind;
    QString m_iconName;
    bool m_isRemovable = false;
};

} // namespace genserve::ui
