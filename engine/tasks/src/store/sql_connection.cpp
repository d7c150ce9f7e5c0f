#include "sql_connection.h"

#include <QSqlError>
#include <QVariant>

#include <atomic>
#include <utility>

namespace genserve::tasks {
namespace {

// https://www.sqlite.org/rescode.html; the low byte of an extended code is its primary code.
enum SqliteCode { NoMemory = 7, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CantOpen = 14, NotADatabase = 26 };

ErrorCode codeOf(int native)
{
    switch (native & 0xFF) {
    case ReadOnly:
    case IoError:
    case Full:
    case CantOpen: return ErrorCode::Io;
    case Corrupt:
    case NotADatabase: return ErrorCode::CorruptFile;
    case NoMemory: return ErrorCode::OutOfMemory;
    default: return ErrorCode::Internal;
    }
}

} // namespace

QString toQt(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

std::string fromQt(const QVariant& value) { return value.toString().toStdString(); }

Expected<SqlConnection> SqlConnection::open(const std::filesystem::path& file, SqlAccess access)
{
    static std::atomic<unsigned> counter{0};
    SqlConnection connection(QStringLiteral("genserve-%1").arg(counter++), file.string());
    auto& database = connection.m_database;
    database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection.m_name);
    if (!database.isValid()) {
        return failure(ErrorCode::Internal, "Qt's SQLite driver is not installed (package libqt6sql6-sqlite)");
    }
    database.setDatabaseName(QString::fromStdString(file.string()));
    // Only one process owns the folder; the timeout is for the copy, which reads beside the owner.
    database.setConnectOptions(access == SqlAccess::ReadOnly
                                   ? QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000")
                                   : QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    if (!database.open()) {
        return tl::unexpected(connection.errorOf(database.lastError()));
    }
    return connection;
}

SqlConnection::SqlConnection(QString name, std::string file) : m_name(std::move(name)), m_file(std::move(file)) {}

SqlConnection::SqlConnection(SqlConnection&& other) noexcept
    : m_name(std::exchange(other.m_name, {})),
      m_file(std::move(other.m_file)),
      m_database(std::exchange(other.m_database, {}))
{
}

SqlConnection& SqlConnection::operator=(SqlConnection&& other) noexcept
{
    std::swap(m_name, other.m_name);
    std::swap(m_file, other.m_file);
    std::swap(m_database, other.m_database);
    return *this;
}

SqlConnection::~SqlConnection()
{
    if (!m_name.isEmpty()) {
        m_database.close();
        m_database = {};
        QSqlDatabase::removeDatabase(m_name);
    }
}

Expected<QSqlQuery> SqlConnection::prepare(const QString& sql)
{
    QSqlQuery statement(m_database);
    statement.setForwardOnly(true);
    if (!statement.prepare(sql)) {
        return tl::unexpected(errorOf(statement.lastError()));
    }
    return statement;
}

Expected<void> SqlConnection::execute(QSqlQuery& statement, const QVariantList& values)
{
    for (qsizetype index = 0; index < values.size(); ++index) {
        statement.bindValue(static_cast<int>(index), values[index]);
    }
    if (!statement.exec()) {
        return tl::unexpected(errorOf(statement.lastError()));
    }
    return {};
}

Expected<QSqlQuery> SqlConnection::query(const QString& sql, const QVariantList& values)
{
    auto statement = prepare(sql);
    if (!statement) {
        return statement;
    }
    if (auto executed = execute(*statement, values); !executed) {
        return tl::unexpected(executed.error());
    }
    return statement;
}

Expected<void> SqlConnection::run(const QString& sql, const QVariantList& values)
{
    return query(sql, values).map([](const QSqlQuery&) {});
}

void SqlConnection::rollBack()
{
    // Some failures have ended the transaction already; then there is nothing to roll back.
    QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
}

Error SqlConnection::errorOf(const QSqlError& fault) const
{
    return {codeOf(fault.nativeErrorCode().toInt()), "database: " + fault.databaseText().toStdString(), m_file};
}

} // namespace genserve::tasks
