// The words to a memory bar: a square in its colour, a name and gigabytes for each part.
#pragma once

#include <vector>

#include <QWidget>

#include "../theme/tokens.h"
#include "memory_bar.h"

namespace genserve::ui {

// One line; parts that are empty are left out, those that find no room too, so that no number is cut.
class MemoryLegend : public QWidget {
    Q_OBJECT

public:
    explicit MemoryLegend(QWidget* parent = nullptr);

    void setUse(const MemoryUse& use);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Part {
        Role role;
        QString name, figure;
    };
    void showTexts();

    MemoryUse m_use;
    std::vector<Part> m_parts;
};

} // namespace genserve::ui
