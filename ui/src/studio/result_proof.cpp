#include "result_proof.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "../compare/picture_difference.h"
#include "canvas_pane.h"
#include "result_origin.h"

namespace genserve::ui {

ResultProof::ResultProof(TaskDoor& tasks, CanvasPane& pane) : QObject(&pane), m_tasks(tasks), m_pane(pane)
{
    connect(&pane, &CanvasPane::resultLayerChanged, this, &ResultProof::ask);
}

void ResultProof::ask()
{
    const int question = ++m_question;
    Q_EMIT withdrawn();
    if (!m_pane.lastResult()) {
        return;
    }
    m_tasks.request(m_pane.lastResult()->id,
                    [self = QPointer(this), question](const std::optional<GenerationRequest>& request) {
                        if (self != nullptr && question == self->m_question && request && request->pasteBack
                            && request->mode == Mode::Fill) {
                            self->measure(*request);
                        }
                    });
}

void ResultProof::measure(const GenerationRequest& request)
{
    Q_EMIT begun();
    QThreadPool::globalInstance()->start([self = QPointer(this), question = m_question, request,
                                          after = m_pane.lastPicture()] {
        const std::optional<ResultOrigin> origin = originOf(request, Qt::black);
        const bool isComparable = origin && origin->before.size() == after.size() && !origin->mask.isNull();
        const qint64 count = isComparable ? differenceOf(origin->before, after, origin->mask).changedKept : qint64{-1};
        QMetaObject::invokeMethod(qApp, [self, question, count] {
            if (self != nullptr && question == self->m_question) {
                count < 0 ? Q_EMIT self->withdrawn() : Q_EMIT self->measured(count);
            }
        });
    });
}

} // namespace genserve::ui
