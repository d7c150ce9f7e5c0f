// The studio as it was left: what is typed, set, opened and painted, in a folder of its own.
#pragma once

#include <optional>

#include <QByteArray>
#include <QImage>
#include <QString>

#include "../studio/studio_state.h"

namespace genserve::ui {

struct Session {
    StudioState state;
    QImage input, mask, control; // null = none
};

// What changed since the last time; the rest of the folder stays as it is.
struct SessionChange {
    StudioState state;
    std::optional<QImage> input, mask, control; // a null picture = there is none any more
};

// Both block on the disk. Each file is written beside its place, synced and renamed, so a crash leaves the old or the
// new one. False where the folder can't be written to.
bool writeSession(const QString& folder, const SessionChange& change);
// Nothing where there is none or its text is damaged; damaged pictures are left out.
std::optional<Session> readSession(const QString& folder);
// The state as one line of text, and back; nothing where it is damaged.
QByteArray stateJson(const StudioState& state);
std::optional<StudioState> stateOf(const QByteArray& json);

// The text alone, which takes no time: for the first thing that is seen.
std::optional<StudioState> readSessionState(const QString& folder);

} // namespace genserve::ui
