#include "gallery_browser.h"

#include <algorithm>

#include <QApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QStackedLayout>

#include "../controls/empty_state.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "details_panel.h"
#include "filter_bar.h"
#include "gallery_model.h"
#include "gallery_view.h"
#include "library_panel.h"
#include "selection_bar.h"

namespace genserve::ui {
namespace {

constexpr int LibraryWidth = 208, DrawerBelow = 1100;

QFrame* verticalRule(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("role", QStringLiteral("vrule"));
    return line;
}

QString countWords(int count)
{
    return count == 1 ? GalleryBrowser::tr("1 picture") : GalleryBrowser::tr("%1 pictures").arg(groupedNumber(count));
}

} // namespace

GalleryBrowser::GalleryBrowser(const World& world, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_tasks(*world.tasks),
      m_model(new GalleryModel(*world.tasks, this)),
      m_view(new GalleryView(*m_model, this)),
      m_library(new LibraryPanel(*world.models, *world.tasks, this)),
      m_filters(new FilterBar(*world.models, this)),
      m_details(new DetailsPanel(*world.tasks, *world.models, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_library->setFixedWidth(LibraryWidth);
    m_details->setFixedWidth(Theme::current().px(u"layout.detailsPanel"));
    auto* middle = new QVBoxLayout;
    buildMiddle(*middle, commands);
    row->addWidget(m_library);
    row->addWidget(verticalRule(this));
    row->addLayout(middle, 1);
    row->addWidget(verticalRule(this));
    row->addWidget(m_details);
    m_opening.setSingleShot(true);
    connect(&m_opening, &QTimer::timeout, this, &GalleryBrowser::arrange);
    connectParts();
    followHistory();
    keepTranslated(this, [this] {
        m_view->setAccessibleName(tr("Pictures"));
        showCount();
    });
}

void GalleryBrowser::buildMiddle(QVBoxLayout& column, CommandRegistry& commands)
{
    column.setSpacing(0);
    column.addWidget(m_filters);
    auto* holder = new QWidget(this);
    m_gridOrEmpty = new QStackedLayout(holder);
    m_empty = new EmptyState(QStringLiteral("images"), holder);
    m_gridOrEmpty->addWidget(m_view);
    m_gridOrEmpty->addWidget(m_empty);
    column.addWidget(holder, 1);
    m_selection = new SelectionBar(commands, this);
    column.addWidget(m_selection);
}

void GalleryBrowser::connectParts()
{
    connect(m_library, &LibraryPanel::chosen, this, &GalleryBrowser::ask);
    connect(m_library, &LibraryPanel::tagsChanged, this, [this] { m_filters->setTags(m_library->tags()); });
    connect(m_filters, &FilterBar::changed, this, &GalleryBrowser::ask);
    connect(m_filters, &FilterBar::rowHeightChanged, m_view, &GalleryView::setRowHeight);
    connect(m_selection, &SelectionBar::cleared, this, [this] { m_view->selectionModel()->clear(); });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &GalleryBrowser::showChoice);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &GalleryBrowser::showChoice);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(m_model, signal, this, &GalleryBrowser::showCount);
    }
    connect(m_model, &GalleryModel::answered, this, &GalleryBrowser::showCount);
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const auto&, const auto&, const auto& roles) {
        if (roles.isEmpty()) {
            showChoice();
        }
    });
}

// Behind the model's own answer, and when the door knows the new number.
void GalleryBrowser::followHistory()
{
    const auto recount = [this] {
        if (isVisible()) {
            refresh();
            showCount();
        }
    };
    connect(&m_tasks, &TaskDoor::finished, this, recount, Qt::QueuedConnection);
    connect(&m_tasks, &TaskDoor::tasksChanged, this, recount, Qt::QueuedConnection);
}

void GalleryBrowser::ask(const tasks::HistoryQuery& query)
{
    m_library->setQuery(query);
    m_filters->setQuery(query);
    m_model->setQuery(query);
    m_view->scrollToTop();
    showChoice();
    showCount();
}

// The reset of the model takes the choice away without a word.
void GalleryBrowser::askAgain()
{
    m_model->setQuery(m_model->query());
    showChoice();
}

void GalleryBrowser::refresh() { m_library->refresh(); }

std::vector<tasks::Task> GalleryBrowser::chosen() const
{
    QModelIndexList rows = m_view->selectionModel()->selectedIndexes();
    std::ranges::sort(rows, {}, &QModelIndex::row);
    std::vector<tasks::Task> found;
    for (const QModelIndex& one : rows) {
        found.push_back(m_model->task(one.row()));
    }
    return found;
}

bool GalleryBrowser::isTrash() const { return m_model->query().trash == tasks::TrashFilter::Only; }

void GalleryBrowser::showChoice()
{
    const std::vector<tasks::Task> now = chosen();
    m_selection->setState(static_cast<int>(now.size()), isTrash());
    const QModelIndex current = m_view->currentIndex();
    const bool isCurrentChosen = current.isValid() && m_view->selectionModel()->isSelected(current);
    m_details->setTask(isCurrentChosen ? std::optional(m_model->task(current.row()))
                       : now.empty()   ? std::nullopt
                                       : std::optional(now.front()));
    const bool isOpening = !m_details->isVisible() && m_details->task() && width() < DrawerBelow;
    isOpening ? m_opening.start(QApplication::doubleClickInterval()) : arrange();
    Q_EMIT choiceChanged();
}

QString GalleryBrowser::wholeCount() const
{
    const int count = m_tasks.pictureCount();
    return count < 0 ? QString() : countWords(count);
}

void GalleryBrowser::showCount()
{
    const int count = m_model->rowCount();
    const bool isEmpty = count == 0 && !m_model->isAsking();
    m_gridOrEmpty->setCurrentIndex(isEmpty ? 1 : 0);
    const bool isAll = isSameQuestion(m_model->query(), {});
    m_empty->setTexts(isTrash() ? tr("The trash is empty")
                      : isAll   ? tr("No pictures yet")
                                : tr("Nothing found"),
                      isTrash() ? tr("What you move to the trash can be put back from here.")
                      : isAll   ? tr("Every picture you make stays here with all its settings.")
                                : tr("Take a filter away, or look for other words."));
    m_filters->setCount(m_model->isComplete()              ? countWords(count)
                        : isAll && !wholeCount().isEmpty() ? wholeCount()
                                                           : tr("more than %1 pictures").arg(groupedNumber(count)));
    Q_EMIT countChanged();
}

// In a narrow window the details take the library's place while something is chosen.
void GalleryBrowser::arrange()
{
    const bool isWide = width() >= DrawerBelow, hasChoice = m_details->task().has_value();
    m_details->setVisible(isWide || hasChoice);
    m_library->setVisible(isWide || !hasChoice);
}

int GalleryBrowser::footHeight() const { return m_selection->isVisible() ? m_selection->height() : 0; }

void GalleryBrowser::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace genserve::ui
