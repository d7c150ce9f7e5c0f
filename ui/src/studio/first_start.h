// What the canvas shows before the first picture: examples that run by one click, and where a picture goes.
#pragma once

#include <QWidget>

namespace genserve::ui {

class FirstStart : public QWidget {
    Q_OBJECT

public:
    explicit FirstStart(QWidget* parent = nullptr);

Q_SIGNALS:
    void exampleChosen(const QString& prompt);
    void openWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace genserve::ui
