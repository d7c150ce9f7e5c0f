#include "control_look.h"

#include <utility>

#include <QAction>
#include <QPointer>

#include "canvas_pane.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr int PauseMs = 120;

} // namespace

ControlLook::ControlLook(TaskDoor& tasks, StudioModel& model, CanvasPane& pane, QAction& isShown)
    : QObject(&pane), m_tasks(tasks), m_model(model), m_pane(pane), m_isShown(isShown)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, &ControlLook::ask);
    connect(&model, &StudioModel::changed, this, &ControlLook::follow);
    connect(&isShown, &QAction::toggled, this, [this](bool isOn) {
        if (isOn && m_pane.isShowingResult()) {
            m_pane.leaveResult();
        }
        follow();
    });
}

ControlLook::Question ControlLook::question() const
{
    const GenerationRequest& request = m_model.state().request;
    const bool isWanted = m_isShown.isChecked() && request.mode == Mode::ControlNet && !m_model.control().isNull();
    return isWanted ? Question{m_model.control().cacheKey(), m_model.size(), request.controlPreprocess} : Question{};
}

// What is not of this picture goes at once; what only changes stays until its successor is there.
void ControlLook::follow()
{
    const Question now = question();
    if (now.picture != m_asked.picture) {
        m_asked = {};
        m_pane.setControlMap({});
    }
    if (now != m_asked) {
        m_pause.start();
    }
}

void ControlLook::ask()
{
    const Question now = question();
    if (now.picture == 0 || std::exchange(m_asked, now) == now) {
        return;
    }
    GenerationRequest request = m_model.state().request;
    request.width = now.size.width();
    request.height = now.size.height();
    m_tasks.controlMap(m_model.control(), request, [self = QPointer(this), now](const QImage& map) {
        if (self != nullptr && self->m_asked == now) {
            self->m_pane.setControlMap(map);
        }
    });
}

} // namespace genserve::ui
