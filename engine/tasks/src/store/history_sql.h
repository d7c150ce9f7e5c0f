// A HistoryQuery as SQL.
#pragma once

#include "tasks/history.h"

#include <QString>
#include <QVariantList>

namespace genserve::tasks {

struct HistorySql {
    QString condition; // from WHERE on, over tasks and task_texts
    QVariantList values;
};

// Asks for one task more than the page holds.
HistorySql historySql(const HistoryQuery& query);
int pageSize(const HistoryQuery& query);

} // namespace genserve::tasks
