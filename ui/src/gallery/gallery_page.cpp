#include "gallery_page.h"

#include <algorithm>

#include <QDateTime>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QThreadPool>

#include "../commands/command_registry.h"
#include "../compare/compare_pane.h"
#include "../controls/empty_state.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "details_panel.h"
#include "filter_bar.h"
#include "gallery_model.h"
#include "gallery_view.h"
#include "library_panel.h"
#include "picture_words.h"
#include "quick_look.h"
#include "selection_bar.h"
#include "tag_menu.h"

namespace genserve::ui {
namespace {

constexpr int LibraryWidth = 208, DrawerBelow = 1100;

std::vector<tasks::TaskId> idsOf(const std::vector<tasks::Task>& tasks)
{
    std::vector<tasks::TaskId> ids;
    std::ranges::transform(tasks, std::back_inserter(ids), &tasks::Task::id);
    return ids;
}

QString picturesFolder() { return QStandardPaths::writableLocation(QStandardPaths::PicturesLocation); }

QFrame* verticalRule(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("vrule"));
    return line;
}

} // namespace

GalleryPage::GalleryPage(const World& world, CommandRegistry& commands, QWidget* parent)
    : Page(parent),
      m_tasks(*world.tasks),
      m_commands(commands),
      m_model(new GalleryModel(*world.tasks, this)),
      m_view(new GalleryView(*m_model, this)),
      m_library(new LibraryPanel(*world.models, *world.tasks, this)),
      m_filters(new FilterBar(*world.models, this)),
      m_details(new DetailsPanel(*world.tasks, *world.models, this)),
      m_compare(new ComparePane(*world.tasks, *world.models, this)),
      m_look(new QuickLook(*world.tasks, *world.models, this)),
      m_stack(new QStackedWidget(this))
{
    addCommands();
    addTrashCommands();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    m_stack->addWidget(buildBrowser());
    m_stack->addWidget(m_compare);
    connect(m_library, &LibraryPanel::chosen, this, &GalleryPage::ask);
    connect(m_library, &LibraryPanel::importWanted, this, [this] {
        const QString folder =
            QFileDialog::getExistingDirectory(this, tr("Import pictures from a folder"), picturesFolder());
        if (!folder.isEmpty()) {
            importFiles({folder});
        }
    });
    connect(m_library, &LibraryPanel::tagsChanged, this, [this] { m_filters->setTags(m_library->tags()); });
    connect(m_filters, &FilterBar::changed, this, &GalleryPage::ask);
    connect(m_filters, &FilterBar::rowHeightChanged, m_view, &GalleryView::setRowHeight);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GalleryPage::selectionChanged);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &GalleryPage::selectionChanged);
    connect(m_view, &QAbstractItemView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT openWanted(m_model->task(index.row())); });
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, &GalleryPage::showMenu);
    connect(m_view, &GalleryView::filesDropped, this, &GalleryPage::importFiles);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_model, signal, this, &GalleryPage::showCount);
    }
    connect(m_model, &GalleryModel::answered, this, &GalleryPage::showCount);
    // Behind the model's own answer, and when the door knows the new number.
    const auto recount = [this] {
        if (isVisible()) {
            m_library->refresh();
            showCount();
        }
    };
    connect(&m_tasks, &TaskDoor::finished, this, recount, Qt::QueuedConnection);
    connect(&m_tasks, &TaskDoor::tasksChanged, this, recount, Qt::QueuedConnection);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const auto&, const auto&, const auto& roles) {
        if (roles.isEmpty()) {
            selectionChanged();
        }
    });
    connect(m_compare, &ComparePane::closed, this, [this] {
        m_stack->setCurrentIndex(0);
        m_view->setFocus();
    });
    connect(m_compare, &ComparePane::recallWanted, this,
            [this](const tasks::Task& task) { Q_EMIT recallWanted(requestOf(task), RecallPart::All); });
    connect(m_compare, &ComparePane::trashWanted, this, [this](const tasks::Task& task) {
        trash({task});
        m_stack->setCurrentIndex(0);
    });
    connect(m_look, &QuickLook::stepped, this, &GalleryPage::step);
    connect(m_look, &QuickLook::closed, this, [this] { m_view->setFocus(); });
    connectDetails();
    keepTranslated(this, [this] {
        m_view->setAccessibleName(tr("Pictures"));
        showCount();
    });
    selectionChanged();
}

