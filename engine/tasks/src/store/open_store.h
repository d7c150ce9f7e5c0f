// openSqliteTaskStore() with a given text index, so that tests can do without one.
#pragma once

#include "tasks/sqlite_task_store.h"
#include "text_index.h"

namespace genserve::tasks {

Expected<OpenedStore> openStore(const DataFolder& folder, TextIndex textIndex);

} // namespace genserve::tasks
