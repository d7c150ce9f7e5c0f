// One connection to an SQLite file through Qt Sql, with errors as values.
#pragma once

#include "base/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

#include <filesystem>
#include <string>

namespace genserve::tasks {

enum class SqlAccess { ReadWrite, ReadOnly };

// Belongs to the thread that opened it. Queries must end before their connection does.
class SqlConnection {
public:
    static Expected<SqlConnection> open(const std::filesystem::path& file, SqlAccess access);
    SqlConnection(SqlConnection&& other) noexcept;
    SqlConnection& operator=(SqlConnection&& other) noexcept;
    ~SqlConnection();

    Expected<QSqlQuery> prepare(const QString& sql);
    Expected<QSqlQuery> query(const QString& sql, const QVariantList& values = {}); // executed, before its first row
    Expected<void> run(const QString& sql, const QVariantList& values = {});

    // Runs an already prepared statement with new values.
    Expected<void> execute(QSqlQuery& statement, const QVariantList& values);

    // `work` between BEGIN IMMEDIATE and COMMIT; rolled back when it or the commit fails.
    template <class Work>
    Expected<void> transaction(Work work)
    {
        auto done = run(QStringLiteral("BEGIN IMMEDIATE")).and_then(work).and_then([this] { return run(commit()); });
        if (!done) {
            rollBack();
        }
        return done;
    }

private:
    explicit SqlConnection(QString name, std::string file);
    static QString commit() { return QStringLiteral("COMMIT"); }
    void rollBack();
    [[nodiscard]] Error errorOf(const class QSqlError& fault) const;

    QString m_name;
    std::string m_file;
    QSqlDatabase m_database;
};

QString toQt(std::string_view text);
std::string fromQt(const QVariant& value);

} // namespace genserve::tasks
