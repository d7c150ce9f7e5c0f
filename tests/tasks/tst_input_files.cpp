#include "picture_files.h"
#include "sha256_blocks.h"
#include "store/input_folders.h"
#include "suites.h"
#include "task_samples.h"
#include "tasks/input_files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace genserve;
using namespace genserve::tasks;

namespace {

struct Stored {
    std::string line;
    std::vector<InputFile> files;
};

Stored stored(const GenerationRequest& request, const std::filesystem::path& folder,
              const OriginalPictures& originals = {})
{
    Stored result;
    result.files = inputFilesOf(request, originals).value();
    std::vector<PictureFile> names;
    for (const InputFile& file : result.files) {
        names.push_back(file.name);
    }
    result.line = requestJson(request, names).value();
    QTest::qVerify(writeInputFiles(folder, result.files).has_value(), "written", "", __FILE__, __LINE__);
    return result;
}

} // namespace

class InputFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPictureComesBackBitForBit()
    {
        const QTemporaryDir folder;
        const GenerationRequest request = fullRequest();
        const auto line = stored(request, pathOf(folder) / "task").line;
        const auto loaded = loadRequest(line, pathOf(folder) / "task");
        QVERIFY(loaded.has_value());
        QCOMPARE(pictureRoles(request).size(), std::size_t{4});
        for (const std::string& role : pictureRoles(request)) {
            QVERIFY(*pictureOf(*loaded, role) == *pictureOf(request, role));
        }
    }

    void keepsAClientsOwnFile()
    {
        const QTemporaryDir folder;
        const auto bytes = std::make_shared<const Bytes>(readBytes(storedPicture("jpeg_orientation2.jpg")));
        QVERIFY(!bytes->empty());
        GenerationRequest request;
        request.inputImage = Image::filled(1, 1, 3, 0);
        const auto files = stored(request, pathOf(folder) / "task", {{"input_image", bytes}}).files;
        QCOMPARE(files[0].name.file, std::string("input_image.jpg"));
        QVERIFY(readBytes(pathOf(folder) / "task" / "input_image.jpg") == *bytes);
    }

    void countsBytes()
    {
        const auto files = inputFilesOf(fullRequest(), {}).value();
        std::int64_t sum = 0;
        for (const InputFile& file : files) {
            sum += static_cast<std::int64_t>(file.bytes->size());
        }
        QVERIFY(sum > 0);
        QCOMPARE(bytesOf(files), sum);
    }

    void aRequestWithoutPicturesHasNoFolder()
    {
        const QTemporaryDir folder;
        QVERIFY(writeInputFiles(pathOf(folder) / "task", {}).has_value());
        QVERIFY(!std::filesystem::exists(pathOf(folder) / "task"));
    }

    void leavesNothingBehindWhenTheDiskFails()
    {
        const QTemporaryDir folder;
        const auto files = inputFilesOf(fullRequest(), {}).value();
        // A folder with something in it can't be replaced by the rename at the end.
        std::filesystem::create_directories(pathOf(folder) / "task" / "child");
        const auto written = writeInputFiles(pathOf(folder) / "task", files);
        QVERIFY(!written.has_value());
        QVERIFY(written.error().code == ErrorCode::Io);
        QVERIFY(!std::filesystem::exists(pathOf(folder) / ".task.part"));
    }

    void theProcessorsHashIsThePlainOne()
    {
        std::vector<std::uint8_t> bytes(100 * 64);
        for (std::size_t index = 0; index < bytes.size(); ++index) {
            bytes[index] = static_cast<std::uint8_t>(index * index >> 3);
        }
        Sha256State chosen{1, 2, 3, 4, 5, 6, 7, 8}, plain = chosen;
        for (const std::size_t blocks : {std::size_t{1}, std::size_t{2}, std::size_t{97}}) {
            compressBlocks(chosen, bytes.data() + 1, blocks);
            compressBlocksPlainly(plain, bytes.data() + 1, blocks);
            QVERIFY(chosen == plain);
        }
    }

    void foldersOfACallDontShareTheirFaults()
    {
        QTemporaryDir root;
        GenerationRequest request;
        request.inputImage = noisePicture(4, 4, 3);
        const auto files = inputFilesOf(request, {}).value();
        writeBytes(pathOf(root) / "taken", {1}); // no folder can get this name
        std::vector<InputFolder> folders{{pathOf(root) / "first", files, {}},
                                         {pathOf(root) / "taken", files, {}},
                                         {pathOf(root) / "third", {}, pathOf(root) / "first"},
                                         {pathOf(root) / "fourth", {}, pathOf(root) / "nothing"}};
        makeInputFolders(folders);
        QVERIFY(folders[0].made && !folders[1].made && folders[2].made && !folders[3].made);
        QVERIFY(std::filesystem::exists(pathOf(root) / "third" / files.front().name.file));
        QCOMPARE(QDir(root.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).join(u' '),
                 QStringLiteral("first taken third"));
    }

    void linkedFilesCostNoSpace()
    {
        const QTemporaryDir folder;
        const auto request = fullRequest();
        const auto line = stored(request, pathOf(folder) / "first").line;
        QVERIFY(linkInputFiles(pathOf(folder) / "second", pathOf(folder) / "first").has_value());
        QCOMPARE(std::filesystem::hard_link_count(pathOf(folder) / "first" / "mask_image.png"), std::uintmax_t{2});
        std::filesystem::remove_all(pathOf(folder) / "first");
        QVERIFY(loadRequest(line, pathOf(folder) / "second").has_value());
    }

    void noticesChangedAndMissingFiles()
    {
        const QTemporaryDir folder;
        const auto line = stored(fullRequest(), pathOf(folder) / "task").line;
        const auto file = pathOf(folder) / "task" / "mask_image.png";
        auto bytes = readBytes(file);
        bytes[bytes.size() / 2] ^= 1;
        writeBytes(file, bytes);
        auto loaded = loadRequest(line, pathOf(folder) / "task");
        QVERIFY(!loaded.has_value());
        QVERIFY(loaded.error().code == ErrorCode::CorruptFile);
        QCOMPARE(loaded.error().context, file.string());
        std::filesystem::remove(file);
        loaded = loadRequest(line, pathOf(folder) / "task");
        QVERIFY(loaded.error().code == ErrorCode::CorruptFile);
        QCOMPARE(loaded.error().context, file.string());
    }
};

int runInputFiles(int argc, char** argv)
{
    InputFiles suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_input_files.moc"
