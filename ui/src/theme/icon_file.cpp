#include "icon_file.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

namespace genserve::ui {

QByteArray iconSvg(const QString& name, const QColor& colour)
{
    const QLatin1String filled("-filled");
    const bool isFilled = name.endsWith(filled);
    QFile file(QStringLiteral(":/looks/icons/%1.svg").arg(isFilled ? name.chopped(filled.size()) : name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon is named '%s'", qUtf8Printable(name));
        return {};
    }
    QByteArray svg = file.readAll();
    if (isFilled) {
        svg.replace("fill=\"none\"", "fill=\"currentColor\"");
    }
    svg.replace("currentColor", colour.name().toLatin1());
    svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\""); // tokens control.iconStroke
    return svg;
}

QString iconFile(const QString& name, const QColor& colour)
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::CacheLocation) % QLatin1String("/icons"));
    const QString path = folder.filePath(name % u'-' % colour.name().mid(1) % QLatin1String(".svg"));
    if (!QFile::exists(path)) {
        QSaveFile file(path);
        if (!folder.mkpath(QStringLiteral(".")) || !file.open(QIODevice::WriteOnly)
            || file.write(iconSvg(name, colour)) < 0 || !file.commit()) {
            qWarning("the icon %s can't be written: %s", qUtf8Printable(path), qUtf8Printable(file.errorString()));
        }
    }
    return path;
}

} // namespace genserve::ui
