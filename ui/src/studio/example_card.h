// One of the first start's examples: its picture, its words; a click makes it.
#pragma once

#include <QAbstractButton>
#include <QImage>

namespace genserve::ui {

class ExampleCard : public QAbstractButton {
    Q_OBJECT

public:
    ExampleCard(const QString& prompt, const QString& pictureFile, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QImage m_picture;
};

} // namespace genserve::ui
