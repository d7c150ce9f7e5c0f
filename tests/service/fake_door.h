// Tasks without a queue or an engine: each behaves as its prompt says.
#pragma once

#include "service/task_door.h"

#include <QObject>

#include <atomic>
#include <map>

// Prompts: "wait" stays queued until it is cancelled, "odd" is refused by the model, "fail" fails, "oom" runs out of
// memory, "full" is refused, others finish after a moment with a picture of the asked size.
class FakeDoor final : public QObject, public genserve::service::TaskDoor {
public:
    void submit(genserve::tasks::Submission submission, Reply<genserve::tasks::SubmitOutcome> reply) override;
    void cancel(const genserve::tasks::TaskId& task, Reply<genserve::tasks::CommandOutcome> reply) override;
    void setPriority(const genserve::tasks::TaskId& task, int priority,
                     Reply<genserve::tasks::CommandOutcome> reply) override;
    void find(const genserve::tasks::TaskId& task, Reply<std::optional<genserve::tasks::TaskView>> reply) override;
    void list(const genserve::tasks::HistoryQuery& query,
              Reply<genserve::Expected<std::vector<genserve::tasks::TaskView>>> reply) override;
    void picture(const genserve::tasks::Task& task, bool asJpeg,
                 Reply<genserve::Expected<PictureBytes>> reply) override;
    void findRetried(const std::string& retryKey,
                     Reply<genserve::Expected<std::optional<genserve::tasks::RetriedTask>>> reply) override;
    [[nodiscard]] RequestCheck requestCheck() const override;
    [[nodiscard]] genserve::tasks::ServiceStatus status() const override;
    [[nodiscard]] std::vector<genserve::service::ModelEntry> models() const override;
    [[nodiscard]] const std::vector<genserve::AdapterInfo>& adapters() const override { return m_adapters; }
    void setListener(genserve::service::TaskListener* listener) override { m_listener = listener; }

    static std::atomic<int> cancelled; // over all doors, for tests on another thread

private:
    void run(const genserve::tasks::TaskId& task);
    void end(const genserve::tasks::TaskId& task, genserve::tasks::TaskState state);

    genserve::service::TaskListener* m_listener = nullptr;
    std::map<genserve::tasks::TaskId, genserve::tasks::TaskView> m_tasks;
    std::map<std::string, genserve::tasks::RetriedTask> m_retried; // by key, as they were submitted
    std::vector<genserve::AdapterInfo> m_adapters{{"ink", "Ink", "lora", {}, "diffusers", "bf16", 1, {}, {}, {}, {}},
                                                  {"edges", "Edges", "controlnet", {}, "", "bf16", 1, {}, {}, {}, {}}};
};