QWidget* GalleryPage::buildBrowser()
{
    auto* browser = new QWidget(this);
    auto* row = new QHBoxLayout(browser);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_library->setFixedWidth(LibraryWidth);
    row->addWidget(m_library);
    row->addWidget(verticalRule(browser));
    auto* middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_filters);
    auto* holder = new QWidget(browser);
    m_gridOrEmpty = new QStackedLayout(holder);
    m_empty = new EmptyState(QStringLiteral("images"), holder);
    m_gridOrEmpty->addWidget(m_view);
    m_gridOrEmpty->addWidget(m_empty);
    middle->addWidget(holder, 1);
    m_selection = new SelectionBar(m_commands, browser);
    middle->addWidget(m_selection);
    connect(m_selection, &SelectionBar::cleared, this, [this] { m_view->selectionModel()->clear(); });
    row->addLayout(middle, 1);
    row->addWidget(verticalRule(browser));
    m_details->setFixedWidth(Theme::current().px(u"layout.detailsPanel"));
    row->addWidget(m_details);
    return browser;
}

void GalleryPage::connectDetails()
{
    connect(m_details, &DetailsPanel::recallWanted, this, &GalleryPage::recall);
    connect(m_details, &DetailsPanel::starWanted, this, &GalleryPage::star);
    connect(m_details, &DetailsPanel::tagWanted, this, &GalleryPage::showTagMenu);
    connect(m_details, &DetailsPanel::untagWanted, this, [this](const QString& text) { tag(text, false); });
    connect(m_details, &DetailsPanel::openWanted, this, [this] { Q_EMIT openWanted(*m_details->task()); });
    connect(m_details, &DetailsPanel::useWanted, this, [this](Mode mode) {
        m_tasks.picture(*m_details->task(), 0, [self = QPointer(this), mode](const QImage& picture) {
            if (self == nullptr) {
                return;
            }
            if (picture.isNull()) {
                Q_EMIT self->message(tr("The picture's file can't be read"));
            } else {
                Q_EMIT self->useWanted(picture, mode);
            }
        });
    });
}

QString GalleryPage::title() const { return tr("Gallery"); }

QString GalleryPage::state() const
{
    const int count = m_tasks.pictureCount();
    return count < 0 ? QString() : count == 1 ? tr("1 picture") : tr("%1 pictures").arg(groupedNumber(count));
}

bool GalleryPage::stepBack()
{
    if (m_stack->currentWidget() == m_compare) {
        Q_EMIT m_compare->closed();
        return true;
    }
    const bool hasChoice = m_view->selectionModel()->hasSelection();
    m_view->clearSelection();
    return hasChoice;
}

int GalleryPage::footHeight() const { return m_selection->isVisible() ? m_selection->height() : 0; }

void GalleryPage::focusNextPart()
{
    if (m_view->hasFocus()) {
        m_filters->focusSearch();
    } else {
        m_view->setFocus(Qt::TabFocusReason);
    }
}

void GalleryPage::setPossible(const std::function<bool(Mode)>& isPossible) { m_details->setPossible(isPossible); }

void GalleryPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_library->refresh();
    if (!m_wasShown) {
        m_wasShown = true; // not at the program's start, when the window has better things to do
        ask({});
    }
    m_view->setFocus();
}

void GalleryPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    m_library->setVisible(width() >= DrawerBelow || m_details->isHidden());
}

void GalleryPage::ask(const tasks::HistoryQuery& query)
{
    m_library->setQuery(query);
    m_filters->setQuery(query);
    m_model->setQuery(query);
    m_view->scrollToTop();
    selectionChanged();
    showCount();
}

