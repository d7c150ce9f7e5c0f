#include "library_panel.h"

#include <algorithm>
#include <map>

#include <QDateTime>
#include <QPointer>
#include <QVBoxLayout>

#include "../controls/side_list.h"
#include "../controls/text_button.h"
#include "../studio/task_words.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int RecentDays = 7;
constexpr int PauseMs = 500; // counting 100 000 pictures takes the tasks thread a tenth of a second
constexpr std::size_t MostClients = 8;

tasks::WallMs startOfDay(int daysAgo)
{
    return QDate::currentDate().addDays(-daysAgo).startOfDay().toMSecsSinceEpoch();
}

// As long as nothing is known, and for none at all, there is no number.
QString numberOf(const std::vector<tasks::PictureCount>& counts, const tasks::HistoryQuery& query)
{
    int pictures = 0;
    for (const tasks::PictureCount& one : counts) {
        if (one.isTrashed == (query.trash == tasks::TrashFilter::Only) && (!query.isStarred || one.isStarred)
            && (query.client.empty() || query.client == one.client)
            && (query.modelId.empty() || query.modelId == one.modelId)
            && (!query.origin || *query.origin == one.origin)) {
            pictures += query.fromMs == 0 ? one.pictures : one.recent;
        }
    }
    return pictures == 0 ? QString() : groupedNumber(pictures);
}

// Others that made pictures, the busiest first.
std::vector<std::string> otherClients(const std::vector<tasks::PictureCount>& counts)
{
    std::map<std::string, int> all;
    for (const tasks::PictureCount& one : counts) {
        if (one.client != tasks::LocalClient && one.origin == tasks::TaskOrigin::Generated && !one.isTrashed) {
            all[one.client] += one.pictures;
        }
    }
    std::vector<std::string> names;
    std::ranges::transform(all, std::back_inserter(names), [](const auto& one) { return one.first; });
    std::ranges::stable_sort(names, std::ranges::greater(), [&](const std::string& name) { return all.at(name); });
    names.resize(std::min(names.size(), MostClients));
    return names;
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
        const bool isOldestFirst = m_query.isOldestFirst;
        m_query = m_queries.at(static_cast<std::size_t>(row));
        m_query.isOldestFirst = isOldestFirst;
        Q_EMIT chosen(m_query);
    });
    connect(m_list, &SideList::dropped, this,
            [this](int row) { Q_EMIT dropped(m_queries.at(static_cast<std::size_t>(row))); });
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_isStale) {
            refresh();
        }
    });
    connect(&models, &ModelsSource::changed, this, &LibraryPanel::build);
    keepTranslated(this, [this] {
        m_list->setAccessibleName(tr("Library"));
        m_import->setLabel(tr("Import folder…"));
        build();
    });
}

// While an answer is on its way, and for a while after it, the next question waits: a busy queue asks often.
void LibraryPanel::refresh()
{
    m_isStale = m_isAsking || m_pause.isActive();
    if (m_isStale) {
        return;
    }
    m_isAsking = true;
    m_tasks.tags([self = QPointer(this)](const std::vector<tasks::TagCount>& tags) {
        if (self != nullptr) {
            self->m_tags = tags;
            Q_EMIT self->tagsChanged();
            self->askForCounts();
        }
    });
}

void LibraryPanel::askForCounts()
{
    m_tasks.counts(startOfDay(RecentDays - 1), [self = QPointer(this)](std::vector<tasks::PictureCount> counts) {
        if (self == nullptr) {
            return;
        }
        self->m_counts = std::move(counts);
        self->m_isAsking = false;
        self->build();
        self->m_pause.start();
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
    const auto heading = [&](const QString& text) { add({{}, {}, text, {}, true, false}, {}); };
    const auto entry = [&](const QString& icon, const QString& text, const auto& ask) {
        tasks::HistoryQuery query;
        ask(query);
        const bool takesDrops = query.isStarred || query.trash == tasks::TrashFilter::Only;
        add({icon, {}, text, numberOf(m_counts, query), false, takesDrops}, query);
    };
    heading(tr("Library"));
    entry(QStringLiteral("images"), tr("All pictures"), [](auto&) {});
    entry(QStringLiteral("star"), tr("Starred"), [](auto& query) { query.isStarred = true; });
    entry(QStringLiteral("clock"), tr("Last 7 days"), [](auto& query) { query.fromMs = startOfDay(RecentDays - 1); });
    entry(QStringLiteral("import"), tr("Imported"), [](auto& query) { query.origin = tasks::TaskOrigin::Imported; });
    entry(QStringLiteral("trash-2"), tr("Trash"), [](auto& query) { query.trash = tasks::TrashFilter::Only; });
    heading(tr("Made by"));
    const auto madeBy = [&](const std::string& client) {
        entry(senderIcon(client), senderName(client), [&](auto& query) {
            query.client = client;
            query.origin = tasks::TaskOrigin::Generated;
        });
    };
    madeBy(tasks::LocalClient);
    std::ranges::for_each(otherClients(m_counts), madeBy);
    if (!m_tags.empty()) {
        heading(tr("Tags"));
    }
    const auto dots = Theme::current().tokens().colours(u"mask.alternatives");
    for (std::size_t i = 0; i < m_tags.size(); ++i) {
        tasks::HistoryQuery query;
        query.tag = m_tags[i].tag;
        add({{}, dots[i % 4], QString::fromStdString(m_tags[i].tag), groupedNumber(m_tags[i].tasks), false, true},
            query);
    }
    heading(tr("Models"));
    for (const ModelInfo& model : m_models.models()) {
        entry(QStringLiteral("box"), QString::fromStdString(model.name),
              [&](auto& query) { query.modelId = model.id; });
    }
    m_list->setRows(std::move(rows));
    setQuery(m_query);
}

} // namespace genserve::ui
