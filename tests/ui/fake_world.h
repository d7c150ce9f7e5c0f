// A world for windows under test: models, counts and tasks that the test sets.
#pragma once

#include <algorithm>
#include <vector>

#include <QColor>
#include <QPainter>

#include "gallery/gallery_model.h"
#include "ui/world.h"

class FakeModels : public genserve::ui::ModelsSource {
public:
    FakeModels()
    {
        genserve::ModelInfo starter;
        starter.id = "starter";
        starter.name = "Starter";
        starter.precision = "fp16";
        starter.description = "Small and quick";
        starter.nativeSize = 256;
        starter.defaultSteps = 8;
        starter.defaultCfg = 3.5;
        starter.features = {"text-to-image", "image-to-image", "fill", "controlnet"};
        genserve::ModelInfo schnell = starter;
        schnell.id = "flux1-schnell";
        schnell.name = "FLUX.1 schnell";
        schnell.nativeSize = 1024;
        schnell.defaultSteps = 4;
        schnell.defaultCfg = 0;
        schnell.features = {"text-to-image", "image-to-image"};
        list = {starter, schnell};
        genserve::AdapterInfo lora;
        lora.id = "film-grain-35mm";
        lora.name = "film-grain-35mm";
        lora.kind = "lora";
        lora.fits = {"starter"};
        loras = {lora};
    }
    [[nodiscard]] const std::vector<genserve::ModelInfo>& models() const override { return list; }
    [[nodiscard]] const std::vector<genserve::AdapterInfo>& adapters() const override { return loras; }

    [[nodiscard]] std::vector<genserve::InstalledFile> problems() const override { return broken; }
    [[nodiscard]] std::vector<genserve::ui::ModelFolder> folders() const override { return searched; }
    [[nodiscard]] std::vector<genserve::ui::ModelFit> fits() const override { return known; }
    void addFolder(const QString& folder) override { calls << QStringLiteral("add ") + folder; }
    void removeFolder(const QString& folder) override { calls << QStringLiteral("remove ") + folder; }
    void rescan() override { calls << QStringLiteral("rescan"); }
    void loraReport(const std::string& lora, const std::string& model,
                    std::function<void(genserve::Expected<genserve::LoraReport>)> answer) override
    {
        calls << QString::fromStdString("report " + lora + " on " + model);
        answer(report);
    }

    std::vector<genserve::ModelInfo> list;
    std::vector<genserve::AdapterInfo> loras;
    std::vector<genserve::InstalledFile> broken;
    std::vector<genserve::ui::ModelFolder> searched;
    std::vector<genserve::ui::ModelFit> known;
    genserve::Expected<genserve::LoraReport> report = genserve::LoraReport{304, 304, {}};
    QStringList calls;
};

// One token a word.
class FakeTokens : public genserve::ui::TokenCounter {
public:
    void count(const QString& text, const QString& /*modelId*/) override
    {
        genserve::ui::TokenCounts counts;
        const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
        counts.clip = {static_cast<int>(words.size()), limit, words.mid(limit).join(u' ')};
        counts.t5 = {static_cast<int>(words.size()), t5Limit, words.mid(t5Limit).join(u' ')};
        Q_EMIT counted(text, counts);
    }
    int limit = 77, t5Limit = 512;
};

