// The size of the picture to come: typed, by shape and megapixels, by the picture that is worked on.
#include "suites.h"

#include <QLineEdit>
#include <QTest>

#include "controls/icon_button.h"
#include "controls/value_slider.h"
#include "settings/session_file.h"
#include "studio/picture_size.h"
#include "studio/shape_button.h"
#include "studio/size_section.h"
#include "studio/studio_page.h"
#include "studio_window.h"

using namespace genserve;
using namespace genserve::ui;

class SizesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sizesCanBeTyped_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QSize>("size");
        QTest::newRow("steps") << QStringLiteral("800x600") << QSize(800, 608);
        QTest::newRow("as shown") << QStringLiteral("1920 × 1088") << QSize(1920, 1088);
        QTest::newRow("blank") << QStringLiteral(" 512 768 ") << QSize(512, 768);
        QTest::newRow("too small") << QStringLiteral("1*20000") << QSize(64, 4096);
        QTest::newRow("too many pixels") << QStringLiteral("4096x4096") << QSize(2896, 2896);
        QTest::newRow("no size") << QStringLiteral("large") << QSize(256, 256);
    }

    void sizesCanBeTyped()
    {
        QFETCH(QString, typed);
        QFETCH(QSize, size);
        StudioWindow studio;
        const StudioModel& model = studio.window.studio().model();
        auto* field = studio.window.findChild<SizeSection*>()->findChild<QLineEdit*>();
        field->setText(typed);
        Q_EMIT field->editingFinished();
        QCOMPARE(model.size(), size);
        QCOMPARE(field->text(), QStringLiteral("%1 × %2").arg(size.width()).arg(size.height()));
    }

    void shapesFollowTheSwapButtonAndShowTheFocus()
    {
        StudioWindow studio;
        studio.window.show();
        auto* section = studio.window.findChild<SizeSection*>();
        auto* shape = section->findChildren<ShapeButton*>().constFirst();
        shape->setChecked(true);
        QWidget* before = shape->previousInFocusChain();
        while (before->focusPolicy() == Qt::NoFocus) {
            before = before->previousInFocusChain();
        }
        QVERIFY(qobject_cast<IconButton*>(before) != nullptr); // swap
        const QImage plain = shape->grab().toImage();
        shape->setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(shape->hasFocus());
        QVERIFY(shape->grab().toImage() != plain);
    }

    void sizesKeepShapeAndArea_data()
    {
        QTest::addColumn<QSize>("shape");
        QTest::addColumn<double>("megapixels");
        QTest::addColumn<QSize>("size");
        QTest::newRow("square") << QSize(1, 1) << 1.05 << QSize(1024, 1024);
        QTest::newRow("wide") << QSize(16, 9) << 1.05 << QSize(1360, 768);
        QTest::newRow("tall") << QSize(3, 4) << 1.05 << QSize(880, 1184);
        QTest::newRow("smallest side") << QSize(1, 1) << 0.001 << QSize(64, 64);
    }

    void sizesKeepShapeAndArea()
    {
        QFETCH(QSize, shape);
        QFETCH(double, megapixels);
        QTEST(sizeFor(shape, megapixels), "size");
    }

    void theTickOfTheSizeIsTheModelsOwn()
    {
        FakeModels models;
        StudioModel studio(models);
        SizeSection section(studio);
        studio.setSize(QSize(512, 512));
        auto* slider = section.findChild<ValueSlider*>();
        QTest::mouseDClick(slider, Qt::LeftButton, {}, {20, 15});
        QCOMPARE(studio.size(), QSize(256, 256)); // 0.07 megapixels would be 272 x 272
    }

    void aShapeOfItsOwnChecksNoButton()
    {
        FakeModels models;
        StudioModel studio(models);
        SizeSection section(studio);
        const auto checked = [&section] {
            const auto buttons = section.findChildren<ShapeButton*>();
            return std::ranges::count_if(buttons, &QAbstractButton::isChecked);
        };
        studio.setSize(QSize(768, 512));
        QCOMPARE(checked(), 1);
        studio.setSize(QSize(208, 256));
        QCOMPARE(checked(), 0);
        studio.setSize(QSize(512, 512));
        QCOMPARE(checked(), 1);
        studio.setSize(QSize(320, 208)); // what 3:2 gives there
        QCOMPARE(checked(), 1);
        QCOMPARE(studio.state().form.shape, QSize(3, 2));
        QCOMPARE(studio.size(), QSize(320, 208));
        studio.setSize(QSize(208, 320));
        QCOMPARE(studio.state().form.shape, QSize(2, 3));
        QCOMPARE(studio.size(), QSize(208, 320));
    }

    void aPictureBringsItsShape()
    {
        FakeModels models;
        StudioModel studio(models);
        const QImage wide(384, 256, QImage::Format_RGB32);
        studio.usePicture(wide, Mode::ImageToImage);
        QCOMPARE(studio.state().form.shape, QSize(3, 2));
        QCOMPARE(studio.size(), QSize(320, 208)); // of the model's own area
        studio.usePicture(wide.scaled(256, 384), Mode::ControlNet);
        QCOMPARE(studio.state().form.shape, QSize(2, 3));
        studio.setMode(Mode::TextToImage);
        studio.change([](StudioState& state) { state.form.shape = QSize(1, 1); });
        studio.setMode(Mode::ImageToImage);
        QCOMPARE(studio.state().form.shape, QSize(3, 2));
    }

    void eachModeKeepsItsSize()
    {
        FakeModels models;
        StudioModel studio(models);
        studio.setSize({512, 512});
        const QImage wide(384, 256, QImage::Format_RGB32);
        studio.usePicture(wide, Mode::ImageToImage);
        studio.change([](StudioState& state) { state.form.megapixels = 0.1; });
        const QSize image = studio.size();
        studio.usePicture(wide.scaled(256, 512), Mode::ControlNet);
        QCOMPARE(studio.state().form.shape, QSize(1, 2)); // of the control picture
        studio.setMode(Mode::TextToImage);
        QCOMPARE(studio.size(), QSize(512, 512));
        studio.setMode(Mode::ImageToImage);
        QCOMPARE(studio.size(), image);
        const auto again = stateOf(stateJson(studio.state()));
        QVERIFY(again);
        StudioModel next(models);
        next.restore(*again);
        QCOMPARE(next.size(), image);
        next.setMode(Mode::TextToImage);
        QCOMPARE(next.size(), QSize(512, 512));
        studio.setMode(Mode::Fill);
        studio.setInput(wide.scaled(256, 256)); // another picture has another shape
        studio.setMode(Mode::ImageToImage);
        QCOMPARE(studio.state().form.shape, QSize(1, 1));
    }
};

int runSizes(int argc, char** argv)
{
    SizesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_sizes.moc"
