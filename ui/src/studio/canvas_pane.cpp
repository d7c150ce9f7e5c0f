#include "canvas_pane.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "../canvas/canvas_view.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "action_plate.h"
#include "before_after.h"
#include "canvas_bar.h"
#include "first_start.h"
#include "tool_options.h"
#include "tool_strip.h"

namespace genserve::ui {
namespace {

constexpr int TitleLength = 32, PreviewSide = 1024;

QString shortTitle(const std::string& prompt)
{
    const QString line = QString::fromStdString(prompt).simplified();
    return line.size() > TitleLength ? QString(line.left(TitleLength).trimmed() % u'…') : line;
}

} // namespace

CanvasPane::CanvasPane(StudioModel& model, QWidget* parent)
    : QWidget(parent), m_model(model), m_tools(model), m_canvas(new CanvasView(this))
{
    setAcceptDrops(true);
    m_canvas->setMinimumWidth(200);
}

void CanvasPane::build(CommandRegistry& commands)
{
    m_bar = new CanvasBar(*m_canvas, commands, this);
    m_options = new ToolOptions(m_tools, this);
    m_strip = new ToolStrip(m_tools, commands, this);
    m_plate = new ActionPlate(commands, m_canvas);
    auto* first = new FirstStart(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_options);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_strip);
    auto* holder = new QWidget(this);
    m_stack = new QStackedLayout(holder);
    m_stack->addWidget(first);
    m_stack->addWidget(m_canvas);
    m_comparison = new BeforeAfter(this);
    m_stack->addWidget(m_comparison);
    connect(m_comparison, &BeforeAfter::closed, this, [this] {
        refresh();
        m_canvas->setFocus();
    });
    row->addWidget(holder, 1);
    column->addLayout(row, 1);
    connect(first, &FirstStart::exampleChosen, this, &CanvasPane::exampleChosen);
    connect(first, &FirstStart::openWanted, this, &CanvasPane::openWanted);
    connect(&m_model, &StudioModel::changed, this, &CanvasPane::refresh);
    connect(&m_model, &StudioModel::inputChanged, this, &CanvasPane::leaveResult);
    connect(&m_model, &StudioModel::controlChanged, this, &CanvasPane::leaveResult);
    connect(&m_tools, &ToolBox::changed, this, &CanvasPane::refresh);
    keepTranslated(this, [this] {
        m_canvas->setAccessibleName(tr("Canvas"));
        refresh();
    });
}

void CanvasPane::showResult(const tasks::Task& task, const QImage& picture)
{
    m_result = picture;
    m_resultTask = task;
    m_preview = {};
    m_inside = {};
    m_runningMask = {};
    m_runningOutline = {};
    refresh();
    Q_EMIT resultShown(true);
}

void CanvasPane::showPreview(const QImage& picture)
{
    if (!m_runningMask.isNull()) {
        m_inside = insideMask(picture, m_runningMask);
    } else {
        // At the size it will have, or the view would jump when the result comes.
        const QSize size =
            m_model.size().scaled(PreviewSide, PreviewSide, Qt::KeepAspectRatio).boundedTo(m_model.size());
        m_preview = picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    refresh();
}

void CanvasPane::beginRun(const QImage& mask)
{
    m_preview = {};
    m_inside = {};
    m_runningMask = mask;
    m_runningOutline = maskOutline(mask);
    refresh();
}

void CanvasPane::endRun() { beginRun({}); }

void CanvasPane::compareResult(const QImage& before, const QImage& mask)
{
    m_comparison->show(before, m_result, mask);
    m_stack->setCurrentWidget(m_comparison);
}

void CanvasPane::leaveResult()
{
    m_result = {};
    m_resultTask.reset();
    refresh();
    Q_EMIT resultShown(false);
}

void CanvasPane::refresh()
{
    const Mode mode = m_model.state().request.mode;
    const bool isMasking = mode == Mode::Fill && !isShowingResult() && !m_model.input().isNull();
    QImage shown = mode == Mode::ControlNet    ? m_model.control()
                   : mode == Mode::TextToImage ? QImage()
                                               : m_model.input();
    QString title = tr("Canvas"), details;
    if (isShowingResult()) {
        shown = m_result;
        title = shortTitle(m_resultTask->prompt);
        details = tr("%1 × %2 · seed %3").arg(shown.width()).arg(shown.height()).arg(groupedNumber(m_resultTask->seed));
    } else if (!m_preview.isNull() && !isMasking) {
        shown = m_preview;
    } else if (!shown.isNull()) {
        details = QStringLiteral("%1 × %2").arg(shown.width()).arg(shown.height());
    }
    m_bar->setTitle(title, details);
    m_stack->setCurrentIndex(shown.isNull() ? 0 : 1);
    if (m_canvas->picture().cacheKey() != shown.cacheKey()) {
        m_canvas->setPicture(shown);
    }
    showExtras(isMasking);
    m_canvas->setMask(isMasking ? &m_model.mask() : nullptr);
    m_canvas->setTool(isMasking ? m_tools.tool() : nullptr);
    m_strip->setVisible(isMasking);
    m_options->setVisible(isMasking);
    m_plate->setVisible(isShowingResult());
    m_plate->place();
}

void CanvasPane::showExtras(bool isMasking)
{
    CanvasExtras extras;
    if (isMasking) {
        const GenerationRequest& request = m_model.state().request;
        extras.inside = m_inside;
        extras.outline = m_runningOutline;
        if (m_model.isOutpainting()) {
            const Outpaint out = *request.outpaint;
            extras.frame = QRectF(m_model.input().rect()).adjusted(-out.left, -out.top, out.right, out.bottom);
            extras.frameWords = tr("New size %1 × %2").arg(m_model.size().width()).arg(m_model.size().height());
        } else if (request.onlyMasked && !m_model.mask().isEditing()) {
            const QRectF area = workArea(m_model.mask().image(), request.maskGrowPx, request.maskPaddingPx);
            extras.frame = area;
            extras.frameWords = tr("Only masked · %1 × %2").arg(area.width()).arg(area.height());
        } else if (m_tools.current() == ToolKind::Frame) {
            extras.frame = m_model.input().rect();
            extras.frameWords = tr("Drag an edge outwards");
        }
    }
    m_canvas->setExtras(extras);
}

void CanvasPane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_plate != nullptr) {
        m_plate->place();
    }
}

void CanvasPane::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void CanvasPane::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    Q_EMIT dropped(event->mimeData()->urls().first().toLocalFile());
}

} // namespace genserve::ui