std::vector<tasks::Task> GalleryPage::chosen() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedIndexes();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<tasks::Task> found;
    for (const QModelIndex& one : rows) {
        found.push_back(m_model->task(one.row()));
    }
    return found;
}

void GalleryPage::selectionChanged()
{
    const std::vector<tasks::Task> now = chosen();
    const bool isTrash = m_model->query().trash == tasks::TrashFilter::Only;
    m_selection->setState(static_cast<int>(now.size()), isTrash);
    const QModelIndex current = m_view->currentIndex();
    const bool isCurrentChosen = current.isValid() && m_view->selectionModel()->isSelected(current);
    m_details->setTask(isCurrentChosen ? std::optional(m_model->task(current.row()))
                       : now.empty()   ? std::nullopt
                                       : std::optional(now.front()));
    const auto allow = [&](const char* id, bool isPossible) {
        m_commands.action(QLatin1String(id))->setEnabled(isPossible);
    };
    const bool hasSome = !now.empty();
    for (const char* id : {"gallery.star", "gallery.tag", "gallery.export", "gallery.trash", "gallery.recall",
                           "gallery.prompt", "gallery.seed", "gallery.remix", "gallery.look"}) {
        allow(id, hasSome && !isTrash);
    }
    allow("gallery.compare", now.size() == 2 && !isTrash);
    allow("gallery.restore", hasSome && isTrash);
    allow("gallery.purge", hasSome && isTrash);
    allow("gallery.emptyTrash", isTrash && m_model->rowCount() > 0);
}

void GalleryPage::showCount()
{
    const int count = m_model->rowCount();
    const bool isEmpty = count == 0 && !m_model->isAsking();
    m_gridOrEmpty->setCurrentIndex(isEmpty ? 1 : 0);
    const bool isAll = isSameQuestion(m_model->query(), {});
    const bool isTrash = m_model->query().trash == tasks::TrashFilter::Only;
    m_empty->setTexts(isTrash ? tr("The trash is empty")
                      : isAll ? tr("No pictures yet")
                              : tr("Nothing found"),
                      isTrash ? tr("What you move to the trash can be put back from here.")
                      : isAll ? tr("Every picture you make stays here with all its settings.")
                              : tr("Take a filter away, or look for other words."));
    m_filters->setCount(isAll && !m_model->isComplete() && m_tasks.pictureCount() >= 0 ? state()
                        : m_model->isComplete()
                            ? count == 1 ? tr("1 picture") : tr("%1 pictures").arg(groupedNumber(count))
                            : tr("more than %1 pictures").arg(groupedNumber(count)));
    Q_EMIT stateChanged();
}

void GalleryPage::recall(RecallPart part)
{
    if (m_details->task()) {
        Q_EMIT recallWanted(m_details->request(), part);
    }
}

void GalleryPage::star(bool isStarred)
{
    for (tasks::Task task : chosen()) {
        m_tasks.setStarred(task.id, isStarred);
        task.isStarred = isStarred;
        m_model->take(task);
    }
    selectionChanged();
}

void GalleryPage::tag(const QString& text, bool isAdded)
{
    const std::string word = text.toStdString();
    std::vector<tasks::Task> tasks = chosen();
    if (isAdded) {
        m_tasks.addTag(idsOf(tasks), text);
    } else {
        m_tasks.removeTag(idsOf(tasks), text);
    }
    for (tasks::Task& task : tasks) {
        std::erase(task.tags, word);
        if (isAdded) {
            task.tags.push_back(word);
            std::ranges::sort(task.tags);
        }
        m_model->take(task);
    }
    m_library->refresh();
    selectionChanged();
}

void GalleryPage::showTagMenu()
{
    auto* menu = new TagMenu(m_library->tags(), this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu, &TagMenu::chosen, this, [this](const QString& text) { tag(text, true); });
    menu->popup(QCursor::pos());
}

void GalleryPage::setTrashed(std::vector<tasks::Task> tasks, bool isTrashed)
{
    for (tasks::Task& task : tasks) {
        m_tasks.setTrashed(task.id, isTrashed);
        task.trashedMs = isTrashed ? QDateTime::currentMSecsSinceEpoch() : 0;
        m_model->take(task);
    }
    selectionChanged();
}

