// Requests a minute over the last hour, with those that were refused.
#pragma once

#include <vector>

#include <QWidget>

namespace genserve::ui {

class RateChart : public QWidget {
    Q_OBJECT

public:
    explicit RateChart(QWidget* parent = nullptr);

    // A minute each, oldest first, the last one still runs.
    void setRates(const std::vector<int>& all, const std::vector<int>& refused);

    [[nodiscard]] QSize sizeHint() const override { return {320, 160}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] int top() const; // the scale's end
    void paintScale(QPainter& painter, const QRectF& plot) const;

    std::vector<int> m_all, m_refused;
};

} // namespace genserve::ui
