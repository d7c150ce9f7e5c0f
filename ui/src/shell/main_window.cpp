#include "main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPointer>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "../canvas/canvas_view.h"
#include "../commands/command_palette.h"
#include "../controls/toast.h"
#include "../gallery/gallery_page.h"
#include "../models/models_page.h"
#include "../queue/picture_rate.h"
#include "../queue/queue_end.h"
#include "../queue/queue_page.h"
#include "../server/server_page.h"
#include "../settings/settings_page.h"
#include "../studio/autosave.h"
#include "../studio/canvas_pane.h"
#include "../studio/studio_page.h"
#include "../words/engine_words.h"
#include "close_dialog.h"
#include "finish_notice.h"
#include "notice_book.h"
#include "notice_list.h"
#include "page.h"
#include "rail.h"
#include "status_bar.h"
#include "top_bar.h"

namespace genserve::ui {
namespace {

constexpr QSize LeastSize(1024, 680), WantedSize(1440, 900);
constexpr QSize Frame(8, 44); // at most, of window managers; the real one is known after the window is on the screen
constexpr int LayoutPauseMs = 1000, PicturesFound = 5;

QString asSentence(const std::string& words)
{
    QString sentence = engineSentence(words);
    return sentence.isEmpty() ? sentence : QString(sentence.front().toUpper() % sentence.mid(1));
}

} // namespace

MainWindow::MainWindow(const World& world, SettingsStore& settings, Language& language)
    : m_world(world),
      m_settings(settings),
      m_language(language),
      m_rail(new Rail(this)),
      m_pages(new QStackedWidget(this)),
      m_rate(new PictureRate(*world.tasks, this)),
      m_status(new StatusBar(this)),
      m_notices(new NoticeBook(this)),
      m_noticeList(new NoticeList(*m_notices, this))
{
    setProperty("role", QStringLiteral("window"));
    setAttribute(Qt::WA_StyledBackground);
    setWindowTitle(QStringLiteral("GenServe"));
    const QSize available = screen()->availableSize();
    setMinimumSize(LeastSize.boundedTo(firstSize(available)));
    addCommands();
    m_top = new TopBar(m_commands, this);
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
    addPages();
    m_palette = new CommandPalette(m_commands, this);
    m_palette->setPictureSearch([this](const QString& words, auto answer) { searchPictures(words, answer); });
    m_toast = new Toast(m_pages, [this] { return static_cast<Page*>(m_pages->currentWidget())->footHeight(); });
    connect(m_palette, &CommandPalette::keysWanted, this, [this](const QString& command) {
        showPage(WindowPage::Settings);
        m_settingsPage->editShortcut(command);
    });
    connect(m_rail, &Rail::chosen, this, [this](int page) { showPage(static_cast<WindowPage>(page)); });
    connect(m_top, &TopBar::commandsWanted, m_palette, &CommandPalette::open);
    connect(m_top, &TopBar::languageWanted, this, &MainWindow::setLanguage);
    connect(m_studio, &StudioPage::message, this, [this](const QString& text) { tell(text); });
    connect(m_gallery, &GalleryPage::message, this, [this](const QString& text) { tell(text); });
    connect(m_gallery, &GalleryPage::undoable, this, [this](const QString& text) {
        m_toast->showMessage(text, tr("Undo"), [this] { m_gallery->undoTrash(); });
    });
    connect(m_gallery, &GalleryPage::undone, m_toast, &QWidget::hide);
    connect(world.tasks, &TaskDoor::refused, this,
            [this](const QString& text) { tell(asSentence(text.toStdString()), Tone::Warning); });
    connect(world.tasks, &TaskDoor::tasksChanged, this, &MainWindow::showStatus);
    connect(world.tasks, &TaskDoor::devicesChanged, this, &MainWindow::showStatus);
    connect(world.tasks, &TaskDoor::devicesChanged, this, &MainWindow::tellFaults);
    if (world.program != nullptr) {
        m_autosave = new Autosave(m_studio->model(), world.program->dataFolder() + QStringLiteral("/session"), this);
        connect(m_autosave, &Autosave::failed, this,
                [this] { tell(tr("The studio can't be saved: its folder can't be written to")); });
        connect(m_autosave, &Autosave::saved, this, &MainWindow::showTitle);
        connect(&m_studio->model(), &StudioModel::changed, this, &MainWindow::showTitle);
        connect(world.program, &Program::raiseWanted, this, &MainWindow::bringToFront);
    }
    const auto* finish = new FinishNotice(*world.tasks, settings, *this);
    connect(finish, &FinishNotice::told, this, [this](const QString& title, const QString& text) {
        m_notices->add(Tone::Success, QString(title % QStringLiteral(": ") % text));
    });
    connect(finish, &FinishNotice::clicked, this, &MainWindow::bringToFront);
    connect(m_top, &TopBar::noticesWanted, this, &MainWindow::openNotices);
    connect(m_notices, &NoticeBook::changed, this, [this] { m_top->setUnread(m_notices->unread() > 0); });
    if (world.server != nullptr) {
        connect(world.server, &ServerControl::stateChanged, this, &MainWindow::showStatus);
        connect(world.server, &ServerControl::clientsChanged, this, &MainWindow::showStatus);
    }
    m_layoutPause.setSingleShot(true);
    m_layoutPause.setInterval(LayoutPauseMs);
    connect(&m_layoutPause, &QTimer::timeout, this, &MainWindow::saveLayout);
    connect(m_studio, &StudioPage::layoutChanged, &m_layoutPause, qOverload<>(&QTimer::start));
    m_commands.restoreKeys(settings.file());
    restoreGeometry(settings.geometry());
    if (settings.geometry().isEmpty() || size() != size().boundedTo(available)) { // or left on a larger screen
        resize(firstSize(available));
        move(screen()->availableGeometry().topLeft());
    }
    showPage(WindowPage::Studio);
    showStatus();
    tellStart();
    m_studio->focusPrompt();
}

// What is left to save is read from the studio, which would go before it.
MainWindow::~MainWindow() { delete m_autosave; }

QSize MainWindow::firstSize(const QSize& available) { return WantedSize.boundedTo(available - Frame); }

// What the start brought, e.g. that tasks begin anew after a crash; read again in the language in use.
void MainWindow::tellStart()
{
    const auto notices = m_world.program == nullptr ? std::vector<std::string>() : m_world.program->notices();
    for (const std::string& notice : notices) {
        m_notices->add(Tone::Warning, [notice] { return asSentence(notice); });
    }
    if (!notices.empty()) {
        m_toast->showMessage(asSentence(notices.back()), tr("Show all"), [this] { openNotices(); });
    }
}

void MainWindow::searchPictures(const QString& words, std::function<void(std::vector<PaletteEntry>)> answer)
{
    tasks::HistoryQuery query;
    query.text = words.toStdString();
    query.states = {tasks::TaskState::Finished};
    query.limit = PicturesFound;
    m_world.tasks->history(query, [window = QPointer(this),
                                   answer = std::move(answer)](const tasks::HistoryPage& page) {
        std::vector<PaletteEntry> found;
        for (const tasks::Task& task : page.tasks) {
            const auto show = [window, task] {
                if (window) {
                    window->showPage(WindowPage::Studio);
                    window->m_studio->showTask(task);
                }
            };
            found.push_back({QString::fromStdString(task.prompt),
                             QLocale().toString(QDateTime::fromMSecsSinceEpoch(task.createdMs), QLocale::ShortFormat),
                             show});
        }
        answer(std::move(found));
    });
}

void MainWindow::openNotices() { m_noticeList->openBelow(m_top->bell()); }

void MainWindow::addPages()
{
    m_studio = new StudioPage(m_world, m_commands, m_settings, this);
    addPage(m_studio, QStringLiteral("sparkles"), "Alt+1");
    m_gallery = new GalleryPage(m_world, m_commands, this);
    addPage(m_gallery, QStringLiteral("images"), "Alt+2");
    auto* queue = new QueuePage(*m_world.tasks, *m_world.models, m_commands, this);
    addPage(queue, QStringLiteral("list-ordered"), "Alt+3");
    auto* models = new ModelsPage(*m_world.models, *m_world.tasks, this);
    addPage(models, QStringLiteral("boxes"), "Alt+4");
    auto* server = new ServerPage(m_world.server, this);
    addPage(server, QStringLiteral("share-2"), "Alt+5");
    auto* settings = new SettingsPage(m_settings, m_language, m_commands, m_world.program, this);
    addPage(settings, QStringLiteral("settings"), "Ctrl+,", true);
    settings->addCommands(m_commands, this, [this] { showPage(WindowPage::Settings); });
    m_settingsPage = settings;
    connect(server, &ServerPage::message, this, [this](const QString& text) { tell(text); });
    connect(settings, &SettingsPage::languageWanted, this, &MainWindow::setLanguage);
    connect(m_studio, &StudioPage::modelsWanted, this, [this] { showPage(WindowPage::Models); });
    connect(m_studio, &StudioPage::queueWanted, this, [this] { showPage(WindowPage::Queue); });
    connect(queue, &QueuePage::message, this, [this](const QString& text) { tell(text); });
    connect(queue, &QueuePage::openWanted, this, [this](const tasks::TaskView& view) {
        showPage(WindowPage::Studio);
        m_studio->open(view);
    });
    connect(queue, &QueuePage::editWanted, this, [this](const tasks::TaskView& view) {
        showPage(WindowPage::Studio);
        m_studio->edit(view);
    });
    connectGallery();
}

void MainWindow::connectGallery()
{
    const auto inStudio = [this](auto act) {
        showPage(WindowPage::Studio);
        act();
    };
    connect(m_gallery, &GalleryPage::recallWanted, this,
            [this, inStudio](const GenerationRequest& request, RecallPart part) {
                inStudio([&] { m_studio->recall(request, part); });
            });
    connect(m_gallery, &GalleryPage::useWanted, this, [this, inStudio](const QImage& picture, Mode mode) {
        inStudio([&] { m_studio->usePicture(picture, mode); });
    });
    connect(m_gallery, &GalleryPage::openWanted, this,
            [this, inStudio](const tasks::Task& task) { inStudio([&] { m_studio->showTask(task); }); });
    const auto showPossible = [this] {
        m_gallery->setPossible([this](Mode mode) { return m_studio->model().isPossible(mode); });
    };
    connect(&m_studio->model(), &StudioModel::modelsChanged, this, showPossible);
    showPossible();
}

void MainWindow::addPage(Page* page, const QString& iconName, const char* key, bool isAtFoot)
{
    const int index = m_pages->addWidget(page);
    RailButton* button = m_rail->addPage(iconName, isAtFoot);
    button->setText(page->railWord());
    button->setAccessibleName(page->title());
    m_railButtons.push_back(button);
    connect(page, &Page::stateChanged, this, &MainWindow::showTitle);
    m_commands.add({QStringLiteral("page.%1").arg(index), iconName, QList{QKeySequence(QLatin1String(key))},
                    [page] { return page->title(); }, [] { return tr("Pages"); }},
                   this, [this, index] { showPage(static_cast<WindowPage>(index)); });
}

void MainWindow::addCommands()
{
    const auto window = [] { return tr("Window"); };
    const auto keys = [](const char* text) { return QList{QKeySequence(QLatin1String(text))}; };
    m_commands.add({QStringLiteral("window.commands"), QStringLiteral("search"), keys("Ctrl+K"),
                    [] { return tr("Search commands"); }, window},
                   this, [this] { m_palette->open(); });
    m_commands.add({QStringLiteral("window.nextPart"), QStringLiteral("panel-left"), keys("F6"),
                    [] { return tr("Go to the next part of the page"); }, window},
                   this, [this] { static_cast<Page*>(m_pages->currentWidget())->focusNextPart(); });
    m_commands.add({QStringLiteral("window.canvas"), QStringLiteral("image"), keys("Esc"),
                    [] { return tr("Back to the canvas"); }, window},
                   this, [this] {
                       if (static_cast<Page*>(m_pages->currentWidget())->stepBack()) {
                           return;
                       }
                       showPage(WindowPage::Studio);
                       m_studio->canvasPane().canvas().setFocus();
                   });
    const auto theme = [&](const char* id, const char* icon, std::function<QString()> title, Theme::Preference value) {
        m_commands.add({QLatin1String(id), QLatin1String(icon), {}, std::move(title), window}, this, [this, value] {
            Theme::current().setPreference(value);
            m_settings.setTheme(value);
        });
    };
    m_commands.add({QStringLiteral("window.notices"), QStringLiteral("bell"), keys("Ctrl+M"),
                    [] { return tr("Show the messages"); }, window},
                   this, [this] { openNotices(); });
    theme(
        "window.light", "sun", [] { return tr("Light look"); }, Theme::Preference::Light);
    theme(
        "window.dark", "moon", [] { return tr("Dark look"); }, Theme::Preference::Dark);
    theme(
        "window.system", "monitor", [] { return tr("Look of the system"); }, Theme::Preference::System);
    for (const LanguageChoice& choice : Language::choices()) {
        m_commands.add({QStringLiteral("window.language.") + choice.code,
                        QStringLiteral("languages"),
                        {},
                        [choice] { return choice.name; },
                        window},
                       this, [this, code = choice.code] { setLanguage(code); });
    }
}

void MainWindow::showPage(WindowPage page)
{
    m_pages->setCurrentIndex(static_cast<int>(page));
    m_rail->setCurrent(static_cast<int>(page));
    showTitle();
}

void MainWindow::tell(const QString& text, Tone tone)
{
    m_notices->add(tone, text);
    m_toast->showMessage(text);
}

void MainWindow::setLanguage(const QString& code)
{
    m_language.set(code);
    m_settings.setLanguage(m_language.current());
}

void MainWindow::showTitle()
{
    const auto* page = static_cast<const Page*>(m_pages->currentWidget());
    const bool isSaved = page == m_studio && m_autosave != nullptr && !m_autosave->isDirty();
    m_top->setTitle(page->title(), isSaved ? tr("everything saved") : page->state());
}

void MainWindow::showStatus()
{
    StatusFigures figures;
    for (const tasks::TaskView& view : m_world.tasks->tasks()) {
        figures.running += view.task.state == tasks::TaskState::Running ? 1 : 0;
        figures.waiting += view.task.state == tasks::TaskState::Queued ? 1 : 0;
    }
    const auto left = secondsToEmpty(m_world.tasks->tasks());
    figures.secondsLeft = left && *left > 0 ? std::optional(qRound(*left)) : std::nullopt;
    figures.picturesPerMinute = m_rate->perMinute(QDateTime::currentMSecsSinceEpoch());
    figures.isPaused = m_world.tasks->isPaused();
    for (const tasks::DeviceStatus& device : m_world.tasks->devices()) {
        const auto& load = device.figures.loadPercent;
        figures.devices.push_back(
            {QString::fromStdString(device.id), device.state == tasks::DeviceState::Busy, load ? qRound(*load) : -1});
    }
    if (m_world.server != nullptr) {
        const ServerState& server = m_world.server->state();
        figures.isServing = server.isOn;
        figures.isShared = server.isShared;
        figures.address = server.addresses.value(0).section(QStringLiteral("//"), 1);
        figures.clients = static_cast<int>(m_world.server->clients().size());
    }
    m_status->setFigures(figures);
    m_railButtons.at(static_cast<std::size_t>(WindowPage::Queue))->setBadge(figures.running + figures.waiting);
}

// A failed device comes back with a new process only; everything is saved, so that may be at any time.
void MainWindow::tellFaults()
{
    for (const tasks::DeviceStatus& device : m_world.tasks->devices()) {
        if (device.state != tasks::DeviceState::Quarantined || !m_toldFaults.insert(device.id).second) {
            continue;
        }
        const QString text = tr("%1 has failed and takes no tasks until GenServe starts anew: %2")
                                 .arg(QString::fromStdString(device.id), engineSentence(device.fault));
        m_notices->add(Tone::Danger, text);
        if (m_world.program == nullptr) {
            m_toast->showMessage(text);
            continue;
        }
        m_toast->showMessage(text, tr("Restart now"), [this] {
            saveLayout();
            m_world.program->restart();
        });
    }
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

// Nothing = the window stays.
std::optional<CloseChoice> MainWindow::askForChoice()
{
    int running = 0, waiting = 0;
    for (const tasks::TaskView& view : m_world.tasks->tasks()) {
        running += view.task.state == tasks::TaskState::Running ? 1 : 0;
        waiting += view.task.state == tasks::TaskState::Queued ? 1 : 0;
    }
    if (running + waiting == 0) {
        return CloseChoice::KeepAll;
    }
    if (const auto choice = m_settings.closeChoice()) {
        return choice;
    }
    CloseDialog dialog(running, waiting, this);
    dialog.exec();
    if (dialog.choice() && dialog.isRemembered()) {
        m_settings.setCloseChoice(dialog.choice());
    }
    return dialog.choice();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    saveLayout();
    m_commands.storeKeys(m_settings.file());
    if (m_world.program != nullptr) {
        const auto choice = askForChoice();
        if (!choice) {
            event->ignore();
            return;
        }
        QApplication::setQuitOnLastWindowClosed(false); // the program ends the loop when the choice is fulfilled
        m_world.program->close(*choice);
    }
    QWidget::closeEvent(event);
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
        for (std::size_t i = 0; i < m_railButtons.size(); ++i) {
            const auto* page = static_cast<const Page*>(m_pages->widget(static_cast<int>(i)));
            m_railButtons[i]->setText(page->railWord());
            m_railButtons[i]->setAccessibleName(page->title());
        }
        showTitle();
    }
    QWidget::changeEvent(event);
}

} // namespace genserve::ui
