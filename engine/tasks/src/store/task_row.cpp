#include "task_row.h"

#include "outcome_json.h"
#include "sql_connection.h"

#include <QSqlQuery>
#include <QVariant>

namespace genserve::tasks {
namespace {

// The columns of the table `tasks` in one place: INSERT and SELECT take them in this order.
constexpr const char* Columns[] = {
    "sequence",   "id",          "state",       "origin",     "client",   "mode",          "model_id",
    "width",      "height",      "steps",       "seed",       "priority", "turn",          "created_ms",
    "started_ms", "finished_ms", "deadline_ms", "attempts",   "crashes",  "device_faults", "device",
    "picture",    "input_bytes", "starred",     "trashed_ms", "tags",     "work",          "as_jpeg"};

QString joined(const char* prefix, const char* placeholder)
{
    QString list;
    for (const char* column : Columns) {
        list += (list.isEmpty() ? QString() : QStringLiteral(", ")) + QLatin1String(prefix)
                + QLatin1String(placeholder ? placeholder : column);
    }
    return list;
}

QVariant text(std::string_view value) { return toQt(value).isNull() ? QStringLiteral("") : toQt(value); }

QVariant number(std::int64_t value) { return QVariant::fromValue<qlonglong>(value); }

// Reads column after column.
class Row {
public:
    explicit Row(const QSqlQuery& query) : m_query(query) {}
    std::string text() { return fromQt(m_query.value(m_column++)); }
    std::int64_t number() { return m_query.value(m_column++).toLongLong(); }
    int smallNumber() { return m_query.value(m_column++).toInt(); }
    double real() { return m_query.value(m_column++).toDouble(); }

private:
    const QSqlQuery& m_query;
    int m_column = 0;
};

} // namespace

const QString& taskColumns()
{
    static const QString List =
        joined("tasks.", nullptr) + QStringLiteral(", task_texts.prompt, task_texts.error, task_texts.result");
    return List;
}

Task taskOf(const QSqlQuery& query)
{
    Row row(query);
    Task task;
    task.sequence = row.number();
    task.id = row.text();
    task.state = taskStateFromString(row.text()).value_or(TaskState::Failed);
    task.origin = row.smallNumber() == 1 ? TaskOrigin::Imported : TaskOrigin::Generated;
    task.client = row.text();
    task.mode = modeFromString(row.text()).value_or(Mode::TextToImage);
    task.modelId = row.text();
    task.width = row.smallNumber();
    task.height = row.smallNumber();
    task.steps = row.smallNumber();
    task.seed = row.number();
    task.priority = row.smallNumber();
    task.turn = row.real();
    task.createdMs = row.number();
    task.startedMs = row.number();
    task.finishedMs = row.number();
    task.deadlineMs = row.number();
    task.attempts = row.smallNumber();
    task.crashes = row.smallNumber();
    task.deviceFaults = row.smallNumber();
    task.device = row.text();
    task.picture = row.text();
    task.inputBytes = row.number();
    task.isStarred = row.smallNumber() != 0;
    task.trashedMs = row.number();
    task.tags = tagsFromJson(row.text());
    task.work = row.real();
    task.asJpeg = row.smallNumber() != 0;
    task.prompt = row.text();
    task.error = errorFromJson(row.text());
    task.result = resultFromJson(row.text());
    return task;
}

const QString& insertTask()
{
    static const QString Sql = QStringLiteral("INSERT INTO tasks (") + joined("", nullptr)
                               + QStringLiteral(") VALUES (") + joined("", "?") + QStringLiteral(")");
    return Sql;
}

QVariantList insertTaskValues(const Task& task)
{
    return {number(task.sequence),
            text(task.id),
            text(toString(task.state)),
            task.origin == TaskOrigin::Imported ? 1 : 0,
            text(task.client),
            text(toString(task.mode)),
            text(task.modelId),
            task.width,
            task.height,
            task.steps,
            number(task.seed),
            task.priority,
            task.turn,
            number(task.createdMs),
            number(task.startedMs),
            number(task.finishedMs),
            number(task.deadlineMs),
            task.attempts,
            task.crashes,
            task.deviceFaults,
            text(task.device),
            text(task.picture),
            number(task.inputBytes),
            task.isStarred ? 1 : 0,
            number(task.trashedMs),
            text(tagsJson(task.tags)),
            task.work,
            task.asJpeg ? 1 : 0};
}

const QString& insertTexts()
{
    static const QString Sql = QStringLiteral("INSERT INTO task_texts (sequence, prompt, request, error, result)"
                                              " VALUES (?, ?, ?, ?, ?)");
    return Sql;
}

QVariantList insertTextsValues(const NewTask& added)
{
    const Task& task = added.task;
    return {number(task.sequence), text(task.prompt), text(added.request), text(errorJson(task.error)),
            text(resultJson(task))};
}

const QString& updateTask()
{
    static const QString Sql = QStringLiteral(
        "UPDATE tasks SET state = ?, model_id = ?, width = ?, height = ?, steps = ?, seed = ?, priority = ?, turn = ?,"
        " started_ms = ?, finished_ms = ?, deadline_ms = ?, attempts = ?, crashes = ?, device_faults = ?, device = ?,"
        " picture = ?, input_bytes = ? WHERE sequence = ?");
    return Sql;
}

QVariantList updateTaskValues(const Task& task)
{
    return {text(toString(task.state)),
            text(task.modelId),
            task.width,
            task.height,
            task.steps,
            number(task.seed),
            task.priority,
            task.turn,
            number(task.startedMs),
            number(task.finishedMs),
            number(task.deadlineMs),
            task.attempts,
            task.crashes,
            task.deviceFaults,
            text(task.device),
            text(task.picture),
            number(task.inputBytes),
            number(task.sequence)};
}

const QString& updateTexts()
{
    static const QString Sql = QStringLiteral("UPDATE task_texts SET error = ?, result = ? WHERE sequence = ?");
    return Sql;
}

QVariantList updateTextsValues(const Task& task)
{
    return {text(errorJson(task.error)), text(resultJson(task)), number(task.sequence)};
}

const QString& updateMarks()
{
    static const QString Sql =
        QStringLiteral("UPDATE tasks SET starred = ?, trashed_ms = ?, tags = ? WHERE sequence = ?");
    return Sql;
}

QVariantList updateMarksValues(const Task& task)
{
    return {task.isStarred ? 1 : 0, number(task.trashedMs), text(tagsJson(task.tags)), number(task.sequence)};
}

} // namespace genserve::tasks
