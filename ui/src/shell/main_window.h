// The window: rail, top bar, pages, status line. It stacks pages and connects them.
#pragma once

#include <QTimer>
#include <QWidget>

#include "../commands/command_registry.h"
#include "../settings/language.h"
#include "../settings/settings_store.h"
#include "ui/world.h"

namespace genserve::ui {

class Autosave;
class CommandPalette;
class GalleryPage;
class PageStack;
class PictureRate;
class Rail;
class SettingsPage;
class StatusBar;
class StudioPage;
class TopBar;
class WindowMessages;

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
    void addCommands();
    void build();
    void addPages();
    void connectParts();
    void followPages();
    void connectMessages();
    void tellFinished();
    void followWorld();
    void keepSession();
    void place();
    void saveLayout();
    void bringToFront();
    void openPicture(const QString& file);
    void showTitle();
    void showStatus();

    World m_world;
    SettingsStore& m_settings;
    Language& m_language;
    CommandRegistry m_commands;
    Rail* m_rail;
    TopBar* m_top = nullptr;
    PageStack* m_pages;
    PictureRate* m_rate;
    StatusBar* m_status;
    WindowMessages* m_messages;
    StudioPage* m_studio = nullptr;
    GalleryPage* m_gallery = nullptr;
    SettingsPage* m_settingsPage = nullptr;
    CommandPalette* m_palette = nullptr;
    Autosave* m_autosave = nullptr;
    QTimer m_layoutPause;
};

} // namespace genserve::ui
