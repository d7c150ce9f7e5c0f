#include "studio_docks.h"

#include <utility>

#include <QEvent>
#include <QLayout>
#include <QMainWindow>

#include "../settings/settings_store.h"
#include "../shell/dock_panel.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int NarrowBelow = 1400 - 64, FoldBelow = 1280 - 64, FoldRightBelow = 1100 - 64, FoldLayersBelow = 1000 - 64,
              NarrowPrompt = 304, NarrowRight = 188, FillRight = 264;
constexpr int LayoutVersion = 1;
const QString Folded = QStringLiteral("folded");

} // namespace

StudioDocks::StudioDocks(QMainWindow& area, SettingsStore& settings, DockPanel& prompt, DockPanel& right,
                         DockPanel& bottom)
    : QObject(&area),
      m_area(area),
      m_settings(settings),
      m_prompt(prompt),
      m_right(right),
      m_bottom(bottom),
      m_first(area.saveState(LayoutVersion)),
      m_isRestored(restore())
{
    restoreFolded();
    for (DockPanel* dock : {&prompt, &right, &bottom}) {
        dock->installEventFilter(this);
        connect(dock, &QDockWidget::dockLocationChanged, this, &StudioDocks::changed);
    }
}

QString StudioDocks::name() const { return m_isFill ? QStringLiteral("fill") : QStringLiteral("text"); }

bool StudioDocks::restore() { return m_area.restoreState(m_settings.dockLayout(name()), LayoutVersion); }

void StudioDocks::setFill(bool isFill, const std::function<void()>& rearrange)
{
    if (isFill == m_isFill) {
        return;
    }
    save();
    rearrange();
    // Or it would keep the width that it needed before.
    for (QWidget* one = m_right.widget(); one != m_right.parentWidget(); one = one->parentWidget()) {
        one->layout()->invalidate();
        one->layout()->activate();
    }
    m_isFill = isFill;
    m_isRestored = restore();
    if (!m_isRestored) {
        m_bottom.setVisible(!isFill && !m_isBottomFolded);
        isRightFolded() = m_width > 0 && m_width < foldRightBelow();
        m_right.setVisible(!isRightFolded());
        setDesignWidths();
    }
}

// In fill it holds the layers: they go last.
int StudioDocks::foldRightBelow() const { return m_isFill ? FoldLayersBelow : FoldRightBelow; }

bool& StudioDocks::isRightFolded() { return m_isFill ? m_areLayersFolded : m_areResultsFolded; }

// Widths that were set by hand stay until the window becomes narrow or wide.
void StudioDocks::setWidth(int width)
{
    const int before = std::exchange(m_width, width);
    const bool isFirst = before == 0;
    if (isFirst ? !m_isRestored : (before < NarrowBelow) != (width < NarrowBelow)) {
        setDesignWidths();
    }
    const auto crosses = [&](int limit) {
        return isFirst ? !m_isRestored || width >= limit : (before < limit) != (width < limit);
    };
    if (crosses(FoldBelow)) {
        fold(m_bottom, m_isBottomFolded, width < FoldBelow);
    }
    if (crosses(foldRightBelow())) {
        fold(m_right, isRightFolded(), width < foldRightBelow());
    }
}

void StudioDocks::fold(DockPanel& dock, bool& isFolded, bool wants)
{
    if (wants && !dock.isHidden()) {
        isFolded = true;
        dock.hide();
    } else if (!wants && std::exchange(isFolded, false)) {
        dock.setVisible(&dock != &m_bottom || !m_isFill);
    }
}

void StudioDocks::setDesignWidths()
{
    const bool isNarrow = m_width < NarrowBelow;
    const Theme& theme = Theme::current();
    m_area.resizeDocks(
        {&m_prompt, &m_right},
        {isNarrow ? NarrowPrompt : theme.px(u"layout.promptDock"), m_isFill   ? FillRight
                                                                   : isNarrow ? NarrowRight
                                                                              : theme.px(u"layout.resultsDock")},
        Qt::Horizontal);
}

// Docks that are hidden for want of room only come back with it, also after the next start.
void StudioDocks::save()
{
    m_settings.setDockLayout(name(), m_area.saveState(LayoutVersion));
    QByteArray folded;
    for (const auto& [dock, isFolded] : foldable()) {
        folded += *isFolded ? '1' : '0';
    }
    m_settings.setDockLayout(Folded, folded);
}

std::array<std::pair<DockPanel*, bool*>, 3> StudioDocks::foldable()
{
    return {{{&m_bottom, &m_isBottomFolded}, {&m_right, &m_areResultsFolded}, {&m_right, &m_areLayersFolded}}};
}

void StudioDocks::restoreFolded()
{
    const QByteArray folded = m_settings.dockLayout(Folded);
    const auto docks = foldable();
    for (std::size_t i = 0; i < docks.size() && folded.size() == static_cast<qsizetype>(docks.size()); ++i) {
        *docks.at(i).second = folded.at(static_cast<qsizetype>(i)) == '1';
    }
}

void StudioDocks::reset()
{
    for (const auto* mode : {"fill", "text"}) {
        m_settings.setDockLayout(QLatin1String(mode), {});
    }
    m_area.restoreState(m_first, LayoutVersion);
    m_isBottomFolded = m_width < FoldBelow;
    m_areResultsFolded = m_width < FoldRightBelow;
    m_areLayersFolded = m_width < FoldLayersBelow;
    m_bottom.setVisible(!m_isFill && !m_isBottomFolded);
    m_right.setVisible(!isRightFolded());
    setDesignWidths();
}

bool StudioDocks::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::ShowToParent
        || event->type() == QEvent::HideToParent) {
        Q_EMIT changed();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace genserve::ui
