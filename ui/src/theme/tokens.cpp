#include "tokens.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMetaEnum>

namespace genserve::ui {
namespace {

QString schemeName(Scheme scheme) { return scheme == Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"); }

// "#rrggbb" or "#aarrggbb", as Qt reads it.
QString colourText(const QJsonObject& root, Scheme scheme, const QString& role)
{
    return root[u"colour"][schemeName(scheme)][role].toString();
}

} // namespace

QString roleName(Role role)
{
    QString name = QString::fromLatin1(QMetaEnum::fromType<Role>().valueToKey(static_cast<int>(role)));
    name[0] = name[0].toLower();
    return name;
}

Tokens Tokens::load()
{
    QFile file(QStringLiteral(":/looks/tokens.json"));
    Tokens tokens;
    if (file.open(QIODevice::ReadOnly)) {
        tokens.m_root = QJsonDocument::fromJson(file.readAll()).object();
    }
    if (tokens.m_root.isEmpty()) {
        qFatal("the program was built without its look: :/looks/tokens.json");
    }
    return tokens;
}

QColor Tokens::colour(Scheme scheme, Role role) const { return QColor(colourText(m_root, scheme, roleName(role))); }

QJsonValue Tokens::at(QStringView path) const
{
    QJsonValue value = m_root;
    for (const QStringView part : path.split(u'.')) {
        value = value[part];
    }
    return value;
}

double Tokens::number(QStringView path) const
{
    const QJsonValue value = at(path);
    if (!value.isDouble()) {
        qWarning("tokens.json has no number '%s'", qUtf8Printable(path.toString()));
    }
    return value.toDouble();
}

std::vector<QColor> Tokens::colours(QStringView path) const
{
    std::vector<QColor> colours;
    for (const QJsonValue& value : at(path).toArray()) {
        colours.emplace_back(value.toString());
    }
    return colours;
}

QString Tokens::substitution(Scheme scheme, const QString& word) const
{
    if (const QString colour = colourText(m_root, scheme, word); !colour.isEmpty()) {
        const QColor parsed(colour);
        // Style sheets don't read "#aarrggbb".
        return parsed.alpha() == 255 ? colour
                                     : QStringLiteral("rgba(%1,%2,%3,%4)")
                                           .arg(parsed.red())
                                           .arg(parsed.green())
                                           .arg(parsed.blue())
                                           .arg(parsed.alpha());
    }
    const QJsonValue value = at(word);
    return value.isDouble() ? QString::number(value.toDouble()) : QString();
}

} // namespace genserve::ui
