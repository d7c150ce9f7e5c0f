// A Task as the columns of its tables.
#pragma once

#include "tasks/task.h"

#include <QString>
#include <QVariantList>

class QSqlQuery;

namespace genserve::tasks {

// "tasks.sequence, tasks.id, ..." in the order that taskOf() reads, texts included, for SELECTs that join task_texts.
const QString& taskColumns();
Task taskOf(const QSqlQuery& row);

// The statements and their values; NewTask::request goes into the text row.
const QString& insertTask();
QVariantList insertTaskValues(const Task& task);
const QString& insertTexts();
QVariantList insertTextsValues(const NewTask& added);
const QString& updateTask(); // StoreBatch::changed
QVariantList updateTaskValues(const Task& task);
const QString& updateTexts();
QVariantList updateTextsValues(const Task& task);
const QString& updateMarks(); // StoreBatch::marked
QVariantList updateMarksValues(const Task& task);

} // namespace genserve::tasks
