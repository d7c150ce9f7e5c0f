#include "sqlite_store.h"

#include "history_sql.h"
#include "search_text.h"
#include "task_row.h"

#include <QVariant>

#include <utility>

namespace genserve::tasks {
namespace {

QString selectTasks()
{
    return QStringLiteral("SELECT ") + taskColumns()
           + QStringLiteral(" FROM tasks JOIN task_texts ON task_texts.sequence = tasks.sequence ");
}

QVariant number(std::int64_t value) { return QVariant::fromValue<qlonglong>(value); }

// Applies `work` to each entry until one fails.
template <class Range, class Work>
Expected<void> forEach(const Range& range, Work work)
{
    for (const auto& entry : range) {
        if (auto done = work(entry); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

SqliteStore::SqliteStore(SqlConnection connection, TextIndex textIndex)
    : m_connection(std::move(connection)), m_textIndex(textIndex)
{
}

Expected<void> SqliteStore::write(const StoreBatch& batch)
{
    if (batch.isEmpty()) {
        return {};
    }
    return m_connection.transaction([&] {
        return forEach(batch.added, [this](const NewTask& added) { return add(added); })
            .and_then([&] {
                return forEach(batch.changed, [this](const Task& task) {
                    return run(updateTask(), updateTaskValues(task)).and_then([&] {
                        return run(updateTexts(), updateTextsValues(task));
                    });
                });
            })
            .and_then([&] { return forEach(batch.marked, [this](const Task& task) { return mark(task); }); })
            .and_then([&] {
                return forEach(batch.settings, [this](const auto& setting) {
                    return run(QStringLiteral("INSERT INTO settings (key, value) VALUES (?, ?)"
                                              " ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                               {toQt(setting.first), toQt(setting.second)});
                });
            });
    });
}

Expected<void> SqliteStore::add(const NewTask& added)
{
    const Task& task = added.task;
    return run(insertTask(), insertTaskValues(task))
        .and_then([&] { return run(insertTexts(), insertTextsValues(added)); })
        .and_then([&] { return index(QStringLiteral("INSERT INTO prompts (rowid, text) VALUES (?, ?)"), task); })
        .and_then([&] { return task.tags.empty() ? Expected<void>() : mark(task); })
        .and_then([&] { return added.retryKey ? bind(*added.retryKey, task) : Expected<void>(); });
}

Expected<void> SqliteStore::bind(const RetryKey& key, const Task& task)
{
    return run(QStringLiteral("DELETE FROM retry_keys WHERE made_ms < ?"),
               {number(task.createdMs - RetryKey::LifetimeMs)})
        .and_then([&] {
            return run(QStringLiteral("INSERT OR REPLACE INTO retry_keys (key, content, task, made_ms)"
                                      " VALUES (?, ?, ?, ?)"),
                       {toQt(key.key), toQt(key.content), toQt(task.id), number(task.createdMs)});
        });
}

Expected<void> SqliteStore::index(const QString& sql, const Task& task)
{
    return m_textIndex == TextIndex::None
               ? Expected<void>()
               : run(sql, {number(task.sequence), searchText(toQt(task.prompt), task.result)});
}

Expected<void> SqliteStore::mark(const Task& task)
{
    return run(updateMarks(), updateMarksValues(task))
        .and_then(
            [&] { return run(QStringLiteral("DELETE FROM task_tags WHERE sequence = ?"), {number(task.sequence)}); })
        .and_then([&] {
            return forEach(task.tags, [&](const std::string& tag) {
                return run(QStringLiteral("INSERT OR IGNORE INTO task_tags (tag, sequence) VALUES (?, ?)"),
                           {toQt(tag), number(task.sequence)});
            });
        });
}

Expected<void> SqliteStore::remove(std::span<const TaskId> tasks)
{
    return m_connection.transaction(
        [&] { return forEach(tasks, [this](const TaskId& task) { return removeOne(task); }); });
}

Expected<void> SqliteStore::removeOne(const TaskId& id)
{
    const auto task = find(id);
    if (!task || !*task) {
        return task ? Expected<void>() : tl::unexpected(task.error());
    }
    const QVariant sequence = number((*task)->sequence);
    return index(QStringLiteral("INSERT INTO prompts (prompts, rowid, text) VALUES ('delete', ?, ?)"), **task)
        .and_then([&] { return run(QStringLiteral("DELETE FROM task_tags WHERE sequence = ?"), {sequence}); })
        .and_then([&] { return run(QStringLiteral("DELETE FROM task_texts WHERE sequence = ?"), {sequence}); })
        .and_then([&] { return run(QStringLiteral("DELETE FROM tasks WHERE sequence = ?"), {sequence}); });
}

Expected<std::vector<Task>> SqliteStore::unfinished()
{
    return select(QStringLiteral("WHERE tasks.state IN ('queued', 'running') ORDER BY tasks.sequence"), {});
}

Expected<std::optional<Task>> SqliteStore::find(const TaskId& task)
{
    return select(QStringLiteral("WHERE tasks.id = ?"), {toQt(task)}).map([](std::vector<Task> found) {
        return found.empty() ? std::optional<Task>() : std::move(found.front());
    });
}

Expected<std::string> SqliteStore::request(const TaskId& task)
{
    auto query = m_connection.query(QStringLiteral("SELECT request FROM task_texts JOIN tasks USING (sequence)"
                                                   " WHERE tasks.id = ?"),
                                    {toQt(task)});
    if (!query) {
        return tl::unexpected(query.error());
    }
    if (!query->next()) {
        return failure(ErrorCode::NotFound, "there is no such task", task);
    }
    return fromQt(query->value(0));
}

Expected<std::optional<KeyedTask>> SqliteStore::findKeyed(const std::string& retryKey, WallMs since)
{
    auto query = m_connection.query(
        QStringLiteral("SELECT tasks.id, content FROM retry_keys JOIN tasks ON tasks.id = retry_keys.task WHERE key = ?"
                       " AND made_ms >= ? AND trashed_ms = 0 AND state NOT IN ('failed', 'cancelled')"),
        {toQt(retryKey), number(since)});
    if (!query) {
        return tl::unexpected(query.error());
    }
    return query->next() ? std::optional(KeyedTask{fromQt(query->value(0)), fromQt(query->value(1))}) : std::nullopt;
}

Expected<HistoryPage> SqliteStore::history(const HistoryQuery& query)
{
    const HistorySql sql = historySql(query, m_textIndex);
    return select(sql.condition, sql.values).map([&query](std::vector<Task> tasks) {
        HistoryPage page{std::move(tasks), {}};
        // One more than the page was asked for, to know whether there is a next one.
        if (page.tasks.size() > static_cast<std::size_t>(pageSize(query))) {
            page.tasks.pop_back();
            page.next = placeOf(page.tasks.back());
        }
        return page;
    });
}

Expected<std::vector<TagCount>> SqliteStore::tags()
{
    auto query = m_connection.query(QStringLiteral("SELECT tag, count(*) FROM task_tags JOIN tasks USING (sequence)"
                                                   " WHERE trashed_ms = 0 GROUP BY tag ORDER BY tag"));
    if (!query) {
        return tl::unexpected(query.error());
    }
    std::vector<TagCount> counts;
    while (query->next()) {
        counts.push_back({fromQt(query->value(0)), query->value(1).toInt()});
    }
    return counts;
}

// One pass over a narrow index of all tasks.
Expected<std::vector<PictureCount>> SqliteStore::pictureCounts(WallMs recentFrom)
{
    auto query = m_connection.query(
        QStringLiteral("SELECT client, model_id, origin, starred, trashed_ms != 0 AS is_trashed, count(*),"
                       " sum(finished_ms >= ?) FROM tasks INDEXED BY tasks_ended WHERE state = 'finished'"
                       " GROUP BY client, model_id, origin, starred, is_trashed"),
        {number(recentFrom)});
    if (!query) {
        return tl::unexpected(query.error());
    }
    std::vector<PictureCount> counts;
    while (query->next()) {
        counts.push_back({fromQt(query->value(0)), fromQt(query->value(1)),
                          query->value(2).toInt() == 0 ? TaskOrigin::Generated : TaskOrigin::Imported,
                          query->value(3).toBool(), query->value(4).toBool(), query->value(5).toInt(),
                          query->value(6).toInt()});
    }
    return counts;
}

Expected<std::vector<TaskId>> SqliteStore::tasksWithInputs()
{
    auto query = m_connection.query(QStringLiteral("SELECT id FROM tasks WHERE input_bytes > 0"));
    if (!query) {
        return tl::unexpected(query.error());
    }
    std::vector<TaskId> ids;
    while (query->next()) {
        ids.push_back(fromQt(query->value(0)));
    }
    return ids;
}

Expected<StoreTotals> SqliteStore::totals()
{
    auto query = m_connection.query(QStringLiteral("SELECT coalesce(max(sequence), 0), coalesce(sum(input_bytes), 0)"
                                                   " FROM tasks"));
    if (!query) {
        return tl::unexpected(query.error());
    }
    StoreTotals totals;
    if (query->next()) {
        totals.lastSequence = query->value(0).toLongLong();
        totals.inputBytes = query->value(1).toLongLong();
    }
    return countTasks(totals).map([&totals] { return totals; });
}

Expected<void> SqliteStore::countTasks(StoreTotals& totals)
{
    auto query = m_connection.query(QStringLiteral("SELECT state, count(*) FROM tasks GROUP BY state"));
    if (!query) {
        return tl::unexpected(query.error());
    }
    while (query->next()) {
        if (const auto state = taskStateFromString(fromQt(query->value(0)))) {
            totals.tasks[*state] = query->value(1).toInt();
        }
    }
    auto trashed =
        m_connection.query(QStringLiteral("SELECT count(*) FROM tasks WHERE trashed_ms AND state = 'finished'"));
    if (!trashed) {
        return tl::unexpected(trashed.error());
    }
    totals.trashedPictures = trashed->next() ? trashed->value(0).toInt() : 0;
    return {};
}

Expected<std::string> SqliteStore::setting(const std::string& key)
{
    auto query = m_connection.query(QStringLiteral("SELECT value FROM settings WHERE key = ?"), {toQt(key)});
    if (!query) {
        return tl::unexpected(query.error());
    }
    return query->next() ? fromQt(query->value(0)) : std::string();
}

Expected<void> SqliteStore::run(const QString& sql, const QVariantList& values)
{
    auto found = m_prepared.find(sql);
    if (found == m_prepared.end()) {
        auto statement = m_connection.prepare(sql);
        if (!statement) {
            return tl::unexpected(statement.error());
        }
        found = m_prepared.emplace(sql, std::move(*statement)).first;
    }
    auto done = m_connection.execute(found->second, values);
    found->second.finish(); // a statement that is not reset would keep the transaction open
    return done;
}

Expected<std::vector<Task>> SqliteStore::select(const QString& condition, const QVariantList& values)
{
    auto query = m_connection.query(selectTasks() + condition, values);
    if (!query) {
        return tl::unexpected(query.error());
    }
    std::vector<Task> tasks;
    while (query->next()) {
        tasks.push_back(taskOf(*query));
    }
    return tasks;
}

} // namespace genserve::tasks
