#include "app_test.h"
#include "resource_paths.h"

#include <QTemporaryDir>
#include <QTest>

namespace genserve::app {

namespace fs = std::filesystem;

class ResourcePathsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void prefersInstalledResourcesToTheSourceTree();
    void findsTheSourceTreesResources();
    void searchesInTheDocumentedOrder();
    void leavesOutFoldersThatDoNotExist();
    void ignoresARelativeDataHome();

private:
    fs::path made(const char* name) const
    {
        const auto path = fs::path(m_folder->path().toStdString()) / name;
        fs::create_directories(path);
        return path;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::map<QByteArray, QByteArray> m_environment;
};

void ResourcePathsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    for (const char* name : {"GENSERVE_MODELS", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"}) {
        if (qEnvironmentVariableIsSet(name)) {
            m_environment[name] = qgetenv(name);
        }
        qunsetenv(name);
    }
}

void ResourcePathsTest::cleanup()
{
    for (const char* name : {"GENSERVE_MODELS", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"}) {
        qunsetenv(name);
    }
    for (const auto& [name, value] : m_environment) {
        qputenv(name.constData(), value);
    }
}

void ResourcePathsTest::prefersInstalledResourcesToTheSourceTree()
{
    const auto program = made("prefix/bin");
    const auto source = made("source");
    made("source/starter");
    QCOMPARE(resourceFolder(program, source), source);
    const auto installed = made("prefix/share/genserve/starter").parent_path();
    QCOMPARE(resourceFolder(program, source), installed);
    QCOMPARE(resourceFolder(program, made("empty")), installed);
    QCOMPARE(resourceFolder(made("elsewhere"), made("empty")), fs::path());
}

void ResourcePathsTest::findsTheSourceTreesResources()
{
    QCOMPARE(resourceFolder(), fs::path(GENSERVE_RESOURCES));
    QVERIFY(fs::exists(resourceFolder() / "tokenizers" / "t5" / "spiece.model"));
}

void ResourcePathsTest::searchesInTheDocumentedOrder()
{
    const auto chosen = std::vector{made("b"), made("a")};
    const auto list = made("d").string() + "::" + made("c").string() + ":";
    qputenv("GENSERVE_MODELS", QByteArray::fromStdString(list));
    qputenv("XDG_DATA_HOME", QByteArray::fromStdString(made("data").string()));
    const auto own = made("data/genserve/models");
    const std::vector<fs::path> expected{chosen[0], chosen[1], made("d"),
                                         made("c"), own,       fs::path(GENSERVE_RESOURCES) / "starter"};
    QCOMPARE(modelFolders(chosen), expected);
}

void ResourcePathsTest::leavesOutFoldersThatDoNotExist()
{
    qputenv("GENSERVE_MODELS", "/nonexistent");
    qputenv("HOME", QByteArray::fromStdString(made("home").string()));
    QCOMPARE(modelFolders({}), std::vector{fs::path(GENSERVE_RESOURCES) / "starter"});
}

void ResourcePathsTest::ignoresARelativeDataHome()
{
    qputenv("HOME", "/somebody");
    QCOMPARE(dataFolder(), fs::path("/somebody/.local/share/genserve"));
    qputenv("XDG_DATA_HOME", "data");
    QCOMPARE(dataFolder(), fs::path("/somebody/.local/share/genserve"));
    qputenv("XDG_DATA_HOME", "/data");
    QCOMPARE(dataFolder(), fs::path("/data/genserve"));
    qputenv("XDG_CONFIG_HOME", "conf");
    QCOMPARE(settingsFile(), fs::path("/somebody/.config/genserve/genserve.ini"));
}

const RegisteredTest<ResourcePathsTest> registered("resource_paths");

} // namespace genserve::app

#include "tst_resource_paths.moc"
