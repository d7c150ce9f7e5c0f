#include "gallery_page.h"

#include <algorithm>

#include <QPointer>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "../commands/command_registry.h"
#include "../compare/compare_pane.h"
#include "details_panel.h"
#include "filter_bar.h"
#include "gallery_browser.h"
#include "gallery_commands.h"
#include "gallery_model.h"
#include "gallery_view.h"
#include "library_panel.h"
#include "picture_exchange.h"
#include "picture_marks.h"
#include "picture_words.h"
#include "quick_look.h"
#include "recorded_request.h"
#include "tag_menu.h"
#include "trash_bin.h"

namespace genserve::ui {

GalleryPage::GalleryPage(const World& world, CommandRegistry& commands, QWidget* parent)
    : Page(parent),
      m_tasks(*world.tasks),
      m_commands(commands),
      m_browser(new GalleryBrowser(world, commands, this)),
      m_compare(new ComparePane(*world.tasks, *world.models, this)),
      m_look(new QuickLook(*world.tasks, *world.models, this)),
      m_bin(new TrashBin(*world.tasks, m_browser->model(), this)),
      m_files(new PictureExchange(*world.tasks, this)),
      m_stack(new QStackedWidget(this))
{
    addCommands();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    m_stack->addWidget(m_browser);
    m_stack->addWidget(m_compare);
    connectBrowser();
    connectDetails();
    connectOverlays();
    connectFiles();
    allowCommands();
}

void GalleryPage::addCommands()
{
    GalleryActs acts;
    acts.star = [this] { star(!std::ranges::all_of(m_browser->chosen(), &tasks::Task::isStarred)); };
    acts.tag = [this] { showTagMenu(); };
    acts.compare = [this] { compare(); };
    acts.look = [this] { look(); };
    acts.copyOut = [this] { m_files->copyOut(m_browser->chosen()); };
    acts.importFolder = [this] { m_files->importFolder(); };
    acts.search = [this] { m_browser->filters().focusSearch(); };
    acts.trash = [this] { trash(m_browser->chosen()); };
    acts.undoTrash = [this] { undoTrash(); };
    acts.putBack = [this] { m_bin->putBack(m_browser->chosen()); };
    acts.purge = [this] { m_bin->purge(m_browser->chosen()); };
    acts.emptyTrash = [this] { m_bin->empty(); };
    acts.recall = [this](RecallPart part) { recall(part); };
    addGalleryCommands(m_commands, &view(), acts);
}

void GalleryPage::connectBrowser()
{
    connect(m_browser, &GalleryBrowser::choiceChanged, this, &GalleryPage::allowCommands);
    connect(m_browser, &GalleryBrowser::countChanged, this, &Page::stateChanged);
    connect(m_browser, &GalleryBrowser::countChanged, this, &GalleryPage::allowCommands); // of the whole list
    connect(&view(), &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT openWanted(model().task(index.row())); });
    view().setContextMenuPolicy(Qt::CustomContextMenu);
    connect(&view(), &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        if (!m_browser->chosen().empty()) {
            showGalleryMenu(m_commands, this, view().viewport()->mapToGlobal(place));
        }
    });
}

void GalleryPage::connectDetails()
{
    DetailsPanel* details = &m_browser->details();
    connect(details, &DetailsPanel::recallWanted, this, qOverload<RecallPart>(&GalleryPage::recall));
    connect(details, &DetailsPanel::starWanted, this, &GalleryPage::star);
    connect(details, &DetailsPanel::tagWanted, this, &GalleryPage::showTagMenu);
    connect(details, &DetailsPanel::untagWanted, this, [this](const QString& text) { tag(text, false); });
    connect(details, &DetailsPanel::openWanted, this, [this, details] { Q_EMIT openWanted(*details->task()); });
    connect(details, &DetailsPanel::useWanted, this, &GalleryPage::use);
}

void GalleryPage::connectOverlays()
{
    connect(m_compare, &ComparePane::closed, this, [this] {
        m_stack->setCurrentWidget(m_browser);
        view().setFocus();
    });
    connect(m_compare, &ComparePane::recallWanted, this,
            [this](const tasks::Task& task) { recall(task, RecallPart::All); });
    connect(m_compare, &ComparePane::trashWanted, this, [this](const tasks::Task& task) {
        trash({task});
        m_stack->setCurrentWidget(m_browser);
    });
    connect(m_look, &QuickLook::stepped, this, &GalleryPage::step);
    connect(m_look, &QuickLook::closed, this, [this] { view().setFocus(); });
}

void GalleryPage::connectFiles()
{
    connect(m_bin, &TrashBin::changed, m_browser, &GalleryBrowser::showChoice);
    connect(m_bin, &TrashBin::purged, m_browser, &GalleryBrowser::askAgain);
    connect(m_bin, &TrashBin::undone, this, &GalleryPage::undone);
    connect(&m_browser->library(), &LibraryPanel::importWanted, m_files, &PictureExchange::importFolder);
    connect(&m_browser->library(), &LibraryPanel::dropped, this, &GalleryPage::mark);
    connect(&view(), &GalleryView::filesDropped, m_files, &PictureExchange::importFiles);
    connect(m_files, &PictureExchange::message, this, &GalleryPage::message);
    connect(m_files, &PictureExchange::imported, this, [this] {
        m_browser->askAgain();
        m_browser->refresh();
    });
}

