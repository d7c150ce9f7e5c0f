#include "layers_panel.h"

#include <algorithm>

#include <QDragEnterEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QMimeData>
#include <QSettings>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "../commands/command_registry.h"
#include "../commands/live_keys.h"
#include "../controls/icon_button.h"
#include "../controls/notice.h"
#include "../controls/segmented_choice.h"
#include "../controls/swatch_row.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../controls/value_slider.h"
#include "../theme/live_text.h"
#include "../theme/tabular_text.h"
#include "../theme/theme.h"
#include "../words/text_forms.h"
#include "layer_row.h"
#include "result_proof.h"
#include "section.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr std::array<const char*, 8> Operations{"mask.invert",  "mask.clear", "mask.grow", "mask.shrink",
                                                "mask.feather", "mask.alpha", "mask.load", "mask.save"};
constexpr int MostAmount = 200, DefaultAmount = 8, LeastOpacity = 5;
constexpr double Percent = 0.01;

const QString ColourKey = QStringLiteral("layers/mask-colour");
const QString AmountKey = QStringLiteral("layers/amount");
const QString OpacityKey = QStringLiteral("layers/opacity-%1");
constexpr std::array<const char*, 4> LayerWords{"mask", "result", "control", "picture"};

QString sizeOr(const QImage& picture, const QString& none)
{
    return picture.isNull() ? none : sizeWords(picture.size());
}

} // namespace

LayersPanel::LayersPanel(StudioModel& model, CommandRegistry& commands, QSettings& settings, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_settings(settings),
      m_runRow(new LayerRow),
      m_undoDepth(new TextLabel(TextStep::Caption, this)),
      m_amount(new ValueSlider({}, this)),
      m_colours(new SwatchRow(Theme::current().tokens().colours(u"mask.alternatives"), this)),
      m_opacity(new ValueSlider({}, this)),
      m_comparison(new SegmentedChoice(this)),
      m_proof(new Notice(this))
{
    setAcceptDrops(true);
    const Theme& theme = Theme::current();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.px(u"space.s"), 0, theme.px(u"space.m"));
    column->setSpacing(0);
    buildRows(commands);
    for (LayerRow* row : m_rows) {
        column->addWidget(row);
    }
    m_runRow->setLocked();
    m_runRow->hide();
    column->insertWidget(1, m_runRow);
    auto* lower = new QVBoxLayout;
    lower->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.m"), theme.px(u"space.l"), 0);
    lower->setSpacing(theme.px(u"space.l"));
    column->addLayout(lower);
    column->addStretch();
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.s"), theme.px(u"space.l"), 0);
    foot->addWidget(m_proof);
    column->addLayout(foot);
    m_opacity->setRange(LeastOpacity, 100);
    lower->addWidget(m_opacity);
    auto* operations = new Section(this);
    buildOperations(commands, *operations);
    lower->addWidget(operations);
    auto* overlay = new Section(this);
    overlay->column()->addWidget(m_colours);
    lower->addWidget(overlay);
    lower->addWidget(buildComparison(commands));
    m_proof->hide();
    restore();
    connect(m_colours, &SwatchRow::chosen, this, &LayersPanel::changeLook);
    connect(m_opacity, &ValueSlider::valueChanged, this, [this](int percent) {
        opacityOf(m_current) = percent * Percent;
        changeLook();
    });
    connect(m_amount, &ValueSlider::valueChanged, this, [this](int px) { m_settings.setValue(AmountKey, px); });
    connect(&model, &StudioModel::inputChanged, this, &LayersPanel::refresh);
    connect(&model, &StudioModel::controlChanged, this, &LayersPanel::refresh);
    connect(&model.mask(), &MaskDocument::historyChanged, this, &LayersPanel::refresh);
    keepTranslated(this, [this, operations, overlay] {
        operations->setTitle(tr("Mask tools"));
        overlay->setTitle(tr("Mask colour"));
        m_colours->setAccessibleName(tr("Mask colour"));
        m_amount->setName(tr("Grow, shrink, feather by"));
        m_amount->setUnit(QStringLiteral("px"));
        m_opacity->setUnit(QStringLiteral("%"));
        showProof();
        refresh();
    });
}

