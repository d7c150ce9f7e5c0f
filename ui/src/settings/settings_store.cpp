#include "settings_store.h"

namespace genserve::ui {
namespace {

const QString LanguageKey = QStringLiteral("window/language");
const QString ThemeKey = QStringLiteral("window/theme");
const QString GeometryKey = QStringLiteral("window/geometry");
const QString DocksKey = QStringLiteral("window/docks/%1");
const QString PromptsKey = QStringLiteral("studio/prompts");

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

} // namespace genserve::ui
