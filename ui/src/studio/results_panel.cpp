#include "results_panel.h"

#include <QListView>
#include <QMouseEvent>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "../controls/empty_state.h"
#include "../controls/icon_button.h"
#include "../controls/search_field.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "result_cell.h"
#include "results_model.h"

namespace genserve::ui {
namespace {

constexpr int Gap = 8, ThreeColumnsFrom = 340;

} // namespace

ResultsPanel::ResultsPanel(TaskDoor& tasks, QWidget* parent)
    : QWidget(parent),
      m_tasks(tasks),
      m_model(new ResultsModel(tasks, this)),
      m_filters(new QWidget(this)),
      m_find(new IconButton(QStringLiteral("search"), IconButtonSize::Bar, m_filters)),
      m_starred(new IconButton(QStringLiteral("star"), IconButtonSize::Bar, m_filters)),
      m_search(new SearchField(this)),
      m_list(new QListView(this)),
      m_cell(new ResultCell(m_list)),
      m_empty(new EmptyState(QStringLiteral("images"), this)),
      m_stack(new QStackedLayout)
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_cell);
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->viewport()->setAttribute(Qt::WA_Hover); // the star of the cell under the pointer
    m_list->viewport()->installEventFilter(this);
    m_list->setDragDropMode(QAbstractItemView::DragOnly);
    m_list->setDefaultDropAction(Qt::CopyAction); // never a move: the history keeps its files
    buildFilters();
    const Theme& theme = Theme::current();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(u"space.l"), 0, 0, 0);
    column->setSpacing(theme.px(u"space.xs"));
    auto* head = new QHBoxLayout;
    head->setContentsMargins(0, 0, theme.px(u"space.l"), 0);
    head->addWidget(m_search);
    column->addLayout(head);
    column->addLayout(m_stack, 1);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    connect(m_search, &SearchField::searched, m_model, &ResultsModel::search);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        const tasks::Task* task = m_model->finished(now);
        if (task != nullptr && m_list->selectionModel()->isSelected(now)) { // by a key; not by the focus alone
            Q_EMIT chosen(*task);
        }
    });
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex& now) {
        if (const tasks::TaskId run = m_model->running(now); !run.empty()) {
            Q_EMIT runChosen(run);
        } else if (const tasks::Task* task = m_model->finished(now)) {
            Q_EMIT chosen(*task);
        }
    });
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_list, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
        if (m_model->finished(m_list->indexAt(at)) != nullptr) {
            Q_EMIT menuWanted(m_list->viewport()->mapToGlobal(at));
        }
    });
    const auto changed = [this] {
        showEmptiness();
        mark(tasks::TaskId(m_marked));
    };
    connect(m_model, &QAbstractItemModel::modelReset, this, changed);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, changed);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ResultsPanel::showEmptiness);
    keepTranslated(this, [this] {
        m_list->setAccessibleName(tr("Results"));
        m_search->setMeaning(tr("Search results"));
        m_search->setToolTip(tr("Words of the prompts"));
        m_find->setMeaning(tr("Search results"));
        m_starred->setMeaning(tr("Only starred ones"));
        showEmptiness();
    });
    showEmptiness();
    m_model->load();
}

// Without opening it once more.
void ResultsPanel::mark(const tasks::TaskId& task)
{
    m_marked = task;
    const QModelIndex index = m_model->indexOf(task);
    if (index == m_list->currentIndex()) {
        return;
    }
    const QSignalBlocker quiet(m_list->selectionModel());
    m_list->setCurrentIndex(index);
    m_list->viewport()->update();
}

std::optional<tasks::Task> ResultsPanel::beside(const tasks::TaskId& task) const
{
    const QModelIndex index = m_model->indexOf(task);
    for (const int step : {1, 2, -1, -2}) { // over a day's heading
        const QModelIndex other = m_model->index(index.row() + step);
        if (const tasks::Task* found = index.isValid() ? m_model->finished(other) : nullptr) {
            return *found;
        }
    }
    return std::nullopt;
}

void ResultsPanel::buildFilters()
{
    auto* row = new QHBoxLayout(m_filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::current().px(u"space.xs"));
    for (IconButton* button : {m_find, m_starred}) {
        button->setCheckable(true);
        row->addWidget(button);
    }
    m_search->hide();
    connect(m_find, &QAbstractButton::toggled, this, &ResultsPanel::showSearch);
    connect(m_starred, &QAbstractButton::toggled, m_model, &ResultsModel::setStarredOnly);
}

void ResultsPanel::showSearch(bool isShown)
{
    m_search->setVisible(isShown);
    if (isShown) {
        m_search->setFocus();
    } else {
        m_search->clear();
    }
}

void ResultsPanel::showEmptiness()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_stack->setCurrentIndex(isEmpty ? 1 : 0);
    m_filters->setEnabled(!isEmpty || m_model->isSearching());
    if (m_model->isSearching()) {
        m_empty->setTexts(tr("Nothing found"), m_starred->isChecked() ? tr("No such picture has a star.")
                                                                      : tr("No picture was made with these words."));
    } else {
        m_empty->setTexts(tr("No pictures yet"), tr("Every picture you make stays here with all its settings."));
    }
}

// A click on the star must not open the picture.
bool ResultsPanel::eventFilter(QObject* watched, QEvent* event)
{
    const bool isPress = event->type() == QEvent::MouseButtonPress || event->type() == QEvent::MouseButtonDblClick;
    if (const auto* mouse = isPress ? static_cast<QMouseEvent*>(event) : nullptr) {
        const QModelIndex index = m_list->indexAt(mouse->position().toPoint());
        const tasks::Task* task = m_model->finished(index);
        if (task != nullptr && mouse->button() == Qt::LeftButton
            && ResultCell::starPlace(m_list->visualRect(index), m_cell->side()).contains(mouse->position().toPoint())) {
            m_tasks.setStarred(task->id, !task->isStarred);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ResultsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    // As far from the right edge as from the left; the scroll bar lies in that margin. A row as wide as the view
    // would not fit into it.
    const int room = width() - 2 * Theme::current().px(u"space.l") - 1;
    const int columns = width() >= ThreeColumnsFrom ? 3 : 2;
    const int side = qMax(48, (room + Gap) / columns - Gap);
    m_cell->setSizes(side, columns * (side + Gap));
    m_list->doItemsLayout();
}

} // namespace genserve::ui
