// One picture over the whole gallery: to look closely, and to walk from one to the next.
#pragma once

#include <QWidget>

#include "ui/world.h"

namespace genserve::ui {

class CanvasView;
class FactRows;
class TextLabel;

// Space or Esc closes it, the arrows walk, I shows what the picture was made with; the wheel zooms. It covers its
// parent.
class QuickLook : public QWidget {
    Q_OBJECT

public:
    QuickLook(TaskDoor& tasks, const ModelsSource& models, QWidget* parent);

    // small: shown until the picture is read.
    void look(const tasks::Task& task, const QImage& small);
    [[nodiscard]] const tasks::TaskId& task() const { return m_task; }
    [[nodiscard]] bool hasDetails() const;

Q_SIGNALS:
    void stepped(int by); // the user wants the next or the previous one
    void closed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    bool press(int key);
    void close();
    QWidget* buildBar();

    TaskDoor& m_tasks;
    const ModelsSource& m_models;
    tasks::TaskId m_task;
    CanvasView* m_canvas;
    TextLabel* m_title;
    TextLabel* m_size;
    QWidget* m_details;
    TextLabel* m_prompt;
    FactRows* m_facts;
};

} // namespace genserve::ui
