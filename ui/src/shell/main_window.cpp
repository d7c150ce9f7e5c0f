#include "main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDateTime>
#include <QHBoxLayout>
#include <QScreen>

#include "../canvas/canvas_view.h"
#include "../commands/command_palette.h"
#include "../gallery/gallery_page.h"
#include "../models/models_page.h"
#include "../queue/picture_rate.h"
#include "../queue/queue_page.h"
#include "../server/server_page.h"
#include "../settings/settings_page.h"
#include "../studio/autosave.h"
#include "../studio/canvas_pane.h"
#include "../studio/picture_intake.h"
#include "../studio/studio_page.h"
#include "close_dialog.h"
#include "finish_notice.h"
#include "page_links.h"
#include "page_stack.h"
#include "picture_search.h"
#include "rail.h"
#include "status_figures.h"
#include "top_bar.h"
#include "window_commands.h"
#include "window_messages.h"

namespace genserve::ui {
namespace {

constexpr QSize LeastSize(1024, 680), WantedSize(1440, 900);
constexpr QSize Frame(8, 44); // at most, of window managers; the real one is known after the window is on the screen
constexpr int LayoutPauseMs = 1000;

} // namespace

MainWindow::MainWindow(const World& world, SettingsStore& settings, Language& language)
    : m_world(world),
      m_settings(settings),
      m_language(language),
      m_rail(new Rail(this)),
      m_pages(new PageStack(*m_rail, m_commands, this)),
      m_rate(new PictureRate(*world.tasks, this)),
      m_status(new StatusBar(this)),
      m_messages(new WindowMessages(
          world, *m_pages, [this] { return m_pages->page().messageRoom(); }, this))
{
    setProperty("role", QStringLiteral("window"));
    setAttribute(Qt::WA_StyledBackground);
    setWindowTitle(QStringLiteral("GenServe"));
    setMinimumSize(LeastSize.boundedTo(firstSize(screen()->availableSize())));
    addCommands();
    build();
    addPages();
    m_palette = new CommandPalette(m_commands, this);
    connectParts();
    followPages();
    connectMessages();
    tellFinished();
    followWorld();
    keepSession();
    m_commands.restoreKeys(settings.file());
    place();
    showPage(WindowPage::Studio);
    showStatus();
    m_messages->tellStart();
    m_studio->focusPrompt();
}

// What is left to save is read from the studio, which would go before it.
MainWindow::~MainWindow() { delete m_autosave; }

void MainWindow::addCommands()
{
    WindowActs acts;
    acts.openPalette = [this] { m_palette->open(); };
    acts.nextPart = [this] { m_pages->page().focusNextPart(); };
    acts.back = [this] {
        const bool isStudio = &m_pages->page() == m_studio; // whose way back stays on the page
        if (!m_pages->page().stepBack() && (isStudio || !m_messages->dismiss())) {
            showPage(WindowPage::Studio);
            m_studio->canvasPane().canvas().setFocus();
        }
    };
    acts.openMessages = [this] { m_messages->openBelow(m_top->bell()); };
    acts.quit = [this] { close(); };
    acts.setLook = [this](Theme::Preference look) {
        Theme::current().setPreference(look);
        m_settings.setTheme(look);
    };
    acts.setLanguage = [this](const QString& code) { setLanguage(code); };
    addWindowCommands(m_commands, this, acts);
}

void MainWindow::build()
{
    m_top = new TopBar(m_commands, this);
    m_top->setLanguage(m_language.current());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_top);
    right->addWidget(m_pages, 1);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    column->addLayout(row, 1);
    column->addWidget(m_status);
}

