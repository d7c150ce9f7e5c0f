#include "service_fixture.h"
#include "suites.h"
#include "task_samples.h"

#include <QTest>

#include <algorithm>

using namespace genserve;
using namespace genserve::tasks;

namespace {

DeviceStatus deviceOf(ServiceFixture& fixture, const std::string& id)
{
    const auto devices = fixture.service().status().devices;
    const auto found = std::ranges::find(devices, id, &DeviceStatus::id);
    return found == devices.end() ? DeviceStatus{} : *found;
}

} // namespace

class TaskDevices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyDeviceWorks()
    {
        ServiceFixture fixture(2);
        fixture.engine.hold("held");
        fixture.start();
        fixture.submit("held");
        fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(2));
        QCOMPARE(fixture.engine.mostAtOnce(), 2);
        QVERIFY(fixture.waitForBusy(2));
        QCOMPARE(fixture.service().status().tasks.running, 2);
        QCOMPARE(deviceOf(fixture, "cpu#1").gpuId, std::string("cpu"));
        QVERIFY(deviceOf(fixture, "cpu#1").state == DeviceState::Busy);
    }

    void eightDevicesWorkAtOnce()
    {
        ServiceFixture fixture(8);
        fixture.engine.hold("held");
        fixture.start();
        for (int i = 0; i < 16; ++i) {
            fixture.submit("held");
        }
        QVERIFY(fixture.engine.waitForRuns(8));
        QCOMPARE(fixture.engine.mostAtOnce(), 8);
        QVERIFY(fixture.waitForBusy(8));
        QCOMPARE(fixture.service().status().tasks.running, 8);
        QCOMPARE(fixture.service().status().tasks.queued, 8);
    }

    void knowsWhatADeviceHolds()
    {
        ServiceFixture fixture;
        fixture.start();
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Idle));
        QCOMPARE(deviceOf(fixture, "cpu").name, std::string("fake cpu"));
        QVERIFY(deviceOf(fixture, "cpu").idleReason.code == ReasonCode::NoTask);
        QVERIFY(fixture.waitFor(fixture.submit("a fox"), TaskState::Finished));
        QVERIFY(deviceOf(fixture, "cpu").heldModels == std::vector<std::string>{"starter"});
        QCOMPARE(deviceOf(fixture, "cpu").finishedTasks, 1);
    }

    void aFaultyDeviceIsQuarantinedAndItsTaskRunsElsewhere()
    {
        ServiceFixture fixture(2);
        fixture.engine.failOnce("unlucky", ErrorCode::DeviceFault, 1);
        fixture.engine.hold("neighbour");
        fixture.start();
        const TaskId neighbour = fixture.submit("neighbour");
        QVERIFY(fixture.engine.waitForRuns(1));
        const std::string healthy = fixture.engine.runs().front().device;
        const std::string faulty = healthy == "cpu" ? "cpu#1" : "cpu";
        const TaskId unlucky = fixture.submit("unlucky");
        QVERIFY(fixture.waitForDevice(faulty, DeviceState::Quarantined));
        QVERIFY(fixture.find(unlucky).task.state == TaskState::Queued);
        fixture.engine.release("neighbour");
        QVERIFY(fixture.waitFor(neighbour, TaskState::Finished));
        QVERIFY(fixture.waitFor(unlucky, TaskState::Finished));
        QCOMPARE(fixture.find(unlucky).task.crashes, 0);
        QCOMPARE(fixture.find(unlucky).task.deviceFaults, 1);
        QVERIFY(deviceOf(fixture, faulty).idleReason.code == ReasonCode::Quarantined);
        QVERIFY(!deviceOf(fixture, faulty).fault.empty());
        QVERIFY(!fixture.setMode(faulty, DeviceMode::Enabled).has_value());
    }

    void aTaskThatFailsTwoDevicesIsFailed()
    {
        ServiceFixture fixture(3);
        fixture.engine.failAlways("poison", ErrorCode::DeviceFault);
        fixture.start();
        const TaskId id = fixture.submit("poison");
        QVERIFY(fixture.waitFor(id, TaskState::Failed));
        QCOMPARE(fixture.find(id).task.error.code, std::string("device_fault"));
        QVERIFY(fixture.waitFor(fixture.submit("next"), TaskState::Finished)); // on the third
    }

    void tasksWaitWhenNoDeviceIsLeft()
    {
        ServiceFixture fixture;
        fixture.engine.failOnce("unlucky", ErrorCode::DeviceFault);
        fixture.start();
        const TaskId id = fixture.submit("unlucky");
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Quarantined));
        QVERIFY(fixture.find(id).waitingReason.code == ReasonCode::NoDevice);
        fixture.stop(); // and a new process has a new chance
        fixture.start();
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
    }

    void aDeviceThatCantBeOpenedLeavesTheOthersAlone()
    {
        ServiceFixture fixture(2);
        fixture.engine.failDevice("cpu");
        fixture.start();
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Quarantined));
        QVERIFY(deviceOf(fixture, "cpu").fault.find("can't be opened") != std::string::npos);
        QVERIFY(fixture.waitFor(fixture.submit("a fox"), TaskState::Finished));
    }

    void aSlowDeviceHoldsUpNobody()
    {
        ServiceFixture fixture(2);
        fixture.engine.holdDevice("cpu");
        fixture.start();
        QVERIFY(fixture.waitForDevice("cpu#1", DeviceState::Idle));
        QVERIFY(fixture.waitFor(fixture.submit("a fox"), TaskState::Finished));
        QVERIFY(deviceOf(fixture, "cpu").idleReason.code == ReasonCode::Starting);
        fixture.engine.hold("held");
        fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(2));
        const TaskId second = fixture.submit("a fox");
        fixture.engine.releaseDevice("cpu");
        QVERIFY(fixture.waitFor(second, TaskState::Finished));
        QCOMPARE(fixture.engine.runs().back().device, std::string("cpu"));
    }

    void tasksWaitForDevicesThatStart()
    {
        ServiceFixture fixture;
        fixture.engine.holdDevice("cpu");
        fixture.start();
        const TaskId id = fixture.submit("a fox");
        QVERIFY(fixture.find(id).waitingReason.code == ReasonCode::DevicesStarting);
        fixture.engine.releaseDevice("cpu");
        QVERIFY(fixture.waitFor(id, TaskState::Finished));
    }

    void aDrainedDeviceFinishesItsTaskAndKeepsItsModel()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId held = fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(1));
        QVERIFY(fixture.setMode("cpu", DeviceMode::Draining).has_value());
        const TaskId next = fixture.submit("next");
        fixture.engine.release("held");
        QVERIFY(fixture.waitFor(held, TaskState::Finished));
        QVERIFY(fixture.find(next).task.state == TaskState::Queued);
        QVERIFY(fixture.find(next).waitingReason.code == ReasonCode::NoDevice);
        QCOMPARE(fixture.engine.liveRunners(), 1);
        QVERIFY(deviceOf(fixture, "cpu").idleReason.code == ReasonCode::Draining);
        QVERIFY(fixture.setMode("cpu", DeviceMode::Enabled).has_value());
        QVERIFY(fixture.waitFor(next, TaskState::Finished));
        QCOMPARE(deviceOf(fixture, "cpu").restarts, 0);
    }

    void aDisabledDeviceGivesItsMemoryBack()
    {
        ServiceFixture fixture;
        fixture.engine.hold("held");
        fixture.start();
        const TaskId held = fixture.submit("held");
        QVERIFY(fixture.engine.waitForRuns(1));
        QVERIFY(fixture.setMode("cpu", DeviceMode::Disabled).has_value());
        QVERIFY(deviceOf(fixture, "cpu").state == DeviceState::Draining);
        fixture.engine.release("held");
        QVERIFY(fixture.waitFor(held, TaskState::Finished));
        QVERIFY(fixture.waitForDevice("cpu", DeviceState::Disabled));
        QCOMPARE(fixture.engine.liveRunners(), 0);
        QVERIFY(deviceOf(fixture, "cpu").heldModels.empty());
        const TaskId next = fixture.submit("next");
        QVERIFY(fixture.setMode("cpu", DeviceMode::Enabled).has_value());
        QVERIFY(fixture.waitFor(next, TaskState::Finished));
        QCOMPARE(deviceOf(fixture, "cpu").restarts, 1);
    }

    void aDeviceMaySwitchBackAndForthAtOnce()
    {
        ServiceFixture fixture;
        fixture.start();
        for (int round = 0; round < 20; ++round) {
            QVERIFY(fixture.setMode("cpu", DeviceMode::Disabled).has_value());
            QVERIFY(fixture.setMode("cpu", DeviceMode::Enabled).has_value());
        }
        QVERIFY(fixture.waitFor(fixture.submit("a fox"), TaskState::Finished));
        QCOMPARE(fixture.engine.liveRunners(), 1);
    }

    void knowsNoOtherDevices()
    {
        ServiceFixture fixture;
        fixture.start();
        QCOMPARE(fixture.setMode("cuda:7", DeviceMode::Enabled).error().context, std::string("cuda:7"));
    }
};

int runTaskDevices(int argc, char** argv)
{
    TaskDevices suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_task_devices.moc"