GalleryView& GalleryPage::view() { return m_browser->view(); }

GalleryModel& GalleryPage::model() { return m_browser->model(); }

QString GalleryPage::title() const { return tr("Gallery"); }

QString GalleryPage::state() const { return m_browser->wholeCount(); }

bool GalleryPage::stepBack()
{
    if (m_stack->currentWidget() == m_compare) {
        Q_EMIT m_compare->closed();
        return true;
    }
    const bool hasChoice = view().selectionModel()->hasSelection();
    view().clearSelection();
    return hasChoice;
}

QRect GalleryPage::messageRoom() const { return rect().adjusted(0, 0, 0, -m_browser->footHeight()); }

void GalleryPage::focusNextPart()
{
    if (view().hasFocus()) {
        m_browser->filters().focusSearch();
    } else {
        view().setFocus(Qt::TabFocusReason);
    }
}

void GalleryPage::setPossible(const std::function<bool(Mode)>& isPossible)
{
    m_browser->details().setPossible(isPossible);
}

void GalleryPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_browser->refresh();
    if (!m_wasShown) {
        m_wasShown = true; // not at the program's start, when the window has better things to do
        m_browser->ask({});
    }
    view().setFocus();
}

void GalleryPage::allowCommands()
{
    allowGalleryCommands(m_commands, {static_cast<int>(m_browser->chosen().size()), m_browser->isTrash(),
                                      model().rowCount() == 0, m_bin->canUndo()});
}

void GalleryPage::star(bool isStarred)
{
    setStarred(m_tasks, model(), m_browser->chosen(), isStarred);
    m_browser->showChoice();
}

void GalleryPage::tag(const QString& text, bool isAdded)
{
    setTagged(m_tasks, model(), m_browser->chosen(), text, isAdded);
    m_browser->refresh();
    m_browser->showChoice();
}

void GalleryPage::mark(const tasks::HistoryQuery& query)
{
    if (query.trash == tasks::TrashFilter::Only) {
        trash(m_browser->chosen());
    } else if (query.isStarred) {
        star(true);
    } else {
        tag(QString::fromStdString(query.tag), true);
    }
}

void GalleryPage::showTagMenu()
{
    auto* menu = new TagMenu(m_browser->library().tags(), this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu, &TagMenu::chosen, this, [this](const QString& text) { tag(text, true); });
    menu->popup(QCursor::pos());
}

void GalleryPage::trash(const std::vector<tasks::Task>& tasks)
{
    if (tasks.empty()) {
        return;
    }
    const int row = model().rowOf(tasks.front());
    m_bin->move(tasks);
    if (model().rowCount() > 0) {
        view().setCurrentIndex(model().index(qBound(0, row, model().rowCount() - 1)));
    }
    Q_EMIT undoable(tr("%n picture(s) moved to trash", nullptr, static_cast<int>(tasks.size())));
}

void GalleryPage::undoTrash() { m_bin->undo(); }

void GalleryPage::compare()
{
    const std::vector<tasks::Task> two = m_browser->chosen();
    if (two.size() == 2) {
        m_stack->setCurrentWidget(m_compare);
        m_compare->compare(two[0], two[1]);
    }
}

void GalleryPage::look()
{
    const QModelIndex now = view().currentIndex();
    if (now.isValid()) {
        m_look->look(model().task(now.row()), now.data(Qt::DecorationRole).value<QImage>());
    }
}

void GalleryPage::step(int by)
{
    const int row = view().currentIndex().row() + by;
    if (row < 0 || row >= model().rowCount()) {
        return;
    }
    view().setCurrentIndex(model().index(row));
    look();
}

void GalleryPage::use(Mode mode)
{
    m_tasks.picture(*m_browser->details().task(), 0, [self = QPointer(this), mode](const QImage& picture) {
        if (self == nullptr) {
            return;
        }
        if (picture.isNull()) {
            Q_EMIT self->message(tr("The picture's file can't be read"));
        } else {
            Q_EMIT self->useWanted(picture, mode);
        }
    });
}

void GalleryPage::recall(RecallPart part)
{
    const auto& task = m_browser->details().task();
    if (!task) {
        return;
    }
    if (!tellsHowItWasMade(*task)) {
        Q_EMIT message(tr("This picture does not tell how it was made"));
    } else {
        recall(*task, part);
    }
}

void GalleryPage::recall(const tasks::Task& task, RecallPart part)
{
    recordedRequest(m_tasks, task, [self = QPointer(this), part](const GenerationRequest& request) {
        if (self != nullptr) {
            Q_EMIT self->recallWanted(request, part);
        }
    });
}

} // namespace genserve::ui
