// A choice of colours as discs in a row.
#pragma once

#include <vector>

#include <QColor>
#include <QWidget>

namespace genserve::ui {

// Left and Right move the choice.
class SwatchRow : public QWidget {
    Q_OBJECT

public:
    explicit SwatchRow(std::vector<QColor> colours, QWidget* parent = nullptr);

    [[nodiscard]] QColor current() const { return m_colours.at(static_cast<std::size_t>(m_current)); }
    void setCurrent(const QColor& colour); // one that is not among them changes nothing; not signalled
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QColor& colour);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void choose(int index);

    std::vector<QColor> m_colours;
    int m_current = 0;
};

} // namespace genserve::ui
