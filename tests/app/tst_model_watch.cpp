#include "app_test.h"
#include "hosting/model_watch.h"

#include <algorithm>
#include <chrono>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace genserve::app {
namespace {

const QString Junk = QStringLiteral("junk.safetensors");
constexpr int Patience = 20'000; // ms, of a machine that is busy with other things
constexpr std::chrono::milliseconds Often{10};
constexpr std::chrono::hours Never{24};

// A folder of its own and a watch over it.
struct Watched {
    explicit Watched(std::chrono::milliseconds interval)
        : folders(std::make_shared<ModelFolders>(std::vector{path(one)})),
          watch(folders, std::make_shared<Planner>(runtime::EngineOptions{}), interval)
    {
    }
    static std::filesystem::path path(const QTemporaryDir& folder) { return folder.path().toStdString(); }
    static void put(const QTemporaryDir& folder)
    {
        QFile file(folder.filePath(Junk));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no weights at all") > 0);
    }
    // Blocks until the file has been seen.
    [[nodiscard]] bool seesJunk()
    {
        return QTest::qWaitFor(
            [&] {
                return std::ranges::any_of(watch.seen()->files, [&](const InstalledFile& file) {
                    return file.location.filename() == Junk.toStdString();
                });
            },
            Patience);
    }

    QTemporaryDir one, other;
    std::shared_ptr<ModelFolders> folders;
    ModelWatch watch;
};

} // namespace

class ModelWatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void seesWhatLiesThereAtFirst();
    void seesWhatComesAndGoes();
    void looksIntoAnotherFolderWhenAsked();
    void tellsWhenAskedThoughNothingChanged();
};

void ModelWatchTest::seesWhatLiesThereAtFirst()
{
    const auto folders = std::make_shared<ModelFolders>(std::vector<std::filesystem::path>{GENSERVE_RESOURCES});
    const ModelWatch watch(folders, std::make_shared<Planner>(runtime::EngineOptions{}), Never);
    QVERIFY(watch.waitForFirstLook(std::chrono::milliseconds(Patience)));
    QVERIFY(std::ranges::count(watch.seen()->models, "starter", &ModelInfo::id) == 1);
}

void ModelWatchTest::seesWhatComesAndGoes()
{
    Watched watched(Often);
    Watched::put(watched.one);
    QVERIFY(watched.seesJunk());
    QVERIFY(QFile::remove(watched.one.filePath(Junk)));
    QTRY_VERIFY_WITH_TIMEOUT(watched.watch.seen()->files.empty(), Patience);
}

void ModelWatchTest::looksIntoAnotherFolderWhenAsked()
{
    Watched watched(Never);
    QVERIFY(watched.watch.waitForFirstLook(std::chrono::milliseconds(Patience)));
    Watched::put(watched.other);
    watched.folders->set({Watched::path(watched.one), Watched::path(watched.other)});
    watched.watch.look();
    QVERIFY(watched.seesJunk());
}

void ModelWatchTest::tellsWhenAskedThoughNothingChanged()
{
    Watched watched(Never);
    QVERIFY(watched.watch.waitForFirstLook(std::chrono::milliseconds(Patience)));
    QObject here; // the news comes from another thread
    int news = 0;
    connect(&watched.watch, &ModelWatch::changed, &here, [&news] { ++news; });
    const auto before = watched.watch.seen();
    watched.watch.look();
    QTRY_VERIFY_WITH_TIMEOUT(news > 0 && watched.watch.seen() != before, Patience);
}

const RegisteredTest<ModelWatchTest> registered("model_watch");

} // namespace genserve::app

#include "tst_model_watch.moc"
