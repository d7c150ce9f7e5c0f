// One picture made by several devices: when that is chosen, what is seen of it, and what happens when a device is lost.
#include "service/picture_sharing.h"
#include "service_fixture.h"
#include "suites.h"
#include "task_samples.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace genserve;
using namespace genserve::tasks;

namespace {

constexpr double Work = 100;
const std::string Kind = "a card";

// Devices of one kind that have seen one task, which was made alone as nothing was known of its pace.
struct SharingFixture : ServiceFixture {
    explicit SharingFixture(int devices) : ServiceFixture(0)
    {
        for (int index = 0; index < devices; ++index) {
            const std::string id = "cuda:" + std::to_string(index);
            options.devices.push_back({id, id});
        }
        options.work = [](const GenerationRequest&) { return Work; };
        options.teams = test::FakeEngine::team;
        engine.setKind(Kind);
        engine.setPace([](const GenerationRequest&) {
            StageSeconds seconds;
            seconds.denoise = 10;
            return seconds;
        });
    }
    bool learn()
    {
        start();
        for (const DeviceSpec& device : options.devices) {
            if (!waitForDevice(device.id, DeviceState::Idle)) {
                return false;
            }
        }
        const TaskId lesson = submit("lesson");
        return waitFor(lesson, TaskState::Finished) && waitForDevice(leader(), DeviceState::Idle);
    }
    // The one that holds the model now, which leads the next picture.
    std::string leader() const { return engine.runs().front().device; }
    std::string other() const { return leader() == "cuda:0" ? "cuda:1" : "cuda:0"; }
    DeviceStatus device(const std::string& id)
    {
        const auto devices = service().status().devices;
        return *std::ranges::find(devices, id, &DeviceStatus::id);
    }
    // Ranks of the runs of this prompt, in a team.
    std::set<int> ranks(const std::string& prompt) const
    {
        std::set<int> found;
        for (const auto& run : engine.runs()) {
            if (run.prompt == prompt && run.members > 1) {
                found.insert(run.rank);
            }
        }
        return found;
    }
};

Task someTask()
{
    Task task;
    task.id = newTaskId();
    task.modelId = "flux";
    task.work = Work;
    return task;
}

DeviceStatus idleDevice(const std::string& id, bool holdsModel)
{
    DeviceStatus device;
    device.id = device.gpuId = id;
    device.name = Kind;
    device.state = DeviceState::Idle;
    if (holdsModel) {
        device.heldModels = {"flux"};
    }
    return device;
}

// 10 s a picture of Work alone, and 12 s for loading the model.
void teach(PaceBook& paces, const std::string& name, double denoise)
{
    GenerationResult result;
    result.modelId = "flux";
    result.seconds.denoise = denoise;
    result.seconds.load = 12;
    paces.learn(name, Work, result);
}

std::size_t helpersOf(PictureSharing& sharing, const Task& task, const std::vector<DeviceStatus>& devices, int most = 8)
{
    return sharing.choose(task, devices.front(), std::span(devices).subspan(1), most).helpers.size();
}

} // namespace

