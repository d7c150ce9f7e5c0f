#include "language.h"

#include <algorithm>

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace genserve::ui {
namespace {

QString known(const QString& code)
{
    const auto& choices = Language::choices();
    const QString wanted = code.isEmpty() ? QLocale::system().name() : code;
    const auto it = std::ranges::find_if(
        choices, [&](const LanguageChoice& choice) { return wanted.startsWith(choice.code.section(u'_', 0, 0)); });
    return it == choices.end() ? QStringLiteral("en") : it->code;
}

} // namespace

const std::vector<LanguageChoice>& Language::choices()
{
    static const std::vector<LanguageChoice> Choices{{QStringLiteral("en"), QStringLiteral("English")},
                                                     {QStringLiteral("zh_CN"), QStringLiteral("简体中文")}};
    return Choices;
}

void Language::set(const QString& code)
{
    m_current = known(code);
    QCoreApplication::removeTranslator(&m_own);
    QCoreApplication::removeTranslator(&m_qt);
    QLocale::setDefault(QLocale(m_current));
    // English has its plurals there.
    if (m_own.load(QStringLiteral(":/i18n/genserve_%1.qm").arg(m_current))) {
        QCoreApplication::installTranslator(&m_own);
    }
    // Qt's own words, as in file dialogs, where the distribution's package with them is installed.
    if (m_qt.load(QStringLiteral("qtbase_%1").arg(m_current), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_qt);
    }
}

} // namespace genserve::ui
