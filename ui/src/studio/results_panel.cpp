#include "results_panel.h"

#include <QListView>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "../controls/empty_state.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "result_cell.h"
#include "results_model.h"

namespace genserve::ui {
namespace {

constexpr int Gap = 8, ScrollBar = 10, ThreeColumnsFrom = 340;

} // namespace

ResultsPanel::ResultsPanel(TaskDoor& tasks, QWidget* parent)
    : QWidget(parent),
      m_model(new ResultsModel(tasks, this)),
      m_list(new QListView(this)),
      m_cell(new ResultCell(m_list)),
      m_stack(new QStackedLayout(this))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(m_cell);
    m_list->setViewMode(QListView::IconMode);
    m_list->setMovement(QListView::Static);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    auto* framed = new QWidget(this);
    auto* inset = new QVBoxLayout(framed);
    inset->setContentsMargins(Theme::current().px(u"space.l"), Theme::current().px(u"space.s"), 0, 0);
    inset->addWidget(m_list);
    auto* empty = new EmptyState(QStringLiteral("images"), this);
    m_stack->addWidget(framed);
    m_stack->addWidget(empty);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        if (const tasks::Task* task = m_model->finished(now)) {
            Q_EMIT chosen(*task);
        }
    });
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex& now) {
        if (const tasks::TaskId run = m_model->running(now); !run.empty()) {
            Q_EMIT runChosen(run);
        }
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, &ResultsPanel::showEmptiness);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ResultsPanel::showEmptiness);
    keepTranslated(this, [this, empty] {
        m_list->setAccessibleName(tr("Results"));
        empty->setTexts(tr("No pictures yet"), tr("Every picture you make stays here with all its settings."));
    });
    showEmptiness();
    m_model->load();
}

void ResultsPanel::showEmptiness() { m_stack->setCurrentIndex(m_model->rowCount() == 0 ? 1 : 0); }

void ResultsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int room = width() - Theme::current().px(u"space.l") - ScrollBar;
    const int columns = width() >= ThreeColumnsFrom ? 3 : 2;
    m_cell->setSide(qMax(48, room / columns - Gap));
    m_list->doItemsLayout();
}

} // namespace genserve::ui
