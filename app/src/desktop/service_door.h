// The window's view of the task service.
#pragma once

#include <memory>
#include <set>
#include <vector>

#include <QThreadPool>

#include "../hosting/planner.h"
#include "tasks/task_history.h"
#include "tasks/task_observer.h"
#include "tasks/task_service.h"
#include "tasks/thread_port.h"
#include "ui/world.h"

namespace genserve::app {

// Keeps a copy of the unfinished tasks and of the devices, brought up to date by the service's news. GUI thread.
class ServiceDoor : public ui::TaskDoor {
    Q_OBJECT

public:
    // The service outlives the door.
    ServiceDoor(tasks::TaskService& service, std::shared_ptr<Planner> planner);
    ~ServiceDoor() override;

    [[nodiscard]] const std::vector<tasks::TaskView>& tasks() const override { return m_tasks; }
    [[nodiscard]] const std::vector<tasks::DeviceStatus>& devices() const override { return m_devices; }
    [[nodiscard]] bool isPaused() const override { return m_isPaused; }

    void submit(tasks::Submission submission, std::function<void(tasks::SubmitOutcome)> answer) override;
    void cancel(const tasks::TaskId& task) override;
    void retry(const tasks::TaskId& task) override;
    void move(const tasks::TaskId& task, const tasks::MoveTarget& target) override;
    void setPaused(bool isPaused) override;
    void setDeviceMode(const std::string& device, tasks::DeviceMode mode) override;
    void history(const tasks::HistoryQuery& query, std::function<void(tasks::HistoryPage)> answer) override;
    void setStarred(const tasks::TaskId& task, bool isStarred) override;
    void setTrashed(const tasks::TaskId& task, bool isTrashed) override;
    void picture(const tasks::Task& task, int longestSide, std::function<void(QImage)> answer) override;
    void inputPicture(const tasks::Task& task, int longestSide, std::function<void(QImage)> answer) override;

    [[nodiscard]] QString pictureFile(const tasks::Task& task) const override;
    [[nodiscard]] int pictureCount() const override;
    void tags(std::function<void(std::vector<tasks::TagCount>)> answer) override;
    void counts(tasks::WallMs recentFrom, std::function<void(std::vector<tasks::PictureCount>)> answer) override;
    void addTag(const std::vector<tasks::TaskId>& tasks, const QString& tag) override;
    void removeTag(const std::vector<tasks::TaskId>& tasks, const QString& tag) override;
    void purge(const std::vector<tasks::TaskId>& tasks) override;
    void fit(GenerationRequest request, std::function<void(ui::RequestFit)> answer) override;
    void workArea(const QImage& mask, const GenerationRequest& request, int nativeSize,
                  std::function<void(QRect)> answer) override;
    void controlMap(const QImage& picture, const GenerationRequest& request,
                    std::function<void(QImage)> answer) override;
    void request(const tasks::TaskId& task, std::function<void(std::optional<GenerationRequest>)> answer) override;
    void importPictures(const QStringList& pathsOrFolders, std::function<void(tasks::ImportReport)> answer) override;

private:
    // A Reply on this object's thread that hands on what was asked for, or tells why there is none and hands on `else`.
    template <class T, class Answer>
    tasks::Reply<Expected<T>> valueOr(T otherwise, Answer answer)
    {
        return tasks::onThreadOf<Expected<T>>(
            this, [this, otherwise = std::move(otherwise), answer = std::move(answer)](const Expected<T>& outcome) {
                if (!outcome) {
                    Q_EMIT refused(QString::fromStdString(describe(outcome.error())));
                }
                answer(outcome ? *outcome : otherwise);
            });
    }
    void askForEnded(tasks::TaskState state, tasks::WallMs keptMs);
    void askForQueue();
    void takeNews(const tasks::TaskView& view);
    tasks::Reply<tasks::CommandOutcome> orTellRefusal();
    tasks::Reply<Expected<void>> orTellError();

    tasks::TaskService& m_service;
    std::shared_ptr<Planner> m_planner;
    tasks::TaskHistory m_history;
    tasks::TaskObserver m_observer;
    std::vector<tasks::TaskView> m_tasks; // the unfinished, then m_ended
    std::set<tasks::TaskId> m_live;       // seen unfinished, and not told finished yet
    std::vector<tasks::TaskView> m_ended; // failed in the last week, cancelled in the last day, and since the start
    std::vector<tasks::DeviceStatus> m_devices;
    bool m_isPaused = false;
    QThreadPool m_readers;
};

} // namespace genserve::app
