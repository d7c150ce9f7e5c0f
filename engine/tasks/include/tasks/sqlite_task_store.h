// The TaskStore in <data>/genserve.db: SQLite through Qt Sql, WAL, synchronous=FULL.
#pragma once

#include "tasks/data_folder.h"
#include "tasks/task_store.h"

#include <memory>
#include <string>
#include <vector>

namespace genserve::tasks {

struct OpenedStore {
    std::unique_ptr<TaskStore> store;
    std::vector<std::string> notices; // sentences for the user, e.g. that a damaged database was rebuilt
};

// Opens or makes the database and brings an older schema forward. A newer schema is UnsupportedFormat, in a sentence.
// A damaged database is moved to <data>/damaged and rebuilt: from the last hourly copy where there is one, then from
// the pictures that the copy does not know. The caller holds the folder's lock. The calling thread keeps the store.
Expected<OpenedStore> openSqliteTaskStore(const DataFolder& folder);

// Writes <data>/genserve.copy.db anew, whole or not at all. Opens a connection of its own, so that it may run on any
// thread while the store is in use. Takes about a second for 100 000 tasks.
Expected<void> copyDatabase(const DataFolder& folder);

} // namespace genserve::tasks
