#include "picture_files.h"
#include "suites.h"
#include "tasks/picture_reader.h"

#include <QColor>
#include <QElapsedTimer>
#include <QImage>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdlib>

using namespace genserve;
using namespace genserve::tasks;

namespace {

int largestDifference(const Image& a, const Image& b)
{
    if (a.width != b.width || a.height != b.height || a.channels != b.channels) {
        return 256;
    }
    int largest = 0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        largest = std::max(largest, std::abs(a.pixels[i] - b.pixels[i]));
    }
    return largest;
}

// What a user would read, or nothing where reading succeeded.
std::string complaint(const Bytes& bytes)
{
    const auto picture = decodePicture(bytes, "in.png");
    return picture ? std::string() : describe(picture.error());
}

QByteArray shown(const std::string& text) { return QByteArray::fromStdString(text); }

void addStoredPictures()
{
    QTest::addColumn<QByteArray>("name");
    for (const std::string& name : storedPictures()) {
        QTest::newRow(name.c_str()) << shown(name);
    }
}

const Bytes OneRow{0, 1, 2, 3, 4, 5, 6};

} // namespace

class PictureReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // The decoders' remarks about damaged files.
        QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false"));
    }

    void givesTheReferencesBytes_data() { addStoredPictures(); }
    void givesTheReferencesBytes()
    {
        QFETCH(QByteArray, name);
        const Image expected = readPortableMap(storedPicture(name.toStdString() + ".ppm"));
        if (name.startsWith("texts_")) {
            return;
        }
        const auto picture = readPicture(storedPicture(name.toStdString()));
        QVERIFY2(picture.has_value(), picture ? "" : describe(picture.error()).c_str());
        QCOMPARE(picture->format, name.endsWith(".png") ? PictureFormat::Png : PictureFormat::Jpeg);
        QCOMPARE(picture->image.channels, 3);
        QVERIFY(!expected.isEmpty());
        // Versions of libjpeg-turbo may differ by one where the colours are stored at half the size.
        QVERIFY(largestDifference(picture->image, expected) <= (name == "jpeg_420.jpg" ? 1 : 0));
    }

    void readsMasksAsGreyWithoutAlpha()
    {
        int masks = 0;
        for (const std::string& name : storedPictures()) {
            const Image expected = readPortableMap(storedPicture(name + ".pgm"));
            if (expected.isEmpty()) {
                continue;
            }
            ++masks;
            const auto mask = readMask(storedPicture(name));
            QVERIFY2(mask.has_value(), name.c_str());
            QVERIFY2(mask->image == expected, name.c_str());
        }
        QVERIFY(masks >= 10);
    }

    void warnsOfWhatItIgnores()
    {
        QCOMPARE(readPicture(storedPicture("profile_gamma.png"))->warnings.size(), std::size_t{1});
        QCOMPARE(readPicture(storedPicture("jpeg_profile.jpg"))->warnings.size(), std::size_t{1});
        QCOMPARE(readPicture(storedPicture("animated.png"))->warnings.size(), std::size_t{1});
        QVERIFY(readPicture(storedPicture("rgb8.png"))->warnings.empty());
        QVERIFY(readPicture(storedPicture("jpeg_444.jpg"))->warnings.empty());
    }

    void goesByContentNotByName()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("picture.png")).toStdString();
        writeBytes(path, readBytes(storedPicture("jpeg_444.jpg")));
        const auto picture = readPicture(path);
        QVERIFY(picture.has_value());
        QCOMPARE(picture->format, PictureFormat::Jpeg);
    }

    void rejectsEveryTruncation_data() { addStoredPictures(); }
    void rejectsEveryTruncation()
    {
        QFETCH(QByteArray, name);
        const Bytes whole = readBytes(storedPicture(name.toStdString()));
        for (std::size_t length = 0; length < whole.size(); ++length) {
            const auto picture = decodePicture(std::span(whole).first(length), "cut");
            QVERIFY2(!picture.has_value(), std::to_string(length).c_str());
            QCOMPARE(shown(picture.error().context), QByteArray("cut"));
        }
    }

    void survivesEveryChangedByte_data() { addStoredPictures(); }
    void survivesEveryChangedByte()
    {
        QFETCH(QByteArray, name);
        const Bytes whole = readBytes(storedPicture(name.toStdString()));
        int rejected = 0;
        for (std::size_t i = 0; i < whole.size(); ++i) {
            Bytes changed = whole;
            changed[i] ^= 0x55;
            const auto picture = decodePicture(changed, "changed");
            rejected += picture ? 0 : 1;
            if (picture) {
                QVERIFY(picture->image.width <= MaxPictureSide && picture->image.height <= MaxPictureSide);
            }
        }
        QVERIFY(rejected > 0);
    }

    void namesFileAndFault_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("message");
        const auto row = [](const char* name, const Bytes& bytes, const char* message) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(bytes.data()),
                                              static_cast<qsizetype>(bytes.size()))
                                << QByteArray("in.png: ") + message;
        };
        row("empty", {}, "the file is empty");
        row("text", {'h', 'e', 'l', 'l', 'o', ' ', 'w', 'o', 'r', 'l', 'd', '\n'}, "not a PNG or JPEG picture");
        row("signature alone", {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, "the file ends before the picture does");
        row("huge", pngFile(pngHeader(100000, 100000, 8, 2), {}, OneRow),
            "its size is 100000 x 100000, the limits are 8192 a side and 16777216 pixels");
        row("too many pixels", pngFile(pngHeader(8192, 2049, 8, 2), {}, OneRow),
            "its size is 8192 x 2049, the limits are 8192 a side and 16777216 pixels");
        row("negative size", pngFile(pngHeader(0xFFFFFFFF, 1, 8, 2), {}, OneRow),
            "its size is 4294967295 x 1, the limits are 8192 a side and 16777216 pixels");
        row("no pixels", pngFile(pngHeader(0, 5, 8, 2), {}, OneRow), "its size is 0 x 5");
        row("odd depth", pngFile(pngHeader(2, 1, 4, 2), {}, OneRow),
            "its header asks for a kind of picture that PNG does not have");
        row("image data too short", pngFile(pngHeader(2, 2, 8, 2), {}, OneRow),
            "its image data ends before the picture does");
        Bytes noData{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
        appendChunk(noData, "IHDR", pngHeader(2, 1, 8, 2));
        appendChunk(noData, "IEND", {});
        row("no image data", noData, "its image data ends before the picture does");
        row("no palette", pngFile(pngHeader(2, 1, 8, 3), {}, {0, 1, 2}), "its palette is missing");
        Bytes unknown;
        appendChunk(unknown, "CgBI", {});
        row("unknown critical part", pngFile(pngHeader(2, 1, 8, 2), unknown, OneRow),
            "it has a part 'CgBI' that PNG does not define");
        Bytes damaged = pngFile(pngHeader(2, 1, 8, 2), {}, OneRow);
        damaged[damaged.size() - 20] ^= 1;
        row("damaged image data", damaged, "the checksum of its part 'IDAT' is wrong");
        row("unknown filter", pngFile(pngHeader(2, 1, 8, 2), {}, {5, 1, 2, 3, 4, 5, 6}), "its image data is damaged");
        row("JPEG without data", {0xFF, 0xD8, 0xFF, 0xD9}, "it has no image data");
        row("JPEG of absurd size", {0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0},
            "its size is 65535 x 65535, the limits are 8192 a side and 16777216 pixels");
        row("arithmetic JPEG", {0xFF, 0xD8, 0xFF, 0xC9, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0},
            "lossless, hierarchical and arithmetic JPEG are not read");
        row("12-bit JPEG", {0xFF, 0xD8, 0xFF, 0xC1, 0, 11, 12, 0, 1, 0, 1, 1, 1, 0x11, 0},
            "JPEG with 1 components of 12 bits is not read");
    }
    void namesFileAndFault()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, message);
        QCOMPARE(shown(complaint(Bytes(bytes.begin(), bytes.end()))), message);
    }

    void rejectsWhatIsNoFile()
    {
        const auto missing = readPicture("/nonexistent/picture.png");
        QCOMPARE(shown(describe(missing.error())), QByteArray("/nonexistent/picture.png: the file does not exist"));
        QVERIFY(readPicture("/dev/zero").error().code == ErrorCode::Io);
        QVERIFY(readMask("/").error().code == ErrorCode::Io);
    }

    void rejectsMoreBytesThanTheLimit()
    {
        const QTemporaryDir folder;
        const std::filesystem::path path = folder.filePath(QStringLiteral("large.png")).toStdString();
        writeBytes(path, readBytes(storedPicture("rgb8.png")));
        std::filesystem::resize_file(path, MaxEncodedPictureBytes + 1);
        QVERIFY(readPicture(path).error().code == ErrorCode::UnsupportedFormat);
        std::filesystem::resize_file(path, MaxEncodedPictureBytes);
        QVERIFY(readPicture(path).has_value()); // what follows the end of the picture does not matter
    }

    void isNotHeldUpByCompressedTexts()
    {
        Bytes text{'k', 0, 0};
        const Bytes body = packed(Bytes(7 << 20, 'a'));
        text.insert(text.end(), body.begin(), body.end());
        Bytes extra;
        for (int i = 0; i < 200; ++i) {
            appendChunk(extra, "zTXt", text);
            appendChunk(extra, "iCCP", text);
        }
        const Bytes bomb = pngFile(pngHeader(2, 1, 8, 2), extra, OneRow);
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(shown(complaint(bomb)), QByteArray());
        QVERIFY(timer.elapsed() < 1000); // Qt's reader alone takes 20 s and 7 GB
    }

    void isNotHeldUpByScans()
    {
        const Bytes picture = readBytes(storedPicture("jpeg_progressive.jpg"));
        const Bytes marker{0xFF, 0xDA};
        const auto scan = std::ranges::search(picture, marker).begin();
        const auto next = std::search(scan + 2, picture.end(), marker.begin(), marker.end());
        Bytes bomb(picture.begin(), next);
        while (bomb.size() < 100000) {
            bomb.insert(bomb.end(), scan, next);
        }
        bomb.insert(bomb.end(), {0xFF, 0xD9});
        QCOMPARE(shown(complaint(bomb)), QByteArray("in.png: it has more than 64 scans"));
    }

    void readsTheLargestPicture()
    {
        Bytes rows;
        for (int y = 0; y < 2048; ++y) {
            rows.push_back(0);
            rows.insert(rows.end(), std::size_t{8192} * 8, static_cast<std::uint8_t>(y));
        }
        const auto picture = decodePicture(pngFile(pngHeader(8192, 2048, 16, 6), {}, rows), "large");
        QVERIFY2(picture.has_value(), picture ? "" : describe(picture.error()).c_str());
        QCOMPARE(picture->image.width, 8192);
        QCOMPARE(int{picture->image.row(0)[0]}, 255);
        QCOMPARE(int{picture->image.row(255)[0]}, 255);
        QCOMPARE(int{picture->image.row(128)[0]}, 191); // 128 at alpha 128 on white: 191.25
    }

    // A camera's picture: beyond the limits of inputs.
    void scalesPhotosDown_data()
    {
        QTest::addColumn<QByteArray>("format");
        QTest::newRow("png") << QByteArray("png");
        QTest::newRow("jpeg") << QByteArray("jpg");
    }

    void scalesPhotosDown()
    {
        QFETCH(QByteArray, format);
        const QTemporaryDir folder;
        const QString name = folder.filePath(QStringLiteral("photo.") + QString::fromLatin1(format));
        QImage photo(10000, 500, QImage::Format_RGB32);
        photo.fill(QColor(40, 80, 120));
        QVERIFY(photo.save(name, nullptr, 95));
        const auto path = std::filesystem::path(name.toStdString());
        QVERIFY(describe(readPicture(path).error()).find("10000 x 500, the limits are 8192") != std::string::npos);
        const auto read = readPhoto(path, 4096);
        QVERIFY2(read.has_value(), read ? "" : describe(read.error()).c_str());
        QCOMPARE(read->image.width, 4096);
        QCOMPARE(read->image.height, 205);
        QCOMPARE(read->fileWidth, 10000);
        QCOMPARE(read->fileHeight, 500);
        QVERIFY(std::abs(int{read->image.row(100)[3 * 2000 + 1]} - 80) <= 1);
        const auto whole = readPhoto(path, 16384);
        QCOMPARE(whole->image.width, 10000);
    }

    void refusesPhotosThatNobodyMakes()
    {
        const Bytes header = pngHeader(32768, 32768, 8, 2);
        const QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.filePath(QStringLiteral("bomb.png")).toStdString());
        writeBytes(path, pngFile(header, {}, OneRow));
        QVERIFY(describe(readPhoto(path, 4096).error()).find("33554432 pixels") != std::string::npos);
    }
};

int runPictureReader(int argc, char** argv)
{
    PictureReader suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_picture_reader.moc"
