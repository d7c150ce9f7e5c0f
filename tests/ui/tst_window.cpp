// The whole window: nothing cut off, nothing untranslated, everything with a name, in every page and dialog.
#include "open_window.h"
#include "suites.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QComboBox>
#include <QDirIterator>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSet>
#include <QTest>
#include <QTimer>
#include <QXmlStreamReader>

#include "commands/command_palette.h"
#include "controls/memory_legend.h"
#include "controls/text_label.h"
#include "gallery/gallery_page.h"
#include "gallery/gallery_view.h"
#include "server/key_dialog.h"
#include "shell/close_dialog.h"
#include "shell/dock_panel.h"
#include "shell/notice_book.h"
#include "shell/notice_list.h"
#include "shell/status_bar.h"
#include "studio/canvas_pane.h"
#include "studio/model_section.h"
#include "studio/prompt_section.h"
#include "studio/studio_page.h"
#include "studio/tool_strip.h"
#include "words/engine_words.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

// English sources whose Chinese words are other words.
QSet<QString> translatedSources()
{
    QFile file(QStringLiteral(GENSERVE_TRANSLATIONS "/genserve_zh_CN.ts"));
    QSet<QString> sources;
    if (!file.open(QIODevice::ReadOnly)) {
        return sources;
    }
    QXmlStreamReader xml(&file);
    QString source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("source")) {
            source = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == QLatin1String("translation")
                   && xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed() != source) {
            sources.insert(source);
        }
    }
    return sources;
}

QString wordsOf(const QWidget& widget)
{
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
        return label->text();
    }
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return button == nullptr ? QString() : button->text().remove(QChar(0x2009)).remove(u'&');
}

template <class Check>
void forEachVisible(QWidget& root, const Check& check)
{
    for (QWidget* one : root.findChildren<QWidget*>()) {
        if (one->isVisibleTo(&root)) {
            check(*one);
        }
    }
}

// What a label or button needs and does not have; 0 = all is well.
int missingWidth(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    if (label != nullptr) {
        const bool givesWay = qobject_cast<const ElidedLabel*>(label) != nullptr || label->wordWrap();
        return givesWay || label->text().isEmpty() ? 0 : qMax(0, label->sizeHint().width() - label->width());
    }
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return button == nullptr || button->text().isEmpty() ? 0 : qMax(0, button->sizeHint().width() - button->width());
}

// What scrolls may be longer than what is seen of it.
bool scrolls(const QWidget& widget)
{
    for (const QWidget* one = widget.parentWidget(); one != nullptr; one = one->parentWidget()) {
        if (qobject_cast<const QAbstractScrollArea*>(one) != nullptr) {
            return true;
        }
    }
    return false;
}

QRect placeIn(const QWidget& widget, const QWidget& root) { return {widget.mapTo(&root, QPoint()), widget.size()}; }

bool liesInside(const QWidget& widget, const QWidget& root) { return root.rect().contains(placeIn(widget, root)); }

// Letters wider than the design's, as some systems' fonts have them.
class WideLetters {
public:
    explicit WideLetters(int percent) : m_before(QApplication::font())
    {
        QFont wide = m_before;
        wide.setStretch(percent);
        QApplication::setFont(wide);
    }
    ~WideLetters() { QApplication::setFont(m_before); }
    Q_DISABLE_COPY_MOVE(WideLetters)

private:
    QFont m_before;
};

constexpr std::array AllPages{WindowPage::Studio, WindowPage::Gallery, WindowPage::Queue,
                              WindowPage::Models, WindowPage::Server,  WindowPage::Settings};

// check(window, where), on every page and in every mode of the studio.
template <class Check>
void inAllPagesAndModes(MainWindow& window, const Check& check)
{
    for (const WindowPage page : AllPages) {
        window.showPage(page);
        check(window, QStringLiteral("page %1").arg(static_cast<int>(page)));
    }
    window.showPage(WindowPage::Studio);
    for (const Mode mode : {Mode::ImageToImage, Mode::Fill, Mode::ControlNet}) {
        window.studio().model().setMode(mode);
        check(window, QStringLiteral("mode %1").arg(static_cast<int>(mode)));
    }
}

} // namespace

class WindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothingIsCutOff_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("stretch");
        for (const auto* language : {"en", "zh_CN"}) {
            QTest::addRow("%s, smallest", language) << language << QSize(1024, 680) << 100;
            QTest::addRow("%s, smallest, wide letters", language) << language << QSize(1024, 680) << 110;
            QTest::addRow("%s, 1280 x 800", language) << language << QSize(1280, 800) << 100;
        }
    }
    void nothingIsCutOff()
    {
        QFETCH(QString, language);
        QFETCH(QSize, size);
        QFETCH(int, stretch);
        const WideLetters wide(stretch);
        OpenWindow open;
        open.window->resize(size);
        open.window->setLanguage(language);
        const auto check = [](QWidget& root, const QString& where) {
            QApplication::processEvents();
            QApplication::processEvents(); // a layout that has changed a child's may be asked again
            for (const QScrollArea* area : root.findChildren<QScrollArea*>()) {
                QVERIFY2(!area->isVisibleTo(&root) || area->widget()->width() <= area->viewport()->width(),
                         qPrintable(QStringLiteral("%1: its contents are %2 px wide, %3 are there")
                                        .arg(where)
                                        .arg(area->widget()->width())
                                        .arg(area->viewport()->width())));
            }
            forEachVisible(root, [&](QWidget& widget) {
                QVERIFY2(missingWidth(widget) == 0, qPrintable(QStringLiteral("%1: \"%2\" lacks %3 px")
                                                                   .arg(where, wordsOf(widget))
                                                                   .arg(missingWidth(widget))));
                const QRect place = placeIn(widget, root);
                const bool isOfQt = widget.objectName().startsWith(QLatin1String("qt_")); // a splitter's margin
                QVERIFY2(isOfQt || scrolls(widget) || root.rect().contains(place),
                         qPrintable(QStringLiteral("%1: %2 \"%3\" reaches to %4, %5")
                                        .arg(where, QLatin1String(widget.metaObject()->className()), wordsOf(widget))
                                        .arg(place.right())
                                        .arg(place.bottom())));
            });
        };
        inAllPagesAndModes(*open.window, check);
        CloseDialog closing(2, 5);
        closing.show();
        check(closing, QStringLiteral("closing"));
        KeyDialog key(open.demo.server);
        key.show();
        check(key, QStringLiteral("key"));
    }

    void everyToolLiesInTheWindow_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("smallest") << QSize(1024, 680);
        QTest::newRow("1024 x 700") << QSize(1024, 700);
        QTest::newRow("1024 x 720") << QSize(1024, 720);
        QTest::newRow("1280 x 690") << QSize(1280, 690);
        QTest::newRow("1920 x 1080, doubled") << QSize(952, 496); // less a window manager's frame
        QTest::newRow("1280 x 800") << QSize(1280, 800);
    }
    void everyToolLiesInTheWindow()
    {
        QFETCH(QSize, size);
        OpenWindow open;
        open.window->setMinimumSize(1, 1); // the least size is that of the screen, which is another one here
        open.window->resize(size);
        QApplication::processEvents();
        const auto check = [&open] {
            QApplication::processEvents();
            const auto* strip = open.window->findChild<ToolStrip*>();
            const auto buttons = strip->findChildren<QAbstractButton*>();
            QVERIFY(buttons.size() >= 12);
            for (const QAbstractButton* button : buttons) {
                QVERIFY2(button->isVisible() && liesInside(*button, *strip) && liesInside(*button, *open.window),
                         qPrintable(button->accessibleName()));
            }
            const QWidget* canvas = open.window->studio().canvasPane().holder();
            QCOMPARE(canvas->x(), strip->geometry().right() + 1); // nothing is left between them
            for (const DockPanel* dock : open.window->findChildren<DockPanel*>()) {
                QVERIFY2(!dock->isVisible() || liesInside(*dock, *open.window), qPrintable(dock->objectName()));
            }
        };
        open.window->studio().model().usePicture(FakeTasks::painted(1), Mode::ImageToImage);
        QApplication::processEvents();
        open.window->studio().model().setMode(Mode::Fill); // docks and tools come and go at once
        check();
        open.window->resize(1024, 600);
        check();
        open.window->resize(size);
        check();
    }

    void everyWordFollowsTheLanguage()
    {
        const QSet<QString> sources = translatedSources();
        QVERIFY(sources.size() > 300);
        OpenWindow open;
        open.window->palette().open(); // made before the change, all of it
        open.window->setLanguage(QStringLiteral("zh_CN"));
        QApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        const auto check = [&](QWidget& root) {
            for (QWidget* one : root.findChildren<QWidget*>()) {
                if (one->objectName().startsWith(QLatin1String("qt_"))) { // Qt's own, as a dock's hidden button
                    continue;
                }
                for (const QString& words : {wordsOf(*one), one->toolTip(), one->accessibleName()}) {
                    QVERIFY2(!sources.contains(words),
                             qPrintable(QStringLiteral("%1 in %2")
                                            .arg(words, QLatin1String(one->parent()->metaObject()->className()))));
                }
            }
        };
        check(*open.window);
        for (const Command& command : open.window->commands().commands()) {
            QVERIFY2(!sources.contains(command.spec.title()), qPrintable(command.spec.id));
            QVERIFY2(!sources.contains(command.action->text()), qPrintable(command.spec.id));
            QVERIFY2(!sources.contains(command.spec.group()), qPrintable(command.spec.id));
        }
        CloseDialog closing(2, 5);
        check(closing);
        KeyDialog key(open.demo.server);
        check(key);
        NoticeBook book;
        NoticeList list(book, nullptr);
        list.openBelow(*open.window);
        check(list);
        open.language.set(QStringLiteral("en"));
    }

    void whatTakesKeysHasAName()
    {
        OpenWindow open;
        const auto check = [](QWidget& root, const QString& place) {
            QApplication::processEvents();
            forEachVisible(root, [&](QWidget& widget) {
                const bool isControl = qobject_cast<QAbstractButton*>(&widget) || qobject_cast<QLineEdit*>(&widget)
                                       || qobject_cast<QComboBox*>(&widget) || qobject_cast<QAbstractSlider*>(&widget)
                                       || qobject_cast<QAbstractItemView*>(&widget);
                const bool isPart =
                    widget.parentWidget() != nullptr
                    && (widget.objectName().startsWith(QLatin1String("qt_")) || widget.inherits("QScrollBar")
                        || widget.parentWidget()->inherits("QAbstractSpinBox")
                        || widget.parentWidget()->inherits("QKeySequenceEdit"));
                if (isControl && !isPart && widget.focusPolicy() != Qt::NoFocus) {
                    QVERIFY2(
                        !widget.accessibleName().isEmpty() || !wordsOf(widget).isEmpty(),
                        qPrintable(
                            QStringLiteral("%1 in %2").arg(QLatin1String(widget.metaObject()->className()), place)));
                }
            });
        };
        inAllPagesAndModes(*open.window, check);
        open.window->palette().open();
        check(open.window->palette(), QStringLiteral("palette"));
        CloseDialog closing(2, 5);
        closing.show();
        check(closing, QStringLiteral("closing"));
        KeyDialog key(open.demo.server);
        key.show();
        check(key, QStringLiteral("key"));
        NoticeBook book;
        book.add(Tone::Warning, QStringLiteral("something"));
        NoticeList list(book, nullptr);
        list.openBelow(*open.window);
        check(list, QStringLiteral("notices"));
    }

    void tabReachesEveryControlOfThePage()
    {
        OpenWindow open;
        QVERIFY(QTest::qWaitForWindowActive(open.window.get()));
        for (const WindowPage page : AllPages) {
            open.window->showPage(page);
            QSet<QWidget*> reached;
            for (int i = 0; i < 300; ++i) {
                QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
                reached.insert(QApplication::focusWidget());
            }
            forEachVisible(*open.window, [&](QWidget& widget) {
                const bool isButton = qobject_cast<QAbstractButton*>(&widget) || qobject_cast<QComboBox*>(&widget);
                if (isButton && widget.isEnabled() && (widget.focusPolicy() & Qt::TabFocus) != 0) {
                    const auto* button = qobject_cast<QAbstractButton*>(&widget);
                    const bool isInGroup = button != nullptr && button->autoExclusive(); // arrows move inside it
                    QVERIFY2(isInGroup || reached.contains(&widget), qPrintable(widget.accessibleName()));
                }
            });
        }
    }

    void tabGoesFromTheModelToThePrompt()
    {
        OpenWindow open;
        QVERIFY(QTest::qWaitForWindowActive(open.window.get()));
        auto* model = open.window->findChild<ModelBox*>()->findChild<QComboBox*>();
        model->setFocus();
        QVERIFY(model->hasFocus());
        QTest::keyClick(model, Qt::Key_Tab); // presets
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        const QWidget* section = open.window->findChild<PromptSection*>();
        QVERIFY2(section->isAncestorOf(QApplication::focusWidget()),
                 qPrintable(QApplication::focusWidget()->accessibleName()));
    }

    void engineSentencesAreThoseOfTheEngine()
    {
        QString code;
        for (const char* room : {"/engine", "/service", "/app"}) {
            QDirIterator files(QStringLiteral(GENSERVE_SOURCES) + QLatin1String(room),
                               {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                code += QString::fromUtf8(file.readAll());
            }
        }
        code.replace(QLatin1String("\\\""), QLatin1String("'"));
        code.remove(QRegularExpression(QStringLiteral("\"\\s*\"")));
        for (const QString& sentence : knownEngineSentences()) {
            static const QRegularExpression Place(QStringLiteral("%\\d|, |; |: |which | \\(|\\b(?:a|no|is|not) "));
            for (QString part : sentence.split(Place)) {
                part = part.remove(QRegularExpression(QStringLiteral(":?\\s*$"))).trimmed().replace(u'"', u'\'');
                const QString plain = part.size() < 4 ? QString() : part;
                QVERIFY2(code.contains(plain), qPrintable(sentence));
            }
        }
    }

    void everyEngineSentenceIsTranslated_data()
    {
        QTest::addColumn<QString>("pattern");
        for (const QString& sentence : knownEngineSentences()) {
            QTest::newRow(qPrintable(sentence)) << sentence;
        }
    }
    void everyEngineSentenceIsTranslated()
    {
        QFETCH(QString, pattern);
        Language language;
        language.set(QStringLiteral("zh_CN"));
        QString sentence = pattern;
        QString words = QCoreApplication::translate("genserve::ui::EngineWords", qPrintable(pattern));
        QVERIFY(words != pattern);
        for (int i = 1; i < 10; ++i) { // no word of ours, so that it stays what it is
            const QString place = QStringLiteral("%%1").arg(i), value = QStringLiteral("<%1>").arg(i);
            sentence.replace(place, value);
            words.replace(place, value);
        }
        QCOMPARE(engineSentence(sentence.toStdString()), words);
        QCOMPARE(engineSentence("some: file: " + sentence.toStdString()), QStringLiteral("some: file：") + words);
        language.set(QStringLiteral("en"));
    }

    void engineSentencesAreTranslated()
    {
        Language language;
        language.set(QStringLiteral("zh_CN"));
        QCOMPARE(engineSentence("768 x 512 would fit, or precision fp8"),
                 QStringLiteral("768 x 512 放得下，或改用 fp8 精度"));
        QCOMPARE(
            engineSentence("this picture needs at least 41.2 GB of memory and 23.6 GB are there; 768 x 768 would fit"),
            QStringLiteral("这张图片至少需要 41.2 GB 显存或内存，目前只有 23.6 GB；768 × 768 放得下"));
        QCOMPARE(engineSentence("/home/a: b.png: not a PNG or JPEG picture"),
                 QStringLiteral("/home/a: b.png：不是 PNG 或 JPEG 图片"));
        QCOMPARE(engineReason("/home/a: b.png: not a PNG or JPEG picture"),
                 QStringLiteral("不是 PNG 或 JPEG 图片 · /home/a: b.png"));
        QCOMPARE(engineReason("/home/b.png: something new"), QStringLiteral("something new · /home/b.png"));
        QCOMPARE(engineReason("something: new"), QStringLiteral("something: new"));
        QCOMPARE(engineSentence("the task is finished and can't be tried again"),
                 QStringLiteral("任务已完成，不能重试"));
        QCOMPARE(engineSentence("something new"), QStringLiteral("something new"));
        QCOMPARE(engineSentence("/data: can't listen: The bound address is already in use"),
                 QStringLiteral("/data：无法监听：地址已被占用"));
        QCOMPARE(
            engineSentence("loras: style.safetensors does not fit this model: a.b changes a layer of shape [3, 4], "
                           "the model's has [5, 6]"),
            QStringLiteral("loras：style.safetensors 不适合这个模型：a.b 修改形状为 [3, 4] 的层，而模型的是 [5, 6]"));
        // What people write is left as it is.
        QCOMPARE(engineSentence("the end of the prompt was cut off: \"a list\""),
                 QStringLiteral("提示词末尾被截去：“a list”"));
        language.set(QStringLiteral("en"));
        for (const auto* same : {"768 x 512 would fit, or precision fp8", "a: not a PNG or JPEG picture", "one; two"}) {
            QCOMPARE(engineSentence(same), QLatin1String(same));
        }
    }

    void theStatusLineTellsAddressAndEnd()
    {
        Language language;
        language.set(QStringLiteral("en")); // plurals
        StatusBar bar;
        StatusFigures figures;
        figures.running = 1;
        figures.secondsLeft = 60;
        bar.setFigures(figures);
        QVERIFY(bar.accessibleName().contains(QLatin1String("Queue done about")));
        QVERIFY(bar.accessibleName().contains(QLatin1String("Server off")));
        figures.isServing = figures.isShared = true;
        figures.address = QStringLiteral("192.168.1.24:12411");
        figures.clients = 2;
        bar.setFigures(figures);
        QVERIFY(bar.accessibleName().contains(QStringLiteral("192.168.1.24:12411 · 2 clients")));
    }

    void theGalleryHasAMenuOfWhatCanBeDone()
    {
        OpenWindow open;
        GalleryPage& gallery = open.window->gallery();
        open.window->showPage(WindowPage::Gallery);
        QTRY_VERIFY(gallery.model().rowCount() > 2);
        gallery.view().setCurrentIndex(gallery.model().index(1));
        QStringList found;
        QTimer::singleShot(0, &gallery, [&found] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            for (const QAction* action : menu->actions()) {
                found << action->text();
            }
            menu->close();
        });
        Q_EMIT gallery.view().customContextMenuRequested(QPoint(4, 4));
        QVERIFY(found.contains(QStringLiteral("Recall all settings")));
        QVERIFY(found.contains(QStringLiteral("Move to trash")));
        QVERIFY(!found.contains(QStringLiteral("Compare two pictures"))); // one is chosen
        QVERIFY(!found.contains(QStringLiteral("Delete for good")));
    }

    void theLegendTellsEveryPart()
    {
        MemoryLegend legend;
        legend.setUse({48'000'000'000, 24'000'000'000, 9'100'000'000, 0});
        QVERIFY(legend.accessibleName().contains(QLatin1String("weights 24.0")));
        QVERIFY(legend.accessibleName().contains(QLatin1String("activations 9.1")));
        QVERIFY(!legend.accessibleName().contains(QLatin1String("other")));
        QVERIFY(legend.accessibleName().contains(QLatin1String("free 14.9")));
    }
};

int runWindow(int argc, char** argv)
{
    WindowTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_window.moc"
