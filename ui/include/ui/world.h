// What the window asks of the rest of the program. app/ plugs in the real things, tests plug in fakes.
//
// Everything is called and answers on the GUI thread; nothing blocks it.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include <QImage>
#include <QObject>
#include <QRect>
#include <QSize>
#include <QString>
#include <QStringList>

#include "base/lora_report.h"
#include "base/model_info.h"
#include "tasks/history.h"
#include "tasks/task_commands.h"
#include "tasks/task_history.h"
#include "tasks/task_view.h"

namespace genserve::ui {

// A folder that is searched for models.
struct ModelFolder {
    std::filesystem::path path;
    bool isReachable = true;
    bool isOwn = false; // added in the window, so that it can be taken out there
    int models = 0, adapters = 0;
};

// Whether a model runs on a device.
struct ModelFit {
    enum class Verdict { Fits, Slow, TooLarge }; // Slow: part of it moves in and out of memory
    std::string modelId, device;                 // ModelInfo::id, DeviceStatus::id
    Verdict verdict = Verdict::Fits;
    std::int64_t memory = 0; // bytes that it takes there; 0 = not known
};

// What is installed.
class ModelsSource : public QObject {
    Q_OBJECT

public:
    [[nodiscard]] virtual const std::vector<ModelInfo>& models() const = 0;     // the default one first
    [[nodiscard]] virtual const std::vector<AdapterInfo>& adapters() const = 0; // LoRAs and ControlNets

    // For the Models page. What lies in the folders and is not, or not yet, part of a model.
    [[nodiscard]] virtual std::vector<InstalledFile> problems() const { return {}; }
    [[nodiscard]] virtual std::vector<ModelFolder> folders() const { return {}; }
    [[nodiscard]] virtual std::vector<ModelFit> fits() const { return {}; }
    // How FLUX.1 itself would fit each device, while no model of its size is installed; without modelId.
    [[nodiscard]] virtual std::vector<ModelFit> fluxFits() const { return {}; }
    virtual void addFolder(const QString& /*folder*/) {} // remembered; then changed()
    virtual void removeFolder(const QString& /*folder*/) {}
    virtual void rescan() {} // then changed()
    // How much of a LoRA's file fits a model; later, not at all for a LoRA that is gone. Ids of both.
    virtual void loraReport(const std::string& /*lora*/, const std::string& /*model*/,
                            std::function<void(Expected<LoraReport>)> /*answer*/)
    {
    }

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

// What can be told of a picture's memory before it is made.
struct RequestFit {
    bool fits = true;
    std::string device;                 // that it fits, or the first one; empty = not known
    std::string plan;                   // "resident", "12 blocks streamed", ...
    std::string advice;                 // where it does not fit: what would
    std::int64_t bytes = 0;             // at its most; where it does not fit: what it needs at least, 0 = not known
    std::optional<double> seconds = {}; // from its start to the picture; absent = nothing was learned yet
    // Where it does not fit: the largest size that does, 0 x 0 = none, and whether fp8 makes it fit as it is.
    QSize smallerSize = {};
    bool fitsInFloat8 = false;
    std::int64_t available = 0; // bytes that the device has for it; 0 = not known
};

// Tasks, devices and pictures.
class TaskDoor : public QObject {
    Q_OBJECT

public:
    // Running, waiting in their order, then those that failed or were cancelled lately.
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

    // What a task works on, in whatever state it is; null = it works on words alone.
    virtual void inputPicture(const tasks::Task& /*task*/, int /*longestSide*/, std::function<void(QImage)> answer)
    {
        answer({});
    }

