// What the window remembers: an ini file that people can read and edit.
#pragma once

#include <optional>

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include "../theme/theme.h"
#include "ui/world.h"

namespace genserve::ui {

class SettingsStore {
public:
    explicit SettingsStore(const QString& file); // made when something is first stored

    // "en", "zh_CN"; empty = the system's.
    [[nodiscard]] QString language() const;
    void setLanguage(const QString& code);

    [[nodiscard]] Theme::Preference theme() const;
    void setTheme(Theme::Preference preference);

    [[nodiscard]] QByteArray geometry() const;
    void setGeometry(const QByteArray& geometry);

    // By mode ("text", "fill").
    [[nodiscard]] QByteArray dockLayout(const QString& mode) const;
    void setDockLayout(const QString& mode, const QByteArray& layout);

    // Newest first.
    [[nodiscard]] QStringList prompts() const;
    void setPrompts(const QStringList& prompts);

    // What to do with unfinished tasks when the window is closed; nothing = ask.
    [[nodiscard]] std::optional<CloseChoice> closeChoice() const;
    void setCloseChoice(std::optional<CloseChoice> choice);

    // Whether a finished task is told where the window is not in front.
    [[nodiscard]] bool notifies() const;
    void setNotifies(bool isOn);

    // For what keeps its own keys, as the shortcuts.
    [[nodiscard]] QSettings& file() { return m_file; }

private:
    QSettings m_file;
};

} // namespace genserve::ui
