// Always in view: what pressing Generate will do, and the button.
#pragma once

#include <QWidget>

#include <optional>

#include <QTimer>

#include "ui/world.h"

namespace genserve::ui {

class CommandRegistry;
class Notice;
class RemedyList;
class StudioModel;
class TaskEdit;
class TextButton;
class TextLabel;

class GenerateBar : public QWidget {
    Q_OBJECT

public:
    GenerateBar(StudioModel& model, const World& world, CommandRegistry& commands, QWidget* parent = nullptr);

    void setRefusal(const QString& sentence); // why the last press did nothing; empty = it did
    [[nodiscard]] QString strongLine() const;
    [[nodiscard]] bool mayGenerate() const; // false: it is known not to fit
    void setEdit(TaskEdit& edit);           // tells while a waiting task is changed, and lets the user give that up

private:
    [[nodiscard]] bool fits() const; // as far as was told
    void ask();
    void refresh();
    void showFit(const QString& modelName);
    void showMenu();
    void showEdit();

    StudioModel& m_model;
    CommandRegistry& m_commands;
    TaskDoor& m_tasks;
    QTimer m_asking;    // runs after a change, so that dragging a slider asks once
    int m_question = 0; // number of the last one; answers to earlier ones are dropped
    std::optional<RequestFit> m_fit;
    bool m_isFitOld = true; // the question changed since
    QString m_refusal;
    TaskEdit* m_edit = nullptr;
    QWidget* m_editRow;
    QWidget* m_forecast;
    Notice* m_notice; // instead, where it does not fit
    TextLabel* m_strong;
    TextLabel* m_plain;
    RemedyList* m_remedies;
    TextButton* m_generate;
    TextButton* m_more;
};

// "about 14 s", "about 2 min".
QString aboutDuration(double seconds);

} // namespace genserve::ui
