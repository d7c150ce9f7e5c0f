#include "app_test.h"
#include "engine_choice.h"
#include "hosting/planner.h"

#include <QTest>

namespace genserve::app {
namespace {

runtime::EngineOptions starterOnly()
{
    EngineChoice choice;
    choice.threads = 1;
    auto options = engineOptions(choice);
    options.modelFolders = {GENSERVE_RESOURCES};
    return options;
}

GenerationRequest request(int side, int steps)
{
    GenerationRequest made;
    made.prompt = "a red apple";
    made.width = made.height = side;
    made.steps = steps;
    return made;
}

} // namespace

class PlannerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void countsMoreWorkForMoreStepsAndPixels();
    void saysThatASmallPictureFits();
    void saysWhatWouldFitWhereMemoryIsShort();
    void saysWhetherFluxWouldFit();
    void leavesFaultyRequestsToOthers();
    void tellsWhatTheModelRefuses();
    void findsNothingInAnEmptyFolder();
};

void PlannerTest::countsMoreWorkForMoreStepsAndPixels()
{
    Planner planner(starterOnly());
    const double few = planner.work(request(256, 10));
    QVERIFY(few > 0);
    const double twice = planner.work(request(256, 20));
    QVERIFY(twice > 1.5 * few && twice < 2.0 * few);     // texts and decoding stay the same
    QVERIFY(planner.work(request(512, 10)) > 1.5 * few); // twice as many tokens, those of the text included
}

void PlannerTest::saysThatASmallPictureFits()
{
    Planner planner(starterOnly());
    const auto memory = planner.expect(request(256, 10), "cpu", 0);
    QVERIFY(memory.fits);
    QCOMPARE(memory.plan, std::string("resident"));
    QVERIFY(memory.bytes > 20'000'000 && memory.bytes < 2'000'000'000);
    QVERIFY(memory.remedy == runtime::Remedy());
}

void PlannerTest::saysWhatWouldFitWhereMemoryIsShort()
{
    auto options = starterOnly();
    options.memoryLimit = 30'000'000;
    Planner planner(options);
    const auto memory = planner.expect(request(2048, 10), "cpu", 0);
    QVERIFY(!memory.fits && memory.available > 0 && memory.bytes > memory.available);
    QCOMPARE(describe(memory.remedy), std::string("no size of this model would fit"));
    const auto expect = [&options](int side) { return Planner(options).expect(request(side, 10), "cpu", 0); };
    while (expect(2048).remedy.width == 0) {
        options.memoryLimit += 20'000'000;
    }
    const auto less = expect(2048);
    QVERIFY(!less.fits && !less.remedy.isFloat8 && less.remedy.width < 2048);
    QVERIFY(expect(less.remedy.width).fits);
}

void PlannerTest::saysWhetherFluxWouldFit()
{
    auto options = starterOnly();
    options.memoryLimit = 4'000'000'000;
    const auto memory = Planner(options).expectFluxDev("cpu");
    QVERIFY(!memory.fits && memory.available > 0 && memory.available <= options.memoryLimit);
    QVERIFY(memory.bytes > 12'000'000'000 && memory.bytes < 70'000'000'000); // 12 G parameters and more in fp32
    QVERIFY(Planner(options).expectFluxDev("cuda:77").fits); // of a device that is not there nothing is said
}

void PlannerTest::leavesFaultyRequestsToOthers()
{
    Planner planner(starterOnly());
    QVERIFY(planner.expect(request(256, 9999), "cpu", 0).fits);
    QCOMPARE(planner.work(request(256, 9999)), 0.0);
}

void PlannerTest::tellsWhatTheModelRefuses()
{
    Planner planner(starterOnly());
    const auto size = planner.check(request(250, 10)).value();
    QVERIFY(size.width == 250 && size.height == 250);
    auto faulty = request(256, 9999);
    faulty.cfg = 99;
    const auto faults = planner.check(faulty).error().faults;
    QCOMPARE(faults.size(), std::size_t{2});
    QCOMPARE(faults[0].field, std::string("num_inference_steps"));
    QCOMPARE(faults[1].field, std::string("cfg"));
}

void PlannerTest::findsNothingInAnEmptyFolder()
{
    Planner planner(starterOnly());
    QVERIFY(planner.work(request(256, 10)) > 0);
    planner.setModelFolders({});
    QCOMPARE(planner.work(request(256, 10)), 0.0);
}

const RegisteredTest<PlannerTest> registered("planner");

} // namespace genserve::app

#include "tst_planner.moc"
