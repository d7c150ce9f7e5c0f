// A world that looks like a working day, for pictures of the window: the fakes of the tests, filled.
#pragma once

#include <QPainterPath>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include "fake_world.h"

// The starter model's own pictures, cut out of their sheet.
class DemoPictures {
public:
    static constexpr int Columns = 10, Rows = 6;

    explicit DemoPictures(const QString& sheet) : m_sheet(sheet.isEmpty() ? QImage() : QImage(sheet)) {}

    [[nodiscard]] QImage picture(int number, const QSize& size) const
    {
        if (m_sheet.isNull()) {
            return FakeTasks::painted(number).scaled(size);
        }
        const int side = m_sheet.width() / Columns;
        const int cell = number % (Columns * Rows);
        const QImage tile = m_sheet.copy(cell % Columns * side, cell / Columns * side, side, side);
        return tile.scaled(size, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB32);
    }

    static QString prompt(int number)
    {
        static const QStringList Prompts{
            QStringLiteral("a hot air balloon drifting over a quiet lake at sunset"),
            QStringLiteral("a cat napping in the garden"),
            QStringLiteral("a red hot air balloon over a lake, early morning"),
            QStringLiteral("a cat on the garden lawn in the sun"),
            QStringLiteral("a little house coming home at golden hour"),
            QStringLiteral("a lighthouse watching over the sea"),
            QStringLiteral("a hamburger for lunch on a wooden table"),
            QStringLiteral("three strawberries in a row on a white table"),
            QStringLiteral("a blue car waiting on a country road"),
            QStringLiteral("a red bus on the road at dusk"),
            QStringLiteral("a yellow car parked on a road at night"),
            QStringLiteral("a steam train passing through the fields"),
            QStringLiteral("an astronaut lost among the stars"),
            QStringLiteral("a ringed planet in a purple nebula"),
            QStringLiteral("a rocket flying to far stars"),
            QStringLiteral("a rocket over the desert at dawn"),
            QStringLiteral("a panda having a rest in the park"),
            QStringLiteral("two pandas sitting in the meadow"),
            QStringLiteral("a tiger alone in the snow"),
            QStringLiteral("a fox in the autumn woods"),
            QStringLiteral("a penguin in a winter landscape"),
            QStringLiteral("a frog that looks at you, green background"),
            QStringLiteral("an elephant walking in the desert"),
            QStringLiteral("a giraffe on the lawn under a blue sky"),
            QStringLiteral("a butterfly above the flowers"),
            QStringLiteral("three blue birds crossing the evening sky"),
            QStringLiteral("a duck on a calm lake"),
            QStringLiteral("a whale in the deep blue ocean"),
            QStringLiteral("a tropical fish in a coral sea"),
            QStringLiteral("an octopus at the bottom of the sea"),
            QStringLiteral("a turtle on its way through a sunny garden"),
            QStringLiteral("a rabbit that waits, green background"),
            QStringLiteral("a slice of watermelon for summer"),
            QStringLiteral("two bananas for breakfast on a dark table"),
            QStringLiteral("a bunch of ripe grapes on a wooden table"),
            QStringLiteral("a panda cake for a birthday"),
            QStringLiteral("a cup of coffee in the morning"),
            QStringLiteral("an ice cream in summer, blue background"),
            QStringLiteral("a rubber duck fresh from the bath"),
            QStringLiteral("an orange and another one on the table"),
            QStringLiteral("a purple umbrella for gray days, gray background"),
            QStringLiteral("a yellow heart for you, green background"),
            QStringLiteral("a guitar before a green wall"),
            QStringLiteral("an alarm clock that rings, green background"),
            QStringLiteral("a castle before dark mountains"),
            QStringLiteral("a little house among rolling hills"),
            QStringLiteral("a small house at the foot of the hills, evening"),
            QStringLiteral("a snowman waiting in the snow"),
            QStringLiteral("a palm tree on a beach in the morning"),
            QStringLiteral("a striped balloon over the desert"),
            QStringLiteral("a red rose in a green garden"),
            QStringLiteral("sunflowers blooming in the garden"),
            QStringLiteral("mountains glowing at sunset, oil painting"),
            QStringLiteral("a quiet lake under a purple sky"),
            QStringLiteral("city lights at night, cinematic"),
            QStringLiteral("a clear night sky"),
            QStringLiteral("an aurora dancing in the woods"),
            QStringLiteral("green hills after the rain"),
            QStringLiteral("fog over a green forest"),
            QStringLiteral("a sailboat under a blue sky"),
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
        tasks.fitAnswer = {true, "cuda:0", "resident", {}, 0, 7.8};
        fillQueue();
        fillHistory();
        fillModels();
        fillServer();
        program.folder = m_session.path();
        program.said = {"the program ended while a task ran; it begins anew"};
        tasks.tagCounts = {{"cover-2026", 48}, {"landscapes", 1204}, {"still life", 231}};
    }

    [[nodiscard]] genserve::ui::World world() { return {&models, &tokens, &tasks, &server, &program}; }

    // Unfinished pictures of the tasks that run, as a worker sends them.
    void sendPreviews()
    {
        for (const genserve::tasks::TaskView& view : tasks.list) {
            if (view.task.state == genserve::tasks::TaskState::Running) {
                const auto picture = pictures.picture(static_cast<int>(view.task.seed % 60), {128, 128});
                Q_EMIT tasks.previewed(view.task.id, picture.scaled(24, 24).scaled(128, 128, Qt::IgnoreAspectRatio,
                                                                                   Qt::SmoothTransformation));
            }
        }
    }

    // The program's first day, with the starter alone.
    void empty()
    {
        tasks.list.clear();
        tasks.archive.clear();
        tasks.past = {};
        tasks.tagCounts.clear();
        program.said.clear();
        models.list.resize(1);
        models.loras.clear();
        models.searched.resize(1);
        server.now = {};
        server.known.clear();
        server.callers.clear();
        for (genserve::tasks::DeviceStatus& device : tasks.hardware) {
            device.state = genserve::tasks::DeviceState::Idle;
            device.idleReason = {genserve::tasks::ReasonCode::NoTask, 0, {}};
            device.heldModels.clear();
            device.figures.loadPercent = 0;
            device.figures.memoryModels = 0;
            device.figures.memoryUsed = 400'000'000;
        }
    }

    DemoPictures pictures;
    FakeModels models;
    FakeTokens tokens;
    FakeTasks tasks;
    FakeServer server;
    FakeProgram program;

private:
    QTemporaryDir m_session;

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
        tasks.list.back().task.error.code = "out_of_memory";
        tasks.list.back().task.error.message =
            "this picture needs at least 27.8 GB of memory and 23.6 GB are there; 768 x 768 would fit";
        tasks.list.back().task.finishedMs = QDateTime::currentMSecsSinceEpoch() - 400'000;
        tasks.list.back().task.device = "cuda:2";
        tasks.list.back().task.attempts = 2;
        for (int i = 0; i < 2; ++i) {
            tasks.list[static_cast<std::size_t>(i)].secondsToFinish = 6.0 + 15 * i;
        }
        int number = 0;
        for (genserve::tasks::TaskView& view : tasks.list) {
            view.task.steps = 28;
            view.task.modelId = "flux1-dev";
            view.task.mode = genserve::Mode::ImageToImage; // so that each has a picture
            if (view.position > 0) {
                view.secondsToStart = view.position * 14.0;
                view.secondsToFinish = view.position * 14.0 + 13;
            }
            view.task.seed = number * 7 + 2;
            view.task.prompt = DemoPictures::prompt(number++).toStdString();
        }
        for (int i = 0; i < 3; ++i) {
            genserve::tasks::DeviceStatus device;
            device.id = device.gpuId = "cuda:" + std::to_string(i);
            device.name = i < 2 ? "RTX 6000 Ada" : "RTX 4090";
            device.state = i < 2 ? genserve::tasks::DeviceState::Busy : genserve::tasks::DeviceState::Idle;
            if (i < 2) {
                device.heldModels = {"flux1-dev"};
                device.task = i == 0 ? "a" : "b";
            } else {
                device.idleReason = {genserve::tasks::ReasonCode::NoTaskFits, 0, {}};
            }
            auto& figures = device.figures;
            figures.memoryTotal = i < 2 ? 48'000'000'000 : 24'000'000'000;
            figures.memoryModels = i < 2 ? 24'000'000'000 : 0;
            figures.memoryUsed = i < 2 ? 33'100'000'000 + i * 5'300'000'000 : 400'000'000;
            figures.loadPercent = i == 0 ? 82 : i == 1 ? 94 : 0;
            figures.temperatureC = i == 0 ? 71 : i == 1 ? 76 : 38;
            figures.powerW = i == 0 ? 268 : i == 1 ? 291 : 21;
            tasks.hardware.push_back(device);
        }
    }

