// A title with details behind it, which go one after the other where there is no room: none is ever cut.
#pragma once

#include <QStringList>
#include <QWidget>

namespace genserve::ui {

class TitleWords : public QWidget {
    Q_OBJECT

public:
    explicit TitleWords(QWidget* parent = nullptr);

    // The details from the most to the least important one.
    void setWords(const QString& title, const QStringList& details);
    [[nodiscard]] QString shown() const; // at the present width
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, 0}; }
    [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Fitting {
        QString title, details;
        int detailsX = 0;
    };
    [[nodiscard]] Fitting fitting() const;
    [[nodiscard]] QFont strong() const;
    [[nodiscard]] QFont small() const;
    void showToolTip();

    QString m_title;
    QStringList m_details;
};

} // namespace genserve::ui
