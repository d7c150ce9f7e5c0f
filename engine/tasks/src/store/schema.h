// The tables of genserve.db and how older ones are brought forward.
#pragma once

#include "base/error.h"
#include "sql_connection.h"

namespace genserve::tasks {

// PRAGMA user_version of a database that this program has written. Every step of schema.cpp adds one.
int currentSchema();

// 0 = an empty database.
Expected<int> schemaOf(SqlConnection& connection);

// Applies the missing steps, each in a transaction of its own. UnsupportedFormat where the schema is a newer one.
// Steps beyond `target` are left out, which only tests need.
Expected<void> migrate(SqlConnection& connection, int target = currentSchema());

// Damage as CorruptFile with SQLite's own words. Reads the whole file: about 0.2 s for 100 000 tasks.
Expected<void> checkIntegrity(SqlConnection& connection);

} // namespace genserve::tasks
