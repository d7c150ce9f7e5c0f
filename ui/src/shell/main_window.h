// The window: rail, top bar, pages, status line. It stacks pages and connects them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "../commands/command_matches.h"
#include "../commands/command_registry.h"
#include "../controls/text_label.h"
#include "../settings/language.h"
#include "../settings/settings_store.h"
#include "ui/world.h"

class QStackedWidget;

namespace genserve::ui {

class Autosave;
class CommandPalette;
class GalleryPage;
class NoticeBook;
class NoticeList;
class Page;
class PictureRate;
class Rail;
class SettingsPage;
class RailButton;
class StatusBar;
class StudioPage;
class Toast;
class TopBar;

// In the order of the rail.
enum class WindowPage { Studio, Gallery, Queue, Models, Server, Settings };

class MainWindow : public QWidget {
    Q_OBJECT

public:
    MainWindow(const World& world, SettingsStore& settings, Language& language);
    ~MainWindow() override;

    // With its frame within what a screen has for windows.
    static QSize firstSize(const QSize& available);

    [[nodiscard]] CommandRegistry& commands() { return m_commands; }
    [[nodiscard]] StudioPage& studio() { return *m_studio; }
    [[nodiscard]] CommandPalette& palette() { return *m_palette; }
    void showPage(WindowPage page);
    [[nodiscard]] GalleryPage& gallery() { return *m_gallery; }
    void setLanguage(const QString& code);

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void addPage(Page* page, const QString& iconName, const char* key, bool isAtFoot = false);
    void connectGallery();
    void tell(const QString& text, Tone tone = Tone::Accent);
    void tellStart();
    void openNotices();
    void searchPictures(const QString& words, std::function<void(std::vector<PaletteEntry>)> answer);
    void saveLayout();
    std::optional<CloseChoice> askForChoice();
    void bringToFront();
    void addPages();
    void addCommands();
    void showTitle();
    void showStatus();
    void tellFaults();

    World m_world;
    SettingsStore& m_settings;
    Language& m_language;
    CommandRegistry m_commands;
    Rail* m_rail;
    TopBar* m_top = nullptr;
    QStackedWidget* m_pages;
    PictureRate* m_rate;
    StatusBar* m_status;
    StudioPage* m_studio = nullptr;
    GalleryPage* m_gallery = nullptr;
    SettingsPage* m_settingsPage = nullptr;
    CommandPalette* m_palette = nullptr;
    Toast* m_toast = nullptr;
    NoticeBook* m_notices;
    NoticeList* m_noticeList;
    Autosave* m_autosave = nullptr;
    QTimer m_layoutPause;
    std::set<std::string> m_toldFaults; // devices whose failure was told
    std::vector<RailButton*> m_railButtons;
};

} // namespace genserve::ui
