// The index of the words in prompts. SQLite is built without FTS5 in places; then prompts are searched one by one.
#pragma once

#include "base/error.h"
#include "sql_connection.h"

namespace genserve::tasks {

enum class TextIndex { Fts5, None };

// What the linked SQLite can do.
Expected<TextIndex> availableTextIndex();

// Makes and fills the table `prompts` where it is missing, or older than rows that were written without it. With None
// only notes that rows from now on are not in it.
Expected<void> settleTextIndex(SqlConnection& connection, TextIndex index);

} // namespace genserve::tasks
