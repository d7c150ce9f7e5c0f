#include "history_sql.h"

#include "search_text.h"
#include "sql_connection.h"

#include <QStringList>
#include <QVariant>

#include <algorithm>

namespace genserve::tasks {
namespace {

// Collects conditions over the narrow index tasks_facets.
class Conditions {
public:
    void add(const QString& condition, const QVariant& value)
    {
        m_conditions.append(condition);
        m_values.append(value);
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

void addFacets(Conditions& conditions, const HistoryQuery& query)
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
    conditions.addNumber(QStringLiteral("created_ms >= ?"), query.fromMs, query.fromMs != 0);
    conditions.addNumber(QStringLiteral("created_ms < ?"), query.untilMs, query.untilMs != 0);
}

// Where the candidates come from, in the order of the list, so that a page ends the search early: the words' index, the
// texts themselves, the tag's index, or the narrow index of all tasks.
struct Source {
    QString select;
    QString key;
};

Source sourceOf(bool hasWords, TextIndex textIndex, const std::string& tag)
{
    const auto joined = [](const QString& table, const QString& key) {
        return Source{QStringLiteral("SELECT ") + key + QStringLiteral(" FROM ") + table
                          + QStringLiteral(" CROSS JOIN tasks ON tasks.sequence = ") + key,
                      key};
    };
    if (hasWords && textIndex == TextIndex::Fts5) {
        return joined(QStringLiteral("prompts"), QStringLiteral("prompts.rowid"));
    }
    if (hasWords) {
        return joined(QStringLiteral("task_texts"), QStringLiteral("task_texts.sequence"));
    }
    if (!tag.empty()) {
        return joined(QStringLiteral("task_tags"), QStringLiteral("task_tags.sequence"));
    }
    return {QStringLiteral("SELECT sequence FROM tasks INDEXED BY tasks_facets"), QStringLiteral("sequence")};
}

// Returns whether there are words to look for.
bool addWords(Conditions& conditions, const HistoryQuery& query, TextIndex textIndex)
{
    const QString words = searchQuery(toQt(query.text));
    if (words.isEmpty()) {
        return false;
    }
    if (textIndex == TextIndex::Fts5) {
        conditions.add(QStringLiteral("prompts MATCH ?"), words);
        return true;
    }
    for (const QString& pattern : likePatterns(toQt(query.text))) {
        conditions.add(QStringLiteral("task_texts.prompt LIKE ? ESCAPE '\\'"), pattern);
    }
    return true;
}

} // namespace

int pageSize(const HistoryQuery& query) { return std::clamp(query.limit, 1, 500); }

HistorySql historySql(const HistoryQuery& query, TextIndex textIndex)
{
    Conditions conditions;
    const bool hasWords = addWords(conditions, query, textIndex);
    const Source source = sourceOf(hasWords, textIndex, query.tag);
    conditions.addText(hasWords ? QStringLiteral("EXISTS (SELECT 1 FROM task_tags WHERE tag = ? AND"
                                                 " task_tags.sequence = tasks.sequence)")
                                : QStringLiteral("tag = ?"),
                       query.tag);
    conditions.addNumber(source.key + (query.isOldestFirst ? QStringLiteral(" > ?") : QStringLiteral(" < ?")),
                         query.before, query.before != 0);
    addFacets(conditions, query);
    // The inner query finds the page in indexes alone; only its few rows are then read whole.
    HistorySql sql;
    const QString direction = query.isOldestFirst ? QStringLiteral(" ASC") : QStringLiteral(" DESC");
    sql.condition = QStringLiteral("WHERE tasks.sequence IN (") + source.select + QStringLiteral(" WHERE ")
                    + conditions.joined() + QStringLiteral(" ORDER BY ") + source.key + direction
                    + QStringLiteral(" LIMIT ?) ORDER BY tasks.sequence") + direction;
    sql.values = conditions.values();
    sql.values.append(pageSize(query) + 1);
    return sql;
}

} // namespace genserve::tasks
