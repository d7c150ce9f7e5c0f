// Two pictures of the gallery against each other, with what differs in their settings.
#pragma once

#include <QWidget>

#include "ui/world.h"

class QGridLayout;

namespace genserve::ui {

class CompareView;
class SegmentedChoice;
class TextButton;
class TextLabel;

class ComparePane : public QWidget {
    Q_OBJECT

public:
    ComparePane(TaskDoor& tasks, const ModelsSource& models, QWidget* parent = nullptr);

    void compare(const tasks::Task& a, const tasks::Task& b);

Q_SIGNALS:
    void closed();
    void recallWanted(const genserve::tasks::Task& task);
    void trashWanted(const genserve::tasks::Task& task);

protected:
    void keyPressEvent(QKeyEvent* event) override; // Esc closes, C swaps

private:
    QWidget* buildBar();
    QWidget* buildFacts();
    void load();
    void swap();
    void showFacts();
    void showPrompts();
    void showWords();

    TaskDoor& m_tasks;
    const ModelsSource& m_models;
    tasks::Task m_a, m_b;
    QImage m_pictureA, m_pictureB;
    int m_question = 0;
    CompareView* m_view;
    SegmentedChoice* m_mode = nullptr;
    TextLabel* m_zoom = nullptr;
    TextLabel* m_prompts = nullptr; // where they differ
    TextLabel* m_summary = nullptr;
    TextLabel* m_difference = nullptr;
    QGridLayout* m_grid = nullptr;
    TextButton* m_keep = nullptr;
    TextButton* m_recall = nullptr;
};

} // namespace genserve::ui
