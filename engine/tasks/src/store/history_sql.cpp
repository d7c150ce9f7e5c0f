#include "history_sql.h"

#include "search_text.h"
#include "sql_connection.h"

#include <QStringList>
#include <QVariant>

#include <algorithm>

namespace genserve::tasks {
namespace {

// Collects conditions over the narrow indexes of all tasks.
class Conditions {
public:
    template <class... Values>
    void add(const QString& condition, const Values&... values)
    {
        m_conditions.append(condition);
        (m_values.append(values), ...);
    }
    void addText(const QString& condition, const std::string& value)
    {
        if (!value.empty()) {
            add(condition, toQt(value));
        }
    }
    void addNumber(const QString& condition, std::int64_t value, bool isWanted)
    {
        if (isWanted) {
            add(condition, QVariant::fromValue<qlonglong>(value));
        }
    }
    void addValues(const QStringList& values) { std::ranges::copy(values, std::back_inserter(m_values)); }
    void addPlain(const QString& condition) { m_conditions.append(condition); }

    [[nodiscard]] QString joined() const { return m_conditions.join(QStringLiteral(" AND ")); }
    [[nodiscard]] const QVariantList& values() const { return m_values; }

private:
    QStringList m_conditions;
    QVariantList m_values;
};

void addStates(Conditions& conditions, const std::vector<TaskState>& states)
{
    if (states.empty()) {
        return;
    }
    QStringList words;
    for (const TaskState state : states) {
        words.append(u'\'' + toQt(toString(state)) + u'\'');
    }
    conditions.addPlain(QStringLiteral("state IN (") + words.join(u',') + u')');
}

void addFacets(Conditions& conditions, const HistoryQuery& query, const QString& time)
{
    conditions.addPlain(query.trash == TrashFilter::Only ? QStringLiteral("trashed_ms != 0")
                                                         : QStringLiteral("trashed_ms = 0"));
    if (query.isStarred) {
        conditions.addPlain(QStringLiteral("starred"));
    }
    addStates(conditions, query.states);
    conditions.addText(QStringLiteral("client = ?"), query.client);
    conditions.addText(QStringLiteral("model_id = ?"), query.modelId);
    conditions.addText(QStringLiteral("device = ?"), query.device);
    conditions.addNumber(QStringLiteral("origin = ?"), query.origin == TaskOrigin::Imported ? 1 : 0,
                         query.origin.has_value());
    conditions.addNumber(QStringLiteral("width = ?"), query.width.value_or(0), query.width.has_value());
    conditions.addNumber(QStringLiteral("height = ?"), query.height.value_or(0), query.height.has_value());
    conditions.addNumber(time + QStringLiteral(" >= ?"), query.fromMs, query.fromMs != 0);
    conditions.addNumber(time + QStringLiteral(" < ?"), query.untilMs, query.untilMs != 0);
}

// The narrow index that a list is read along, so that a page ends the search early.
struct Order {
    QString index, time; // the column of fromMs and untilMs
    QStringList keys;
};

Order orderOf(const HistoryQuery& query)
{
    if (query.order == HistoryOrder::Ended) {
        return {QStringLiteral("tasks_ended"),
                QStringLiteral("finished_ms"),
                {QStringLiteral("finished_ms"), QStringLiteral("sequence")}};
    }
    return {QStringLiteral("tasks_facets"), QStringLiteral("created_ms"), {QStringLiteral("sequence")}};
}

QString orderBy(const Order& order, const QString& direction)
{
    QStringList keys;
    for (const QString& key : order.keys) {
        keys.append(QStringLiteral("tasks.") + key + direction);
    }
    return QStringLiteral(" ORDER BY ") + keys.join(u',');
}

void addPlace(Conditions& conditions, const HistoryQuery& query)
{
    if (!query.behind.isSet()) {
        return;
    }
    const QString sign = query.isOldestFirst ? QStringLiteral(">") : QStringLiteral("<");
    const QVariant sequence = QVariant::fromValue<qlonglong>(query.behind.sequence);
    if (query.order == HistoryOrder::Accepted) {
        conditions.add(QStringLiteral("sequence ") + sign + QStringLiteral(" ?"), sequence);
    } else {
        conditions.add(QStringLiteral("(finished_ms, sequence) ") + sign + QStringLiteral(" (?, ?)"),
                       QVariant::fromValue<qlonglong>(query.behind.endedMs), sequence);
    }
}

// Words and tags as sets, made once and only when a task passes everything before them. The plus keeps the walk along
// the order's index.
void addSets(Conditions& conditions, const HistoryQuery& query, TextIndex textIndex)
{
    conditions.addText(QStringLiteral("+sequence IN (SELECT sequence FROM task_tags WHERE tag = ?)"), query.tag);
    const QString words = searchQuery(toQt(query.text));
    if (words.isEmpty()) {
        return;
    }
    if (textIndex == TextIndex::Fts5) {
        conditions.add(QStringLiteral("+sequence IN (SELECT rowid FROM prompts WHERE prompts MATCH ?)"), words);
        return;
    }
    const QStringList patterns = likePatterns(toQt(query.text));
    const QStringList likes(patterns.size(), QStringLiteral("prompt LIKE ? ESCAPE '\\'"));
    conditions.addPlain(QStringLiteral("+sequence IN (SELECT sequence FROM task_texts WHERE ")
                        + likes.join(QStringLiteral(" AND ")) + u')');
    conditions.addValues(patterns);
}

} // namespace

int pageSize(const HistoryQuery& query) { return std::clamp(query.limit, 1, 500); }

HistorySql historySql(const HistoryQuery& query, TextIndex textIndex)
{
    const Order order = orderOf(query);
    Conditions conditions;
    addPlace(conditions, query);
    addFacets(conditions, query, order.time);
    addSets(conditions, query, textIndex);
    // The inner query finds the page in indexes alone; only its few rows are then read whole.
    HistorySql sql;
    const QString sorted = orderBy(order, query.isOldestFirst ? QStringLiteral(" ASC") : QStringLiteral(" DESC"));
    sql.condition = QStringLiteral("WHERE tasks.sequence IN (SELECT sequence FROM tasks INDEXED BY ") + order.index
                    + QStringLiteral(" WHERE ") + conditions.joined() + sorted + QStringLiteral(" LIMIT ?)") + sorted;
    sql.values = conditions.values();
    sql.values.append(pageSize(query) + 1);
    return sql;
}

} // namespace genserve::tasks
