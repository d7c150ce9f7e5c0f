#include "rest_door.h"

#include "installed_catalogue.h"
#include "picture_files.h"
#include "tasks/task_history.h"
#include "tasks/task_observer.h"
#include "tasks/task_service.h"
#include "tasks/thread_port.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <map>
#include <utility>

namespace genserve::app {
namespace {

using tasks::TaskView;

constexpr std::chrono::milliseconds OrderNewsInterval{200};

class RestDoor final : public QObject, public service::TaskDoor {
public:
    RestDoor(tasks::TaskService& service, RestDoorSettings settings);
    ~RestDoor() override;

    void submit(tasks::Submission submission, Reply<tasks::SubmitOutcome> reply) override;
    void cancel(const tasks::TaskId& task, Reply<tasks::CommandOutcome> reply) override;
    void setPriority(const tasks::TaskId& task, int priority, Reply<tasks::CommandOutcome> reply) override;
    void find(const tasks::TaskId& task, Reply<std::optional<TaskView>> reply) override;
    void findRetried(const std::string& retryKey, Reply<Expected<std::optional<tasks::RetriedTask>>> reply) override;
    void list(const tasks::HistoryQuery& query, Reply<Expected<std::vector<TaskView>>> reply) override;
    void picture(const tasks::Task& task, bool asJpeg, Reply<Expected<PictureBytes>> reply) override;

    [[nodiscard]] tasks::ServiceStatus status() const override { return m_service.status(); }
    [[nodiscard]] std::vector<service::ModelEntry> models() const override;
    [[nodiscard]] const std::vector<AdapterInfo>& adapters() const override { return m_catalogue.adapters(); }

    [[nodiscard]] RequestCheck requestCheck() const override
    {
        return [planner = m_planner](const GenerationRequest& request) {
            return planner->check(request).map([](const auto& size) { return std::int64_t{size.width} * size.height; });
        };
    }

    void setListener(service::TaskListener* listener) override { m_listener = listener; }

private:
    // Any Reply, on this object's thread.
    template <class T>
    tasks::Reply<T> here(Reply<T> reply)
    {
        return tasks::onThreadOf<T>(this, [reply = std::move(reply)](const T& value) { reply(value); });
    }
    void observe();
    void tellChange(const TaskView& view);
    void tellPreview(const tasks::TaskPreview& preview);
    void tellOrder();

