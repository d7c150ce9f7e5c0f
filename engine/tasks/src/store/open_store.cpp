#include "open_store.h"

#include "atomic_file.h"
#include "base/log.h"
#include "picture_records.h"
#include "schema.h"
#include "sqlite_store.h"
#include "tasks/sqlite_task_store.h"

#include <QDateTime>

#include <system_error>

namespace genserve::tasks {
namespace {

Expected<void> configure(SqlConnection& connection)
{
    for (const auto* sql : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA temp_store = MEMORY",
                            "PRAGMA cache_size = -32768"}) {
        if (auto done = connection.run(QLatin1String(sql)); !done) {
            return done;
        }
    }
    // SQLite opens what it can't write to for reading, and would say so only when the first task comes.
    return connection.transaction([] { return Expected<void>(); });
}

Expected<void> makeReady(SqlConnection& connection, TextIndex textIndex)
{
    const auto schema = schemaOf(connection);
    // The newer schema first: it is no damage, whatever else is in the file.
    if (schema && *schema > currentSchema()) {
        return migrate(connection);
    }
    return checkIntegrity(connection)
        .and_then([&] { return configure(connection); })
        .and_then([&] { return migrate(connection); })
        .and_then([&] { return settleTextIndex(connection, textIndex); });
}

Expected<SqlConnection> openChecked(const std::filesystem::path& file, TextIndex textIndex)
{
    auto connection = SqlConnection::open(file, SqlAccess::ReadWrite);
    if (!connection) {
        return connection;
    }
    if (auto ready = makeReady(*connection, textIndex); !ready) {
        ready.error().context = file.string();
        return tl::unexpected(ready.error());
    }
    return connection;
}

// With its journal, which belongs to it.
Expected<std::filesystem::path> setAside(const DataFolder& folder)
{
    std::error_code fault;
    std::filesystem::create_directories(folder.damaged(), fault);
    const auto now = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz")).toStdString();
    const auto target = folder.damaged() / ("genserve-" + now + ".db");
    for (const char* ending : {"-wal", "-shm"}) {
        std::filesystem::rename(folder.database().string() + ending, target.string() + ending, fault);
    }
    return renameSynced(folder.database(), target).map([&target] { return target; });
}

Expected<SqlConnection> fromCopy(const DataFolder& folder, TextIndex textIndex)
{
    std::error_code fault;
    std::filesystem::copy_file(folder.databaseCopy(), folder.database(), fault);
    if (fault) {
        return failure(ErrorCode::NotFound, "there is no copy of the database", folder.databaseCopy().string());
    }
    auto opened = openChecked(folder.database(), textIndex);
    if (!opened) {
        std::filesystem::remove(folder.database(), fault);
    }
    return opened;
}

Expected<OpenedStore> rebuilt(const DataFolder& folder, const Error& damage, TextIndex textIndex)
{
    log(LogLevel::Error, "tasks", describe(damage));
    const auto aside = setAside(folder);
    if (!aside) {
        return tl::unexpected(aside.error());
    }
    auto connection = fromCopy(folder, textIndex);
    const bool hadCopy = connection.has_value();
    if (!hadCopy) {
        connection = openChecked(folder.database(), textIndex);
    }
    if (!connection) {
        return tl::unexpected(connection.error());
    }
    OpenedStore opened{std::make_unique<SqliteStore>(std::move(*connection), textIndex), {}};
    return addMissingPictures(*opened.store, folder).map([&](int added) {
        opened.notices.push_back(
            "the database was damaged; it lies in " + aside->string()
            + (hadCopy ? " and was rebuilt from the last hourly copy and " : " and was rebuilt from ")
            + std::to_string(added) + " pictures");
        log(LogLevel::Warning, "tasks", opened.notices.back());
        return std::move(opened);
    });
}

} // namespace

Expected<OpenedStore> openSqliteTaskStore(const DataFolder& folder)
{
    return availableTextIndex().and_then([&](TextIndex textIndex) { return openStore(folder, textIndex); });
}

Expected<OpenedStore> openStore(const DataFolder& folder, TextIndex textIndex)
{
    auto connection = openChecked(folder.database(), textIndex);
    if (connection) {
        return OpenedStore{std::make_unique<SqliteStore>(std::move(*connection), textIndex), {}};
    }
    if (connection.error().code == ErrorCode::CorruptFile) {
        const Error damage = connection.error();
        return rebuilt(folder, damage, textIndex);
    }
    return tl::unexpected(connection.error());
}

Expected<void> copyDatabase(const DataFolder& folder)
{
    const std::filesystem::path part = folder.databaseCopy().string() + ".part";
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    auto connection = SqlConnection::open(folder.database(), SqlAccess::ReadOnly);
    if (!connection) {
        return tl::unexpected(connection.error());
    }
    // Reads one state of the database while its owner goes on writing.
    return connection->run(QStringLiteral("VACUUM INTO ?"), {QString::fromStdString(part.string())})
        .and_then([&] { return syncFile(part); })
        .and_then([&] { return renameSynced(part, folder.databaseCopy()); });
}

} // namespace genserve::tasks
