// The language of the window, changed while it is open.
#pragma once

#include <vector>

#include <QString>
#include <QTranslator>

namespace genserve::ui {

struct LanguageChoice {
    QString code; // "en", "zh_CN"
    QString name; // in the language itself
};

// One a program; GUI thread. Texts follow by QEvent::LanguageChange.
class Language {
public:
    static const std::vector<LanguageChoice>& choices();

    // Empty or unknown = the system's language where there is a translation, else English.
    void set(const QString& code);
    [[nodiscard]] const QString& current() const { return m_current; }

private:
    QString m_current = QStringLiteral("en");
    QTranslator m_own, m_qt;
};

} // namespace genserve::ui