void MainWindow::addPages()
{
    const auto showStudio = [this] { showPage(WindowPage::Studio); };
    m_studio = new StudioPage(m_world, m_commands, m_settings, this);
    m_pages->add(m_studio, QStringLiteral("sparkles"), "Alt+1");
    m_gallery = new GalleryPage(m_world, m_commands, this);
    m_pages->add(m_gallery, QStringLiteral("images"), "Alt+2");
    linkGallery(*m_gallery, *m_studio, showStudio);
    auto* queue = new QueuePage(*m_world.tasks, *m_world.models, *m_rate, m_commands, this);
    queue->keepClearing(m_settings.file());
    m_pages->add(queue, QStringLiteral("list-ordered"), "Alt+3");
    linkQueue(*queue, *m_studio, showStudio);
    if (m_world.server != nullptr) {
        queue->setServer(*m_world.server);
    }
    auto* models = new ModelsPage(*m_world.models, *m_world.tasks, this);
    m_pages->add(models, QStringLiteral("boxes"), "Alt+4");
    models->addCommands(m_commands);
    auto* server = new ServerPage(m_world.server, this);
    m_pages->add(server, QStringLiteral("share-2"), "Alt+5");
    server->addCommands(m_commands);
    m_settingsPage = new SettingsPage(m_settings, m_language, m_commands, m_world.program, this);
    m_pages->add(m_settingsPage, QStringLiteral("settings"), "Ctrl+,", true);
    m_settingsPage->addCommands(m_commands, this, [this] { showPage(WindowPage::Settings); });
    const auto tell = [this](const QString& text) { m_messages->tell(text); };
    connect(m_studio, &StudioPage::message, this, tell);
    connect(m_gallery, &GalleryPage::message, this, tell);
    connect(queue, &QueuePage::message, this, tell);
    connect(server, &ServerPage::message, this, tell);
}

void MainWindow::connectParts()
{
    const auto showPicture = [this](const tasks::Task& task) {
        showPage(WindowPage::Studio);
        m_studio->showTask(task);
    };
    m_palette->setPictureSearch([this, showPicture](const QString& words, auto answer) {
        searchPictures(*m_world.tasks, words, showPicture, answer);
    });
    connect(m_palette, &CommandPalette::keysWanted, this, [this](const QString& command) {
        showPage(WindowPage::Settings);
        m_settingsPage->editShortcut(command);
    });
    connect(m_top, &TopBar::commandsWanted, m_palette, &CommandPalette::open);
    connect(m_top, &TopBar::languageWanted, this, &MainWindow::setLanguage);
    connect(m_settingsPage, &SettingsPage::languageWanted, this, &MainWindow::setLanguage);
}

void MainWindow::followPages()
{
    connect(m_pages, &PageStack::titleChanged, this, &MainWindow::showTitle);
    connect(m_studio, &StudioPage::modelsWanted, this, [this] { showPage(WindowPage::Models); });
    connect(m_studio, &StudioPage::queueWanted, this, [this] { showPage(WindowPage::Queue); });
    m_layoutPause.setSingleShot(true);
    m_layoutPause.setInterval(LayoutPauseMs);
    connect(&m_layoutPause, &QTimer::timeout, this, &MainWindow::saveLayout);
    connect(m_studio, &StudioPage::layoutChanged, &m_layoutPause, qOverload<>(&QTimer::start));
}

void MainWindow::connectMessages()
{
    connect(m_gallery, &GalleryPage::undoable, this,
            [this](const QString& text) { m_messages->offer(text, tr("Undo"), [this] { m_gallery->undoTrash(); }); });
    const auto offer = [this](const QString& text, const std::function<void()>& undo) {
        m_messages->offer(text, tr("Undo"), undo);
    };
    connect(m_studio, &StudioPage::undoable, this, offer);
    connect(findChild<QueuePage*>(), &QueuePage::undoable, this, offer);
    connect(m_gallery, &GalleryPage::undone, m_messages, &WindowMessages::takeOfferBack);
    const auto open = [this] { m_messages->openBelow(m_top->bell()); };
    connect(m_top, &TopBar::noticesWanted, this, open);
    connect(m_messages, &WindowMessages::openWanted, this, open);
    connect(m_messages, &WindowMessages::unreadChanged, m_top, &TopBar::setUnread);
    connect(m_messages, &WindowMessages::restartWanted, this, [this] {
        saveLayout();
        m_world.program->restart();
    });
}

void MainWindow::tellFinished()
{
    const auto* finish = new FinishNotice(*m_world.tasks, m_settings, *this);
    connect(finish, &FinishNotice::told, this, [this](const QString& title, const QString& text) {
        m_messages->keep(title % QStringLiteral(": ") % text);
    });
    connect(finish, &FinishNotice::clicked, this, &MainWindow::bringToFront);
}