class FakeTasks : public genserve::ui::TaskDoor {
public:
    [[nodiscard]] const std::vector<genserve::tasks::TaskView>& tasks() const override { return list; }
    [[nodiscard]] const std::vector<genserve::tasks::DeviceStatus>& devices() const override { return hardware; }
    [[nodiscard]] bool isPaused() const override { return paused; }
    void submit(genserve::tasks::Submission submission,
                std::function<void(genserve::tasks::SubmitOutcome)> answer) override
    {
        submitted.push_back(submission);
        if (refusal) {
            answer(tl::unexpected(*refusal));
            return;
        }
        genserve::tasks::TaskView view;
        view.task.id = "task-" + std::to_string(submitted.size());
        view.task.prompt = submission.request.prompt;
        answer(std::vector{view});
    }
    void fit(genserve::GenerationRequest request, std::function<void(genserve::ui::RequestFit)> answer) override
    {
        const bool isSmaller = !fitAnswer.fits && request.width == fitAnswer.smallerSize.width();
        fitQuestions.push_back(std::move(request));
        answer(isSmaller ? smallerFit : fitAnswer);
    }
    genserve::ui::RequestFit smallerFit; // where fitAnswer does not fit
    genserve::ui::RequestFit fitAnswer;
    std::vector<genserve::GenerationRequest> fitQuestions;
    void cancel(const genserve::tasks::TaskId& task) override { calls << QStringLiteral("cancel ") + name(task); }
    void retry(const genserve::tasks::TaskId& task) override { calls << QStringLiteral("retry ") + name(task); }
    void move(const genserve::tasks::TaskId& task, const genserve::tasks::MoveTarget& target) override
    {
        const QString where = target.place == genserve::tasks::MoveTarget::Place::Front ? QStringLiteral("front")
                              : target.place == genserve::tasks::MoveTarget::Place::End ? QStringLiteral("end")
                                                                                        : name(target.task);
        calls << QStringLiteral("move ") + name(task) + u' ' + where;
    }
    void setPaused(bool isPaused) override
    {
        paused = isPaused;
        Q_EMIT tasksChanged();
    }
    void setDeviceMode(const std::string& device, genserve::tasks::DeviceMode mode) override
    {
        calls << QStringLiteral("device ") + name(device) + QString::number(static_cast<int>(mode));
    }
    void history(const genserve::tasks::HistoryQuery& query,
                 std::function<void(genserve::tasks::HistoryPage)> answer) override
    {
        ++questions;
        if (answersLater) {
            QMetaObject::invokeMethod(
                this, [this, query, answer = std::move(answer)] { answer(pageOf(query)); }, Qt::QueuedConnection);
        } else {
            answer(archive.empty() ? past : pageOf(query));
        }
    }
    // The archive's answer: by stars, tags, trash, dates, model and words.
    [[nodiscard]] genserve::tasks::HistoryPage pageOf(const genserve::tasks::HistoryQuery& query) const
    {
        genserve::tasks::HistoryPage page;
        const bool isRising = query.isOldestFirst;
        const auto isAbove = [&](const genserve::tasks::Task& one) {
            const auto place = genserve::tasks::placeOf(one);
            return query.behind.isSet() && (isRising ? place > query.behind : place >= query.behind);
        };
        const std::size_t count = archive.size();
        const auto above = static_cast<std::size_t>(std::ranges::partition_point(archive, isAbove) - archive.begin());
        for (std::size_t i = isRising && query.behind.isSet() ? count - above : above; i < count; ++i) {
            const genserve::tasks::Task& one = archive[isRising ? count - 1 - i : i];
            if (!genserve::ui::matches(query, one) || one.prompt.find(query.text) == std::string::npos) {
                continue;
            }
            if (static_cast<int>(page.tasks.size()) == query.limit) {
                page.next = genserve::tasks::placeOf(page.tasks.back());
                break;
            }
            page.tasks.push_back(one);
        }
        return page;
    }
    [[nodiscard]] QString pictureFile(const genserve::tasks::Task& task) const override
    {
        return QStringLiteral("/pictures/%1.png").arg(name(task.id));
    }
    [[nodiscard]] int pictureCount() const override { return static_cast<int>(archive.size()); }
    void tags(std::function<void(std::vector<genserve::tasks::TagCount>)> answer) override { answer(tagCounts); }
    void counts(genserve::tasks::WallMs recentFrom,
                std::function<void(std::vector<genserve::tasks::PictureCount>)> answer) override
    {
        std::vector<genserve::tasks::PictureCount> counts;
        const bool isLarge = archive.size() > 10'000; // the real store counts on its own thread
        for (const genserve::tasks::Task& one : isLarge ? std::vector<genserve::tasks::Task>() : archive) {
            counts.push_back({one.client, one.modelId, one.origin, one.isStarred, one.isTrashed(), 1,
                              one.finishedMs >= recentFrom ? 1 : 0});
        }
        answer(std::move(counts));
    }
    void addTag(const std::vector<genserve::tasks::TaskId>& tasks, const QString& tag) override
    {
        calls << QStringLiteral("tag %1 %2").arg(tasks.size()).arg(tag);
    }
    void removeTag(const std::vector<genserve::tasks::TaskId>& tasks, const QString& tag) override
    {
        calls << QStringLiteral("untag %1 %2").arg(tasks.size()).arg(tag);
    }
    void request(const genserve::tasks::TaskId& /*task*/,
                 std::function<void(std::optional<genserve::GenerationRequest>)> answer) override
    {
        answer(savedRequest);
    }
    void workArea(const QImage& mask, const genserve::GenerationRequest& request, int /*nativeSize*/,
                  std::function<void(QRect)> answer) override
    {
        ++areaQuestions;
        answer(area.value_or(mask.rect().adjusted(request.maskPaddingPx, 0, 0, 0)));
    }
    void controlMap(const QImage& picture, const genserve::GenerationRequest& request,
                    std::function<void(QImage)> answer) override
    {
        mapQuestions.push_back(request);
        answer(paintMap ? paintMap(picture, request) : QImage());
    }
    std::vector<genserve::GenerationRequest> mapQuestions;
    std::function<QImage(const QImage& picture, const genserve::GenerationRequest& request)> paintMap;
    std::optional<QRect> area; // that `only masked` works on
    int areaQuestions = 0;
    void importPictures(const QStringList& files, std::function<void(genserve::tasks::ImportReport)> answer) override
    {
        calls << QStringLiteral("import ") + files.join(u' ');
        answer(imported);
    }
    void setStarred(const genserve::tasks::TaskId& task, bool isStarred) override
    {
        calls << (isStarred ? QStringLiteral("star ") : QStringLiteral("unstar ")) + name(task);
    }
    void setTrashed(const genserve::tasks::TaskId& task, bool isTrashed) override
    {
        calls << (isTrashed ? QStringLiteral("trash ") : QStringLiteral("restore ")) + name(task);
    }
    void picture(const genserve::tasks::Task& task, int /*longestSide*/, std::function<void(QImage)> answer) override
    {
        ++pictures;
        answer(paint ? paint(task) : painted(task.seed));
    }

