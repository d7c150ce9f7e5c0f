// Everything that is known of one picture, and what can be done with it.
#pragma once

#include <optional>

#include <QLabel>
#include <QTimer>
#include <QWidget>

#include "../studio/recall.h"
#include "ui/world.h"

class QScrollArea;
class QVBoxLayout;

namespace genserve::ui {

class EmptyState;
class FactRows;
class FlowRow;
class IconButton;
class TextButton;
class TextLabel;
class PictureLabel;

class DetailsPanel : public QWidget {
    Q_OBJECT

public:
    DetailsPanel(TaskDoor& tasks, const ModelsSource& models, QWidget* parent = nullptr);

    void setTask(const std::optional<tasks::Task>& task);
    [[nodiscard]] const std::optional<tasks::Task>& task() const { return m_task; }
    // Settings as they were submitted, or as far as the record tells.
    // Modes that some installed model can run.
    void setPossible(const std::function<bool(Mode)>& isPossible);

Q_SIGNALS:
    void recallWanted(genserve::ui::RecallPart part);
    void useWanted(genserve::Mode mode);
    void starWanted(bool isStarred);
    void tagWanted(); // a menu of tags
    void untagWanted(const QString& tag);
    void openWanted();

private:
    void buildButtons(QVBoxLayout& column);
    void show();
    void showTags();
    void askForRequest();

    TaskDoor& m_tasks;
    const ModelsSource& m_models;
    std::optional<tasks::Task> m_task;
    std::optional<GenerationRequest> m_request;
    QTimer m_pause; // no request is read while the selection runs
    EmptyState* m_empty;
    QScrollArea* m_scroll;
    QWidget* m_body;
    PictureLabel* m_picture;
    TextLabel* m_title;
    IconButton* m_star;
    TextLabel* m_prompt;
    FlowRow* m_tags;
    TextButton* m_toImage = nullptr;
    TextButton* m_toMask = nullptr;
    TextButton* m_toControl = nullptr;
    FactRows* m_facts;
};

} // namespace genserve::ui
