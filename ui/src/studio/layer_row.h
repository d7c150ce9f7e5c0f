// One layer: its thumbnail, name, a line about it, and whether it is shown.
#pragma once

#include <QAbstractButton>
#include <QImage>

namespace genserve::ui {

class IconButton;

// Checked = it is the one that the panel's settings act on.
class LayerRow : public QAbstractButton {
    Q_OBJECT

public:
    explicit LayerRow(QWidget* parent = nullptr);

    // A null picture: there is nothing to show or hide.
    void setLayer(const QImage& picture, const QString& name, const QString& details);
    void setShown(bool isShown);
    void setLocked(); // it belongs to what runs: neither chosen nor hidden
    [[nodiscard]] IconButton& eye() { return *m_eye; }
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void shownToggled(bool isShown);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showWords();

    IconButton* m_eye;
    bool m_isShown = true, m_isLocked = false;
    QImage m_thumbnail;
    qint64 m_key = 0; // of the picture that the thumbnail is of
    QString m_name, m_details;
};

} // namespace genserve::ui
