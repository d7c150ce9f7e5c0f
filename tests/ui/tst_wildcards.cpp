// __name__ in the prompt: a line of name.txt takes its place.
#include "suites.h"

#include <QAbstractItemView>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include "fake_world.h"
#include "studio/presets.h"
#include "studio/prompt_completer.h"
#include "studio/prompt_editor.h"
#include "studio/prompt_section.h"
#include "studio/prompt_wildcards.h"
#include "studio/studio_model.h"
#include "studio/wildcard_folder.h"

using namespace genserve;
using namespace genserve::ui;
using Kind = WildcardFault::Kind;

namespace {

WildcardSet setOf(const std::map<QString, QByteArray>& files)
{
    WildcardSet set;
    for (const auto& [name, content] : files) {
        set.add(name, content);
    }
    set.finish();
    return set;
}

void write(const QTemporaryDir& folder, const char* name, const QByteArray& content)
{
    const QString path = folder.filePath(QString::fromUtf8(name));
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

std::optional<WildcardFault> fault(Kind kind, const char* name) { return WildcardFault{kind, QString::fromUtf8(name)}; }

} // namespace

class WildcardsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void namesStandBetweenTwoUnderscores_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::addColumn<QStringList>("names");
        const auto row = [](const char* prompt, const QStringList& names) {
            QTest::newRow(prompt) << QString::fromUtf8(prompt) << names;
        };
        row("a __cat__", {QStringLiteral("cat")});
        row("__animals/cats__, __hair_color__", {QStringLiteral("animals/cats"), QStringLiteral("hair_color")});
        row("__a____b__", {QStringLiteral("a"), QStringLiteral("b")});
        row("(__颜色__:1.2)", {QStringLiteral("颜色")});
        row("__../keys__", {QStringLiteral("../keys")});
        row("a __ b __ c ____ _d_", {});
    }
    void namesStandBetweenTwoUnderscores()
    {
        QFETCH(QString, prompt);
        QStringList names;
        for (const PromptSpan& span : wildcardSpans(prompt)) {
            names << wildcardName(prompt, span);
        }
        QTEST(names, "names");
    }

    void drawsTheSameLinesForTheSameSeed()
    {
        const WildcardSet set = setOf({{QStringLiteral("pet"), "# pets\n\n cat \r\n{big|small} dog\n__wild__"},
                                       {QStringLiteral("wild"), "fox\n雪豹 | }"}});
        const QString prompt = QStringLiteral("{a|the} __pet__ __pet__");
        QVERIFY(!set.check(prompt));
        QSet<QString> all, pets;
        for (int seed = 0; seed < 500; ++seed) {
            all << set.expand(prompt, seed);
            pets << set.expand(QStringLiteral("__pet__"), seed);
            QCOMPARE(set.expand(prompt, seed), set.expand(prompt, seed));
        }
        QCOMPARE(pets, (QSet<QString>{QStringLiteral("cat"), QStringLiteral("big dog"), QStringLiteral("small dog"),
                                      QStringLiteral("fox"), QStringLiteral("雪豹 | }")}));
        QCOMPARE(all.size(), 50);               // each place draws for itself
        for (int seed = 0; seed < 50; ++seed) { // what a line brings is no part of the choice around it
            const QString one = set.expand(QStringLiteral("{__wild__|b}"), seed);
            QVERIFY(one == QStringLiteral("fox") || one == QStringLiteral("雪豹 | }") || one == QStringLiteral("b"));
        }
    }

    void faultsAreFoundBeforeAnythingIsDrawn()
    {
        std::map<QString, QByteArray> files{{QStringLiteral("circle"), "a\n__circle__"},
                                            {QStringLiteral("asks"), "a\n__gone__"},
                                            {QStringLiteral("above"), "__asks__"},
                                            {QStringLiteral("empty"), "# nothing\n\n"},
                                            {QStringLiteral("bytes"), "\xff\xfe"},
                                            {QStringLiteral("zero"), QByteArray("a\0b", 3)},
                                            {QStringLiteral("line"), QByteArray(9000, 'x')},
                                            {QStringLiteral("3"), "__line__ __line__ __line__"},
                                            {QStringLiteral("bomb0"), "y"}};
        for (int i = 1; i <= 9; ++i) {
            files[QStringLiteral("bomb%1").arg(i)] = QStringLiteral("__bomb%1__ ").arg(i - 1).repeated(10).toUtf8();
            files[QStringLiteral("deep%1").arg(i)] = i == 1 ? "z" : QStringLiteral("__deep%1__").arg(i - 1).toUtf8();
        }
        const WildcardSet set = setOf(files);
        const auto check = [&](const char* name) {
            return set.check(QStringLiteral("{a|__%1__}").arg(QLatin1String(name)));
        };
        QCOMPARE(check("none"), fault(Kind::Missing, "none"));
        QCOMPARE(check("../bytes"), fault(Kind::Missing, "../bytes"));
        QCOMPARE(check("above"), fault(Kind::Missing, "gone"));
        QCOMPARE(check("circle"), fault(Kind::TooDeep, "circle"));
        QVERIFY(!check("deep8"));
        QCOMPARE(check("deep9"), fault(Kind::TooDeep, "deep9"));
        QCOMPARE(check("empty"), fault(Kind::NoLines, "empty"));
        QCOMPARE(check("bytes"), fault(Kind::NotText, "bytes"));
        QCOMPARE(check("zero"), fault(Kind::NotText, "zero"));
        QCOMPARE(check("3"), fault(Kind::TooLong, "3"));
        QCOMPARE(check("bomb9"), fault(Kind::TooLong, "bomb5"));
        QVERIFY(!set.check(QStringLiteral("__line__ __line__")));
        QCOMPARE(set.check(QStringLiteral("__line__ __line__ __line__")), fault(Kind::TooLong, "line"));
        QCOMPARE(set.expand(QStringLiteral("__{circle|circle}__"), 1), QStringLiteral("__circle__")); // was not checked
    }

    void onlyTextOfTheFolderItselfIsRead()
    {
        const QTemporaryDir folder, outside;
        write(outside, "secret.txt", "secret");
        write(folder, "pet.txt", "cat");
        write(folder, "animals/cats.txt", "雪豹");
        write(folder, "notes.md", "no wildcard");
        write(folder, "no name.txt", "can't be typed");
        write(folder, "large.txt", QByteArray(WildcardSet::LargestFile + 1, 'x'));
        QVERIFY(
            QFile::link(outside.filePath(QStringLiteral("secret.txt")), folder.filePath(QStringLiteral("link.txt"))));
        QVERIFY(QFile::link(outside.path(), folder.filePath(QStringLiteral("far"))));
        const WildcardListing listing = readWildcards(folder.path());
        QCOMPARE(listing.set->names(), (QStringList{QStringLiteral("animals/cats"), QStringLiteral("large"),
                                                    QStringLiteral("link"), QStringLiteral("pet")}));
        QCOMPARE(listing.set->expand(QStringLiteral("__animals/cats__"), 3), QStringLiteral("雪豹"));
        QCOMPARE(listing.set->check(QStringLiteral("__link__")), fault(Kind::Link, "link"));
        QCOMPARE(listing.set->check(QStringLiteral("__far/secret__")), fault(Kind::Missing, "far/secret"));
        QCOMPARE(listing.set->check(QStringLiteral("__large__")), fault(Kind::TooLarge, "large"));
        QVERIFY(readWildcards(folder.path(), listing.state).set == nullptr); // as it was
        write(folder, "pet.txt", "a dog");
        QCOMPARE(readWildcards(folder.path(), listing.state).set->expand(QStringLiteral("__pet__"), 3),
                 QStringLiteral("a dog"));
        QVERIFY(readWildcards(folder.filePath(QStringLiteral("none"))).set->names().isEmpty());
    }

    void aFolderThatChangesIsReadAgain()
    {
        const QTemporaryDir folder;
        WildcardFolder files(folder.path());
        std::shared_ptr<const WildcardSet> set;
        connect(&files, &WildcardFolder::changed, this, [&](const auto& now) { set = now; });
        QTRY_VERIFY(set != nullptr);
        QVERIFY(set->names().isEmpty());
        write(folder, "pet.txt", "cat");
        QTRY_COMPARE(set->names(), QStringList{QStringLiteral("pet")});
    }

    void aFileThatIsWrittenInItsPlaceIsReadWhenThePromptChanges()
    {
        const QTemporaryDir folder;
        write(folder, "one.txt", "");
        WildcardFolder files(folder.path());
        FakeModels models;
        FakeTokens tokens;
        StudioModel studio(models);
        QSettings file(folder.filePath(QStringLiteral("presets.ini")), QSettings::IniFormat);
        Presets presets(file);
        PromptSection section(studio, tokens, presets);
        section.setWildcardFolder(files);
        studio.change([](StudioState& state) { state.request.prompt = "a __one__"; });
        QTRY_COMPARE(studio.obstacle(), QStringLiteral("wildcards/one.txt has no lines to choose from"));
        write(folder, "one.txt", "cat\ndog\n");
        studio.change([](StudioState& state) { state.request.prompt = "a small __one__"; });
        QTRY_VERIFY(studio.obstacle().isEmpty());
    }

    void anUnknownNameStopsGenerateAndIsNamed()
    {
        FakeModels models;
        StudioModel studio(models);
        studio.change([](StudioState& state) {
            state.request.prompt = "a __pet__";
            state.isSeedKept = true;
        });
        QCOMPARE(studio.obstacle(), QStringLiteral("There is no wildcard file wildcards/pet.txt"));
        studio.setWildcards(nullptr);
        QCOMPARE(studio.obstacle(), QStringLiteral("The wildcard files are being read"));
        studio.setWildcards(std::make_shared<WildcardSet>(setOf({{QStringLiteral("pet"), "(old:1.2) cat"}})));
        QVERIFY(studio.obstacle().isEmpty());
        const GenerationRequest sent = studio.submission().request;
        QCOMPARE(sent.prompt, std::string("a (old:1.2) cat")); // which its picture keeps
        QVERIFY(sent.promptWeights);
        QCOMPARE(studio.state().request.prompt, std::string("a __pet__"));
        studio.setWildcards(nullptr);
        studio.change([](StudioState& state) { state.request.prompt = "{a|a} plain prompt"; });
        QCOMPARE(studio.submission().request.prompt, std::string("a plain prompt"));
    }

    void eachPictureDrawsForItself()
    {
        FakeModels models;
        StudioModel studio(models);
        studio.change([](StudioState& state) {
            state.request.prompt = "a {red|green|blue} boat";
            state.request.seed = 5;
            state.isSeedKept = true;
            state.count = 20;
        });
        const auto all = studio.submissions();
        QCOMPARE(all.size(), std::size_t{20});
        QSet<QString> prompts;
        for (std::size_t i = 0; i < all.size(); ++i) {
            QCOMPARE(all[i].count, 1);
            QCOMPARE(all[i].request.seed, std::int64_t(5 + i));
            prompts << QString::fromStdString(all[i].request.prompt);
        }
        QCOMPARE(prompts.size(), 3);
        studio.change([](StudioState& state) { state.request.seed = 24; });
        QCOMPARE(studio.submissions().front().request.prompt, all.back().request.prompt); // made again by its seed
        studio.change([](StudioState& state) { state.request.prompt = "a boat"; });
        QCOMPARE(studio.submissions().size(), std::size_t{1});
        QCOMPARE(studio.submissions().front().count, 20);
    }

    void namesAreOfferedWhileTheyAreTyped()
    {
        PromptEditor editor;
        editor.setWildcards(std::make_shared<WildcardSet>(
            setOf({{QStringLiteral("animals/cats"), "a"}, {QStringLiteral("colour"), "b"}})));
        editor.show();
        QTest::keyClicks(&editor, QStringLiteral("a _"));
        QVERIFY(!editor.completer().popup()->isVisible());
        QTest::keyClicks(&editor, QStringLiteral("_"));
        QVERIFY(editor.completer().popup()->isVisible());
        QCOMPARE(editor.completer().completionCount(), 2);
        QTest::keyClicks(&editor, QStringLiteral("cat"));
        QCOMPARE(editor.completer().currentCompletion(), QStringLiteral("animals/cats"));
        QTest::keyClick(editor.completer().popup(), Qt::Key_Return);
        QCOMPARE(editor.toPlainText(), QStringLiteral("a __animals/cats__"));
        QVERIFY(!editor.completer().popup()->isVisible());
        QTest::keyClicks(&editor, QStringLiteral("_"));
        QVERIFY(!editor.completer().popup()->isVisible()); // the end of one begins no other
    }
};

int runWildcards(int argc, char** argv)
{
    WildcardsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_wildcards.moc"
