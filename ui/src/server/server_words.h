// What the server's keys, clients and times are called, in the language in use.
#pragma once

#include <QString>

#include "ui/world.h"

namespace genserve::ui {

QString agoWords(tasks::WallMs then);           // "2 s ago", "yesterday", "never"
QString scopeWords(const QString& scopes);      // "make pictures, see everything"
QString clientIcon(const ServerClient& client); // a key, or barred
bool isRefused(const ServerClient& client);     // nothing but refusals came from it
QString clientWords(const ServerClient& client);

// A call to try the server with, ready for a shell. `key` may be a placeholder.
QString curlCall(const QString& address, const QString& key);
QString pythonCall(const QString& address, const QString& key);

} // namespace genserve::ui
