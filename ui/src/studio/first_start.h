// What the canvas shows before the first picture: examples that run by one click, and where a picture goes.
#pragma once

#include <QWidget>

#include "ui/world.h"

class QLabel;

namespace genserve::ui {

class TextLabel;

class FirstStart : public QWidget {
    Q_OBJECT

public:
    FirstStart(ModelsSource& models, TaskDoor& tasks, QWidget* parent = nullptr);

Q_SIGNALS:
    void exampleChosen(const QString& prompt);
    void openWanted();
    void modelsWanted(); // the page that tells what fits

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showTitle();
    void showFits();

    ModelsSource& m_models;
    TaskDoor& m_tasks;
    QLabel* m_hero = nullptr;
    TextLabel* m_title = nullptr;
    TextLabel* m_fits = nullptr;
};

} // namespace genserve::ui
