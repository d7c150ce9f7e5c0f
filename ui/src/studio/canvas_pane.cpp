#include "canvas_pane.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMimeData>
#include <QPainter>
#include <QStackedLayout>
#include <QVBoxLayout>

#include "../canvas/canvas_view.h"
#include "../controls/empty_state.h"
#include "../gallery/picture_words.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "../words/text_forms.h"
#include "action_plate.h"
#include "canvas_bar.h"
#include "canvas_commands.h"
#include "first_start.h"
#include "result_commands.h"
#include "tool_options.h"
#include "tool_strip.h"

namespace genserve::ui {
namespace {

constexpr QSize LeastCanvas(200, 120); // px: panels at both sides leave it that much in the smallest window
constexpr int TitleLength = 32, PreviewSide = 1024, LatentCell = 16; // px; a preview has a pixel a cell

// Of a picture that nothing is known of yet: its frame on the canvas, and that it will be one.
QImage comingPicture(const QSize& size)
{
    constexpr int IconShare = 8; // of the shorter side
    const Theme& theme = Theme::current();
    QImage plate(size.scaled(PreviewSide, PreviewSide, Qt::KeepAspectRatio).boundedTo(size), QImage::Format_RGB32);
    plate.fill(theme.colour(Role::Canvas));
    QPainter painter(&plate);
    QColor shade = theme.colour(Role::PictureEdge);
    shade.setAlphaF(0.3F);
    painter.fillRect(plate.rect(), shade);
    QRect place(0, 0, qMin(plate.width(), plate.height()) / IconShare, 0);
    place.setHeight(place.width());
    place.moveCenter(plate.rect().center());
    icon(QStringLiteral("image"), Role::TextDisabled).paint(&painter, place);
    return plate;
}

QString shortTitle(const std::string& prompt)
{
    const QString line = QString::fromStdString(prompt).simplified();
    return line.size() > TitleLength ? QString(line.left(TitleLength).trimmed() % u'…') : line;
}

} // namespace

CanvasPane::CanvasPane(StudioModel& model, const World& world, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_tools(model),
      m_first(new FirstStart(*world.models, *world.tasks, this)),
      m_noControl(new EmptyState(QStringLiteral("image-plus"), this)),
      m_canvas(new CanvasView(this)),
      m_holder(new QWidget(this))
{
    setAcceptDrops(true);
    m_holder->setMinimumSize(LeastCanvas); // not that of the first start, which is gone by then
}

void CanvasPane::build(CommandRegistry& commands)
{
    m_bar = new CanvasBar(*m_canvas, commands, this);
    m_options = new ToolOptions(m_tools, this);
    connect(m_options, &ToolOptions::maskColourChosen, this, &CanvasPane::maskColourChosen);
    m_strip = new ToolStrip(m_tools, commands, this);
    m_plate = new ActionPlate(commands, m_canvas);
    m_canvas->setFoot(m_plate->height()); // always, or the picture would jump when the plate comes
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_options);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(m_strip);
    m_stack = new QStackedLayout(m_holder);
    m_stack->addWidget(m_first);
    m_stack->addWidget(m_canvas);
    m_comparison = new BeforeAfter(this);
    m_stack->addWidget(m_comparison);
    connect(m_comparison, &BeforeAfter::compared, this, &CanvasPane::comparing);
    connect(m_comparison, &BeforeAfter::closed, this, &CanvasPane::leaveComparison);
    m_stack->addWidget(m_noControl);
    m_canvas->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_canvas, &QWidget::customContextMenuRequested, this, [this, &commands](const QPoint& at) {
        isShowingResult() ? openResultMenu(commands, *this, m_canvas->mapToGlobal(at))
                          : openCanvasMenu(commands, *this, m_canvas->mapToGlobal(at));
    });
    row->addWidget(m_holder, 1);
    column->addLayout(row, 1);
    connect(m_first, &FirstStart::exampleChosen, this, &CanvasPane::exampleChosen);
    connect(m_first, &FirstStart::openWanted, this, &CanvasPane::openWanted);
    connect(m_first, &FirstStart::modelsWanted, this, &CanvasPane::modelsWanted);
    connect(&m_model, &StudioModel::changed, this, &CanvasPane::refresh);
    connect(&m_model, &StudioModel::inputChanged, this, [this] {
        m_resultLayer = {};
        m_lastResult.reset();
        Q_EMIT resultLayerChanged({});
        leaveResult();
    });
    connect(&m_model, &StudioModel::controlChanged, this, &CanvasPane::leaveResult);
    connect(&m_tools, &ToolBox::changed, this, &CanvasPane::refresh);
    connect(&m_tools, &ToolBox::chosen, this, &CanvasPane::showMasking);
    keepTranslated(this, [this] {
        m_canvas->setAccessibleName(tr("Canvas"));
        m_noControl->setTexts(tr("A picture to go by"),
                              tr("Drop one here or open it (Ctrl+O): its lines or depth guide the new picture."));
        refresh();
    });
}

