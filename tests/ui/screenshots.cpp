// Pictures of every page of the window, in one look, size and language: what script/screenshots runs.
#include <cmath>

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>
#include <QTimer>

#include "canvas/area_shapes.h"
#include "commands/command_palette.h"
#include "controls/question_dialog.h"
#include "controls/toast.h"
#include "demo_world.h"
#include "gallery/gallery_model.h"
#include "gallery/gallery_page.h"
#include "gallery/gallery_view.h"
#include "gallery/library_panel.h"
#include "queue/picture_rate.h"
#include "server/key_dialog.h"
#include "settings/settings_page.h"
#include "shell/close_dialog.h"
#include "shell/main_window.h"
#include "shell/notice_book.h"
#include "shell/notice_list.h"
#include "studio/autosave.h"
#include "studio/before_after.h"
#include "studio/canvas_pane.h"
#include "studio/file_chooser.h"
#include "studio/run_view.h"
#include "studio/studio_page.h"
#include "theme/theme.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

constexpr int SettleMs = 350; // longer than any animation of the window
constexpr int SecondsAPicture = 13;
constexpr int SaveMs = 3000; // longer than a change waits to be saved
constexpr int AskMs = 600;   // until the forecast is asked for

void settle()
{
    QElapsedTimer clock;
    clock.start();
    while (clock.elapsed() < SettleMs) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
        QThreadPool::globalInstance()->waitForDone(20);
    }
}

class Photographer {
public:
    Photographer(const QStringList& arguments, DemoWorld& demo, SettingsStore& settings, Language& language)
        : m_demo(demo), m_window(demo.world(), settings, language), m_folder(arguments.at(1))
    {
        m_name = QStringLiteral("-%1-%2-%3").arg(arguments.at(2), arguments.at(3), arguments.at(4));
        m_window.resize(arguments.at(3).section(u'x', 0, 0).toInt(), arguments.at(3).section(u'x', 1, 1).toInt());
        m_window.show();
        m_only = arguments.value(5);
    }

