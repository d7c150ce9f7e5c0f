// What the window asks of the rest of the program. app/ plugs in the real things, tests plug in fakes.
//
// Everything is called and answers on the GUI thread; nothing blocks it.
#pragma once

#include <functional>
#include <vector>

#include <QImage>
#include <QObject>
#include <QString>

#include "base/model_info.h"
#include "tasks/history.h"
#include "tasks/task_commands.h"
#include "tasks/task_view.h"

namespace genserve::ui {

// What is installed.
class ModelsSource : public QObject {
    Q_OBJECT

public:
    [[nodiscard]] virtual const std::vector<ModelInfo>& models() const = 0;     // the default one first
    [[nodiscard]] virtual const std::vector<AdapterInfo>& adapters() const = 0; // LoRAs and ControlNets

Q_SIGNALS:
    void changed();
};

struct TokenCounts {
    struct Encoder {
        int count = 0, limit = 0; // limit 0 = not known
        QString cut;              // the end of the text that does not count
    };
    Encoder clip, t5;
};

class TokenCounter : public QObject {
    Q_OBJECT

public:
    // Answers with counted(), except for texts that a newer one has overtaken.
    virtual void count(const QString& text, const QString& modelId) = 0;

Q_SIGNALS:
    void counted(const QString& text, const TokenCounts& counts);
};

// Tasks, devices and pictures.
class TaskDoor : public QObject {
    Q_OBJECT

public:
    // Running, waiting in their order, then those that failed or were cancelled since the start.
    [[nodiscard]] virtual const std::vector<tasks::TaskView>& tasks() const = 0;
    [[nodiscard]] virtual const std::vector<tasks::DeviceStatus>& devices() const = 0;
    [[nodiscard]] virtual bool isPaused() const = 0;

    virtual void submit(tasks::Submission submission, std::function<void(tasks::SubmitOutcome)> answer) = 0;
    virtual void cancel(const tasks::TaskId& task) = 0;
    virtual void retry(const tasks::TaskId& task) = 0;
    virtual void move(const tasks::TaskId& task, const tasks::MoveTarget& target) = 0;
    virtual void setPaused(bool isPaused) = 0;
    virtual void setDeviceMode(const std::string& device, tasks::DeviceMode mode) = 0;

    virtual void history(const tasks::HistoryQuery& query, std::function<void(tasks::HistoryPage)> answer) = 0;
    virtual void setStarred(const tasks::TaskId& task, bool isStarred) = 0;
    virtual void setTrashed(const tasks::TaskId& task, bool isTrashed) = 0;

    // A finished task's picture; null = its file can't be read. longestSide 0 = as it is.
    virtual void picture(const tasks::Task& task, int longestSide, std::function<void(QImage)> answer) = 0;

Q_SIGNALS:
    void tasksChanged();
    void devicesChanged();
    void progressed(const genserve::tasks::TaskProgress& progress);
    void previewed(const std::string& task, const QImage& picture);
    void finished(const genserve::tasks::Task& task); // with a picture
    void refused(const QString& message);             // of a command: cancel, retry, move, ...
};

struct World {
    ModelsSource* models = nullptr;
    TokenCounter* tokens = nullptr;
    TaskDoor* tasks = nullptr;
};

} // namespace genserve::ui
