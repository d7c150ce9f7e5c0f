// Settings and words that the user keeps under a name.
#pragma once

#include <QString>
#include <QStringList>

#include "studio_state.h"

class QSettings;

namespace genserve::ui {

// A preset is everything of the studio but the prompt, the seed and the pictures; a style is a piece of a prompt.
// Both lie in the settings file under their names.
class Presets {
public:
    explicit Presets(QSettings& file) : m_file(file) {}

    [[nodiscard]] QStringList presets() const;
    void savePreset(const QString& name, const StudioState& state);
    void removePreset(const QString& name);
    // false: there is none, or it can't be read; `state` is unchanged.
    bool applyPreset(const QString& name, StudioState& state) const;

    [[nodiscard]] QStringList styles() const;
    [[nodiscard]] QString style(const QString& name) const;
    void saveStyle(const QString& name, const QString& words);
    void removeStyle(const QString& name);

private:
    [[nodiscard]] QStringList namesIn(const QString& group) const;

    QSettings& m_file;
};

// The prompt with the style behind it, or without it where it ends with it already.
QString withStyleToggled(const QString& prompt, const QString& style);

} // namespace genserve::ui
