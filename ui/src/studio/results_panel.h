// The strip of pictures beside the canvas.
#pragma once

#include <optional>

#include <QWidget>

#include "ui/world.h"

class QListView;
class QStackedLayout;

namespace genserve::ui {

class EmptyState;
class IconButton;
class ResultCell;
class ResultsModel;
class SearchField;

class ResultsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ResultsPanel(TaskDoor& tasks, QWidget* parent = nullptr);

    // The finished picture behind this one, or else before it.
    [[nodiscard]] std::optional<tasks::Task> beside(const tasks::TaskId& task) const;
    void mark(const genserve::tasks::TaskId& task); // it is on the canvas; empty = none of them
    [[nodiscard]] QListView& list() { return *m_list; }
    // Search and stars, for the title row over the panel.
    [[nodiscard]] QWidget* filters() { return m_filters; }

Q_SIGNALS:
    void chosen(const genserve::tasks::Task& task);      // a finished one
    void menuWanted(const QPoint& global);               // of the picture that was chosen with it
    void runChosen(const genserve::tasks::TaskId& task); // one that is being made

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildFilters();
    void showSearch(bool isShown);
    void showEmptiness();

    TaskDoor& m_tasks;
    ResultsModel* m_model;
    tasks::TaskId m_marked;
    QWidget* m_filters;
    IconButton* m_find;
    IconButton* m_starred;
    SearchField* m_search;
    QListView* m_list;
    ResultCell* m_cell;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace genserve::ui
