#include "run_view.h"

#include <QPainter>
#include <QPointer>

#include "../canvas/canvas_extras.h"
#include "../words/engine_words.h"
#include "canvas_pane.h"
#include "run_plate.h"
#include "studio_model.h"
#include "task_words.h"

namespace genserve::ui {
namespace {

constexpr int MaskSide = 512;

// The mask over what will be made, outpainting included, no larger than a preview is worth.
QImage smallMask(const QImage& mask, const QRect& area)
{
    const QSize size = area.size().scaled(MaskSide, MaskSide, Qt::KeepAspectRatio).boundedTo(area.size());
    QImage small(size, QImage::Format_Grayscale8);
    small.fill(255); // beyond the picture everything is new
    QPainter painter(&small);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.scale(static_cast<double>(size.width()) / area.width(), static_cast<double>(size.height()) / area.height());
    painter.translate(-area.topLeft());
    painter.drawImage(mask.rect(), mask);
    return small;
}

} // namespace

RunView::RunView(TaskDoor& tasks, StudioModel& model, CanvasPane& pane)
    : QObject(&pane),
      m_tasks(tasks),
      m_model(model),
      m_pane(pane),
      m_follower(tasks),
      m_plate(new RunPlate(pane.holder()))
{
    connect(&m_follower, &RunFollower::shownChanged, this, &RunView::showRun);
    connect(&m_follower, &RunFollower::advanced, this, &RunView::showPlate);
    connect(&m_follower, &RunFollower::ended, this,
            [this](const tasks::Task& task, const RunPicture& picture, bool wasShown) {
                m_last = picture;
                if (wasShown) {
                    bring(task, false);
                }
            });
    connect(&m_follower, &RunFollower::failed, this,
            [this](const tasks::Task& task) { Q_EMIT failed(engineSentence(task.error.message)); });
    connect(&tasks, &TaskDoor::previewed, this, [this](const tasks::TaskId& task, const QImage& picture) {
        if (task == m_follower.shown() && m_awaited.empty()) {
            m_pane.showPreview(picture);
            showPlate();
        }
    });
    connect(&pane, &CanvasPane::workWanted, this, [this] {
        m_follower.hold();
        showPlate();
    });
    connect(&pane, &CanvasPane::comparing, m_plate, &QWidget::hide);
    connect(&model, &StudioModel::changed, this, &RunView::showPlate);
    connect(m_plate, &RunPlate::showWanted, this, [this] {
        if (m_ready) {
            const tasks::Task task = *m_ready;
            m_ready.reset();
            bring(task, true);
        } else {
            choose(m_follower.newest());
        }
        showPlate();
    });
    connect(m_plate, &RunPlate::exitWanted, this, [this] {
        if (m_ready) {
            m_ready.reset();
        } else {
            cancelNewest();
        }
        showPlate();
    });
}

RunPicture RunView::pictureOf(StudioModel& model, const QRect& workArea)
{
    const GenerationRequest& request = model.state().request;
    RunPicture picture;
    picture.size = model.size();
    picture.input = model.input().cacheKey();
    picture.drawn = model.mask().image().cacheKey();
    if (request.mode != Mode::Fill) {
        return picture;
    }
    const Outpaint out = request.outpaint.value_or(Outpaint{});
    const QRect whole = model.input().rect().adjusted(-out.left, -out.top, out.right, out.bottom);
    const QRect area = request.onlyMasked && !workArea.isEmpty() ? workArea : whole;
    picture.isInside = true;
    picture.area = area;
    picture.mask = smallMask(model.mask().image(), area);
    picture.outline = maskOutline(model.mask().image());
    return picture;
}

void RunView::sent(const std::vector<tasks::TaskView>& tasks, const RunPicture& picture)
{
    std::vector<tasks::TaskId> ids;
    for (const tasks::TaskView& view : tasks) {
        ids.push_back(view.task.id);
    }
    m_ready.reset();
    m_follower.add(ids, picture);
    showPlate();
}

void RunView::choose(const tasks::TaskId& task)
{
    const tasks::TaskView* view = m_follower.view(task);
    RunPicture picture;
    picture.size = view == nullptr ? QSize() : QSize(view->task.width, view->task.height);
    picture.input = m_model.input().cacheKey();
    picture.drawn = m_model.mask().image().cacheKey();
    m_follower.choose(task, picture);
    showRun();
}

void RunView::show(const tasks::Task& task)
{
    m_follower.hold();
    bring(task, true);
}

void RunView::cancelNewest()
{
    const tasks::TaskId task = m_follower.shown().empty() ? m_follower.newest() : m_follower.shown();
    if (!task.empty()) {
        m_tasks.cancel(task);
    }
}

void RunView::bring(const tasks::Task& task, bool isWanted)
{
    m_awaited = task.id;
    m_tasks.picture(task, 0, [self = QPointer(this), task, isWanted](const QImage& picture) {
        if (self != nullptr && self->m_awaited == task.id) { // not overtaken by another one
            self->m_awaited.clear();
            self->take(task, picture, isWanted);
        }
    });
}

void RunView::take(const tasks::Task& task, const QImage& picture, bool isWanted)
{
    if (picture.isNull()) {
        Q_EMIT message(tr("The picture's file can't be read"));
    } else if (!isWanted && isMaskInWork()) {
        m_ready = task;
    } else {
        m_ready.reset();
        m_pane.showResult(task, picture);
    }
    showRun();
}

// Whether a mask is on the canvas that is not the one that the last run was sent with.
bool RunView::isMaskInWork() const
{
    return m_pane.isMasking()
           && (m_last.input != m_model.input().cacheKey() || m_last.drawn != m_model.mask().image().cacheKey());
}

void RunView::showRun()
{
    if (m_awaited.empty()) {
        m_pane.showRun(m_follower.shown().empty() ? std::nullopt
                                                  : std::optional(m_follower.pictureOf(m_follower.shown())),
                       m_follower.isChosen());
    }
    showPlate();
}

void RunView::showPlate()
{
    const tasks::TaskId task = m_follower.shown().empty() ? m_follower.newest() : m_follower.shown();
    const tasks::TaskView* view = task.empty() ? nullptr : m_follower.view(task);
    m_plate->setVisible((view != nullptr || m_ready) && !m_pane.isComparing());
    if (m_ready) {
        m_plate->setState(tr("Your picture is done"), -1);
        m_plate->setShowable(true);
        m_plate->setExit(tr("Close"));
    } else if (view != nullptr) {
        const StateWords words = stateWords(*view);
        m_plate->setState(words.details.isEmpty() ? words.word
                                                  : QString(words.word % QStringLiteral(" · ") % words.details),
                          view->task.state == tasks::TaskState::Running ? fractionDone(*view) : -1);
        m_plate->setShowable(!m_pane.isShowingRun() && view->task.state == tasks::TaskState::Running);
        m_plate->setExit(tr("Cancel this task"));
    }
    m_plate->raise();
}

} // namespace genserve::ui
