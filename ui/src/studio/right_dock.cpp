#include "right_dock.h"

#include <utility>

#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

#include "../controls/segmented_choice.h"
#include "../settings/settings_store.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "layers_panel.h"
#include "results_panel.h"

namespace genserve::ui {
namespace {

enum Pages { Layers, Results };

} // namespace

RightDock::RightDock(StudioModel& model, TaskDoor& tasks, CommandRegistry& commands, SettingsStore& settings,
                     QWidget* parent)
    : DockPanel(QStringLiteral("right"), parent),
      m_choice(new SegmentedChoice(this)),
      m_pages(new QStackedWidget(this)),
      m_scroll(new QScrollArea(m_pages)),
      m_layers(new LayersPanel(model, commands, settings.file(), this)),
      m_results(new ResultsPanel(tasks, this))
{
    const Theme& theme = Theme::current();
    titleRow()->addStrut(theme.px(u"control.row") - theme.px(u"space.xs"));
    m_choice->addChoice({});
    m_choice->addChoice({});
    titleRow()->addWidget(m_choice, 1);
    titleRow()->addStretch();
    titleRow()->addWidget(m_results->filters());
    m_pages->setProperty("role", QStringLiteral("panel"));
    m_pages->setAttribute(Qt::WA_StyledBackground);
    m_scroll->setWidget(m_layers);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_layers->setAutoFillBackground(false); // which the scroll area has switched on
    m_pages->addWidget(m_scroll);
    m_pages->addWidget(m_results);
    setWidget(m_pages);
    connect(m_choice, &SegmentedChoice::chosen, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_pages, &QStackedWidget::currentChanged, this,
            [this](int page) { m_results->filters()->setVisible(page == Results); });
    keepTranslated(this, [this] {
        m_choice->setChoiceText(Layers, tr("Layers"));
        m_choice->setChoiceText(Results, tr("Results"));
        setFill(m_isFill);
    });
    m_pages->setCurrentIndex(Results);
}

QWidget& RightDock::first() const
{
    return m_pages->currentIndex() == Layers ? static_cast<QWidget&>(*m_layers) : m_results->list();
}

void RightDock::setFill(bool isFill)
{
    letLayersShrink(!isFill);
    m_choice->setVisible(isFill);
    setTitle(isFill ? QString() : tr("Results"));
    if (std::exchange(m_isFill, isFill) != isFill) {
        m_choice->setCurrent(isFill ? Layers : Results);
        m_pages->setCurrentIndex(isFill ? Layers : Results);
    }
}

// Results alone may be smaller than the layers, which then lie unseen under them.
void RightDock::letLayersShrink(bool may)
{
    const QSizePolicy::Policy policy = may ? QSizePolicy::Ignored : QSizePolicy::Preferred;
    const int needed = m_layers->minimumSizeHint().width() + m_scroll->verticalScrollBar()->sizeHint().width();
    m_scroll->setSizePolicy(policy, policy);
    m_scroll->setMinimumWidth(may ? 0 : needed);
    // Not the dock's own: with one of its own it never needs less again than it once did.
    const int least = Theme::current().px(u"layout.resultsDockMin");
    m_pages->setMinimumWidth(may ? least : qMax(least, needed));
}

} // namespace genserve::ui
