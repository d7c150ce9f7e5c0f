#include "suites.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "controls/question_dialog.h"
#include "controls/search_field.h"
#include "controls/segmented_choice.h"
#include "controls/toggle_switch.h"
#include "controls/value_slider.h"

using namespace genserve::ui;

class ControlsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sliderFollowsADragOverItsWholeRange()
    {
        ValueSlider slider(QStringLiteral("Steps"));
        slider.setRange(0, 200);
        slider.resize(200, 30);
        slider.show();
        QTest::mousePress(&slider, Qt::LeftButton, {}, {10, 15});
        QTest::mouseMove(&slider, {60, 15});
        QTest::mouseMove(&slider, {110, 15});
        QTest::mouseRelease(&slider, Qt::LeftButton, {}, {110, 15});
        QCOMPARE(slider.value(), 100);
        QVERIFY(slider.findChild<QLineEdit*>() == nullptr); // a drag is no click
    }

    void sliderTakesATypedNumberAndClampsIt()
    {
        ValueSlider slider(QStringLiteral("Guidance"));
        slider.setRange(0, 500);
        slider.setScale(0.1, 1);
        slider.resize(160, 30);
        slider.show();
        slider.setRealValue(3.5);
        QCOMPARE(slider.value(), 35);
        QTest::mouseClick(&slider, Qt::LeftButton, {}, {20, 15});
        auto* editor = slider.findChild<QLineEdit*>();
        QVERIFY(editor != nullptr);
        QCOMPARE(editor->text(), QStringLiteral("3.5"));
        editor->setText(QStringLiteral("7,25"));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(slider.value(), 73);
        QTest::keyClick(&slider, Qt::Key_Return);
        editor->setText(QStringLiteral("999"));
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(slider.value(), 500);
        QTest::keyClick(&slider, Qt::Key_Return);
        editor->setText(QStringLiteral("1"));
        QKeyEvent override(QEvent::ShortcutOverride, Qt::Key_Escape, {});
        override.ignore();
        QCoreApplication::sendEvent(editor, &override);
        QVERIFY(override.isAccepted()); // the window's own Esc would take the focus, and the number would stay
        QTest::keyClick(editor, Qt::Key_Escape);
        QCOMPARE(slider.value(), 500);
    }

    void typingANumberEndsWithReturnOrElsewhere()
    {
        QWidget both;
        auto* slider = new ValueSlider(QStringLiteral("Steps"), &both);
        auto* other = new QLineEdit(&both);
        slider->setGeometry(0, 0, 160, 30);
        other->setGeometry(0, 40, 160, 30);
        both.show();
        both.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&both));
        QTest::mouseClick(slider, Qt::LeftButton, {}, {20, 15});
        auto* editor = slider->findChild<QLineEdit*>();
        editor->setText(QStringLiteral("7"));
        QTest::keyClick(editor, Qt::Key_Return);
        QVERIFY(!editor->isVisible());
        QVERIFY(slider->hasFocus());
        QTest::mouseClick(slider, Qt::LeftButton, {}, {20, 15});
        editor->setText(QStringLiteral("9"));
        QTest::mouseClick(other, Qt::LeftButton, {}, {20, 15});
        QCOMPARE(slider->value(), 9);
        QVERIFY(other->hasFocus());
    }

    void tabGoesOnToTheNextFieldAfterATypedNumber()
    {
        QWidget both;
        auto* first = new QLineEdit(&both);
        auto* slider = new ValueSlider(QStringLiteral("Steps"), &both);
        auto* next = new ValueSlider(QStringLiteral("Guidance"), &both);
        for (QWidget* one :
             {static_cast<QWidget*>(first), static_cast<QWidget*>(slider), static_cast<QWidget*>(next)}) {
            one->setGeometry(0, one == first ? 80 : one == slider ? 0 : 40, 160, 30);
        }
        both.show();
        both.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&both));
        QTest::mouseClick(slider, Qt::LeftButton, {}, {20, 15});
        auto* editor = slider->findChild<QLineEdit*>();
        editor->setText(QStringLiteral("14"));
        QTest::keyClick(editor, Qt::Key_Tab);
        QVERIFY(next->hasFocus());
        QCOMPARE(slider->value(), 14);
    }

    void enterPressesTheButtonThatHasTheFocus()
    {
        const auto answer = [](bool goesOn) {
            QuestionDialog dialog({QStringLiteral("Sure?"), {}, QStringLiteral("Delete"), QStringLiteral("Keep")},
                                  nullptr);
            QTimer::singleShot(0, &dialog, [&dialog, goesOn] {
                if (goesOn) {
                    QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab);
                }
                QTest::keyClick(dialog.focusWidget(), Qt::Key_Return);
            });
            return dialog.exec() == QDialog::Accepted;
        };
        QVERIFY(!answer(false)); // by habit
        QVERIFY(answer(true));
    }

    void aCommandTakesTheNumberThatIsBeingTyped()
    {
        QMainWindow window;
        auto* slider = new ValueSlider(QStringLiteral("Steps"), &window);
        slider->setGeometry(0, 0, 160, 30);
        int seen = 0;
        QAction generate;
        generate.setShortcut(QKeySequence(QStringLiteral("Ctrl+Return")));
        connect(&generate, &QAction::triggered, slider, [&] { seen = slider->value(); });
        window.addAction(&generate);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::mouseClick(slider, Qt::LeftButton, {}, {20, 15});
        slider->findChild<QLineEdit*>()->setText(QStringLiteral("4"));
        QTest::keyClick(window.windowHandle(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(seen, 4);
    }

    void escapeEmptiesASearchFirst()
    {
        SearchField field;
        field.setText(QStringLiteral("boat"));
        const auto isClaimed = [&field] {
            QKeyEvent override(QEvent::ShortcutOverride, Qt::Key_Escape, {});
            override.ignore();
            QCoreApplication::sendEvent(&field, &override);
            return override.isAccepted();
        };
        QVERIFY(isClaimed());
        QTest::keyClick(&field, Qt::Key_Escape);
        QVERIFY(field.text().isEmpty());
        QVERIFY(!isClaimed()); // now it is the window's
    }

    void sliderReturnsToItsDefaultOnADoubleClick()
    {
        ValueSlider slider(QStringLiteral("Steps"));
        slider.setRange(1, 100);
        slider.setDefaultValue(28);
        slider.setValue(90);
        slider.show();
        QTest::mouseDClick(&slider, Qt::LeftButton, {}, {20, 15});
        QCOMPARE(slider.value(), 28);
    }

    void sliderLeavesTheWheelToThePanelUnlessFocused()
    {
        ValueSlider slider(QStringLiteral("Steps"));
        slider.setRange(0, 10);
        slider.setValue(5);
        QWheelEvent wheel({5, 5}, {5, 5}, {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&slider, &wheel);
        QCOMPARE(slider.value(), 5);
        QVERIFY(!wheel.isAccepted());
    }

    void segmentedChoiceTellsOnlyWhatTheUserChose()
    {
        SegmentedChoice choice;
        for (const auto* text : {"Text", "Image", "Fill"}) {
            choice.addChoice(QString::fromLatin1(text));
        }
        QSignalSpy chosen(&choice, &SegmentedChoice::chosen);
        QCOMPARE(choice.current(), 0);
        choice.setCurrent(2);
        QCOMPARE(choice.current(), 2);
        QCOMPARE(chosen.count(), 0);
        choice.show();
        choice.activateWindow();
        auto* fill = choice.findChildren<QAbstractButton*>().at(2);
        fill->setFocus();
        QTRY_VERIFY(fill->hasFocus());
        QTest::keyClick(fill, Qt::Key_Left);
        QCOMPARE(choice.current(), 1);
    }

    void switchTogglesByMouseAndKey()
    {
        ToggleSwitch toggle(QStringLiteral("Only masked"));
        toggle.show();
        QSignalSpy toggled(&toggle, &QAbstractButton::toggled);
        QTest::mouseClick(&toggle, Qt::LeftButton);
        QTest::keyClick(&toggle, Qt::Key_Space);
        QCOMPARE(toggled.count(), 2);
        QVERIFY(!toggle.isChecked());
    }
};

int runControls(int argc, char** argv)
{
    ControlsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_controls.moc"
