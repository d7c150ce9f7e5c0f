// Every picture that was made or imported: find, look, mark, compare, use again.
#pragma once

#include "../shell/page.h"
#include "../studio/recall.h"
#include "ui/world.h"

class QStackedWidget;
class QStackedLayout;

namespace genserve::ui {

class CommandRegistry;
class ComparePane;
class DetailsPanel;
class EmptyState;
class FilterBar;
class GalleryModel;
class GalleryView;
class LibraryPanel;
class QuickLook;
class SelectionBar;

class GalleryPage : public Page {
    Q_OBJECT

public:
    GalleryPage(const World& world, CommandRegistry& commands, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString state() const override;
    void focusNextPart() override;
    bool stepBack() override;
    [[nodiscard]] int footHeight() const override;
    // Which modes some model can run, for "send to".
    void setPossible(const std::function<bool(Mode)>& isPossible);

    [[nodiscard]] GalleryView& view() { return *m_view; }
    [[nodiscard]] GalleryModel& model() { return *m_model; }
    [[nodiscard]] QuickLook& quickLook() { return *m_look; }

Q_SIGNALS:
    void recallWanted(const genserve::GenerationRequest& request, genserve::ui::RecallPart part);
    void useWanted(const QImage& picture, genserve::Mode mode);
    void openWanted(const genserve::tasks::Task& task); // on the studio's canvas
    void message(const QString& text);
    void undoable(const QString& text); // with undoTrash() as its action
    void undone();

public Q_SLOTS:
    void undoTrash(); // the last move into the trash

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildBrowser();
    void addCommand(const char* id, const char* icon, const char* key, std::function<QString()> title,
                    std::function<void()> run);
    void addCommands();
    void addTrashCommands();
    void connectDetails();
    void ask(const tasks::HistoryQuery& query);
    [[nodiscard]] std::vector<tasks::Task> chosen() const;
    void selectionChanged();
    void showCount();
    void star(bool isStarred);
    void tag(const QString& tag, bool isAdded);
    void showTagMenu();
    void trash(const std::vector<tasks::Task>& tasks);
    void setTrashed(std::vector<tasks::Task> tasks, bool isTrashed);
    void purge(bool isAll);
    void askAgain();
    void compare();
    void look();
    void showMenu(const QPoint& place);
    void step(int by); // in the quick look
    void exportFiles();
    void importFiles(const QStringList& files);
    void recall(RecallPart part);

    TaskDoor& m_tasks;
    CommandRegistry& m_commands;
    GalleryModel* m_model;
    GalleryView* m_view;
    LibraryPanel* m_library;
    FilterBar* m_filters;
    SelectionBar* m_selection = nullptr;
    DetailsPanel* m_details;
    ComparePane* m_compare;
    QuickLook* m_look;
    EmptyState* m_empty = nullptr;
    QStackedWidget* m_stack;
    QStackedLayout* m_gridOrEmpty = nullptr;
    std::vector<std::vector<tasks::Task>> m_trashed; // what undo brings back, the last one at the end
    bool m_wasShown = false;
};

} // namespace genserve::ui
