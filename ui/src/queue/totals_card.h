// The queue in four figures: how fast, how much, until when, and what needs the user.
#pragma once

#include <QFrame>

#include "ui/world.h"

class QHBoxLayout;

namespace genserve::ui {

class PictureRate;
class ElidedLabel;
class TextLabel;

class TotalsCard : public QFrame {
    Q_OBJECT

public:
    TotalsCard(TaskDoor& tasks, const PictureRate& rate, QWidget* parent = nullptr);

private:
    struct Figure {
        TextLabel* name = nullptr;
        TextLabel* figure = nullptr;
        TextLabel* unit = nullptr;
        ElidedLabel* line = nullptr;
    };
    Figure addFigure(QHBoxLayout& row);
    void refresh();
    void showWaiting();
    void showEnd();
    void showFailures();
    [[nodiscard]] bool lacksDevice() const; // something waits, and nothing would take it

    TaskDoor& m_tasks;
    const PictureRate& m_rate;
    Figure m_speed, m_waiting, m_end, m_failed;
};

} // namespace genserve::ui
