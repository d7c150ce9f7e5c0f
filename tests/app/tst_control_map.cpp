#include "app_test.h"
#include "desktop/control_map.h"

#include <QColor>
#include <QTest>

namespace genserve::app {

class ControlMapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheEdgesAtTheSizeOfThePictureToBeMade();
    void leavesAReadyControlPictureAsItIs();
    void isNothingOfNothing();
};

namespace {

// Left half red, right half blue.
QImage halves()
{
    QImage picture(128, 64, QImage::Format_RGB32);
    picture.fill(Qt::red);
    for (int y = 0; y < 64; ++y) {
        for (int x = 64; x < 128; ++x) {
            picture.setPixelColor(x, y, Qt::blue);
        }
    }
    return picture;
}

GenerationRequest requestOf(int width, int height, bool findsEdges)
{
    GenerationRequest request;
    request.width = width;
    request.height = height;
    request.controlPreprocess = findsEdges;
    return request;
}

} // namespace

void ControlMapTest::findsTheEdgesAtTheSizeOfThePictureToBeMade()
{
    const QImage map = controlMapOf(halves(), requestOf(256, 128, true));
    QCOMPARE(map.size(), QSize(256, 128));
    QCOMPARE(map.pixelColor(40, 60), QColor(Qt::black));
    QCOMPARE(map.pixelColor(200, 60), QColor(Qt::black));
    bool hasEdge = false;
    for (int x = 120; x < 136; ++x) {
        hasEdge = hasEdge || map.pixelColor(x, 60) == QColor(Qt::white);
    }
    QVERIFY(hasEdge);
}

void ControlMapTest::leavesAReadyControlPictureAsItIs()
{
    const QImage map = controlMapOf(halves(), requestOf(128, 64, false));
    QCOMPARE(map.pixelColor(10, 10), QColor(Qt::red));
    QCOMPARE(map.pixelColor(120, 10), QColor(Qt::blue));
}

void ControlMapTest::isNothingOfNothing() { QVERIFY(controlMapOf({}, requestOf(64, 64, true)).isNull()); }

const RegisteredTest<ControlMapTest> registered("control_map");

} // namespace genserve::app

#include "tst_control_map.moc"
