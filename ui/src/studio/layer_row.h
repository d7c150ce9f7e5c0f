// One layer: its thumbnail, name and a line about it.
#pragma once

#include <QImage>
#include <QWidget>

namespace genserve::ui {

class LayerRow : public QWidget {
    Q_OBJECT

public:
    explicit LayerRow(bool isCurrent, QWidget* parent = nullptr);

    void setLayer(const QImage& picture, const QString& name, const QString& details);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    bool m_isCurrent;
    QImage m_thumbnail;
    QString m_name, m_details;
};

} // namespace genserve::ui