    void inputPicture(const genserve::tasks::Task& task, int /*longestSide*/,
                      std::function<void(QImage)> answer) override
    {
        ++inputs;
        answer(paint ? paint(task) : painted(task.seed + 3));
    }
    int inputs = 0;

    static QImage painted(std::int64_t seed)
    {
        QImage picture(256, 256, QImage::Format_RGB32);
        picture.fill(QColor::fromHsv(static_cast<int>(seed * 47 % 360), 120, 190));
        QPainter painter(&picture);
        painter.setBrush(QColor::fromHsv(static_cast<int>((seed * 47 + 150) % 360), 160, 150));
        painter.drawEllipse(40, 60, 150, 150);
        return picture;
    }
    static QString name(const std::string& text) { return QString::fromStdString(text); }

    static genserve::tasks::Task finishedTask(std::int64_t sequence, genserve::tasks::WallMs finishedMs)
    {
        genserve::tasks::Task task;
        task.id = "f" + std::to_string(sequence);
        task.sequence = sequence;
        task.state = genserve::tasks::TaskState::Finished;
        task.client = "local";
        task.prompt = "picture " + std::to_string(sequence);
        task.width = sequence % 3 == 0 ? 1344 : 1024;
        task.height = sequence % 5 == 0 ? 1344 : 1024;
        task.seed = sequence;
        task.modelId = "starter";
        task.createdMs = task.finishedMs = finishedMs;
        return task;
    }

