#include "window_commands.h"

#include <QCoreApplication>
#include <QLocale>

#include "../commands/command_registry.h"
#include "../settings/language.h"

namespace genserve::ui {
namespace {

class WindowCommands {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::WindowCommands)

public:
    WindowCommands(CommandRegistry& commands, QWidget* window) : m_commands(commands), m_window(window) {}

    void addWays(const WindowActs& acts)
    {
        add(
            "window.commands", "search", "Ctrl+K", [] { return tr("Search commands"); }, acts.openPalette);
        add(
            "window.nextPart", "panel-left", "F6", [] { return tr("Go to the next part of the page"); }, acts.nextPart);
        add(
            "window.canvas", "image", "Esc", [] { return tr("Back to the canvas"); }, acts.back);
        add(
            "window.notices", "bell", "Ctrl+M", [] { return tr("Show the messages"); }, acts.openMessages);
        add(
            "window.quit", "log-out", "Ctrl+Q", [] { return tr("Quit GenServe"); }, acts.quit);
    }

    void addLooks(const std::function<void(Theme::Preference)>& set)
    {
        const auto look = [&](Theme::Preference which) { return [set, which] { set(which); }; };
        add(
            "window.light", "sun", "", [] { return tr("Light look"); }, look(Theme::Preference::Light));
        add(
            "window.dark", "moon", "", [] { return tr("Dark look"); }, look(Theme::Preference::Dark));
        add(
            "window.system", "monitor", "", [] { return tr("Look of the system"); }, look(Theme::Preference::System));
    }

    void addLanguages(const std::function<void(const QString&)>& set)
    {
        for (const LanguageChoice& choice : Language::choices()) {
            add(
                QStringLiteral("window.language.") + choice.code, "languages", "", [choice] { return titleOf(choice); },
                [set, code = choice.code] { set(code); });
        }
    }

private:
    // Found by its own name, by its English one and by what it is.
    static QString titleOf(const LanguageChoice& choice)
    {
        const QString english = QLocale::languageToString(QLocale(choice.code).language());
        const QString name = choice.name == english ? english : QString(choice.name % QStringLiteral(" · ") % english);
        return tr("Language: %1").arg(name);
    }
    void add(const QString& id, const char* icon, const char* key, std::function<QString()> title,
             std::function<void()> run)
    {
        const QString keys = QLatin1String(key);
        m_commands.add({id, QLatin1String(icon), keys.isEmpty() ? QList<QKeySequence>() : QList{QKeySequence(keys)},
                        std::move(title), [] { return tr("Window"); }},
                       m_window, std::move(run));
    }
    void add(const char* id, const char* icon, const char* key, std::function<QString()> title,
             std::function<void()> run)
    {
        add(QString(QLatin1String(id)), icon, key, std::move(title), std::move(run));
    }

    CommandRegistry& m_commands;
    QWidget* m_window;
};

} // namespace

void addWindowCommands(CommandRegistry& commands, QWidget* window, const WindowActs& acts)
{
    WindowCommands adding(commands, window);
    adding.addWays(acts);
    adding.addLooks(acts.setLook);
    adding.addLanguages(acts.setLanguage);
}

} // namespace genserve::ui
