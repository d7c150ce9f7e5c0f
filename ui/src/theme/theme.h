// The look in use: which scheme, its colours for painted widgets, and the application's palette and style sheet.
#pragma once

#include <QApplication>
#include <QColor>
#include <QObject>

#include "tokens.h"

namespace genserve::ui {

// One for the whole program, made right after the QApplication and before the first widget; GUI thread.
class Theme : public QObject {
    Q_OBJECT

public:
    enum class Preference { System, Light, Dark };

    explicit Theme(QApplication& application);
    ~Theme() override;

    // The one that exists.
    static Theme& current();

    // Applies the scheme to all widgets and emits changed(). System means the lightness of the desktop's own palette.
    void setPreference(Preference preference);
    [[nodiscard]] Preference preference() const { return m_preference; }
    [[nodiscard]] Scheme scheme() const { return m_scheme; }

    [[nodiscard]] QColor colour(Role role) const { return m_tokens.colour(m_scheme, role); }
    [[nodiscard]] int px(QStringView path) const { return qRound(m_tokens.number(path)); }
    [[nodiscard]] const Tokens& tokens() const { return m_tokens; }
    // Duration of an animation by its name in tokens "motion"; 0 when the desktop asks for reduced motion.
    [[nodiscard]] int motionMs(QStringView name) const;

Q_SIGNALS:
    // Painted widgets update(); nothing caches a colour across it.
    void changed();

private:
    void apply();
    [[nodiscard]] QPalette palette() const;
    [[nodiscard]] QString styleSheet() const;

    QApplication& m_application;
    Tokens m_tokens;
    Scheme m_systemScheme;
    Scheme m_scheme;
    Preference m_preference = Preference::System;
};

} // namespace genserve::ui