void MainWindow::followWorld()
{
    connect(m_world.tasks, &TaskDoor::tasksChanged, this, &MainWindow::showStatus);
    connect(m_world.tasks, &TaskDoor::devicesChanged, this, &MainWindow::showStatus);
    connect(m_rate, &PictureRate::changed, this, &MainWindow::showStatus);
    connect(m_messages, &WindowMessages::storageChanged, this, &MainWindow::showTitle);
    if (m_world.server != nullptr) {
        connect(m_world.server, &ServerControl::stateChanged, this, &MainWindow::showStatus);
        connect(m_world.server, &ServerControl::clientsChanged, this, &MainWindow::showStatus);
    }
}

void MainWindow::keepSession()
{
    if (m_world.program == nullptr) {
        return;
    }
    m_autosave = new Autosave(m_studio->model(), m_world.program->dataFolder() + QStringLiteral("/session"), this);
    connect(m_autosave, &Autosave::failed, this, [this] {
        m_messages->tell(tr("The studio can't be saved: its folder can't be written to"), Tone::Danger);
        showTitle();
    });
    connect(m_autosave, &Autosave::saved, this, &MainWindow::showTitle);
    connect(&m_studio->model(), &StudioModel::changed, this, &MainWindow::showTitle);
    connect(m_world.program, &Program::raiseWanted, this, [this](const QString& picture) {
        bringToFront();
        openPicture(picture);
    });
    openPicture(m_world.program->firstPicture());
}

QSize MainWindow::firstSize(const QSize& available) { return WantedSize.boundedTo(available - Frame); }

// Where it was, unless that was on a larger screen.
void MainWindow::place()
{
    const QSize available = screen()->availableSize();
    restoreGeometry(m_settings.geometry());
    if (m_settings.geometry().isEmpty() || size() != size().boundedTo(available)) {
        resize(firstSize(available));
        move(screen()->availableGeometry().topLeft());
    }
}

void MainWindow::showPage(WindowPage page) { m_pages->showPage(static_cast<int>(page)); }

void MainWindow::setLanguage(const QString& code)
{
    m_language.set(code);
    m_settings.setLanguage(m_language.current());
    m_top->setLanguage(m_language.current());
}

void MainWindow::showTitle()
{
    const Page& page = m_pages->page();
    const bool isKept = &page == m_studio && m_autosave != nullptr;
    if (m_messages->isStorageFailing()) {
        m_top->setTitle(page.title(), tr("tasks and pictures can't be stored"), Tone::Danger);
    } else if (isKept && m_autosave->hasFailed()) {
        m_top->setTitle(page.title(), tr("not saved: the folder can't be written to"), Tone::Danger);
    } else {
        m_top->setTitle(page.title(), isKept && !m_autosave->isDirty() ? tr("everything saved") : page.state());
    }
}

void MainWindow::showStatus()
{
    const StatusFigures figures = figuresOf(m_world, m_rate->words());
    m_status->setFigures(figures);
    m_pages->setBadge(static_cast<int>(WindowPage::Queue), figures.running + figures.waiting);
}

void MainWindow::saveLayout()
{
    m_settings.setGeometry(saveGeometry());
    m_studio->saveLayout();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_layoutPause.start();
}

void MainWindow::moveEvent(QMoveEvent* event)
{
    QWidget::moveEvent(event);
    m_layoutPause.start();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveLayout();
    m_commands.storeKeys(m_settings.file());
    if (m_world.program != nullptr) {
        const auto choice = chooseHowToClose(*m_world.tasks, m_settings, this);
        if (!choice) {
            event->ignore();
            return;
        }
        QApplication::setQuitOnLastWindowClosed(false); // the program ends the loop when the choice is fulfilled
        m_world.program->close(*choice);
    }
    QWidget::closeEvent(event);
}

void MainWindow::openPicture(const QString& file)
{
    if (!file.isEmpty()) {
        showPage(WindowPage::Studio);
        m_studio->intake().open(file);
    }
}

void MainWindow::bringToFront()
{
    show();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

void MainWindow::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        m_commands.retranslate();
        showTitle();
    }
    QWidget::changeEvent(event);
}

} // namespace genserve::ui
