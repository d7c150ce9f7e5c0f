#include "settings_store.h"

#include <array>

namespace genserve::ui {
namespace {

const QString LanguageKey = QStringLiteral("window/language");
const QString ThemeKey = QStringLiteral("window/theme");
const QString GeometryKey = QStringLiteral("window/geometry");
const QString DocksKey = QStringLiteral("window/docks/%1");
const QString PromptsKey = QStringLiteral("studio/prompts");
const QString CloseKey = QStringLiteral("window/close");
const QString NotifyKey = QStringLiteral("window/notify");

constexpr std::array<std::pair<CloseChoice, QLatin1String>, 3> CloseWords{
    {{CloseChoice::FinishAll, QLatin1String("finish-all")},
     {CloseChoice::FinishRunning, QLatin1String("finish-running")},
     {CloseChoice::KeepAll, QLatin1String("keep-all")}}};

} // namespace

SettingsStore::SettingsStore(const QString& file) : m_file(file, QSettings::IniFormat) {}

QString SettingsStore::language() const { return m_file.value(LanguageKey).toString(); }

void SettingsStore::setLanguage(const QString& code) { m_file.setValue(LanguageKey, code); }

Theme::Preference SettingsStore::theme() const
{
    const QString word = m_file.value(ThemeKey).toString();
    return word == QLatin1String("light")  ? Theme::Preference::Light
           : word == QLatin1String("dark") ? Theme::Preference::Dark
                                           : Theme::Preference::System;
}

void SettingsStore::setTheme(Theme::Preference preference)
{
    m_file.setValue(ThemeKey, preference == Theme::Preference::Light  ? QStringLiteral("light")
                              : preference == Theme::Preference::Dark ? QStringLiteral("dark")
                                                                      : QStringLiteral("system"));
}

QByteArray SettingsStore::geometry() const { return m_file.value(GeometryKey).toByteArray(); }

void SettingsStore::setGeometry(const QByteArray& geometry) { m_file.setValue(GeometryKey, geometry); }

QByteArray SettingsStore::dockLayout(const QString& mode) const
{
    return m_file.value(DocksKey.arg(mode)).toByteArray();
}

void SettingsStore::setDockLayout(const QString& mode, const QByteArray& layout)
{
    m_file.setValue(DocksKey.arg(mode), layout);
}

QStringList SettingsStore::prompts() const { return m_file.value(PromptsKey).toStringList(); }

void SettingsStore::setPrompts(const QStringList& prompts) { m_file.setValue(PromptsKey, prompts); }

std::optional<CloseChoice> SettingsStore::closeChoice() const
{
    const QString word = m_file.value(CloseKey).toString();
    for (const auto& [choice, name] : CloseWords) {
        if (word == name) {
            return choice;
        }
    }
    return std::nullopt;
}

void SettingsStore::setCloseChoice(std::optional<CloseChoice> choice)
{
    QString word;
    for (const auto& [one, name] : CloseWords) {
        word = choice == one ? QString(name) : word;
    }
    m_file.setValue(CloseKey, word);
}

bool SettingsStore::notifies() const { return m_file.value(NotifyKey, true).toBool(); }

void SettingsStore::setNotifies(bool isOn) { m_file.setValue(NotifyKey, isOn); }

} // namespace genserve::ui