void LayersPanel::buildRows(CommandRegistry& commands)
{
    for (int i = 0; i < Count; ++i) {
        const auto layer = static_cast<Layer>(i);
        auto* row = new LayerRow(this);
        m_rows.at(static_cast<std::size_t>(i)) = row;
        connect(row, &QAbstractButton::clicked, this, &LayersPanel::used);
        connect(row, &LayerRow::shownToggled, this, &LayersPanel::used);
        connect(row, &QAbstractButton::clicked, this, [this, layer] {
            m_current = layer;
            showOpacity();
        });
        if (LayerLook* look = lookOf(layer)) {
            connect(row, &LayerRow::shownToggled, this, [this, look](bool isShown) {
                look->isShown = isShown;
                changeLook();
            });
        }
    }
    m_rows[Mask]->setChecked(true);
    setFocusProxy(m_rows[Mask]);
    m_quick = commands.action(QStringLiteral("mask.quick"));
    Q_ASSERT(m_quick != nullptr);
    connect(m_rows[Mask], &LayerRow::shownToggled, m_quick, &QAction::setChecked);
    connect(m_quick, &QAction::toggled, this, &LayersPanel::showEyes);
    showEyes();
}

void LayersPanel::setSeen(const LayersSeen& seen)
{
    m_seen = seen;
    showEyes();
}

void LayersPanel::showEyes()
{
    m_rows[Mask]->setShown(m_seen.mask && m_quick->isChecked());
    m_rows[Result]->setShown(m_seen.result);
    m_rows[Control]->setShown(m_seen.control);
    m_rows[Picture]->setShown(m_seen.picture);
}

QWidget* LayersPanel::buildComparison(CommandRegistry& commands)
{
    auto* section = new Section(this);
    std::vector<QAction*> actions;
    for (const char* id : {"result.compare", "result.side", "result.difference"}) { // in the order of Comparison
        m_comparison->addChoice({});
        actions.push_back(commands.action(QLatin1String(id)));
        Q_ASSERT(actions.back() != nullptr);
    }
    m_comparison->setCurrent(SegmentedChoice::None);
    connect(m_comparison, &SegmentedChoice::chosen, this, [this, actions](int choice) {
        setComparison(std::nullopt); // until it is open
        actions.at(static_cast<std::size_t>(choice))->trigger();
    });
    const auto refresh = [this, first = actions.front()] { m_comparison->setEnabled(first->isEnabled()); };
    connect(actions.front(), &QAction::enabledChanged, this, refresh);
    refresh();
    section->column()->addWidget(m_comparison);
    keepTranslated(section, [this, section] {
        section->setTitle(tr("Before and after"));
        m_comparison->setChoiceText(0, tr("Slider"));
        m_comparison->setChoiceText(1, tr("Side"));
        m_comparison->setChoiceText(2, tr("Difference"));
    });
    return section;
}

void LayersPanel::setMaskColour(const QColor& colour)
{
    m_colours->setCurrent(colour);
    changeLook();
}

void LayersPanel::setComparison(std::optional<Comparison> comparison)
{
    m_comparison->setCurrent(comparison ? static_cast<int>(*comparison) : SegmentedChoice::None);
}

void LayersPanel::followProof(const ResultProof& proof)
{
    connect(&proof, &ResultProof::withdrawn, m_proof, &QWidget::hide);
    connect(&proof, &ResultProof::begun, this, [this] {
        m_changedOutside.reset();
        m_proof->show();
        showProof();
    });
    connect(&proof, &ResultProof::measured, this, [this](qint64 changedOutside) {
        m_changedOutside = changedOutside;
        showProof();
    });
}

void LayersPanel::showProof()
{
    if (!m_changedOutside) {
        m_proof->setMessage(Tone::None, tr("Pixels changed outside"), tr("Being counted in the last result"));
    } else {
        m_proof->setMessage(*m_changedOutside == 0 ? Tone::Success : Tone::Warning,
                            tr("%1 pixels changed outside").arg(groupedNumber(*m_changedOutside)),
                            tr("Checked on the last result"));
    }
}

void LayersPanel::setRunMask(const QImage& mask)
{
    m_runMask = mask;
    m_runRow->setVisible(!mask.isNull());
    refresh();
}

void LayersPanel::buildOperations(CommandRegistry& commands, Section& section)
{
    section.head()->addWidget(m_undoDepth);
    m_amount->setRange(1, MostAmount);
    m_amount->setDefaultValue(DefaultAmount);
    section.column()->addWidget(m_amount);
    auto* grid = new QGridLayout;
    grid->setSpacing(Theme::current().px(u"space.s") - 2);
    for (std::size_t i = 0; i < Operations.size(); ++i) {
        const QString id = QLatin1String(Operations[i]);
        auto* button = new TextButton(ButtonKind::Normal, ButtonSize::Medium, this);
        QAction* action = commands.action(id);
        Q_ASSERT(action != nullptr);
        const auto it = std::ranges::find(commands.commands(), id, [](const Command& one) { return one.spec.id; });
        button->setIconName(it->spec.iconName);
        connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
        button->setEnabled(action->isEnabled());
        connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
        keepKeys(button, commands, [button, action, &commands, id] {
            button->setLabel(action->iconText());
            button->setToolTip(action->text() % u' ' % commands.keysText(id));
        });
        grid->addWidget(button, static_cast<int>(i / 2), static_cast<int>(i % 2));
    }
    section.column()->addLayout(grid);
}

