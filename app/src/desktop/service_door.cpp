#include "service_door.h"

#include <algorithm>
#include <limits>

#include <QDateTime>
#include <QImageReader>

#include "control_map.h"
#include "tasks/thread_port.h"
#include "work_area.h"

namespace genserve::app {
namespace {

constexpr int ReaderThreads = 2;
constexpr tasks::WallMs DayMs = 24LL * 3600 * 1000;
constexpr int MostEnded = 50; // of a state

QImage readPictureFile(const QString& file, int longestSide)
{
    QImageReader reader(file);
    const QSize size = reader.size();
    if (longestSide > 0 && size.isValid() && std::max(size.width(), size.height()) > longestSide) {
        reader.setScaledSize(size.scaled(longestSide, longestSide, Qt::KeepAspectRatio));
    }
    return reader.read();
}

QImage previewImage(const Image& image)
{
    const QImage borrowed(image.pixels.data(), image.width, image.height, static_cast<qsizetype>(image.rowBytes()),
                          image.channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888);
    return borrowed.copy();
}

} // namespace

ServiceDoor::ServiceDoor(tasks::TaskService& service, std::shared_ptr<Planner> planner)
    : m_service(service),
      m_planner(std::move(planner)),
      m_history(service),
      m_observer(service),
      m_devices(service.status().devices)
{
    m_readers.setMaxThreadCount(ReaderThreads);
    connect(&m_observer, &tasks::TaskObserver::added, this, &ServiceDoor::askForQueue);
    connect(&m_observer, &tasks::TaskObserver::changed, this, &ServiceDoor::takeNews);
    connect(&m_observer, &tasks::TaskObserver::removed, this, &ServiceDoor::askForQueue); // counts are old, too
    connect(&m_observer, &tasks::TaskObserver::queueChanged, this, &ServiceDoor::askForQueue);
    connect(&m_observer, &tasks::TaskObserver::progressed, this, [this](const tasks::TaskProgress& progress) {
        const auto it =
            std::ranges::find(m_tasks, progress.task, [](const tasks::TaskView& view) { return view.task.id; });
        if (it != m_tasks.end()) {
            it->progress = progress;
        }
        Q_EMIT progressed(progress);
    });
    connect(&m_observer, &tasks::TaskObserver::previewed, this,
            [this](const tasks::TaskPreview& preview) { Q_EMIT previewed(preview.task, previewImage(preview.image)); });
    connect(&m_observer, &tasks::TaskObserver::devicesChanged, this,
            [this](const std::vector<tasks::DeviceStatus>& devices) {
                m_devices = devices;
                Q_EMIT devicesChanged();
            });
    askForEnded(tasks::TaskState::Failed, 7 * DayMs);
    askForEnded(tasks::TaskState::Cancelled, DayMs);
    askForQueue();
}

ServiceDoor::~ServiceDoor() { m_readers.waitForDone(); }

// Who left for the night finds what ended without a picture, even if the program was started anew meanwhile.
void ServiceDoor::askForEnded(tasks::TaskState state, tasks::WallMs keptMs)
{
    tasks::HistoryQuery query;
    query.states = {state};
    query.order = tasks::HistoryOrder::Ended;
    query.fromMs = QDateTime::currentMSecsSinceEpoch() - keptMs;
    query.limit = MostEnded;
    history(query, [this](const tasks::HistoryPage& page) {
        for (const tasks::Task& task : page.tasks) {
            const auto isIt = [&](const tasks::TaskView& view) { return view.task.id == task.id; };
            if (std::ranges::none_of(m_ended, isIt)) {
                tasks::TaskView view;
                view.task = task;
                m_ended.push_back(std::move(view));
            }
        }
        if (!page.tasks.empty()) {
            askForQueue();
        }
    });
}

void ServiceDoor::askForQueue()
{
    m_service.unfinished(
        tasks::onThreadOf<std::vector<tasks::TaskView>>(this, [this](const std::vector<tasks::TaskView>& unfinished) {
            m_tasks = unfinished;
            for (const tasks::TaskView& view : unfinished) {
                m_live.insert(view.task.id);
            }
            m_tasks.insert(m_tasks.end(), m_ended.begin(), m_ended.end());
            m_isPaused = m_service.status().isPaused;
            Q_EMIT tasksChanged();
        }));
}

void ServiceDoor::takeNews(const tasks::TaskView& view)
{
    std::erase_if(m_ended, [&](const tasks::TaskView& ended) { return ended.task.id == view.task.id; });
    const auto state = view.task.state;
    if ((state == tasks::TaskState::Failed || state == tasks::TaskState::Cancelled) && !view.task.isTrashed()) {
        m_ended.insert(m_ended.begin(), view);
    }
    // Marks of older pictures come here, too; and the list without it may have come before.
    const bool wasLive = tasks::isFinal(state) && m_live.erase(view.task.id) > 0;
    if (state == tasks::TaskState::Finished) {
        wasLive ? Q_EMIT finished(view.task) : Q_EMIT marked(view.task);
    }
    askForQueue();
}

void ServiceDoor::submit(tasks::Submission submission, std::function<void(tasks::SubmitOutcome)> answer)
{
    m_service.submit(std::move(submission),
                     tasks::onThreadOf<tasks::SubmitOutcome>(
                         this, [answer = std::move(answer)](const tasks::SubmitOutcome& outcome) { answer(outcome); }));
}

tasks::Reply<tasks::CommandOutcome> ServiceDoor::orTellRefusal()
{
    return tasks::onThreadOf<tasks::CommandOutcome>(this, [this](const tasks::CommandOutcome& outcome) {
        if (!outcome) {
            Q_EMIT refused(QString::fromStdString(outcome.error().message));
        }
    });
}

tasks::Reply<Expected<void>> ServiceDoor::orTellError()
{
    return tasks::onThreadOf<Expected<void>>(this, [this](const Expected<void>& outcome) {
        if (!outcome) {
            Q_EMIT refused(QString::fromStdString(describe(outcome.error())));
        }
    });
}

void ServiceDoor::cancel(const tasks::TaskId& task) { m_service.cancel(task, orTellRefusal()); }

void ServiceDoor::retry(const tasks::TaskId& task) { m_service.retry(task, orTellRefusal()); }

void ServiceDoor::move(const tasks::TaskId& task, const tasks::MoveTarget& target)
{
    m_service.move(task, target, orTellRefusal());
}

void ServiceDoor::setPaused(bool isPaused) { m_service.setPaused(isPaused); }

void ServiceDoor::setDeviceMode(const std::string& device, tasks::DeviceMode mode)
{
    m_service.setDeviceMode(device, mode, orTellError());
}

void ServiceDoor::history(const tasks::HistoryQuery& query, std::function<void(tasks::HistoryPage)> answer)
{
    m_history.page(query, valueOr<tasks::HistoryPage>({}, std::move(answer)));
}

void ServiceDoor::setStarred(const tasks::TaskId& task, bool isStarred)
{
    m_history.setStarred({task}, isStarred, orTellError());
}

void ServiceDoor::setTrashed(const tasks::TaskId& task, bool isTrashed)
{
    if (isTrashed) {
        m_history.trash({task}, orTellError());
    } else {
        m_history.restore({task}, orTellError());
    }
}

QString ServiceDoor::pictureFile(const tasks::Task& task) const
{
    const auto file = task.picture.empty() ? std::filesystem::path() : m_service.folder().pictureOf(task);
    return QString::fromStdString(file.string());
}

int ServiceDoor::pictureCount() const { return m_service.pictureCount(); }

void ServiceDoor::tags(std::function<void(std::vector<tasks::TagCount>)> answer)
{
    m_history.tags(valueOr<std::vector<tasks::TagCount>>({}, std::move(answer)));
}

void ServiceDoor::counts(tasks::WallMs recentFrom, std::function<void(std::vector<tasks::PictureCount>)> answer)
{
    m_history.counts(recentFrom, valueOr<std::vector<tasks::PictureCount>>({}, std::move(answer)));
}

void ServiceDoor::addTag(const std::vector<tasks::TaskId>& tasks, const QString& tag)
{
    m_history.addTag(tasks, tag.toStdString(), orTellError());
}

void ServiceDoor::removeTag(const std::vector<tasks::TaskId>& tasks, const QString& tag)
{
    m_history.removeTag(tasks, tag.toStdString(), orTellError());
}

void ServiceDoor::purge(const std::vector<tasks::TaskId>& tasks) { m_history.purge(tasks, orTellError()); }

void ServiceDoor::request(const tasks::TaskId& task, std::function<void(std::optional<GenerationRequest>)> answer)
{
    m_history.request(task, tasks::onThreadOf<Expected<GenerationRequest>>(
                                this, [this, answer = std::move(answer)](const Expected<GenerationRequest>& request) {
                                    if (!request) {
                                        Q_EMIT refused(QString::fromStdString(describe(request.error())));
                                    }
                                    answer(request ? std::optional(*request) : std::nullopt);
                                }));
}

// The device that would be done first, of those that it fits; else why it does not fit the one with most memory.
void ServiceDoor::fit(GenerationRequest request, std::function<void(ui::RequestFit)> answer)
{
    const tasks::ThreadPort port(this);
    m_readers.start([this, port, request = std::move(request), devices = m_devices, answer = std::move(answer)] {
        const auto times = m_service.estimate(request);
        std::vector<ui::RequestFit> fits;
        for (const auto& device : devices) {
            const auto memory = m_planner->expect(request, device.gpuId, device.figures.memoryModels.value_or(0));
            const auto time = std::ranges::find(times, device.id, &tasks::DeviceEstimate::device);
            fits.push_back({memory.fits, device.id, memory.plan, memory.fits ? std::string() : describe(memory.remedy),
                            memory.bytes, time == times.end() ? std::nullopt : time->seconds,
                            QSize(memory.remedy.width, memory.remedy.height), memory.remedy.isFloat8,
                            memory.available});
        }
        std::ranges::stable_sort(fits, {}, [](const ui::RequestFit& fit) {
            const double seconds = fit.seconds.value_or(std::numeric_limits<double>::max());
            return std::pair(!fit.fits, fit.fits ? seconds : -static_cast<double>(fit.available));
        });
        port.post([answer, best = fits.empty() ? ui::RequestFit() : fits.front()] { answer(best); });
    });
}

void ServiceDoor::workArea(const QImage& mask, const GenerationRequest& request, int nativeSize,
                           std::function<void(QRect)> answer)
{
    const tasks::ThreadPort port(this);
    m_readers.start([port, mask, request, nativeSize, answer = std::move(answer)] {
        const QRect area = workAreaOf(mask, request, nativeSize);
        port.post([answer, area] { answer(area); });
    });
}

void ServiceDoor::controlMap(const QImage& picture, const GenerationRequest& request,
                             std::function<void(QImage)> answer)
{
    const tasks::ThreadPort port(this);
    m_readers.start([port, picture, request, answer = std::move(answer)] {
        const QImage map = controlMapOf(picture, request);
        port.post([answer, map] { answer(map); });
    });
}

void ServiceDoor::importPictures(const QStringList& pathsOrFolders, std::function<void(tasks::ImportReport)> answer)
{
    std::vector<std::filesystem::path> paths;
    for (const QString& path : pathsOrFolders) {
        paths.emplace_back(path.toStdString());
    }
    m_history.import(std::move(paths), valueOr<tasks::ImportReport>({}, std::move(answer)));
}

void ServiceDoor::picture(const tasks::Task& task, int longestSide, std::function<void(QImage)> answer)
{
    const tasks::ThreadPort port(this);
    m_readers.start([port, task, longestSide, answer = std::move(answer), folder = m_service.folder()] {
        const auto file = folder.existingPictureOf(task);
        QImage picture = readPictureFile(QString::fromStdString(file.string()), longestSide);
        port.post([answer, picture = std::move(picture)] { answer(picture); });
    });
}

void ServiceDoor::inputPicture(const tasks::Task& task, int longestSide, std::function<void(QImage)> answer)
{
    const tasks::ThreadPort port(this);
    m_readers.start([port, id = task.id, longestSide, answer = std::move(answer), folder = m_service.folder()] {
        QImage picture;
        for (const char* name : {"input_image.png", "input_image.jpg", "control_image.png", "control_image.jpg"}) {
            if (picture.isNull()) {
                picture = readPictureFile(QString::fromStdString((folder.inputs(id) / name).string()), longestSide);
            }
        }
        port.post([answer, picture = std::move(picture)] { answer(picture); });
    });
}

} // namespace genserve::app
