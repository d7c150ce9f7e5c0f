#include "sharing_caution.h"

#include <algorithm>

namespace genserve::tasks {

void SharingCaution::noteArrival(bool mustWait)
{
    bool isFirstToWait = false;
    for (auto& [task, picture] : m_pictures) {
        isFirstToWait = isFirstToWait || (mustWait && picture.isShared && !picture.isDisturbed);
        picture.isDisturbed = true;
        m_undisturbed = 0;
    }
    if (isFirstToWait) {
        m_wanted = std::clamp(2 * m_wanted, FirstPause, LongestPause);
    }
}

void SharingCaution::noteStart(const TaskId& task, bool isShared) { m_pictures[task] = {isShared, false}; }

void SharingCaution::noteEnd(const TaskId& task)
{
    const auto ended = m_pictures.extract(task);
    if (!ended.empty() && !ended.mapped().isDisturbed) {
        ++m_undisturbed;
        m_wanted = ended.mapped().isShared ? m_wanted / 2 : m_wanted;
    }
}

} // namespace genserve::tasks