    tasks::TaskService& m_service;
    tasks::TaskHistory m_history;
    tasks::TaskObserver m_observer;
    std::shared_ptr<Planner> m_planner;
    InstalledCatalogue m_catalogue;
    service::TaskListener* m_listener = nullptr;
    QTimer m_orderNews; // runs while a change of the queue's order has not been told yet
    QThreadPool m_pictures;
};

RestDoor::RestDoor(tasks::TaskService& service, RestDoorSettings settings)
    : m_service(service),
      m_history(service),
      m_observer(service),
      m_planner(std::move(settings.planner)),
      m_catalogue(service, std::move(settings.models), m_planner)
{
    m_pictures.setMaxThreadCount(settings.pictureThreads);
    m_pictures.setThreadPriority(QThread::LowPriority);
    m_orderNews.setSingleShot(true);
    m_orderNews.setInterval(OrderNewsInterval);
    observe();
}

RestDoor::~RestDoor() { m_pictures.waitForDone(); }

void RestDoor::observe()
{
    connect(&m_observer, &tasks::TaskObserver::added, this, &RestDoor::tellChange);
    connect(&m_observer, &tasks::TaskObserver::changed, this, &RestDoor::tellChange);
    connect(&m_observer, &tasks::TaskObserver::progressed, this, [this](const tasks::TaskProgress& progress) {
        if (m_listener) {
            m_listener->taskProgressed(progress);
        }
    });
    connect(&m_observer, &tasks::TaskObserver::previewed, this, &RestDoor::tellPreview);
    connect(&m_observer, &tasks::TaskObserver::queueChanged, this, [this] {
        if (!m_orderNews.isActive()) {
            m_orderNews.start();
        }
    });
    connect(&m_orderNews, &QTimer::timeout, this, &RestDoor::tellOrder);
}

void RestDoor::tellChange(const TaskView& view)
{
    if (m_listener) {
        m_listener->taskChanged(view);
    }
}

void RestDoor::tellPreview(const tasks::TaskPreview& preview)
{
    if (!m_listener || !m_listener->wantsPreviews(preview.task)) {
        return;
    }
    m_pictures.start([this, port = tasks::ThreadPort(this), preview] {
        port.post([this, task = preview.task, jpeg = previewJpeg(preview.image)] {
            if (m_listener && !jpeg.empty()) {
                m_listener->taskPreviewed(task, jpeg);
            }
        });
    });
}

// The places of waiting tasks: news of the order do not name the tasks that moved.
void RestDoor::tellOrder()
{
    m_service.unfinished(here<std::vector<TaskView>>([this](const std::vector<TaskView>& views) {
        for (const TaskView& view : views) {
            if (view.task.state == tasks::TaskState::Queued) {
                tellChange(view);
            }
        }
    }));
}

void RestDoor::submit(tasks::Submission submission, Reply<tasks::SubmitOutcome> reply)
{
    m_service.submit(std::move(submission), here<tasks::SubmitOutcome>(std::move(reply)));
}

void RestDoor::cancel(const tasks::TaskId& task, Reply<tasks::CommandOutcome> reply)
{
    m_service.cancel(task, here<tasks::CommandOutcome>(std::move(reply)));
}

void RestDoor::setPriority(const tasks::TaskId& task, int priority, Reply<tasks::CommandOutcome> reply)
{
    m_service.setPriority(task, priority, here<tasks::CommandOutcome>(std::move(reply)));
}

void RestDoor::find(const tasks::TaskId& task, Reply<std::optional<TaskView>> reply)
{
    m_service.find(task, here<std::optional<TaskView>>(std::move(reply)));
}

void RestDoor::findRetried(const std::string& retryKey, Reply<Expected<std::optional<tasks::RetriedTask>>> reply)
{
    m_service.findRetried(retryKey, here<Expected<std::optional<tasks::RetriedTask>>>(std::move(reply)));
}

// The history knows every task, the queue the places and progress of those that have not ended.
void RestDoor::list(const tasks::HistoryQuery& query, Reply<Expected<std::vector<TaskView>>> reply)
{
    using Page = Expected<tasks::HistoryPage>;
    m_history.page(query, here<Page>([this, reply = std::move(reply)](const Page& page) {
                       if (!page) {
                           return reply(tl::unexpected(page.error()));
                       }
                       m_service.unfinished(
                           here<std::vector<TaskView>>([page, reply](const std::vector<TaskView>& unfinished) {
                               std::map<tasks::TaskId, const TaskView*> live;
                               for (const TaskView& view : unfinished) {
                                   live[view.task.id] = &view;
                               }
                               std::vector<TaskView> views;
                               for (const tasks::Task& task : page->tasks) {
                                   const auto found = live.find(task.id);
                                   const bool isSame = found != live.end() && found->second->task.state == task.state;
                                   views.push_back(isSame ? *found->second : TaskView{task, 0, {}, false, {}});
                               }
                               reply(std::move(views));
                           }));
                   }));
}

void RestDoor::picture(const tasks::Task& task, bool asJpeg, Reply<Expected<PictureBytes>> reply)
{
    m_pictures.start(
        [port = tasks::ThreadPort(this), folder = m_service.folder(), task, asJpeg, reply = std::move(reply)] {
            auto bytes = pictureAs(folder.existingPictureOf(task), asJpeg).map([](std::string made) {
                return std::make_shared<const std::string>(std::move(made));
            });
            port.post([reply, bytes = std::move(bytes)] { reply(bytes); });
        });
}

// Memory is planned when a task runs, so every worker that is switched on counts for every model.
std::vector<service::ModelEntry> RestDoor::models() const
{
    const auto devices = m_service.status().devices;
    std::vector<service::ModelEntry> entries;
    for (const ModelInfo& model : m_catalogue.models()) {
        service::ModelEntry entry{model, 0, 0, {}};
        for (const tasks::DeviceStatus& device : devices) {
            if (m_catalogue.hasRoomOn(model.id, device.id)) {
                entry.totalWorkers += device.state == tasks::DeviceState::Disabled ? 0 : 1;
                entry.availableWorkers += device.isAlive() ? 1 : 0;
            }
            if (std::ranges::find(device.heldModels, model.id) != device.heldModels.end()) {
                entry.loadedOn.push_back(device.gpuId);
            }
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace

std::unique_ptr<service::TaskDoor> makeRestDoor(tasks::TaskService& service, RestDoorSettings settings)
{
    return std::make_unique<RestDoor>(service, std::move(settings));
}

} // namespace genserve::app