    void shootAll()
    {
        m_demo.sendPreviews();
        liveSeconds();
        shootStudio();
        shootGallery();
        shootPages();
        shootOverlays();
    }

private:
    void shootStudio()
    {
        shoot("first", [] {}); // with the toast that tells of the last run
        m_window.findChild<Toast*>()->hide();
        shoot("studio", [this] { showResult(); });
        shoot("toolong", [this] {
            m_demo.tokens.limit = 12;
            m_demo.tokens.t5Limit = 20;
            m_demo.tasks.fitAnswer = {false,          "cuda:1", {},         "768 x 768 would fit, or precision fp8",
                                      41'200'000'000, {},       {768, 768}, true,
                                      38'400'000'000};
            m_demo.tasks.smallerFit = {true, "cuda:1", "resident", {}, 33'600'000'000, 11};
            change([](StudioState& state) {
                state.request.prompt += ", wet rocks in front, (foam:1.3), a small boat far out, 35 mm photograph";
            });
            Q_EMIT m_demo.tasks.finished(m_demo.tasks.archive.front()); // asks for the forecast again
            QTest::qWait(AskMs);
        });
        m_demo.tokens.limit = 77;
        m_demo.tokens.t5Limit = 512;
        m_demo.tasks.fitAnswer = {true, "cuda:0", "resident", {}, 0, 7.8};
        shoot("image", [this] {
            m_window.studio().model().setMode(Mode::ImageToImage);
            m_window.studio().model().setInput(m_demo.pictures.picture(17, {1024, 1024}));
            QTest::qWait(AskMs);
        });
        shoot("fill", [this] { showFill(); });
        shoot("outpaint", [this] { m_window.studio().model().setOutpaint({256, 0, 128, 0}); });
        m_window.studio().model().setOutpaint({});
        showComparison();
        shoot("control", [this] {
            m_window.studio().model().setControl(m_demo.pictures.picture(44, {1024, 1024}));
            m_window.studio().model().setMode(Mode::ControlNet);
        });
    }

    void showComparison()
    {
        const QImage before = m_demo.pictures.picture(0, {1024, 1024});
        const QImage mask = m_window.studio().model().mask().image();
        QImage after = before;
        QPainter(&after).fillRect(QRect(320, 640, 320, 120), QColor(40, 110, 170));
        shoot("before-after", [&] {
            m_window.studio().canvasPane().showResult(FakeTasks::finishedTask(9, 0), after);
            m_window.studio().canvasPane().compareResult(before, mask, Comparison::Slider);
        });
        shoot("difference", [this] {
            for (auto* choice : m_window.findChildren<BeforeAfter*>().first()->findChildren<QAbstractButton*>()) {
                if (choice->text() == QCoreApplication::translate("genserve::ui::BeforeAfter", "Difference")) {
                    choice->click();
                }
            }
        });
    }

    void shootGallery()
    {
        shoot("gallery", [this] {
            m_window.showPage(WindowPage::Gallery);
            settle();
            choose(3, 3);
        });
        shoot("trash", [this] {
            for (int i = 0; i < 9; ++i) {
                m_demo.tasks.archive[static_cast<std::size_t>(i)].trashedMs = 1;
            }
            tasks::HistoryQuery query;
            query.trash = tasks::TrashFilter::Only;
            Q_EMIT m_window.findChild<LibraryPanel*>()->chosen(query);
        });
        Q_EMIT m_window.findChild<LibraryPanel*>()->chosen({});
        settle();
        shoot("compare", [this] {
            choose(3, 4);
            m_window.commands().run(QStringLiteral("gallery.compare"));
        });
    }

    void shootPages()
    {
        shoot("queue", [this] { m_window.showPage(WindowPage::Queue); });
        shoot("models", [this] { m_window.showPage(WindowPage::Models); });
        shoot("server", [this] { m_window.showPage(WindowPage::Server); });
        shoot("settings", [this] { m_window.showPage(WindowPage::Settings); });
        shoot("shortcuts",
              [this] { m_window.findChild<SettingsPage*>()->editShortcut(QStringLiteral("task.generate")); });
    }

    void shootOverlays()
    {
        shoot("palette", [this] {
            m_window.showPage(WindowPage::Studio);
            m_window.studio().model().setMode(Mode::Fill);
            m_window.palette().open();
            m_window.palette().findChild<QLineEdit*>()->setText(QStringLiteral("mask"));
        });
        m_window.palette().findChild<QLineEdit*>()->setText(QStringLiteral("zz"));
        shoot("palette-nothing", [] {});
        m_window.palette().hide();
        NoticeList notices(*m_window.findChild<NoticeBook*>(), &m_window);
        shootAlone("notices", notices, [&] { notices.openBelow(m_window); });
        CloseDialog closing(2, 5, &m_window);
        shootAlone("closing", closing, [&] { closing.show(); });
        shootFiles();
        QuestionDialog question({QStringLiteral("Empty the trash?"),
                                 QStringLiteral("Pictures and settings can't be brought back after this."),
                                 QStringLiteral("Delete for good"), QStringLiteral("Keep")},
                                &m_window);
        shootAlone("question", question, [&] { question.show(); });
        KeyDialog key(m_demo.server, &m_window);
        shootAlone("key", key, [&] { key.show(); });
    }

    void shootFiles()
    {
        QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
        QTimer::singleShot(AskMs, &m_window, [this] {
            auto* files = static_cast<QFileDialog*>(QApplication::activeModalWidget());
            auto* popup = files->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"))->completer()->popup();
            save(QStringLiteral("files"), *files);
            popup->resize(240, 90);
            popup->show();
            save(QStringLiteral("completion"), *popup);
            popup->hide();
            files->reject();
        });
        (void)FileChooser::folderChosen(m_window, QStringLiteral("Open"), QStringLiteral("/usr"));
    }

    // Two minutes of figures.
    void liveSeconds()
    {
        for (int second = 0; second < 120; ++second) {
            for (tasks::DeviceStatus& device : m_demo.tasks.hardware) {
                const double wave = std::sin(second * 0.4 + device.id.back());
                const bool isBusy = device.state == tasks::DeviceState::Busy;
                device.figures.loadPercent =
                    isBusy ? std::clamp(*device.figures.loadPercent + 3 * wave, 60.0, 99.0) : 0;
                device.figures.powerW = *device.figures.powerW + (isBusy ? 8 * wave : 0);
            }
            Q_EMIT m_demo.tasks.devicesChanged();
        }
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        for (PictureRate* rate : m_window.findChildren<PictureRate*>()) {
            for (int picture = 40; picture > 0; --picture) {
                const qint64 end = now - picture * SecondsAPicture * 1000LL;
                rate->count(end - SecondsAPicture * 1000LL, end);
            }
        }
        Q_EMIT m_demo.tasks.tasksChanged();
    }

    void change(const std::function<void(StudioState&)>& edit) { m_window.studio().model().change(edit); }

    void shootAlone(const char* name, QWidget& window, const std::function<void()>& prepare)
    {
        prepare();
        settle();
        save(QLatin1String(name), window);
        window.close();
    }
    void save(const QString& page, QWidget& widget)
    {
        if (m_only.isEmpty() || m_only == page) {
            widget.grab().save(QDir(m_folder).filePath(page + m_name + QStringLiteral(".png")));
        }
    }
    void shoot(const QString& page, const std::function<void()>& prepare)
    {
        prepare();
        settle();
        save(page, m_window);
    }
    void shoot(const char* page, const std::function<void()>& prepare) { shoot(QLatin1String(page), prepare); }

    void choose(int first, int last)
    {
        GalleryPage& gallery = m_window.gallery();
        gallery.view().selectionModel()->select(
            QItemSelection(gallery.model().index(first), gallery.model().index(last)),
            QItemSelectionModel::ClearAndSelect);
        gallery.view().selectionModel()->setCurrentIndex(gallery.model().index(first), QItemSelectionModel::NoUpdate);
    }

    void showResult()
    {
        StudioPage& studio = m_window.studio();
        studio.model().change([](StudioState& state) {
            state.request.prompt = "a (lighthouse:1.2) by the sea at night, {calm | rough} water, a sky full of stars";
            state.count = 4;
            state.request.seed = 8312449067;
            state.isSeedKept = true;
            state.request.loras = {{"film-grain-35mm", 0.8}};
        });
        tasks::Task task = FakeTasks::finishedTask(5, 0);
        task.prompt = "Lighthouse by the sea";
        task.seed = 8312449067;
        studio.canvasPane().showResult(task, m_demo.pictures.picture(5, {1024, 1024}));
        const auto* saving = m_window.findChild<Autosave*>();
        (void)QTest::qWaitFor([saving] { return !saving->isDirty(); }, SaveMs);
    }

    // A window on its first day: pages with nothing in them.
public:
    void shootEmpty()
    {
        for (const auto& [name, page] :
             {std::pair("empty-gallery", WindowPage::Gallery), std::pair("empty-queue", WindowPage::Queue),
              std::pair("empty-models", WindowPage::Models), std::pair("empty-server", WindowPage::Server)}) {
            shoot(name, [this, page = page] { m_window.showPage(page); });
        }
        shoot("server-problem", [this] {
            m_demo.server.now.isWanted = true;
            m_demo.server.now.problem = QStringLiteral("port 12411: the address is in use");
            Q_EMIT m_demo.server.stateChanged();
        });
        shoot("first-empty", [this] { m_window.showPage(WindowPage::Studio); });
    }

private:
    // The sky is being repainted, its last result is proved, the next mask is drawn meanwhile.
    void showFill()
    {
        StudioModel& model = m_window.studio().model();
        CanvasPane& pane = m_window.studio().canvasPane();
        const QSize size(1024, 1024);
        const QRect sky(0, 0, 1024, 520);
        const QImage before = m_demo.pictures.picture(0, size), other = m_demo.pictures.picture(53, size);
        model.setMode(Mode::Fill);
        model.setInput(before);
        model.setControl(m_demo.pictures.picture(44, size));
        QImage after = before;
        QPainter(&after).drawImage(sky, other, sky);
        model.mask().apply(MaskEdit::Add, rectangleCoverage(size, sky), QStringLiteral("sky"));
        GenerationRequest request = model.submission().request;
        m_demo.tasks.savedRequest = request;
        pane.showResult(FakeTasks::finishedTask(8, 0), after);
        pane.showWork();
        change([](StudioState& state) { state.request.onlyMasked = true; });
        m_demo.tasks.area = sky;
        m_window.studio().runs().sent({m_demo.tasks.list.at(1)}, RunView::pictureOf(model, sky));
        Q_EMIT m_demo.tasks.previewed(m_demo.tasks.list.at(1).task.id, other.copy(sky).scaled(64, 32));
        model.mask().clear();
        model.mask().apply(MaskEdit::Add, ellipseCoverage(size, QRectF(160, 660, 640, 220)), QStringLiteral("ellipse"));
    }

    DemoWorld& m_demo;
    MainWindow m_window;
    QString m_folder, m_name, m_only;
};

} // namespace

// screenshots FOLDER light|dark WIDTHxHEIGHT LANGUAGE [PAGE]
int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("genserve-screenshots"));
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 5) {
        qCritical("usage: screenshots FOLDER light|dark WIDTHxHEIGHT LANGUAGE [PAGE]");
        return 2;
    }
    QApplication::setFont(QFont(QStringLiteral("Inter"), 10));
    Theme theme(application);
    theme.setPreference(arguments.at(2) == QLatin1String("dark") ? Theme::Preference::Dark : Theme::Preference::Light);
    Language language;
    language.set(arguments.at(4));
    const QTemporaryDir folder;
    SettingsStore settings(folder.filePath(QStringLiteral("genserve.ini")));
    {
        DemoWorld demo(QStringLiteral(GENSERVE_DEMO_SHEET));
        Photographer(arguments, demo, settings, language).shootAll();
    }
    DemoWorld bare(QStringLiteral(GENSERVE_DEMO_SHEET));
    bare.empty();
    SettingsStore fresh(folder.filePath(QStringLiteral("fresh.ini")));
    Photographer(arguments, bare, fresh, language).shootEmpty();
    return 0;
}
