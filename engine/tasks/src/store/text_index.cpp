#include "text_index.h"

#include "outcome_json.h"
#include "search_text.h"

#include <QVariant>

namespace genserve::tasks {
namespace {

// Whether a query has a first row.
Expected<bool> hasRow(SqlConnection& connection, const QString& sql)
{
    return connection.query(sql).map([](QSqlQuery query) { return query.next(); });
}

// Filled from the texts of all tasks. `prompts` keeps no text of its own: rows are removed by giving FTS5 the text
// again (search_text.h).
Expected<void> fillPrompts(SqlConnection& connection)
{
    auto texts = connection.query(QStringLiteral("SELECT sequence, prompt, result FROM task_texts"));
    if (!texts) {
        return tl::unexpected(texts.error());
    }
    auto insert = connection.prepare(QStringLiteral("INSERT INTO prompts (rowid, text) VALUES (?, ?)"));
    if (!insert) {
        return tl::unexpected(insert.error());
    }
    while (texts->next()) {
        const TaskResult result = resultFromJson(texts->value(2).toString().toStdString());
        auto done = connection.execute(*insert, {texts->value(0), searchText(texts->value(1).toString(), result)});
        if (!done) {
            return done;
        }
    }
    return {};
}

Expected<void> note(SqlConnection& connection, const QString& state)
{
    return connection.run(QStringLiteral("INSERT INTO settings (key, value) VALUES ('text_index', ?)"
                                         " ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                          {state});
}

Expected<void> build(SqlConnection& connection)
{
    return connection.transaction([&] {
        return connection.run(QStringLiteral("DROP TABLE IF EXISTS prompts"))
            .and_then([&] {
                return connection.run(QStringLiteral("CREATE VIRTUAL TABLE prompts USING fts5 (text, content='',"
                                                     " tokenize='unicode61', prefix='2 3')"));
            })
            .and_then([&] { return fillPrompts(connection); })
            .and_then([&] { return note(connection, QStringLiteral("whole")); });
    });
}

} // namespace

Expected<TextIndex> availableTextIndex()
{
    return SqlConnection::open(":memory:", SqlAccess::ReadWrite)
        .and_then([](SqlConnection memory) {
            return hasRow(memory, QStringLiteral("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'"));
        })
        .map([](bool isThere) { return isThere ? TextIndex::Fts5 : TextIndex::None; });
}

Expected<void> settleTextIndex(SqlConnection& connection, TextIndex index)
{
    const auto isStale =
        hasRow(connection, QStringLiteral("SELECT 1 FROM settings WHERE key = 'text_index' AND value = 'stale'"));
    const auto isThere = hasRow(connection, QStringLiteral("SELECT 1 FROM sqlite_master WHERE name = 'prompts'"));
    if (!isStale || !isThere) {
        return tl::unexpected(isStale ? isThere.error() : isStale.error());
    }
    if (index == TextIndex::None) {
        return *isStale ? Expected<void>() : note(connection, QStringLiteral("stale"));
    }
    return *isThere && !*isStale ? Expected<void>() : build(connection);
}

} // namespace genserve::tasks
