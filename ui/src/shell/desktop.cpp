#include "ui/desktop.h"

#include <QApplication>
#include <QIcon>
#include <QMessageBox>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include "../settings/language.h"
#include "../settings/settings_store.h"
#include "../theme/theme.h"
#include "../words/engine_words.h"
#include "handler_watch.h"
#include "main_window.h"

namespace genserve::ui {
namespace {

#ifdef NDEBUG
constexpr bool AlwaysWatches = false;
#else
constexpr bool AlwaysWatches = true;
#endif

// Drawn in each size that window managers ask for.
QIcon programIcon()
{
    QSvgRenderer drawing(QStringLiteral(":/desktop/genserve.svg"));
    QIcon icon;
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        drawing.render(&painter);
        icon.addPixmap(pixmap);
    }
    return icon;
}

bool isSet(const char* variable) { return !qEnvironmentVariableIsEmpty(variable); }

} // namespace

bool hasDisplay() { return isSet("DISPLAY") || isSet("WAYLAND_DISPLAY") || isSet("QT_QPA_PLATFORM"); }

Desktop::Desktop(int& argc, char** argv, const QString& settingsFile)
{
    // Pens work better through X11; a platform that was chosen by hand is kept.
    if (!isSet("QT_QPA_PLATFORM") && isSet("DISPLAY")) {
        qputenv("QT_QPA_PLATFORM", "xcb");
    }
    // Tablet strokes would come a second time as mouse strokes.
    QCoreApplication::setAttribute(Qt::AA_SynthesizeMouseForUnhandledTabletEvents, false);
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    if (AlwaysWatches || WatchedApplication::isWanted()) {
        m_application = std::make_unique<WatchedApplication>(argc, argv);
    } else {
        m_application = std::make_unique<QApplication>(argc, argv);
    }
    QCoreApplication::setApplicationName(QStringLiteral("genserve"));
    QGuiApplication::setDesktopFileName(QStringLiteral("genserve"));
    QGuiApplication::setWindowIcon(programIcon());
    m_theme = std::make_unique<Theme>(*m_application);
    m_settings = std::make_unique<SettingsStore>(settingsFile);
    m_theme->setPreference(m_settings->theme());
    m_language = std::make_unique<Language>();
    m_language->set(m_settings->language());
}

Desktop::~Desktop() = default;

void Desktop::explainFailure(const QString& sentence)
{
    QMessageBox::critical(nullptr, QStringLiteral("GenServe"), engineSentence(sentence.toStdString()));
}

int Desktop::run(const World& world)
{
    MainWindow window(world, *m_settings, *m_language);
    window.show();
    return QApplication::exec();
}

} // namespace genserve::ui
