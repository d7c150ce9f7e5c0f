#include "work_frame.h"

#include <QPointer>

#include "canvas_pane.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr int PauseMs = 60;

} // namespace

WorkFrame::WorkFrame(TaskDoor& tasks, StudioModel& model, CanvasPane& pane)
    : QObject(&pane), m_tasks(tasks), m_model(model), m_pane(pane)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(PauseMs);
    connect(&m_pause, &QTimer::timeout, this, &WorkFrame::ask);
    connect(&model, &StudioModel::changed, &m_pause, qOverload<>(&QTimer::start));
}

void WorkFrame::ask()
{
    const GenerationRequest& request = m_model.state().request;
    const bool isNeeded = request.mode == Mode::Fill && request.onlyMasked && !m_model.input().isNull()
                          && m_model.model() != nullptr && !m_model.mask().isEditing();
    const int question = ++m_question;
    if (!isNeeded) {
        return;
    }
    m_tasks.workArea(m_model.mask().image(), request, m_model.model()->nativeSize,
                     [self = QPointer(this), question](const QRect& area) {
                         if (self != nullptr && self->m_question == question && self->m_pane.workArea() != area) {
                             self->m_pane.setWorkArea(area);
                         }
                     });
}

} // namespace genserve::ui