void GalleryPage::trash(const std::vector<tasks::Task>& tasks)
{
    if (tasks.empty()) {
        return;
    }
    const int row = m_model->rowOf(tasks.front());
    m_trashed.push_back(tasks);
    setTrashed(tasks, true);
    if (m_model->rowCount() > 0) {
        m_view->setCurrentIndex(m_model->index(qBound(0, row, m_model->rowCount() - 1)));
    }
    m_commands.action(QStringLiteral("gallery.undo"))->setEnabled(true);
    Q_EMIT undoable(tr("%n picture(s) moved to trash", nullptr, static_cast<int>(tasks.size())));
}

void GalleryPage::undoTrash()
{
    if (m_trashed.empty()) {
        return;
    }
    std::vector<tasks::Task> tasks = std::move(m_trashed.back());
    m_trashed.pop_back();
    setTrashed(std::move(tasks), false);
    m_commands.action(QStringLiteral("gallery.undo"))->setEnabled(!m_trashed.empty());
    Q_EMIT undone();
}

void GalleryPage::purge(bool isAll)
{
    const std::vector<tasks::Task> tasks = isAll ? std::vector<tasks::Task>() : chosen();
    QMessageBox question(this);
    question.setWindowTitle(tr("Delete for good"));
    question.setText(isAll ? tr("Empty the trash?")
                           : tr("Delete %n picture(s) for good?", nullptr, static_cast<int>(tasks.size())));
    question.setInformativeText(tr("Pictures and settings can't be brought back after this."));
    auto* yes = question.addButton(tr("Delete for good"), QMessageBox::DestructiveRole);
    question.addButton(tr("Keep"), QMessageBox::RejectRole);
    question.exec();
    if (question.clickedButton() != yes) {
        return;
    }
    m_trashed.clear();
    m_tasks.purge(idsOf(tasks));
    askAgain();
}

// The reset of the model takes the choice away without a word.
void GalleryPage::askAgain()
{
    m_model->setQuery(m_model->query());
    selectionChanged();
}

void GalleryPage::compare()
{
    const std::vector<tasks::Task> two = chosen();
    if (two.size() == 2) {
        m_stack->setCurrentIndex(1);
        m_compare->compare(two[0], two[1]);
    }
}

// What can be done with the choice, by the same commands as everywhere.
void GalleryPage::showMenu(const QPoint& place)
{
    if (chosen().empty()) {
        return;
    }
    QMenu menu(this);
    for (const char* id : {"look", "compare", "", "recall", "prompt", "seed", "remix", "", "star", "tag", "export", "",
                           "restore", "trash", "purge"}) {
        QAction* action = m_commands.action(QLatin1String("gallery.") % QLatin1String(id));
        if (action == nullptr) {
            menu.addSeparator();
        } else if (action->isEnabled()) {
            menu.addAction(action);
        }
    }
    menu.exec(m_view->viewport()->mapToGlobal(place));
}

void GalleryPage::look()
{
    const QModelIndex now = m_view->currentIndex();
    if (now.isValid()) {
        m_look->look(m_model->task(now.row()), now.data(Qt::DecorationRole).value<QImage>());
    }
}

void GalleryPage::step(int by)
{
    const int row = m_view->currentIndex().row() + by;
    if (row < 0 || row >= m_model->rowCount()) {
        return;
    }
    m_view->setCurrentIndex(m_model->index(row));
    look();
}

void GalleryPage::exportFiles()
{
    const QString folder =
        QFileDialog::getExistingDirectory(this, tr("Copy the pictures to a folder"), picturesFolder());
    if (folder.isEmpty()) {
        return;
    }
    QStringList files;
    for (const tasks::Task& task : chosen()) {
        files << m_tasks.pictureFile(task);
    }
    QThreadPool::globalInstance()->start([self = QPointer(this), files, folder] {
        int copied = 0;
        for (const QString& file : files) {
            copied += QFile::copy(file, folder + u'/' + QFileInfo(file).fileName()) ? 1 : 0;
        }
        QMetaObject::invokeMethod(qApp, [self, copied, all = files.size()] {
            if (self != nullptr) {
                Q_EMIT self->message(tr("%1 of %2 pictures copied").arg(copied).arg(all));
            }
        });
    });
}