    static genserve::tasks::TaskView task(const std::string& id, genserve::tasks::TaskState state, int position = 0)
    {
        genserve::tasks::TaskView view;
        view.task.id = id;
        view.task.state = state;
        view.task.client = position % 2 == 0 ? "local" : "atelier-web";
        view.task.prompt = "lighthouse on a cliff, calm sea, " + id;
        view.task.width = view.task.height = 1024;
        view.task.modelId = "starter";
        view.position = position;
        if (state == genserve::tasks::TaskState::Running) {
            view.task.device = "cuda:0";
            view.progress.task = id;
            view.progress.progress = {genserve::Stage::Denoise, 17, 28};
            view.progress.secondsLeft = 6;
        }
        if (position > 1) {
            view.waitingReason = {genserve::tasks::ReasonCode::Behind, position - 1, {}};
        }
        return view;
    }

    std::vector<genserve::tasks::TaskView> list;
    std::vector<genserve::tasks::DeviceStatus> hardware;
    bool paused = false;
    std::vector<genserve::tasks::Submission> submitted;
    std::optional<genserve::tasks::Refusal> refusal;
    genserve::tasks::HistoryPage past;
    std::vector<genserve::tasks::Task> archive; // newest first; answers instead of `past` where it holds something
    std::vector<genserve::tasks::TagCount> tagCounts;
    std::optional<genserve::GenerationRequest> savedRequest;
    genserve::tasks::ImportReport imported;
    std::function<QImage(const genserve::tasks::Task&)> paint; // instead of painted()
    bool answersLater = false;                                 // as the real one; from the archive
    int questions = 0, pictures = 0;
    QStringList calls;
};

class FakeServer : public genserve::ui::ServerControl {
public:
    [[nodiscard]] const genserve::ui::ServerState& state() const override { return now; }
    [[nodiscard]] const std::vector<genserve::ui::ServerKey>& keys() const override { return known; }
    [[nodiscard]] const std::vector<genserve::ui::ServerClient>& clients() const override { return callers; }
    void setOn(bool isOn) override
    {
        now.isWanted = now.isOn = isOn;
        Q_EMIT stateChanged();
    }
    void setShared(bool isShared) override
    {
        now.isShared = isShared;
        Q_EMIT stateChanged();
    }
    void setPort(int port) override { now.port = port; }
    void addKey(const QString& name, const QString& scopes,
                std::function<void(tl::expected<QString, QString>)> answer) override
    {
        if (name == QLatin1String("taken")) {
            answer(tl::unexpected(QStringLiteral("that name is taken")));
            return;
        }
        known.push_back({name, scopes, 1, 0, 0});
        Q_EMIT keysChanged();
        answer(QStringLiteral("gs_secret"));
    }
    void revokeKey(const QString& name) override
    {
        std::erase_if(known, [&](const genserve::ui::ServerKey& key) { return key.name == name; });
        Q_EMIT keysChanged();
    }

    genserve::ui::ServerState now;
    std::vector<genserve::ui::ServerKey> known;
    std::vector<genserve::ui::ServerClient> callers;
};

class FakeProgram : public genserve::ui::Program {
public:
    void close(genserve::ui::CloseChoice choice) override { closed = choice; }
    void restart() override { ++restarts; }
    [[nodiscard]] bool prefersFloat8() const override { return isFloat8Preferred; }
    void setPrefersFloat8(bool isOn) override { isFloat8Preferred = isOn; }
    [[nodiscard]] QString dataFolder() const override { return folder; }
    [[nodiscard]] std::vector<std::string> notices() const override { return said; }
    [[nodiscard]] QString firstPicture() const override { return picture; }
    QString folder = QStringLiteral("/nonexistent/genserve"); // of the session, too
    QString picture;
    std::vector<std::string> said;
    std::optional<genserve::ui::CloseChoice> closed;
    int restarts = 0;
    bool isFloat8Preferred = false;
};