int LayersPanel::amountPx() const { return m_amount->value(); }

LayerLook* LayersPanel::lookOf(Layer layer)
{
    switch (layer) {
    case Result: return &m_looks.result;
    case Control: return &m_looks.control;
    case Picture: return &m_looks.picture;
    case Mask:
    case Count: break;
    }
    return nullptr;
}

double& LayersPanel::opacityOf(Layer layer)
{
    LayerLook* look = lookOf(layer);
    return look == nullptr ? m_looks.mask.opacity : look->opacity;
}

// Whether a layer is shown is not kept: a picture that stays hidden after a start would look lost.
void LayersPanel::restore()
{
    m_colours->setCurrent(QColor(m_settings.value(ColourKey).toString()));
    m_looks.mask.colour = m_colours->current();
    for (int i = 0; i < Count; ++i) {
        double& opacity = opacityOf(static_cast<Layer>(i));
        const QString key = OpacityKey.arg(QLatin1String(LayerWords.at(static_cast<std::size_t>(i))));
        opacity = qBound(LeastOpacity, m_settings.value(key, qRound(opacity / Percent)).toInt(), 100) * Percent;
    }
    m_amount->setValue(m_settings.value(AmountKey, DefaultAmount).toInt());
}

void LayersPanel::changeLook()
{
    m_looks.mask.colour = m_colours->current();
    m_settings.setValue(ColourKey, m_looks.mask.colour.name());
    m_settings.setValue(OpacityKey.arg(QLatin1String(LayerWords.at(static_cast<std::size_t>(m_current)))),
                        m_opacity->value());
    Q_EMIT looksChanged(m_looks);
}

void LayersPanel::setResult(const QImage& picture)
{
    m_result = picture;
    refresh();
}

void LayersPanel::showOpacity()
{
    const QSignalBlocker quiet(m_opacity);
    const LayerLooks defaults;
    const std::array<double, Count> normal{defaults.mask.opacity, defaults.result.opacity, defaults.control.opacity,
                                           defaults.picture.opacity};
    const std::array<QString, Count> names{tr("Opacity of the mask"), tr("Opacity of the result"),
                                           tr("Opacity of the control"), tr("Opacity of the picture")};
    m_opacity->setName(names.at(m_current));
    m_opacity->setDefaultValue(qRound(normal.at(m_current) / Percent));
    m_opacity->setValue(qRound(opacityOf(m_current) / Percent));
}

void LayersPanel::refresh()
{
    const QImage& picture = m_model.input();
    const bool hasPicture = !picture.isNull();
    const double share = hasPicture ? 100 * m_model.mask().coveredShare() : 0;
    m_rows[Mask]->setLayer(hasPicture ? m_model.mask().image() : QImage(), tr("Mask"),
                           tr("%1 % of the picture").arg(share, 0, 'f', 1));
    m_runRow->setLayer(m_runMask, tr("Mask in use"), tr("being repainted now"));
    m_rows[Result]->setLayer(m_result, tr("Result"), sizeOr(m_result, tr("none yet")));
    m_rows[Control]->setLayer(m_model.control(), tr("Control"), sizeOr(m_model.control(), tr("none yet")));
    m_rows[Picture]->setLayer(picture, tr("Picture"), sizeOr(picture, tr("none yet")));
    const int depth = m_model.mask().history().undoDepth(); // goes on beyond what is promised while memory lasts
    m_undoDepth->setText(tr("undo %1 of %2").arg(depth).arg(qMax(depth, TileHistory::MinimumDepth)));
    showOpacity();
}

void LayersPanel::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile()) {
        event->acceptProposedAction();
    }
}

void LayersPanel::dropEvent(QDropEvent* event)
{
    const QString file = event->mimeData()->urls().first().toLocalFile();
    const auto isOn = [&](Layer layer) { return m_rows.at(layer)->geometry().contains(event->position().toPoint()); };
    event->acceptProposedAction();
    if (isOn(Mask)) {
        Q_EMIT maskDropped(file);
    } else if (isOn(Control)) {
        Q_EMIT controlDropped(file);
    } else {
        Q_EMIT pictureDropped(file);
    }
}

} // namespace genserve::ui
