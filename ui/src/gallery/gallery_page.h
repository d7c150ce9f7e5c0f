// Every picture that was made or imported: find, look, mark, compare, use again.
#pragma once

#include "../shell/page.h"
#include "../studio/recall.h"
#include "ui/world.h"

class QStackedWidget;

namespace genserve::ui {

class CommandRegistry;
class ComparePane;
class GalleryBrowser;
class GalleryModel;
class GalleryView;
class PictureExchange;
class QuickLook;
class TrashBin;

class GalleryPage : public Page {
    Q_OBJECT

public:
    GalleryPage(const World& world, CommandRegistry& commands, QWidget* parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString state() const override;
    void focusNextPart() override;
    bool stepBack() override;
    [[nodiscard]] QRect messageRoom() const override;
    // Which modes some model can run, for "send to".
    void setPossible(const std::function<bool(Mode)>& isPossible);

    [[nodiscard]] GalleryView& view();
    [[nodiscard]] GalleryModel& model();
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

private:
    void addCommands();
    void connectBrowser();
    void connectDetails();
    void connectOverlays();
    void connectFiles();
    void allowCommands();
    void star(bool isStarred);
    void tag(const QString& tag, bool isAdded);
    void mark(const tasks::HistoryQuery& query); // what was chosen, as the query finds it then
    void showTagMenu();
    void trash(const std::vector<tasks::Task>& tasks);
    void compare();
    void look();
    void step(int by); // in the quick look
    void use(Mode mode);
    void recall(RecallPart part); // of the one in the details
    void recall(const tasks::Task& task, RecallPart part);

    TaskDoor& m_tasks;
    CommandRegistry& m_commands;
    GalleryBrowser* m_browser;
    ComparePane* m_compare;
    QuickLook* m_look;
    TrashBin* m_bin;
    PictureExchange* m_files;
    QStackedWidget* m_stack;
    bool m_wasShown = false;
};

} // namespace genserve::ui
