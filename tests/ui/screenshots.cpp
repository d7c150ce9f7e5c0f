// Pictures of every page of the window, in one look, size and language: what script/screenshots runs.
#include <cmath>

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThreadPool>

#include "canvas/area_shapes.h"
#include "commands/command_palette.h"
#include "demo_world.h"
#include "gallery/gallery_model.h"
#include "gallery/gallery_page.h"
#include "gallery/gallery_view.h"
#include "shell/main_window.h"
#include "studio/canvas_pane.h"
#include "studio/studio_page.h"
#include "theme/theme.h"

using namespace genserve;
using namespace genserve::ui;

namespace {

constexpr int SettleMs = 350; // longer than any animation of the window

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
        shoot("first", [] {});
        shoot("studio", [this] { showResult(); });
        shoot("fill", [this] { showFill(); });
        shoot("control", [this] { m_window.studio().model().setMode(Mode::ControlNet); });
        shoot("gallery", [this] {
            m_window.showPage(WindowPage::Gallery);
            settle();
            choose(3, 3);
        });
        shoot("compare", [this] {
            choose(3, 4);
            m_window.commands().run(QStringLiteral("gallery.compare"));
        });
        shoot("queue", [this] {
            for (int second = 0; second < 120; ++second) {
                for (tasks::DeviceStatus& device : m_demo.tasks.hardware) {
                    const double wave = std::sin(second * 0.4 + device.id.back());
                    device.figures.loadPercent = std::max(0.0, *device.figures.loadPercent + 3 * wave);
                    device.figures.powerW = *device.figures.powerW + 8 * wave;
                }
                Q_EMIT m_demo.tasks.devicesChanged();
            }
            m_window.showPage(WindowPage::Queue);
        });
        shoot("models", [this] { m_window.showPage(WindowPage::Models); });
        shoot("server", [this] { m_window.showPage(WindowPage::Server); });
        shoot("settings", [this] { m_window.showPage(WindowPage::Settings); });
        shoot("palette", [this] {
            m_window.showPage(WindowPage::Studio);
            m_window.palette().open();
            m_window.palette().findChild<QLineEdit*>()->setText(QStringLiteral("mask"));
        });
    }

private:
    void shoot(const QString& page, const std::function<void()>& prepare)
    {
        prepare();
        settle();
        if (m_only.isEmpty() || m_only == page) {
            m_window.grab().save(QDir(m_folder).filePath(page + m_name + QStringLiteral(".png")));
        }
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
    }

    void showFill()
    {
        StudioModel& model = m_window.studio().model();
        model.setMode(Mode::Fill);
        model.setInput(m_demo.pictures.picture(0, {1024, 1024}));
        model.mask().apply(MaskEdit::Add, ellipseCoverage({1024, 1024}, QRectF(160, 560, 640, 260)),
                           QStringLiteral("ellipse"));
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
    DemoWorld demo(QStringLiteral(GENSERVE_DEMO_SHEET));
    Photographer(arguments, demo, settings, language).shootAll();
    return 0;
}
