#include "schema.h"

#include <QStringList>
#include <QVariant>

#include <array>

namespace genserve::tasks {
namespace {

// Long texts stand apart, so that lists and filters read few pages.
const QStringList QueueTables{
    QStringLiteral("CREATE TABLE tasks (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, state TEXT NOT NULL,"
                   " origin INTEGER NOT NULL, client TEXT NOT NULL, mode TEXT NOT NULL, model_id TEXT NOT NULL,"
                   " width INTEGER NOT NULL, height INTEGER NOT NULL, steps INTEGER NOT NULL, seed INTEGER NOT NULL,"
                   " priority INTEGER NOT NULL, turn REAL NOT NULL, created_ms INTEGER NOT NULL,"
                   " started_ms INTEGER NOT NULL, finished_ms INTEGER NOT NULL, deadline_ms INTEGER NOT NULL,"
                   " attempts INTEGER NOT NULL, crashes INTEGER NOT NULL, device_faults INTEGER NOT NULL,"
                   " device TEXT NOT NULL, picture TEXT NOT NULL, input_bytes INTEGER NOT NULL)"),
    QStringLiteral("CREATE TABLE task_texts (sequence INTEGER PRIMARY KEY, prompt TEXT NOT NULL,"
                   " request TEXT NOT NULL, error TEXT NOT NULL, result TEXT NOT NULL)"),
    QStringLiteral("CREATE INDEX tasks_state ON tasks (state, sequence)"),
    QStringLiteral("CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"),
};

const QStringList HistoryTables{
    QStringLiteral("ALTER TABLE tasks ADD COLUMN starred INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("ALTER TABLE tasks ADD COLUMN trashed_ms INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("ALTER TABLE tasks ADD COLUMN tags TEXT NOT NULL DEFAULT ''"), // JSON array
    QStringLiteral("CREATE TABLE task_tags (tag TEXT NOT NULL, sequence INTEGER NOT NULL,"
                   " PRIMARY KEY (tag, sequence)) WITHOUT ROWID"),
    QStringLiteral("CREATE INDEX task_tags_of ON task_tags (sequence)"),
    // One narrow index with everything that a list can be filtered by: the worst query reads it once from end to end.
    QStringLiteral("CREATE INDEX tasks_facets ON tasks (sequence, trashed_ms, state, starred, model_id, device,"
                   " width, height, created_ms, client, origin)"),
    QStringLiteral("CREATE INDEX tasks_starred ON tasks (sequence) WHERE starred"),
    QStringLiteral("CREATE INDEX tasks_trashed ON tasks (sequence) WHERE trashed_ms"),
};

const QStringList WorkColumn{QStringLiteral("ALTER TABLE tasks ADD COLUMN work REAL NOT NULL DEFAULT 0")};

const QStringList RestColumns{
    QStringLiteral("ALTER TABLE tasks ADD COLUMN as_jpeg INTEGER NOT NULL DEFAULT 0"),
    QStringLiteral("CREATE TABLE retry_keys (key TEXT PRIMARY KEY, content TEXT NOT NULL, task TEXT NOT NULL,"
                   " made_ms INTEGER NOT NULL) WITHOUT ROWID"),
    QStringLiteral("CREATE INDEX retry_keys_made ON retry_keys (made_ms)"),
};

// The same by the time of the end: what the gallery lists and counts.
const QStringList EndIndex{
    QStringLiteral("CREATE INDEX tasks_ended ON tasks (finished_ms, sequence, trashed_ms, state, starred, model_id,"
                   " device, width, height, client, origin)")};

const std::array<const QStringList*, 5> Steps{{&QueueTables, &HistoryTables, &WorkColumn, &RestColumns, &EndIndex}};

Expected<void> apply(SqlConnection& connection, int version)
{
    return connection.transaction([&]() -> Expected<void> {
        for (const QString& sql : *Steps.at(static_cast<std::size_t>(version - 1))) {
            if (auto done = connection.run(sql); !done) {
                return done;
            }
        }
        return connection.run(QStringLiteral("PRAGMA user_version = %1").arg(version));
    });
}

} // namespace

int currentSchema() { return static_cast<int>(Steps.size()); }

Expected<int> schemaOf(SqlConnection& connection)
{
    return connection.query(QStringLiteral("PRAGMA user_version")).map([](QSqlQuery query) {
        return query.next() ? query.value(0).toInt() : 0;
    });
}

Expected<void> migrate(SqlConnection& connection, int target)
{
    const auto schema = schemaOf(connection);
    if (!schema) {
        return tl::unexpected(schema.error());
    }
    if (*schema > currentSchema()) {
        return failure(ErrorCode::UnsupportedFormat,
                       "the database was written by a newer version of this program (schema " + std::to_string(*schema)
                           + ", this version knows up to " + std::to_string(currentSchema()) + ")");
    }
    for (int version = *schema + 1; version <= target; ++version) {
        if (auto applied = apply(connection, version); !applied) {
            return applied;
        }
    }
    return {};
}

Expected<void> checkIntegrity(SqlConnection& connection)
{
    auto query = connection.query(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!query) {
        return tl::unexpected(query.error());
    }
    // A file that is no database fails at its first row.
    const std::string answer = query->next() ? fromQt(query->value(0)) : "can't be read";
    if (answer != "ok") {
        return failure(ErrorCode::CorruptFile, "the database is damaged: " + answer);
    }
    return {};
}

} // namespace genserve::tasks
