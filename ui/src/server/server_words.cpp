#include "server_words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

namespace genserve::ui {
namespace {

class ServerWords {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::ServerWords)
};

constexpr qint64 Minute = 60'000, Hour = 60 * Minute;

} // namespace

QString agoWords(tasks::WallMs then)
{
    if (then == 0) {
        return ServerWords::tr("never");
    }
    const qint64 ago = qMax<qint64>(0, QDateTime::currentMSecsSinceEpoch() - then);
    if (ago < Minute) {
        return ServerWords::tr("just now");
    }
    if (ago < Hour) {
        return ServerWords::tr("%1 min ago").arg(ago / Minute);
    }
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(then);
    const QLocale locale;
    if (time.date() == QDate::currentDate()) {
        return locale.toString(time.time(), QLocale::ShortFormat);
    }
    return time.date() == QDate::currentDate().addDays(-1) ? ServerWords::tr("yesterday")
                                                           : locale.toString(time.date(), QLocale::ShortFormat);
}

QString scopeWords(const QString& scopes)
{
    const QStringList all = scopes.split(u',');
    if (all.contains(QLatin1String("all"))) {
        return ServerWords::tr("everything");
    }
    QStringList words;
    if (all.contains(QLatin1String("admin"))) {
        words << ServerWords::tr("manage all tasks and keys");
    }
    if (all.contains(QLatin1String("generation"))) {
        words << ServerWords::tr("make pictures");
    }
    if (all.contains(QLatin1String("readonly"))) {
        words << ServerWords::tr("see the state");
    }
    return words.isEmpty() ? scopes : words.join(ServerWords::tr(", "));
}

bool isRefused(const ServerClient& client)
{
    return client.name.isEmpty() && client.refused > 0 && client.refused >= client.requests;
}

QString clientIcon(const ServerClient& client)
{
    return isRefused(client) ? QStringLiteral("ban") : QStringLiteral("globe");
}

QString clientWords(const ServerClient& client)
{
    if (isRefused(client)) {
        return ServerWords::tr("refused: no valid key");
    }
    if (client.tasks > 0) {
        return ServerWords::tr("waits for %n task(s)", nullptr, client.tasks);
    }
    return ServerWords::tr("asked %1").arg(agoWords(client.lastSeenMs));
}

QString curlCall(const QString& address, const QString& key)
{
    return QStringLiteral("curl %1/generate \\\n"
                          "  -H \"Authorization: Bearer %2\" \\\n"
                          "  -H \"Content-Type: application/json\" \\\n"
                          "  -d '{\"prompt\": \"a calm sea\", \"seed\": 42}'")
        .arg(address, key);
}

QString pythonCall(const QString& address, const QString& key)
{
    return QStringLiteral("import requests\n"
                          "answer = requests.post(\"%1/generate\",\n"
                          "    headers={\"Authorization\": \"Bearer %2\"},\n"
                          "    json={\"prompt\": \"a calm sea\", \"seed\": 42})")
        .arg(address, key);
}

} // namespace genserve::ui
