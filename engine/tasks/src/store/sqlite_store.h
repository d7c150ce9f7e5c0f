// TaskStore over one SQLite connection whose schema is the current one.
#pragma once

#include "sql_connection.h"
#include "tasks/task_store.h"
#include "text_index.h"

#include <map>
#include <memory>

namespace genserve::tasks {

class SqliteStore : public TaskStore {
public:
    SqliteStore(SqlConnection connection, TextIndex textIndex);

    Expected<void> write(const StoreBatch& batch) override;
    Expected<void> remove(std::span<const TaskId> tasks) override;
    Expected<std::vector<Task>> unfinished() override;
    Expected<std::optional<Task>> find(const TaskId& task) override;
    Expected<std::string> request(const TaskId& task) override;
    Expected<std::optional<KeyedTask>> findKeyed(const std::string& retryKey, WallMs since) override;
    Expected<HistoryPage> history(const HistoryQuery& query) override;
    Expected<std::vector<TagCount>> tags() override;
    Expected<std::vector<PictureCount>> pictureCounts(WallMs recentFrom) override;
    Expected<std::vector<TaskId>> tasksWithInputs() override;
    Expected<StoreTotals> totals() override;
    Expected<std::string> setting(const std::string& key) override;

private:
    Expected<void> run(const QString& sql, const QVariantList& values); // keeps the statement prepared
    Expected<std::vector<Task>> select(const QString& condition, const QVariantList& values);
    Expected<void> add(const NewTask& added);
    Expected<void> mark(const Task& task);
    Expected<void> bind(const RetryKey& key, const Task& task);
    Expected<void> removeOne(const TaskId& task);
    Expected<void> countTasks(StoreTotals& totals);
    Expected<void> index(const QString& sql, const Task& task); // nothing without a text index

    SqlConnection m_connection;
    const TextIndex m_textIndex;
    std::map<QString, QSqlQuery> m_prepared; // ends before the connection
};

} // namespace genserve::tasks
