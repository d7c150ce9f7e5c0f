// How prompts are cut into words for the full-text search.
//
// SQLite's tokenizer takes a run of Chinese for one word, which would be found by its beginning only. So every
// character of scripts without spaces stands alone in the index, and a query for several of them is a phrase.
#pragma once

#include <QString>
#include <QStringList>

#include "tasks/task.h"

namespace genserve::tasks {

// Words as they are indexed.
QString searchText(const QString& words);

// All of a task that is searched: its prompt and the name of an imported file.
QString searchText(const QString& prompt, const TaskResult& result);

// An FTS5 query for texts that hold all the words, each as the beginning of a word; empty where there is nothing to
// look for. Whatever the user types is a valid query.
QString searchQuery(const QString& words);

// One LIKE pattern, with \ as its escape, for each of those words; for an SQLite that has no FTS5.
QStringList likePatterns(const QString& words);

} // namespace genserve::tasks
