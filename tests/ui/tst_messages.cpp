// What the window tells: at its foot, under the bell.
#include "open_window.h"
#include "studio_window.h"
#include "suites.h"

#include <QLabel>
#include <QSignalSpy>
#include <QTest>

#include "controls/toast.h"
#include "gallery/gallery_page.h"
#include "gallery/gallery_view.h"
#include "shell/notice_book.h"
#include "shell/top_bar.h"
#include "studio/generate_bar.h"
#include "studio/prompt_editor.h"
#include "studio/studio_page.h"

using namespace genserve;
using namespace genserve::ui;

class MessagesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void messagesOfTheStartStayInTheBell()
    {
        NoticeBook book;
        QSignalSpy changed(&book, &NoticeBook::changed);
        for (int i = 0; i < 60; ++i) {
            book.add(Tone::Accent, QString::number(i));
        }
        QCOMPARE(book.entries().size(), std::size_t{50});
        QCOMPARE(book.entries().front().text(), QStringLiteral("59"));
        QCOMPARE(book.unread(), 50);
        book.setRead();
        QCOMPARE(book.unread(), 0);
        QCOMPARE(changed.count(), 61);
        OpenWindow open;
        const auto* bell = open.window->findChild<NoticeBook*>();
        QCOMPARE(bell->entries().size(), std::size_t{1});
        QVERIFY(bell->entries().front().text().contains(QLatin1String("begins anew")));
    }

    void aDiskThatCantBeWrittenToIsToldOnce()
    {
        StudioWindow studio;
        studio.tasks.hardware.resize(1);
        auto& device = studio.tasks.hardware.front();
        const auto told = [&] { return studio.window.findChild<Toast*>()->findChild<QLabel*>()->text(); };
        studio.window.show();
        device.idleReason = {tasks::ReasonCode::StorageFailing, 0, "the disk is full"};
        Q_EMIT studio.tasks.devicesChanged();
        QVERIFY2(told().contains(QStringLiteral("the disk is full")), qPrintable(told()));
        const auto head = [&] {
            QStringList all;
            for (const QLabel* label : studio.window.findChild<TopBar*>()->findChildren<QLabel*>()) {
                all << label->text();
            }
            return all.join(u'|');
        };
        QVERIFY2(head().contains(QStringLiteral("can't be stored")), qPrintable(head()));
        device.idleReason = {};
        Q_EMIT studio.tasks.devicesChanged();
        QVERIFY2(told().contains(QStringLiteral("stored again")), qPrintable(told()));
        QVERIFY2(!head().contains(QStringLiteral("can't be stored")), qPrintable(head()));
    }

    void messagesStandAboveTheBarOfTheChoice()
    {
        OpenWindow open;
        GalleryPage& gallery = open.window->gallery();
        open.window->showPage(WindowPage::Gallery);
        QTRY_VERIFY(gallery.model().rowCount() > 2);
        gallery.view().setCurrentIndex(gallery.model().index(1));
        open.window->commands().run(QStringLiteral("gallery.trash"));
        const auto* toast = open.window->findChild<Toast*>();
        QVERIFY(toast->isVisible());
        QVERIFY(gallery.messageRoom().height() < gallery.height());
        QVERIFY(toast->geometry().bottom() <= gallery.messageRoom().bottom());
        open.window->commands().run(QStringLiteral("gallery.undo"));
        QVERIFY(!toast->isVisible());
    }

    void messagesLeaveGenerateInReach_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("smallest") << QSize(1024, 680);
        QTest::newRow("1280 x 800") << QSize(1280, 800);
    }
    void messagesLeaveGenerateInReach()
    {
        QFETCH(QSize, size);
        OpenWindow open;
        open.window->resize(size);
        const QString reason(200, u'x');
        Q_EMIT open.window->studio().message(QStringLiteral("The picture could not be made: ") + reason);
        const auto* toast = open.window->findChild<Toast*>();
        const auto* bar = open.window->findChild<GenerateBar*>();
        QVERIFY(toast->isVisible() && bar->isVisible());
        const QRect covered(toast->mapToGlobal(QPoint()), toast->size());
        QVERIFY(!covered.intersects(QRect(bar->mapToGlobal(QPoint()), bar->size())));
        QVERIFY(toast->width() > 300); // and it is still worth reading
    }

    void whatARecallReplacedCanBeHadBack()
    {
        OpenWindow open;
        StudioPage& studio = open.window->studio();
        auto* editor = open.window->findChild<PromptEditor*>();
        editor->setPlainText(QStringLiteral("a draft"));
        studio.model().change([](StudioState& state) { state.request.steps = 9; });
        QSignalSpy offered(&studio, &StudioPage::undoable);
        GenerationRequest request;
        request.prompt = "an earlier one";
        request.modelId = studio.model().model()->id;
        request.steps = 4;
        studio.recall(request, RecallPart::Remix);
        QCOMPARE(studio.model().state().request.steps.value_or(0), 4);
        QVERIFY(editor->textCursor().atEnd());
        QVERIFY(editor->history().contains(QStringLiteral("a draft")));
        QCOMPARE(offered.count(), 1);
        offered.front().at(1).value<std::function<void()>>()();
        QCOMPARE(editor->toPlainText(), QStringLiteral("a draft"));
        QCOMPARE(studio.model().state().request.steps.value_or(0), 9);
        studio.recall(request, RecallPart::Remix);
        editor->undo();
        QCOMPARE(studio.model().state().request.prompt, std::string("a draft"));
        studio.recall(request, RecallPart::Seed); // nothing that was typed goes
        QCOMPARE(offered.count(), 2);
    }

    void longMessagesEndInAnEllipsis()
    {
        QWidget page;
        page.resize(400, 300);
        page.show();
        Toast toast(&page);
        toast.showMessage(QStringLiteral("/a/folder/with/a/name/that/is/longer/than/the/window/is/wide/picture.png"),
                          QStringLiteral("Show"));
        QVERIFY(page.rect().contains(toast.geometry()));
        QVERIFY(toast.findChild<QLabel*>()->text().endsWith(u'…'));
        toast.showMessage(QStringLiteral("short"));
        QCOMPARE(toast.findChild<QLabel*>()->text(), QStringLiteral("short"));
    }

    void recallTellsWhereAnotherModelHasToServe()
    {
        OpenWindow open;
        StudioPage& studio = open.window->studio();
        QSignalSpy told(&studio, &StudioPage::message);
        GenerationRequest request;
        request.prompt = "from afar";
        request.modelId = studio.model().model()->id;
        studio.recall(request, RecallPart::All);
        QCOMPARE(told.count(), 0);
        request.modelId = "not-here";
        studio.recall(request, RecallPart::Seed);
        QCOMPARE(told.count(), 0);
        studio.recall(request, RecallPart::All);
        QCOMPARE(told.count(), 1);
        QVERIFY(told.front().front().toString().startsWith(QLatin1String("not-here is not installed")));
    }
};

int runMessages(int argc, char** argv)
{
    MessagesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_messages.moc"
