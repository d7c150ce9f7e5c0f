#include "presets.h"

#include <QRegularExpression>
#include <QSettings>
#include <QUrl>

#include "../settings/session_file.h"

namespace genserve::ui {
namespace {

const QString PresetGroup = QStringLiteral("presets"), StyleGroup = QStringLiteral("styles");

// Names may hold slashes, which the settings file would take for groups.
QString keyOf(const QString& group, const QString& name)
{
    return group % u'/' % QString::fromLatin1(name.toUtf8().toPercentEncoding());
}

} // namespace

QStringList Presets::namesIn(const QString& group) const
{
    m_file.beginGroup(group);
    QStringList names;
    for (const QString& key : m_file.childKeys()) {
        names << QUrl::fromPercentEncoding(key.toLatin1());
    }
    m_file.endGroup();
    names.sort(Qt::CaseInsensitive);
    return names;
}

QStringList Presets::presets() const { return namesIn(PresetGroup); }

void Presets::savePreset(const QString& name, const StudioState& state)
{
    StudioState kept = state;
    kept.request.prompt.clear();
    kept.forms.clear();
    m_file.setValue(keyOf(PresetGroup, name), QString::fromUtf8(stateJson(kept)));
}

void Presets::removePreset(const QString& name) { m_file.remove(keyOf(PresetGroup, name)); }

bool Presets::applyPreset(const QString& name, StudioState& state) const
{
    auto kept = stateOf(m_file.value(keyOf(PresetGroup, name)).toString().toUtf8());
    if (!kept) {
        return false;
    }
    kept->request.prompt = state.request.prompt;
    kept->request.seed = state.request.seed;
    kept->isSeedKept = state.isSeedKept;
    kept->request.outpaint = state.request.outpaint; // belongs to the picture
    kept->forms = state.forms;
    kept->forms[state.request.mode] = state.form;
    kept->forms.erase(kept->request.mode);
    state = *kept;
    return true;
}

QStringList Presets::styles() const { return namesIn(StyleGroup); }

QString Presets::style(const QString& name) const { return m_file.value(keyOf(StyleGroup, name)).toString(); }

void Presets::saveStyle(const QString& name, const QString& words) { m_file.setValue(keyOf(StyleGroup, name), words); }

void Presets::removeStyle(const QString& name) { m_file.remove(keyOf(StyleGroup, name)); }

QString withStyleToggled(const QString& prompt, const QString& kept)
{
    static const QRegularExpression Edges(QStringLiteral("^[\\s,]+|[\\s,]+$")); // a part of a prompt has them
    const QString text = prompt.trimmed(), style = QString(kept).remove(Edges);
    if (text == style) {
        return {};
    }
    const QString ending = QStringLiteral(", ") % style;
    if (text.endsWith(ending)) {
        return text.chopped(ending.size());
    }
    return text.isEmpty() ? style : QString(text % ending);
}

} // namespace genserve::ui
