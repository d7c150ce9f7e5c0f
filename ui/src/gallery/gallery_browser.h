// The gallery's grid with what stands around it: library, filters, bar of the choice, details.
#pragma once

#include <vector>

#include <QTimer>
#include <QWidget>

#include "ui/world.h"

class QStackedLayout;
class QVBoxLayout;

namespace genserve::ui {

class CommandRegistry;
class DetailsPanel;
class EmptyState;
class FilterBar;
class GalleryModel;
class GalleryView;
class LibraryPanel;
class SelectionBar;

// One question to the history at a time: library and filters show it and change it, the grid shows what is found.
class GalleryBrowser : public QWidget {
    Q_OBJECT

public:
    GalleryBrowser(const World& world, CommandRegistry& commands, QWidget* parent = nullptr);

    void ask(const tasks::HistoryQuery& query);
    void askAgain();
    void refresh();                                        // counts and tags of the library
    void showChoice();                                     // anew, after its records changed
    [[nodiscard]] std::vector<tasks::Task> chosen() const; // in the grid's order
    [[nodiscard]] bool isTrash() const;
    [[nodiscard]] QString wholeCount() const; // "12 408 pictures" of the whole history; empty = not known yet
    [[nodiscard]] int footHeight() const;     // of the bar of the choice, while it is seen

    [[nodiscard]] GalleryView& view() { return *m_view; }
    [[nodiscard]] GalleryModel& model() { return *m_model; }
    [[nodiscard]] DetailsPanel& details() { return *m_details; }
    [[nodiscard]] LibraryPanel& library() { return *m_library; }
    [[nodiscard]] FilterBar& filters() { return *m_filters; }

Q_SIGNALS:
    void choiceChanged();
    void countChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildMiddle(QVBoxLayout& column, CommandRegistry& commands);
    void connectParts();
    void followHistory();
    void arrange();
    void showCount();

    TaskDoor& m_tasks;
    GalleryModel* m_model;
    GalleryView* m_view;
    LibraryPanel* m_library;
    FilterBar* m_filters;
    DetailsPanel* m_details;
    SelectionBar* m_selection = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_gridOrEmpty = nullptr;
    QTimer m_opening; // of the drawer: the second press of a double click still meets the same picture
};

} // namespace genserve::ui
