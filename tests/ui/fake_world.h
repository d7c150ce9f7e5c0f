// A world for windows under test: models, counts and tasks that the test sets.
#pragma once

#include <vector>

#include <QColor>
#include <QPainter>

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

    std::vector<genserve::ModelInfo> list;
    std::vector<genserve::AdapterInfo> loras;
};

// One token a word.
class FakeTokens : public genserve::ui::TokenCounter {
public:
    void count(const QString& text, const QString& /*modelId*/) override
    {
        genserve::ui::TokenCounts counts;
        const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
        counts.clip = {static_cast<int>(words.size()), limit, words.mid(limit).join(u' ')};
        counts.t5 = {static_cast<int>(words.size()), 512, {}};
        Q_EMIT counted(text, counts);
    }
    int limit = 77;
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
    void history(const genserve::tasks::HistoryQuery& /*query*/,
                 std::function<void(genserve::tasks::HistoryPage)> answer) override
    {
        answer(past);
    }
    void setStarred(const genserve::tasks::TaskId& task, bool /*isStarred*/) override
    {
        calls << QStringLiteral("star ") + name(task);
    }
    void setTrashed(const genserve::tasks::TaskId& task, bool /*isTrashed*/) override
    {
        calls << QStringLiteral("trash ") + name(task);
    }
    void picture(const genserve::tasks::Task& task, int /*longestSide*/, std::function<void(QImage)> answer) override
    {
        answer(painted(task.seed));
    }

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
    QStringList calls;
};
