// Drives a task service as many clients would, and notes when its tasks arrive, start and finish.
#pragma once

#include <optional>
#include <stop_token>
#include <vector>

#include <QEventLoop>
#include <QObject>

#include "base/generation.h"
#include "tasks/task_observer.h"
#include "tasks/task_service.h"
#include "throughput_figures.h"

namespace genserve::app {

// One thread with an event loop. The first failed task ends the phase that runs.
class ThroughputRun : public QObject {
public:
    ThroughputRun(tasks::TaskService& service, GenerationRequest request, std::stop_token stop);

    // Every device makes one picture, so that the model is loaded everywhere.
    Expected<void> warmUp();
    // The first `devices` of the service are given `pictures` tasks at once; the others idle.
    Expected<BusyPhase> keepBusy(int devices, int pictures);
    // `tasks` tasks come after exponentially distributed pauses, the same ones in every run.
    Expected<ArrivalPhase> letArrive(double load, double perMinute, int tasks, double deadlineSeconds);

    [[nodiscard]] const tasks::Task& lastTask() const { return m_last; }

private:
    void begin(int expected);
    void submit();
    void changed(const tasks::TaskView& view);
    void fail(Error error);
    Expected<void> finishPhase();
    [[nodiscard]] double now() const;
    void useDevices(std::size_t first, std::size_t count); // the others idle

    tasks::TaskService& m_service;
    GenerationRequest m_request;
    std::stop_token m_stop;
    tasks::TaskObserver m_observer;
    QEventLoop m_loop;
    std::vector<TaskTimes> m_times; // of the phase's finished tasks
    int m_expected = 0;
    std::int64_t m_begin = 0; // of the phase, ns
    std::optional<Error> m_fault;
    tasks::Task m_last;
};

} // namespace genserve::app
