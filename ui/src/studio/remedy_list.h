// Under "does not fit the memory": a card for each thing that would help.
#pragma once

#include <array>

#include <QWidget>

#include "ui/world.h"

namespace genserve::ui {

class RemedyCard;
class StudioModel;

class RemedyList : public QWidget {
    Q_OBJECT

public:
    // program may be absent.
    RemedyList(StudioModel& model, TaskDoor& tasks, Program* program, QWidget* parent = nullptr);

    // Hidden where there is nothing to press.
    void show(const RequestFit& fit);
    // Asks what the smaller picture would take; until then it is not told.
    void learnCosts();

private:
    void retranslate();
    [[nodiscard]] QString smallerCost() const;
    [[nodiscard]] std::array<RemedyCard*, 3> all() const { return {m_masked, m_smaller, m_float8}; } // the best first

    StudioModel& m_model;
    TaskDoor& m_tasks;
    Program* m_program;
    RemedyCard* m_masked;
    RemedyCard* m_smaller;
    RemedyCard* m_float8;
    QSize m_size;
    RequestFit m_smallerFit; // of that size, once it is known
    int m_question = 0;      // answers that a newer one has overtaken are dropped
};

} // namespace genserve::ui