    void fillModels()
    {
        using Verdict = genserve::ui::ModelFit::Verdict;
        models.list[0].format = "diffusers";
        models.list[0].bytes = 24'000'000;
        models.list[1].format = "single-file";
        models.list[1].bytes = 17'200'000'000;
        models.list[1].precision = "fp8";
        genserve::ModelInfo dev = models.list[1];
        dev.id = "flux1-dev";
        dev.name = "FLUX.1 dev";
        dev.format = "huggingface-cache";
        dev.precision = "bf16";
        dev.bytes = 33'900'000'000;
        dev.features = {"text-to-image", "image-to-image", "controlnet"};
        genserve::ModelInfo canny = dev;
        canny.id = "flux1-canny-dev";
        canny.name = "FLUX.1 Canny dev";
        canny.format = "single-file";
        canny.features = {};
        canny.missing = {"t5xxl_fp16.safetensors"};
        models.list.push_back(dev);
        models.list.push_back(canny);
        models.loras[0].bytes = 170'000'000;
        models.loras[0].precision = "bf16";
        models.loras[0].fits = {"flux1-dev", "starter"};
        genserve::AdapterInfo sdxl = models.loras[0];
        sdxl.id = sdxl.name = "pen-sketch-xl";
        sdxl.fits = {};
        sdxl.problem = "is made for another kind of model: no tensor belongs to a layer of FLUX";
        models.loras.push_back(sdxl);
        models.searched = {{"/home/lea/ComfyUI/models", true, true, 1, 2},
                           {"/home/lea/.cache/huggingface/hub", true, false, 1, 0},
                           {"/mnt/nas/flux", false, true, 0, 0},
                           {"/usr/share/genserve/starter", true, false, 1, 0}};
        for (const char* device : {"cuda:0", "cuda:1", "cuda:2"}) {
            const bool isSmall = std::string(device) == "cuda:2";
            models.known.push_back({"starter", device, Verdict::Fits, 600'000'000});
            models.known.push_back({"flux1-schnell", device, Verdict::Fits, 17'000'000'000});
            models.known.push_back({"flux1-dev", device, isSmall ? Verdict::Slow : Verdict::Fits, 33'400'000'000});
            models.known.push_back(
                {"flux1-canny-dev", device, isSmall ? Verdict::TooLarge : Verdict::Fits, 33'400'000'000});
        }
    }

    void fillServer()
    {
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        server.now.isOn = server.now.isWanted = server.now.isShared = true;
        server.now.sinceMs = now - 19'000'000;
        server.now.addresses = {QStringLiteral("http://192.168.1.24:12411"),
                                QStringLiteral("http://studio-pc.local:12411")};
        QRandomGenerator random(3);
        for (int minute = 0; minute < 60; ++minute) {
            server.now.requests.push_back(6 + random.bounded(9) + (minute % 17 < 8 ? 5 : 0));
            server.now.refused.push_back(minute == 41 || minute == 42 ? 3 : 0);
        }
        server.known = {{QStringLiteral("atelier-web"), QStringLiteral("generation,readonly"), now - 9'000'000'000,
                         now - 2000, 1204},
                        {QStringLiteral("render-farm"), QStringLiteral("all"), now - 8'000'000'000, now - 61'000, 318},
                        {QStringLiteral("phone-lea"), QStringLiteral("generation,readonly"), now - 7'000'000'000,
                         now - 90'000'000, 0},
                        {QStringLiteral("monitor"), QStringLiteral("readonly"), now - 6'000'000'000, now - 5000, 8640}};
        server.callers = {{QStringLiteral("atelier-web"), QStringLiteral("192.168.1.31"), now - 2000, 3, 1204, 0},
                          {QStringLiteral("monitor"), QStringLiteral("192.168.1.5"), now - 5000, 0, 8640, 0},
                          {{}, QStringLiteral("192.168.1.77"), now - 600'000, 0, 5, 5}};
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
            task.client = i % 4 == 1 ? "atelier-web" : i % 9 == 2 ? "render-farm" : "local";
            task.device = "cuda:0";
            task.startedMs = task.finishedMs - 9000 - random.bounded(4000);
            task.createdMs = task.startedMs - 1000;
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