void GalleryPage::importFiles(const QStringList& files)
{
    Q_EMIT message(tr("Importing…"));
    m_tasks.importPictures(files, [self = QPointer(this)](const tasks::ImportReport& report) {
        if (self == nullptr) {
            return;
        }
        QString text = tr("%n picture(s) imported", nullptr, report.imported);
        if (report.known > 0) {
            text += QStringLiteral(" · ") + tr("%n known before", nullptr, report.known);
        }
        if (!report.skipped.empty()) {
            text += QStringLiteral(" · ")
                    + tr("%n skipped: %1", nullptr, static_cast<int>(report.skipped.size()))
                          .arg(QString::fromStdString(report.skipped.front()));
        }
        Q_EMIT self->message(text);
        self->askAgain();
        self->m_library->refresh();
    });
}

void GalleryPage::addCommand(const char* id, const char* icon, const char* key, std::function<QString()> title,
                             std::function<void()> run)
{
    const QString keys = QLatin1String(key);
    m_commands.add({QLatin1String(id), QLatin1String(icon),
                    keys.isEmpty() ? QList<QKeySequence>() : QList{QKeySequence(keys)}, std::move(title),
                    [] { return tr("Gallery"); }},
                   m_view, std::move(run));
}

void GalleryPage::addCommands()
{
    addCommand(
        "gallery.star", "star", ".", [] { return tr("Star or remove the star"); },
        [this] {
            const auto all = chosen();
            star(!std::ranges::all_of(all, &tasks::Task::isStarred));
        });
    addCommand(
        "gallery.tag", "tag", "Shift+T", [] { return tr("Tag…"); }, [this] { showTagMenu(); });
    addCommand(
        "gallery.recall", "undo-2", "A", [] { return tr("Recall all settings"); }, [this] { recall(RecallPart::All); });
    addCommand(
        "gallery.prompt", "pen-line", "P", [] { return tr("Recall the prompt"); },
        [this] { recall(RecallPart::Prompt); });
    addCommand(
        "gallery.seed", "hash", "S", [] { return tr("Recall the seed"); }, [this] { recall(RecallPart::Seed); });
    addCommand(
        "gallery.remix", "shuffle", "R", [] { return tr("Remix: all settings but the seed"); },
        [this] { recall(RecallPart::Remix); });
    addCommand(
        "gallery.compare", "columns-2", "M", [] { return tr("Compare two pictures"); }, [this] { compare(); });
    addCommand(
        "gallery.look", "eye", "Space", [] { return tr("Quick look"); }, [this] { look(); });
    addCommand(
        "gallery.export", "download", "Ctrl+E", [] { return tr("Export…"); }, [this] { exportFiles(); });
    addCommand(
        "gallery.search", "search", "Ctrl+F", [] { return tr("Search pictures"); },
        [this] { m_filters->focusSearch(); });
}

void GalleryPage::addTrashCommands()
{
    addCommand(
        "gallery.trash", "trash-2", "Del", [] { return tr("Move to trash"); }, [this] { trash(chosen()); });
    addCommand(
        "gallery.undo", "undo-2", "Ctrl+Z", [] { return tr("Undo the last move to trash"); }, [this] { undoTrash(); });
    addCommand(
        "gallery.restore", "archive-restore", "Backspace", [] { return tr("Put back from the trash"); },
        [this] { setTrashed(chosen(), false); });
    addCommand(
        "gallery.purge", "trash-2", "Shift+Del", [] { return tr("Delete for good"); }, [this] { purge(false); });
    addCommand(
        "gallery.emptyTrash", "trash-2", "", [] { return tr("Empty the trash…"); }, [this] { purge(true); });
    m_commands.action(QStringLiteral("gallery.undo"))->setEnabled(false);
}

} // namespace genserve::ui
