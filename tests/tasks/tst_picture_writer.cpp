#include "picture_files.h"
#include "suites.h"
#include "tasks/picture_reader.h"
#include "tasks/picture_writer.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

using namespace genserve;
using namespace genserve::tasks;

namespace {

QByteArray shown(const std::string& text) { return QByteArray::fromStdString(text); }

std::filesystem::path in(const QTemporaryDir& folder, const char* name)
{
    return std::filesystem::path(folder.path().toStdString()) / name;
}

QStringList everythingIn(const QTemporaryDir& folder)
{
    return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
}

// Lets no file of this process grow beyond a size while it lives, as a full disk would.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before{};
};

} // namespace

class PictureWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pngKeepsEveryByte_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("channels");
        QTest::newRow("rgb") << 37 << 21 << 3;
        QTest::newRow("one pixel") << 1 << 1 << 3;
        QTest::newRow("grey") << 33 << 5 << 1;
    }
    void pngKeepsEveryByte()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, channels);
        const QTemporaryDir folder;
        const Image image = noisePicture(width, height, channels);
        QVERIFY(writePicture(in(folder, "out.png"), image, {"p", "g"}).has_value());
        const auto read = channels == 3 ? readPicture(in(folder, "out.png")) : readMask(in(folder, "out.png"));
        QVERIFY(read.has_value());
        QVERIFY(read->image == image);
        QCOMPARE(everythingIn(folder), QStringList{QStringLiteral("out.png")});
    }

    void equalPicturesAreEqualFiles()
    {
        const Image image = noisePicture(40, 30, 3);
        const Bytes first = *encodePng(image, {"p", "g"});
        QVERIFY(first == *encodePng(image, {"p", "g"}));
        QVERIFY(first != *encodePng(image, {"p", "h"}));
    }

    void pngHoldsOnlyPictureAndTexts()
    {
        const Bytes file = *encodePng(noisePicture(5, 5, 3), {"p", "g"});
        Bytes expected{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        appendChunk(expected, "IHDR", pngHeader(5, 5, 8, 2));
        appendChunk(expected, "tEXt", {'p', 'a', 'r', 'a', 'm', 'e', 't', 'e', 'r', 's', 0, 'p'});
        appendChunk(expected, "tEXt", {'g', 'e', 'n', 's', 'e', 'r', 'v', 'e', 0, 'g'});
        QVERIFY(std::equal(expected.begin(), expected.end(), file.begin()));
        const std::string next(file.begin() + static_cast<std::ptrdiff_t>(expected.size()) + 4,
                               file.begin() + static_cast<std::ptrdiff_t>(expected.size()) + 8);
        QCOMPARE(shown(next), QByteArray("IDAT"));
    }

    void jpegIsCloseAndCarriesAComment()
    {
        const QTemporaryDir folder;
        Image image = Image::filled(64, 48, 3, 0);
        for (int y = 0; y < image.height; ++y) {
            for (std::size_t x = 0; x < image.rowBytes(); ++x) {
                image.row(y)[x] = static_cast<std::uint8_t>(x + static_cast<std::size_t>(y));
            }
        }
        for (const char* name : {"out.jpg", "out.JPEG"}) {
            QVERIFY(writePicture(in(folder, name), image, {"the parameters", "g"}).has_value());
            const auto read = readPicture(in(folder, name));
            QVERIFY(read.has_value());
            QCOMPARE(read->format, PictureFormat::Jpeg);
            for (std::size_t i = 0; i < image.pixels.size(); ++i) {
                QVERIFY(std::abs(read->image.pixels[i] - image.pixels[i]) <= 12);
            }
            const Bytes bytes = readBytes(in(folder, name));
            QVERIFY(contains(bytes, std::string("\xFF\xFE\0\x10the parameters", 18)));
        }
        const Bytes withoutRoom = *encodeJpeg(image, {std::string(70000, 'x'), ""});
        QVERIFY(!contains(withoutRoom, std::string(10, 'x')));
        QVERIFY(decodePicture(withoutRoom, "comment").has_value());
    }

    void rejectsOtherExtensions()
    {
        const QTemporaryDir folder;
        const auto written = writePicture(in(folder, "out.webp"), noisePicture(2, 2, 3), {});
        QVERIFY(written.error().code == ErrorCode::InvalidArgument);
        QCOMPARE(shown(describe(written.error())), shown(in(folder, "out.webp").string())
                                                       + ": pictures are written as .png, .jpg or .jpeg, not as .webp");
        QVERIFY(!writePicture(in(folder, "out"), noisePicture(2, 2, 3), {}).has_value());
        QVERIFY(everythingIn(folder).isEmpty());
    }

    void rejectsWhatIsNoPicture()
    {
        const QTemporaryDir folder;
        QVERIFY(writePicture(in(folder, "out.png"), Image{}, {}).error().code == ErrorCode::Internal);
        QVERIFY(writePicture(in(folder, "out.png"), noisePicture(2, 2, 4), {}).error().code == ErrorCode::Internal);
        QVERIFY(everythingIn(folder).isEmpty());
    }

    void replacesAnOldFile()
    {
        const QTemporaryDir folder;
        writeBytes(in(folder, "out.png"), {1, 2, 3});
        QVERIFY(writePicture(in(folder, "out.png"), noisePicture(2, 2, 3), {}).has_value());
        QVERIFY(readPicture(in(folder, "out.png")).has_value());
        QCOMPARE(everythingIn(folder).size(), 1);
    }

    void followsASymbolicLink()
    {
        const QTemporaryDir folder;
        writeBytes(in(folder, "real.png"), {1, 2, 3});
        std::filesystem::create_symlink("real.png", in(folder, "link.png"));
        QVERIFY(writePicture(in(folder, "link.png"), noisePicture(2, 2, 3), {}).has_value());
        QVERIFY(std::filesystem::is_symlink(in(folder, "link.png")));
        QVERIFY(readPicture(in(folder, "real.png")).has_value());
    }

    void refusesToReplaceWhatIsNoFile()
    {
        const QTemporaryDir folder;
        std::filesystem::create_directory(in(folder, "folder.png"));
        QVERIFY(writePicture(in(folder, "folder.png"), noisePicture(2, 2, 3), {}).error().code == ErrorCode::Io);
        QVERIFY(writePng("/dev/null", noisePicture(2, 2, 3), {}).error().code == ErrorCode::Io);
    }

    void aFailedWriteLeavesTheOldFileAndNothingElse()
    {
        const QTemporaryDir folder;
        writeBytes(in(folder, "out.png"), {1, 2, 3});
        Expected<void> written;
        {
            const FileSizeLimit full(500);
            written = writePicture(in(folder, "out.png"), noisePicture(64, 64, 3), {});
        }
        QVERIFY(!written.has_value());
        QVERIFY(written.error().code == ErrorCode::Io);
        QCOMPARE(shown(written.error().context), shown(in(folder, "out.png").string()));
        QVERIFY(readBytes(in(folder, "out.png")) == (Bytes{1, 2, 3}));
        QCOMPARE(everythingIn(folder).size(), 1);
    }

    void namesAFolderThatIsMissing()
    {
        const auto written = writePicture("/nonexistent/out.png", noisePicture(2, 2, 3), {});
        QVERIFY(written.error().code == ErrorCode::NotFound);
        QVERIFY(shown(describe(written.error())).startsWith("/nonexistent/out.png: "));
    }

    void namesAFolderThatRefuses()
    {
        if (geteuid() == 0) {
            QSKIP("root may write everywhere");
        }
        const QTemporaryDir folder;
        const std::filesystem::path path(folder.path().toStdString());
        std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
        const auto written = writePicture(path / "out.png", noisePicture(2, 2, 3), {});
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        QVERIFY(written.error().code == ErrorCode::Io);
        QCOMPARE(shown(written.error().context), shown((path / "out.png").string()));
    }
};

int runPictureWriter(int argc, char** argv)
{
    PictureWriter suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_picture_writer.moc"
