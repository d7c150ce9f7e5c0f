// The pictures that were made here in this and earlier runs, newest first under a heading for each day; those being
// made stand at the front under their own.
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
        IsHeading, // of what follows, no picture
        Count,     // of a heading: how many follow, in words; empty = not all of them are known
    };

    explicit ResultsModel(TaskDoor& tasks, QObject* parent = nullptr);

    // Asks the history for the pictures of earlier runs.
    void load();
    // Only pictures with these words in their prompts; empty = all.
    void search(const QString& words);
    void setStarredOnly(bool isOnly);
    [[nodiscard]] bool isSearching() const { return !m_words.isEmpty() || m_isStarredOnly; }
    // nullptr = still being made, or a heading.
    [[nodiscard]] const tasks::Task* finished(const QModelIndex& index) const;
    [[nodiscard]] QModelIndex indexOf(const tasks::TaskId& task);        // invalid = it is not among the finished ones
    [[nodiscard]] tasks::TaskId running(const QModelIndex& index) const; // empty = finished

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override; // the files

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
    [[nodiscard]] std::size_t firstFinished() const { return m_running.empty() ? 0 : m_running.size() + 1; }
    [[nodiscard]] QVariant headingData(const QString& words, const QString& count, int role) const;
    [[nodiscard]] QVariant runningData(const Running& one, int role) const;
    [[nodiscard]] QVariant finishedData(const Row& one, int role) const;
    [[nodiscard]] QString countBelow(std::size_t heading) const; // a row of m_finished
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
    QString m_runningCount; // "1 of 4"
    std::deque<Row> m_finished;
    bool m_isCut = false; // there are earlier ones
    QString m_words;
    bool m_isStarredOnly = false;
    int m_question = 0; // answers that a newer one has overtaken are dropped
};

} // namespace genserve::ui