void CanvasPane::showResult(const tasks::Task& task, const QImage& picture)
{
    m_result = picture;
    m_resultTask = task;
    m_run.reset();
    m_preview = {};
    m_inside = {};
    m_isComparing = false;
    keepLayer(picture);
    m_plate->setStarred(task.isStarred);
    refresh();
    Q_EMIT resultChanged(task.id);
}

// A result of the picture's size, or of the one that it is enlarged to, lies over it as a layer.
void CanvasPane::keepLayer(const QImage& result)
{
    const QRect input = m_model.input().rect();
    const Outpaint out = m_model.state().request.outpaint.value_or(Outpaint{});
    const QRect enlarged = input.adjusted(-out.left, -out.top, out.right, out.bottom);
    if (m_model.state().request.mode == Mode::Fill && !input.isEmpty()
        && m_resultLayer.picture.cacheKey() != result.cacheKey()
        && (result.size() == enlarged.size() || result.size() == input.size())) {
        m_lastResult = m_resultTask;
        m_resultLayer = {result, result.size() == enlarged.size() ? enlarged : input};
        Q_EMIT resultLayerChanged(result);
    }
}

void CanvasPane::setLayerLooks(const LayerLooks& looks)
{
    m_looks = looks;
    m_canvas->setMaskLook(looks.mask);
    m_options->setMaskColour(looks.mask.colour);
    refresh();
}

bool CanvasPane::isShowingMap() const
{
    return m_model.state().request.mode == Mode::ControlNet && shown() == Shown::Work && !m_controlMap.isNull();
}

void CanvasPane::showLayers(bool isMasking)
{
    std::vector<CanvasLayer> layers;
    if (isShowingMap()) {
        layers.push_back({m_controlMap, m_model.control().rect()});
    }
    if (isMasking && m_looks.control.isShown && !m_model.control().isNull()) {
        layers.push_back({m_model.control(), m_model.input().rect(), m_looks.control.opacity});
    }
    if (isMasking && m_looks.result.isShown && !m_resultLayer.picture.isNull()) {
        layers.push_back({m_resultLayer.picture, m_resultLayer.area, m_looks.result.opacity});
    }
    m_canvas->setLayers(layers);
    m_canvas->setPictureOpacity(isMasking ? m_looks.picture.seen() : 1);
}

void CanvasPane::showRun(const std::optional<RunPicture>& run, bool isChosen)
{
    m_run = run;
    m_isRunChosen = isChosen;
    m_preview = {};
    m_inside = {};
    refresh();
}

