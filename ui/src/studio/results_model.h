// The pictures of this and earlier runs, newest first under a heading for each day; those being made stand at the
// front.
#pragma once

#include <deque>

#include <QAbstractListModel>
#include <QDate>
#include <QImage>

#include "ui/world.h"

namespace genserve::ui {

class ResultsModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Roles {
        Fraction = Qt::UserRole, // 0..1 of a running one, negative = finished
        StepText,                // "17/28"
        IsStarred,
        IsHeading, // a day, no picture
    };

    explicit ResultsModel(TaskDoor& tasks, QObject* parent = nullptr);

    // Asks the history for the pictures of earlier runs.
    void load();
    // Only pictures with these words in their prompts; empty = all.
    void search(const QString& words);
    [[nodiscard]] bool isSearching() const { return !m_words.isEmpty(); }
    // nullptr = still being made, or a heading.
    [[nodiscard]] const tasks::Task* finished(const QModelIndex& index) const;
    [[nodiscard]] tasks::TaskId running(const QModelIndex& index) const; // empty = finished

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

private:
    struct Running {
        tasks::TaskId id;
        QString prompt;
        Progress progress;
        QImage preview;
    };
    struct Row {   // below the running ones
        QDate day; // valid = a heading
        tasks::Task task;
        QImage thumbnail;
    };
    [[nodiscard]] static QDate dayOf(const tasks::Task& task);
    [[nodiscard]] std::deque<Row>::iterator rowOf(const tasks::TaskId& task);

    void mark(const tasks::Task& task);
    void remove(std::deque<Row>::iterator row);
    void takeRunning();
    void progress(const tasks::TaskProgress& progress);
    void preview(const tasks::TaskId& task, const QImage& picture);
    void add(const tasks::Task& task);
    void loadThumbnail(const tasks::Task& task);
    void rowChanged(std::size_t row);

    TaskDoor& m_tasks;
    std::vector<Running> m_running;
    std::deque<Row> m_finished;
    QString m_words;
    int m_question = 0; // answers that a newer one has overtaken are dropped
};

} // namespace genserve::ui
