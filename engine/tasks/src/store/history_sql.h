// A HistoryQuery as SQL.
#pragma once

#include "tasks/history.h"
#include "text_index.h"

#include <QString>
#include <QVariantList>

namespace genserve::tasks {

struct HistorySql {
    QString condition; // from WHERE on, over tasks and task_texts
    QVariantList values;
};

// Asks for one task more than the page holds. Without a text index words are found anywhere in the prompt, and other
// case only of Latin letters without accents.
HistorySql historySql(const HistoryQuery& query, TextIndex textIndex);
int pageSize(const HistoryQuery& query);

} // namespace genserve::tasks