void CanvasPane::showPreview(const QImage& picture)
{
    if (!m_run) {
        return;
    }
    if (isRunInside()) {
        m_inside = insideMask(picture, m_run->mask);
    } else {
        // At the size it will have, or the view would jump when the result comes.
        const QSize whole = m_run->size.isEmpty() ? picture.size() * LatentCell : m_run->size;
        m_preview = picture.scaled(whole.scaled(PreviewSide, PreviewSide, Qt::KeepAspectRatio).boundedTo(whole),
                                   Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    refresh();
}

void CanvasPane::compareResult(const QImage& before, const QImage& mask, Comparison comparison)
{
    m_isComparing = true;
    m_comparedIn = m_model.state().request.mode;
    m_stack->setCurrentWidget(m_comparison);
    m_comparison->show(before, m_result, mask, comparison);
    tellSeen();
}

void CanvasPane::leaveComparison()
{
    m_isComparing = false;
    refresh();
    m_canvas->setFocus();
}

void CanvasPane::markResult(bool isStarred)
{
    m_resultTask->isStarred = isStarred;
    m_plate->setStarred(isStarred);
}

void CanvasPane::leaveResult()
{
    m_result = {};
    m_resultTask.reset();
    m_isComparing = false;
    refresh();
    Q_EMIT resultChanged({});
}

void CanvasPane::showWork()
{
    leaveResult();
    Q_EMIT workWanted();
}

void CanvasPane::showMasking()
{
    if (!isMasking()) {
        showWork();
    }
}

void CanvasPane::setWorkArea(const QRect& area)
{
    m_workArea = area;
    refresh();
}

void CanvasPane::setControlMap(const QImage& map)
{
    if (m_controlMap.cacheKey() != map.cacheKey()) {
        m_controlMap = map;
        refresh();
    }
}

bool CanvasPane::isRunInside() const
{
    return m_run && m_run->isInside && m_model.state().request.mode == Mode::Fill
           && m_model.input().cacheKey() == m_run->input;
}

bool CanvasPane::isShowingRun() const { return m_run && (isRunInside() ? isMasking() : shown() == Shown::Run); }

bool CanvasPane::isMasking() const
{
    return m_model.state().request.mode == Mode::Fill && !m_model.input().isNull() && shown() == Shown::Work;
}

bool CanvasPane::isComparing() const { return m_isComparing; }

// A result stays until there is something of the next picture to see.
CanvasPane::Shown CanvasPane::shown() const
{
    const bool hasResult = !m_result.isNull();
    const bool isFill = m_model.state().request.mode == Mode::Fill && !m_model.input().isNull();
    if (isRunInside()) {
        return hasResult && m_inside.isNull() ? Shown::Result : Shown::Work;
    }
    if (m_run && (!isFill || m_isRunChosen) && (!hasResult || !m_preview.isNull())) {
        return Shown::Run;
    }
    return hasResult ? Shown::Result : Shown::Work;
}

// What stands on the canvas until the first preview comes.
QImage CanvasPane::placeholder() const
{
    const QImage& work = m_model.state().request.mode == Mode::ControlNet ? m_model.control() : m_model.input();
    if (m_model.state().request.mode != Mode::TextToImage && !work.isNull() && !m_isRunChosen) {
        return work;
    }
    return comingPicture(m_run->size.isEmpty() ? m_model.size() : m_run->size);
}

void CanvasPane::refresh()
{
    const Shown now = shown();
    const Mode mode = m_model.state().request.mode;
    const bool masks = isMasking();
    QImage picture = mode == Mode::ControlNet    ? m_model.control()
                     : mode == Mode::TextToImage ? QImage()
                                                 : m_model.input();
    QString title = tr("Canvas");
    QStringList details;
    if (now == Shown::Result) {
        picture = m_result;
        title = shortTitle(m_resultTask->prompt);
        details << sizeWords(picture.size());
        if (tellsSeed(*m_resultTask)) {
            details << tr("seed %1").arg(groupedNumber(m_resultTask->seed));
        }
    } else if (now == Shown::Run) {
        picture = m_preview.isNull() ? placeholder() : m_preview;
        details = m_preview.isNull() ? QStringList() : QStringList(tr("preview"));
    } else if (isShowingMap()) {
        details << tr("as the model sees it") << sizeWords(m_controlMap.size());
    } else if (!picture.isNull()) {
        details << sizeWords(picture.size());
    }
    m_bar->setTitle(title, details);
    m_isComparing = m_isComparing && mode == m_comparedIn;
    if (!m_isComparing) {
        QWidget* none = mode == Mode::ControlNet ? static_cast<QWidget*>(m_noControl) : m_first;
        m_stack->setCurrentWidget(picture.isNull() ? none : m_canvas);
    }
    if (m_canvas->picture().cacheKey() != picture.cacheKey()) {
        m_canvas->setPicture(picture);
    }
    showLayers(masks);
    showExtras(masks);
    m_canvas->setMask(masks ? &m_model.mask() : nullptr);
    m_canvas->setTool(masks ? m_tools.tool() : nullptr);
    m_bar->setMasking(mode == Mode::Fill);
    // Also while a result is shown: tools must not move under the hand.
    const bool hasTools = mode == Mode::Fill && !m_model.input().isNull();
    m_strip->setVisible(hasTools);
    m_options->setVisible(hasTools);
    m_plate->setVisible(now == Shown::Result);
    m_plate->place();
    const QImage runMask = isRunInside() ? m_run->mask : QImage();
    if (std::exchange(m_runMask, runMask.cacheKey()) != runMask.cacheKey()) {
        Q_EMIT runMaskChanged(runMask);
    }
    tellSeen();
    if (std::exchange(m_wasResultShown, now == Shown::Result) != (now == Shown::Result)) {
        Q_EMIT resultShown(now == Shown::Result);
    }
}

LayersSeen CanvasPane::seenNow() const
{
    if (m_isComparing) {
        return {.result = true, .picture = true};
    }
    const Shown now = shown();
    const bool hasLayer = !m_resultLayer.picture.isNull();
    if (now == Shown::Result) {
        return {.result = hasLayer && m_result.cacheKey() == m_resultLayer.picture.cacheKey()};
    }
    if (now == Shown::Run && (!m_preview.isNull() || m_isRunChosen)) {
        return {};
    }
    const Mode mode = m_model.state().request.mode;
    const bool hasInput = !m_model.input().isNull(), hasControl = !m_model.control().isNull();
    if (isMasking()) {
        return {.mask = true,
                .result = m_looks.result.isShown && hasLayer,
                .control = m_looks.control.isShown && hasControl,
                .picture = m_looks.picture.isShown};
    }
    return {.control = mode == Mode::ControlNet && hasControl,
            .picture = (mode == Mode::ImageToImage || mode == Mode::Fill) && hasInput};
}

void CanvasPane::tellSeen()
{
    const LayersSeen seen = seenNow();
    if (std::exchange(m_seen, seen) != seen) {
        Q_EMIT layersSeen(seen);
    }
    if (std::exchange(m_wasComparing, m_isComparing) && !m_isComparing) {
        Q_EMIT comparisonLeft();
    }
}

void CanvasPane::showExtras(bool isMasking)
{
    CanvasExtras extras;
    if (isMasking) {
        const GenerationRequest& request = m_model.state().request;
        if (isRunInside()) {
            extras.inside = m_inside;
            extras.insideArea = m_run->area;
            extras.outline = m_run->outline;
        }
        if (m_model.isOutpainting()) {
            const Outpaint out = *request.outpaint;
            extras.frame = QRectF(m_model.input().rect()).adjusted(-out.left, -out.top, out.right, out.bottom);
            extras.frameWords = tr("New size %1 × %2").arg(m_model.size().width()).arg(m_model.size().height());
        } else if (request.onlyMasked && !m_model.mask().isEditing()) {
            extras.frame = m_workArea;
            extras.frameWords = tr("Only masked · %1 × %2").arg(m_workArea.width()).arg(m_workArea.height());
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
    const QMimeData* data = event->mimeData();
    if ((data->hasUrls() && data->urls().first().isLocalFile()) || data->hasImage()) {
        event->acceptProposedAction();
    }
}

void CanvasPane::dropEvent(QDropEvent* event)
{
    const QMimeData* data = event->mimeData();
    event->acceptProposedAction();
    if (data->hasUrls() && data->urls().first().isLocalFile()) {
        Q_EMIT dropped(data->urls().first().toLocalFile());
    } else if (const auto picture = qvariant_cast<QImage>(data->imageData()); !picture.isNull()) {
        Q_EMIT pictureDropped(picture); // out of a browser
    }
}

} // namespace genserve::ui
