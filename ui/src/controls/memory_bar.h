// How a device's memory is used.
#pragma once

#include <QWidget>

namespace genserve::ui {

struct MemoryUse {
    qint64 total = 0, weights = 0, activations = 0, other = 0; // bytes; the rest is free
};

class MemoryBar : public QWidget {
    Q_OBJECT

public:
    explicit MemoryBar(QWidget* parent = nullptr);

    void setUse(const MemoryUse& use);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    MemoryUse m_use;
};

} // namespace genserve::ui
