// Finished pictures that this program made, the one that was finished last first; imported ones are the gallery's
// alone.
#pragma once

#include "tasks/history.h"

namespace genserve::ui {

inline tasks::HistoryQuery picturesMadeHere(int limit)
{
    tasks::HistoryQuery query;
    query.states = {tasks::TaskState::Finished};
    query.origin = tasks::TaskOrigin::Generated;
    query.order = tasks::HistoryOrder::Ended;
    query.limit = limit;
    return query;
}

} // namespace genserve::ui
