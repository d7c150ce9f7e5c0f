#include "library_panel.h"

#include <QDateTime>
#include <QPointer>
#include <QVBoxLayout>

#include "../controls/side_list.h"
#include "../controls/text_button.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int RecentDays = 7;

tasks::WallMs startOfDay(int daysAgo)
{
    return QDate::currentDate().addDays(-daysAgo).startOfDay().toMSecsSinceEpoch();
}

} // namespace

bool isSameQuestion(const tasks::HistoryQuery& a, const tasks::HistoryQuery& b)
{
    return a.text == b.text && a.client == b.client && a.modelId == b.modelId && a.device == b.device && a.tag == b.tag
           && a.origin == b.origin && a.fromMs == b.fromMs && a.untilMs == b.untilMs && a.isStarred == b.isStarred
           && a.trash == b.trash;
}

LibraryPanel::LibraryPanel(ModelsSource& models, TaskDoor& tasks, QWidget* parent)
    : QWidget(parent),
      m_models(models),
      m_tasks(tasks),
      m_list(new SideList(this)),
      m_import(new TextButton(ButtonKind::Normal, ButtonSize::Medium, this))
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("panel"));
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    const int inset = theme.px(u"space.s");
    column->setContentsMargins(inset, 0, inset, theme.px(u"space.m"));
    column->addWidget(m_list, 1);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(inset, 0, inset, 0);
    foot->addWidget(m_import, 1);
    column->addLayout(foot);
    m_import->setIconName(QStringLiteral("folder-open"));
    connect(m_import, &QAbstractButton::clicked, this, &LibraryPanel::importWanted);
    connect(m_list, &SideList::chosen, this, [this](int row) {
        m_query = m_queries.at(static_cast<std::size_t>(row));
        Q_EMIT chosen(m_query);
    });
    connect(&models, &ModelsSource::changed, this, &LibraryPanel::build);
    keepTranslated(this, [this] {
        m_list->setAccessibleName(tr("Library"));
        m_import->setLabel(tr("Import folder…"));
        build();
    });
}

void LibraryPanel::refresh()
{
    m_tasks.tags([self = QPointer(this)](const std::vector<tasks::TagCount>& tags) {
        if (self != nullptr) {
            self->m_tags = tags;
            self->build();
            Q_EMIT self->tagsChanged();
        }
    });
}

void LibraryPanel::setQuery(const tasks::HistoryQuery& query)
{
    m_query = query;
    int row = -1;
    for (std::size_t i = 0; i < m_queries.size() && row < 0; ++i) {
        row = !m_isHeading[i] && isSameQuestion(m_queries[i], query) ? static_cast<int>(i) : -1;
    }
    m_list->setChosen(row);
}

void LibraryPanel::build()
{
    std::vector<SideRow> rows;
    m_queries.clear();
    m_isHeading.clear();
    const auto add = [&](SideRow row, const tasks::HistoryQuery& query) {
        m_isHeading.push_back(row.isHeading);
        m_queries.push_back(query);
        rows.push_back(std::move(row));
    };
    const auto heading = [&](const QString& text) { add({{}, {}, text, {}, true}, {}); };
    const auto entry = [&](const char* icon, const QString& text, const auto& ask, const QString& number = {}) {
        tasks::HistoryQuery query;
        ask(query);
        add({QLatin1String(icon), {}, text, number, false}, query);
    };
    heading(tr("Library"));
    const int count = m_tasks.pictureCount();
    entry(
        "images", tr("All pictures"), [](auto&) {}, count < 0 ? QString() : groupedNumber(count));
    entry("star", tr("Starred"), [](auto& query) { query.isStarred = true; });
    entry("clock", tr("Last 7 days"), [](auto& query) { query.fromMs = startOfDay(RecentDays - 1); });
    entry("import", tr("Imported"), [](auto& query) { query.origin = tasks::TaskOrigin::Imported; });
    entry("trash-2", tr("Trash"), [](auto& query) { query.trash = tasks::TrashFilter::Only; });
    heading(tr("Made by"));
    entry("monitor", tr("This computer"), [](auto& query) {
        query.client = tasks::LocalClient;
        query.origin = tasks::TaskOrigin::Generated;
    });
    if (!m_tags.empty()) {
        heading(tr("Tags"));
    }
    const auto dots = Theme::current().tokens().colours(u"mask.alternatives");
    for (std::size_t i = 0; i < m_tags.size(); ++i) {
        tasks::HistoryQuery query;
        query.tag = m_tags[i].tag;
        add({{}, dots[i % 4], QString::fromStdString(m_tags[i].tag), groupedNumber(m_tags[i].tasks), false}, query);
    }
    heading(tr("Models"));
    for (const ModelInfo& model : m_models.models()) {
        entry("box", QString::fromStdString(model.name), [&](auto& query) { query.modelId = model.id; });
    }
    m_list->setRows(std::move(rows));
    setQuery(m_query);
}

} // namespace genserve::ui