class TaskSharing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idleDevicesHelpAndAreGivenBack_data()
    {
        QTest::addColumn<int>("devices");
        for (const int devices : {2, 3, 4, 8}) {
            QTest::addRow("%d devices", devices) << devices;
        }
    }

    void idleDevicesHelpAndAreGivenBack()
    {
        QFETCH(int, devices);
        SharingFixture fixture(devices);
        QVERIFY(fixture.learn());
        fixture.engine.hold("shared");
        const TaskId task = fixture.submit("shared");
        QVERIFY(fixture.engine.waitForRuns(static_cast<std::size_t>(devices) + 1));
        QCOMPARE(fixture.ranks("shared").size(), static_cast<std::size_t>(devices));
        QVERIFY(fixture.waitForBusy(devices));
        QCOMPARE(fixture.service().status().tasks.running, 1);
        for (const DeviceStatus& device : fixture.service().status().devices) {
            QVERIFY(device.state == DeviceState::Busy);
            QCOMPARE(device.task, task);
        }
        fixture.engine.release("shared");
        QVERIFY(fixture.waitFor(task, TaskState::Finished));
        int finished = 0;
        for (const DeviceSpec& spec : fixture.options.devices) {
            QVERIFY(fixture.waitForDevice(spec.id, DeviceState::Idle));
            finished += fixture.device(spec.id).finishedTasks;
        }
        QCOMPARE(finished, 2); // the lesson and this one
        QCOMPARE(fixture.find(task).task.attempts, 1);
    }

    void noDeviceHelpsWhileATaskWaits()
    {
        SharingFixture fixture(2);
        QVERIFY(fixture.learn());
        fixture.service().setPaused(true);
        fixture.engine.hold("one of three");
        for (int i = 0; i < 3; ++i) {
            fixture.submit("one of three");
        }
        fixture.service().setPaused(false);
        QVERIFY(fixture.engine.waitForRuns(3));
        QCOMPARE(fixture.engine.mostAtOnce(), 2);
        QVERIFY(fixture.ranks("one of three").empty());
        fixture.engine.release("one of three");
    }

    void tasksThatStartTogetherDivideTheIdleDevices()
    {
        SharingFixture fixture(4);
        QVERIFY(fixture.learn());
        fixture.service().setPaused(true);
        fixture.engine.hold("a");
        fixture.engine.hold("b");
        fixture.submit("a");
        fixture.submit("b");
        fixture.service().setPaused(false);
        QVERIFY(fixture.engine.waitForRuns(5));
        QCOMPARE(fixture.ranks("a"), (std::set<int>{0, 1}));
        QCOMPARE(fixture.ranks("b"), (std::set<int>{0, 1}));
        fixture.engine.release("a");
        fixture.engine.release("b");
    }

    void aLostHelperIsQuarantinedAndTheLeaderMakesThePictureAlone()
    {
        SharingFixture fixture(2);
        QVERIFY(fixture.learn());
        const std::string leader = fixture.leader(), helper = fixture.other();
        fixture.engine.failMemberOnce(helper, ErrorCode::DeviceFault);
        const TaskId task = fixture.submit("unlucky");
        QVERIFY(fixture.waitFor(task, TaskState::Finished));
        QVERIFY(fixture.waitForDevice(helper, DeviceState::Quarantined));
        QVERIFY(fixture.waitForDevice(leader, DeviceState::Idle));
        QCOMPARE(fixture.find(task).task.device, leader);
        QCOMPARE(fixture.find(task).task.attempts, 2);
        QCOMPARE(fixture.find(task).task.deviceFaults, 0);
    }

    void aLostLeaderIsQuarantinedAndAHelperMakesThePictureAlone()
    {
        SharingFixture fixture(2);
        QVERIFY(fixture.learn());
        const std::string leader = fixture.leader(), helper = fixture.other();
        fixture.engine.failMemberOnce(leader, ErrorCode::DeviceFault);
        const TaskId task = fixture.submit("unlucky");
        QVERIFY(fixture.waitFor(task, TaskState::Finished));
        QVERIFY(fixture.waitForDevice(leader, DeviceState::Quarantined));
        QVERIFY(fixture.waitForDevice(helper, DeviceState::Idle));
        QCOMPARE(fixture.find(task).task.device, helper);
        QCOMPARE(fixture.find(task).task.deviceFaults, 1);
    }

    void whatDoesNotFitTogetherIsMadeAlone_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addRow("the leader's memory") << "leader";
        QTest::addRow("a helper's memory") << "helper";
    }

    void whatDoesNotFitTogetherIsMadeAlone()
    {
        QFETCH(QString, who);
        SharingFixture fixture(2);
        QVERIFY(fixture.learn());
        fixture.engine.failMemberOnce(who == QLatin1String("leader") ? fixture.leader() : fixture.other(),
                                      ErrorCode::OutOfMemory);
        const TaskId task = fixture.submit("large");
        QVERIFY(fixture.waitFor(task, TaskState::Finished));
        QVERIFY(fixture.waitForDevice("cuda:0", DeviceState::Idle));
        QVERIFY(fixture.waitForDevice("cuda:1", DeviceState::Idle));
    }

    void aCancelledPictureFreesAllDevices()
    {
        SharingFixture fixture(3);
        QVERIFY(fixture.learn());
        fixture.engine.hold("unwanted");
        const TaskId task = fixture.submit("unwanted");
        QVERIFY(fixture.engine.waitForRuns(4));
        QVERIFY(fixture.cancel(task).has_value());
        QVERIFY(fixture.waitFor(task, TaskState::Cancelled));
        for (const DeviceSpec& spec : fixture.options.devices) {
            QVERIFY(fixture.waitForDevice(spec.id, DeviceState::Idle));
        }
    }

    void aStepCacheKeepsAPictureOnOneDevice()
    {
        SharingFixture fixture(2);
        QVERIFY(fixture.learn());
        Submission asked;
        asked.request.prompt = "quick";
        asked.request.stepCache = StepCache::Light;
        const TaskId task = fixture.submit(std::move(asked)).value().front().task.id;
        QVERIFY(fixture.waitFor(task, TaskState::Finished));
        QCOMPARE(fixture.engine.runs().size(), std::size_t{2});
        QCOMPARE(fixture.engine.runs().back().members, 1);
    }

    void stoppingPutsASharedTaskBackIntoTheQueue()
    {
        SharingFixture fixture(2);
        QVERIFY(fixture.learn());
        fixture.engine.hold("later");
        const TaskId task = fixture.submit("later");
        QVERIFY(fixture.engine.waitForRuns(3));
        fixture.stop();
        fixture.engine.release("later");
        fixture.start();
        QVERIFY(fixture.waitFor(task, TaskState::Finished));
        QCOMPARE(fixture.find(task).task.crashes, 0);
    }

    void helpIsWorthWhatIsKnownOfIt()
    {
        PaceBook paces;
        PictureSharing sharing(test::FakeEngine::team, paces);
        const std::vector<DeviceStatus> two{idleDevice("cuda:0", true), idleDevice("cuda:1", true)};
        QCOMPARE(helpersOf(sharing, someTask(), two), 0U); // nothing is known of its time
        teach(paces, Kind, 10);
        QCOMPARE(helpersOf(sharing, someTask(), two), 1U);
        QCOMPARE(helpersOf(sharing, someTask(), two, 0), 0U);
        teach(paces, PictureSharing::paceName(Kind, 2), 9.5); // in truth it saves too little
        QCOMPARE(helpersOf(sharing, someTask(), two), 0U);
        auto four = two;
        four.push_back(idleDevice("cuda:2", true));
        four.push_back(idleDevice("cuda:3", true));
        QCOMPARE(helpersOf(sharing, someTask(), four), 3U);
        QCOMPARE(helpersOf(sharing, someTask(), four, 2), 2U);
    }

    void loadingIsPaidForOnceSharingWouldHaveSavedAsMuch()
    {
        PaceBook paces;
        PictureSharing sharing(test::FakeEngine::team, paces);
        teach(paces, Kind, 10); // together some 6 s, so that 4 s are saved each time
        const std::vector<DeviceStatus> devices{idleDevice("cuda:0", true), idleDevice("cuda:1", false)};
        std::vector<std::size_t> helpers;
        for (int picture = 0; picture < 4; ++picture) {
            helpers.push_back(helpersOf(sharing, someTask(), devices));
        }
        QCOMPARE(helpers, (std::vector<std::size_t>{0, 0, 1, 0}));
        // Where the leader has to load it as well, both do that at the same time.
        QCOMPARE(helpersOf(sharing, someTask(), {idleDevice("cuda:0", false), idleDevice("cuda:1", false)}), 1U);
    }

    void someTasksAndDevicesAreLeftAlone()
    {
        PaceBook paces;
        PictureSharing sharing(test::FakeEngine::team, paces);
        teach(paces, Kind, 10);
        const DeviceStatus leader = idleDevice("cuda:0", true);
        DeviceStatus otherKind = idleDevice("cuda:1", true), busy = otherKind, samePlace = otherKind;
        otherKind.name = "another card";
        busy.state = DeviceState::Busy;
        samePlace.gpuId = leader.gpuId;
        for (const DeviceStatus& helper : {otherKind, busy, samePlace}) {
            QCOMPARE(helpersOf(sharing, someTask(), {leader, helper}), 0U);
        }
        const std::vector<DeviceStatus> two{leader, idleDevice("cuda:1", true)};
        Task faulty = someTask(), alone = someTask(), unknown = someTask();
        faulty.deviceFaults = 1;
        alone.crashes = 2;
        unknown.work = 0;
        for (const Task& task : {faulty, alone, unknown}) {
            QCOMPARE(helpersOf(sharing, task, two), 0U);
        }
        const Task lost = someTask();
        sharing.noteLost(lost.id);
        QCOMPARE(helpersOf(sharing, lost, two), 0U);
        QCOMPARE(helpersOf(sharing, someTask(), two), 1U);
        sharing.noteLost(someTask().id); // twice is too often for all that follow
        QCOMPARE(helpersOf(sharing, someTask(), two), 0U);
    }

    void tasksThatHadToWaitForHelpersMakeSharingRarer()
    {
        SharingCaution caution;
        int number = 0;
        const auto picture = [&](bool isShared, bool isDisturbed, bool mustWait = true) {
            const TaskId id = "task " + std::to_string(++number);
            caution.noteArrival(false); // its own, before it
            caution.noteStart(id, isShared);
            if (isDisturbed) {
                caution.noteArrival(mustWait);
            }
            caution.noteEnd(id);
        };
        const auto pause = [&] {
            int pictures = 0;
            for (; !caution.allows(); ++pictures) {
                picture(false, false);
            }
            return pictures;
        };
        picture(true, true, false); // another device was idle
        QVERIFY(caution.allows());
        picture(true, false);
        QVERIFY(caution.allows());
        std::vector<int> pauses;
        for (int i = 0; i < 6; ++i) {
            picture(true, true);
            pauses.push_back(pause());
        }
        QCOMPARE(pauses, (std::vector<int>{4, 8, 16, 32, 64, 64}));
        picture(true, false);
        picture(true, true); // 64 / 2 * 2
        picture(false, true);
        QCOMPARE(pause(), 64);
    }

    void aTaskThatWaitsForHelpersKeepsTheNextPicturesApart()
    {
        SharingFixture fixture(2);
        QVERIFY(fixture.learn());
        fixture.engine.setPace([](const GenerationRequest& request) {
            StageSeconds seconds;
            seconds.denoise = request.prompt.starts_with("shared") ? 5 : 10;
            return seconds;
        });
        fixture.engine.hold("shared");
        const TaskId first = fixture.submit("shared");
        QVERIFY(fixture.engine.waitForRuns(3)); // the lesson and both members
        const TaskId waiting = fixture.submit("waits");
        QVERIFY(fixture.find(waiting).task.state == TaskState::Queued);
        fixture.engine.release("shared");
        QVERIFY(fixture.waitFor(first, TaskState::Finished));
        QVERIFY(fixture.waitFor(waiting, TaskState::Finished));
        for (int i = 0; i < SharingCaution::FirstPause; ++i) {
            QVERIFY(fixture.ranks("alone").empty());
            for (const DeviceSpec& device : fixture.options.devices) {
                QVERIFY(fixture.waitForDevice(device.id, DeviceState::Idle));
            }
            QVERIFY(fixture.waitFor(fixture.submit(i == 3 ? "shared again" : "alone"), TaskState::Finished));
        }
        QCOMPARE(fixture.ranks("shared again").size(), 2U);
    }

    void devicesThatCantBeATeamAreAskedOnce()
    {
        PaceBook paces;
        int asked = 0;
        const auto refuse = [&](const std::vector<std::string>&) -> Expected<std::shared_ptr<RunnerTeam>> {
            ++asked;
            return failure(ErrorCode::InvalidArgument, "they don't reach each other");
        };
        PictureSharing sharing(refuse, paces);
        teach(paces, Kind, 10);
        const std::vector<DeviceStatus> two{idleDevice("cuda:0", true), idleDevice("cuda:1", true)};
        QCOMPARE(helpersOf(sharing, someTask(), two), 0U);
        QCOMPARE(helpersOf(sharing, someTask(), two), 0U);
        QCOMPARE(asked, 1);
    }
};

int runTaskSharing(int argc, char** argv)
{
    TaskSharing suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_sharing.moc"