    // For the gallery. Trashed ones, too; empty = the task has no picture. Does not touch the disk.
    [[nodiscard]] virtual QString pictureFile(const tasks::Task& /*task*/) const { return {}; }
    // Pictures in the history; -1 = not known.
    [[nodiscard]] virtual int pictureCount() const { return -1; }
    virtual void tags(std::function<void(std::vector<tasks::TagCount>)> answer) { answer({}); }
    // Of the whole history, trash included.
    virtual void counts(tasks::WallMs /*recentFrom*/, std::function<void(std::vector<tasks::PictureCount>)> answer)
    {
        answer({});
    }
    virtual void addTag(const std::vector<tasks::TaskId>& /*tasks*/, const QString& /*tag*/) {}
    virtual void removeTag(const std::vector<tasks::TaskId>& /*tasks*/, const QString& /*tag*/) {}
    // For good, of tasks in the trash; all of them where the list is empty.
    virtual void purge(const std::vector<tasks::TaskId>& /*tasks*/) {}
    // The request with its pictures; nothing where it can't be read.
    virtual void request(const tasks::TaskId& /*task*/, std::function<void(std::optional<GenerationRequest>)> answer)
    {
        answer(std::nullopt);
    }
    // Whether the picture fits a device; at once or a little later.
    virtual void fit(GenerationRequest /*request*/, std::function<void(RequestFit)> answer) { answer({}); }
    // The part of the input picture that "only masked" would work on, px of it; empty = not known. The mask is grey and
    // of the input's size; of the request only its settings count, of the model its ModelInfo::nativeSize. At once or
    // a little later.
    virtual void workArea(const QImage& /*mask*/, const GenerationRequest& /*request*/, int /*nativeSize*/,
                          std::function<void(QRect)> answer)
    {
        answer({});
    }
    // What the control model would be given of a picture in mode Control, made as the engine will: of the request's
    // width x height, its edges with controlPreprocess. Of the request only its settings count. At once or a little
    // later; null = not known.
    virtual void controlMap(const QImage& /*picture*/, const GenerationRequest& /*request*/,
                            std::function<void(QImage)> answer)
    {
        answer({});
    }
    virtual void importPictures(const QStringList& /*pathsOrFolders*/, std::function<void(tasks::ImportReport)> answer)
    {
        answer({});
    }

Q_SIGNALS:
    void tasksChanged();
    void devicesChanged();
    void progressed(const genserve::tasks::TaskProgress& progress);
    void previewed(const std::string& task, const QImage& picture);
    void finished(const genserve::tasks::Task& task); // with a picture
    void marked(const genserve::tasks::Task& task);   // star, tags or trash of a finished one changed, by any door
    void refused(const QString& message);             // of a command: cancel, retry, move, ...
};

// The REST service as the Server page shows it.
struct ServerState {
    bool isOn = false;     // answers now
    bool isWanted = false; // the switch; differs from isOn while it starts or where it can't
    bool isShared = false; // answers other computers too
    int port = 12411;
    QString problem;           // why it can't answer, in a sentence; empty = nothing is wrong
    QStringList addresses;     // "http://192.168.1.24:12411", the best for other computers first
    tasks::WallMs sinceMs = 0; // answers since
    std::vector<int> requests; // a minute, oldest first, the last one is the minute that runs; at most 60
    std::vector<int> refused;  // of those
};

struct ServerKey {
    QString name;
    QString scopes; // "generation,readonly", "admin", "all"
    tasks::WallMs createdMs = 0, lastUsedMs = 0;
    int requestsToday = 0;
};

struct ServerClient {
    QString name, address; // name empty = came without a key
    tasks::WallMs lastSeenMs = 0;
    int tasks = 0; // unfinished ones
    int requests = 0, refused = 0;
};

class ServerControl : public QObject {
    Q_OBJECT

public:
    [[nodiscard]] virtual const ServerState& state() const = 0;
    [[nodiscard]] virtual const std::vector<ServerKey>& keys() const = 0;
    [[nodiscard]] virtual const std::vector<ServerClient>& clients() const = 0; // of the last ten minutes

    // All remembered for the next start.
    virtual void setOn(bool isOn) = 0;
    virtual void setShared(bool isShared) = 0;
    virtual void setPort(int port) = 0;
    // The key's text, seen this once; or why not.
    virtual void addKey(const QString& name, const QString& scopes,
                        std::function<void(tl::expected<QString, QString>)> answer) = 0;
    virtual void revokeKey(const QString& name) = 0;

Q_SIGNALS:
    void stateChanged();
    void keysChanged();
    void clientsChanged(); // at most once a second
    void refused(const QString& message);
};

// What becomes of unfinished tasks when the window is closed.
enum class CloseChoice {
    FinishAll,     // in the background
    FinishRunning, // the rest waits for the next start
    KeepAll,       // those that run begin anew at the next start
};

// The program around the window.
class Program : public QObject {
    Q_OBJECT

public:
    // The window was closed and is hidden: ends the event loop when the choice is fulfilled. Without a Program the
    // window ends it at once.
    virtual void close(CloseChoice choice) = 0;
    // The same with KeepAll, and the program starts anew: the way to get a failed device back.
    virtual void restart() {}
    // Whether models that do not fit a device otherwise are computed with 8-bit numbers; changes with the next start.
    [[nodiscard]] virtual bool prefersFloat8() const { return false; }
    virtual void setPrefersFloat8(bool /*isOn*/) {}
    // What the user should hear of this start, e.g. that tasks begin anew after a crash; English sentences.
    [[nodiscard]] virtual std::vector<std::string> notices() const { return {}; }
    // "~/.local/share/genserve": shown in the settings.
    [[nodiscard]] virtual QString dataFolder() const = 0;
    // The picture that the program was started with, to be opened on the canvas; empty = none.
    [[nodiscard]] virtual QString firstPicture() const { return {}; }

Q_SIGNALS:
    // By a second start, with the picture that it was given, if any.
    void raiseWanted(const QString& picture);
};

struct World {
    ModelsSource* models = nullptr;
    TokenCounter* tokens = nullptr;
    TaskDoor* tasks = nullptr;
    ServerControl* server = nullptr; // may be absent
    Program* program = nullptr;      // may be absent
};

} // namespace genserve::ui
