// A world that looks like a working day, for pictures of the window: the fakes of the tests, filled.
#pragma once

#include <QPainterPath>
#include <QRandomGenerator>

#include "fake_world.h"

// The starter model's own pictures, cut out of their sheet.
class DemoPictures {
public:
    static constexpr int Columns = 10, Rows = 6;

    explicit DemoPictures(const QString& sheet) : m_sheet(sheet) {}

    [[nodiscard]] QImage picture(int number, const QSize& size) const
    {
        const int side = m_sheet.width() / Columns;
        const int cell = number % (Columns * Rows);
        const QImage tile = m_sheet.copy(cell % Columns * side, cell / Columns * side, side, side);
        return tile.scaled(size, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB32);
    }

    static QString prompt(int number)
    {
        static const QStringList Prompts{
            QStringLiteral("a red hot air balloon over a lake at sunset"),
            QStringLiteral("a fox in a green meadow"),
            QStringLiteral("a hot air balloon over a lake in winter at dawn"),
            QStringLiteral("a yellow cat in a meadow at sunset"),
            QStringLiteral("a house on a hill at sunset"),
            QStringLiteral("a lighthouse by the sea at night"),
            QStringLiteral("a hamburger on a wooden table"),
            QStringLiteral("three strawberries on a table"),
            QStringLiteral("two blue cars on a road, blue sky"),
            QStringLiteral("a bus on a road at dusk"),
            QStringLiteral("a yellow car on a road at night"),
            QStringLiteral("a train on a purple background"),
        };
        return Prompts.at(number % Prompts.size());
    }

private:
    QImage m_sheet;
};

class DemoWorld {
public:
    explicit DemoWorld(const QString& sheet) : pictures(sheet)
    {
        tasks.paint = [this](const genserve::tasks::Task& task) {
            return pictures.picture(static_cast<int>(task.seed % 60), QSize(task.width / 2, task.height / 2));
        };
        fillQueue();
        fillHistory();
        tasks.tagCounts = {{"cover-2026", 48}, {"landscapes", 1204}, {"still life", 231}};
    }

    [[nodiscard]] genserve::ui::World world() { return {&models, &tokens, &tasks, nullptr, nullptr}; }

    DemoPictures pictures;
    FakeModels models;
    FakeTokens tokens;
    FakeTasks tasks;

private:
    void fillQueue()
    {
        using genserve::tasks::TaskState;
        tasks.list = {FakeTasks::task("a", TaskState::Running), FakeTasks::task("b", TaskState::Running)};
        tasks.list[1].task.device = "cuda:1";
        tasks.list[1].task.client = "atelier-web";
        tasks.list[1].progress.progress.step = 9;
        tasks.list[1].progress.secondsLeft = 21;
        for (int i = 1; i < 6; ++i) {
            tasks.list.push_back(FakeTasks::task("w" + std::to_string(i), TaskState::Queued, i));
        }
        tasks.list.push_back(FakeTasks::task("x", TaskState::Failed));
        tasks.list.back().task.error.message = "cuda:2 ran out of memory at step 1";
        int number = 0;
        for (genserve::tasks::TaskView& view : tasks.list) {
            view.task.seed = number * 7 + 2;
            view.task.prompt = DemoPictures::prompt(number++).toStdString();
        }
        for (int i = 0; i < 3; ++i) {
            genserve::tasks::DeviceStatus device;
            device.id = device.gpuId = "cuda:" + std::to_string(i);
            device.name = i < 2 ? "RTX 6000 Ada" : "RTX 4090";
            device.state = i < 2 ? genserve::tasks::DeviceState::Busy : genserve::tasks::DeviceState::Idle;
            if (i < 2) {
                device.heldModels = {"FLUX.1 dev"};
                device.task = i == 0 ? "a" : "b";
            } else {
                device.idleReason = {genserve::tasks::ReasonCode::NoTaskFits, 0, {}};
            }
            tasks.hardware.push_back(device);
        }
    }

    void fillHistory()
    {
        constexpr int Count = 620;
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        QRandomGenerator random(7);
        for (int i = 0; i < Count; ++i) {
            genserve::tasks::Task task = FakeTasks::finishedTask(Count - i, now - i * 5'400'000LL);
            const int shape = random.bounded(5);
            task.width = shape == 0 ? 1216 : shape == 1 ? 832 : 1024;
            task.height = shape == 0 ? 832 : shape == 1 ? 1216 : 1024;
            task.seed = i * 7 + 3;
            task.prompt = DemoPictures::prompt(i * 7 + 3).toStdString();
            task.isStarred = random.bounded(9) == 0;
            task.mode = random.bounded(8) == 0 ? genserve::Mode::Fill : genserve::Mode::TextToImage;
            task.device = "cuda:0";
            task.startedMs = task.createdMs + 1000;
            task.finishedMs = task.startedMs + 9000 + random.bounded(4000);
            task.result.steps = 28;
            task.result.cfg = 3.5;
            task.result.precision = "fp16";
            if (random.bounded(4) == 0) {
                task.tags = {"cover-2026", "landscapes"};
            }
            tasks.archive.push_back(task);
        }
        genserve::GenerationRequest request;
        request.loras = {{"film-grain-35mm", 0.8}};
        tasks.savedRequest = request;
    }
};
