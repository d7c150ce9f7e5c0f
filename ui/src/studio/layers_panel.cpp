#include "layers_panel.h"

#include <algorithm>
#include <array>

#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "../commands/command_registry.h"
#include "../controls/swatch_row.h"
#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../controls/value_slider.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "layer_row.h"
#include "mask_shaping.h"
#include "section.h"
#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr std::array<const char*, 8> Operations{"mask.invert",  "mask.clear", "mask.grow", "mask.shrink",
                                                "mask.feather", "mask.alpha", "mask.load", "mask.save"};
constexpr int MostAmount = 200, DefaultAmount = 8;

} // namespace

LayersPanel::LayersPanel(StudioModel& model, CommandRegistry& commands, QWidget* parent)
    : QWidget(parent),
      m_model(model),
      m_maskRow(new LayerRow(true, this)),
      m_pictureRow(new LayerRow(false, this)),
      m_undoDepth(new TextLabel(TextStep::Caption, this)),
      m_amount(new ValueSlider({}, this)),
      m_colours(new SwatchRow(Theme::current().tokens().colours(u"mask.alternatives"), this)),
      m_opacity(new ValueSlider({}, this))
{
    const Theme& theme = Theme::current();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, theme.px(u"space.s"), 0, theme.px(u"space.m"));
    column->setSpacing(0);
    column->addWidget(m_maskRow);
    column->addWidget(m_pictureRow);
    auto* lower = new QVBoxLayout;
    lower->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.m"), theme.px(u"space.l"), 0);
    lower->setSpacing(theme.px(u"space.l"));
    column->addLayout(lower);
    column->addStretch();
    auto* operations = new Section(this);
    operations->head()->addWidget(m_undoDepth);
    m_amount->setRange(1, MostAmount);
    m_amount->setValue(DefaultAmount);
    m_amount->setDefaultValue(DefaultAmount);
    operations->column()->addWidget(m_amount);
    auto* grid = new QGridLayout;
    grid->setSpacing(theme.px(u"space.s") - 2);
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
        keepTranslated(button, [button, action, &commands, id] {
            button->setLabel(action->iconText());
            button->setToolTip(action->text() % u' ' % commands.keysText(id));
        });
        grid->addWidget(button, static_cast<int>(i / 2), static_cast<int>(i % 2));
    }
    operations->column()->addLayout(grid);
    lower->addWidget(operations);
    auto* overlay = new Section(this);
    overlay->column()->addWidget(m_colours);
    m_opacity->setRange(5, 95);
    m_opacity->setValue(50);
    m_opacity->setDefaultValue(50);
    overlay->column()->addWidget(m_opacity);
    lower->addWidget(overlay);
    const auto tell = [this] { Q_EMIT maskLookChanged({m_colours->current(), m_opacity->value() / 100.0}); };
    connect(m_colours, &SwatchRow::chosen, this, tell);
    connect(m_opacity, &ValueSlider::valueChanged, this, tell);
    connect(&model, &StudioModel::inputChanged, this, &LayersPanel::refresh);
    connect(&model.mask(), &MaskDocument::historyChanged, this, &LayersPanel::refresh);
    keepTranslated(this, [this, operations, overlay] {
        operations->setTitle(tr("Mask tools"));
        overlay->setTitle(tr("Overlay"));
        m_colours->setAccessibleName(tr("Overlay colour"));
        m_amount->setName(tr("Grow, shrink, feather by"));
        m_amount->setUnit(QStringLiteral("px"));
        m_opacity->setName(tr("Overlay opacity"));
        m_opacity->setUnit(QStringLiteral("%"));
        refresh();
    });
}

int LayersPanel::amountPx() const { return m_amount->value(); }

void LayersPanel::refresh()
{
    const QImage& picture = m_model.input();
    const bool hasPicture = !picture.isNull();
    const double share = hasPicture ? 100 * m_model.mask().coveredShare() : 0;
    m_maskRow->setLayer(hasPicture ? m_model.mask().image() : QImage(), tr("Mask"),
                        tr("%1 % of the picture").arg(share, 0, 'f', 1));
    m_pictureRow->setLayer(picture, tr("Picture"),
                           hasPicture ? QStringLiteral("%1 × %2").arg(picture.width()).arg(picture.height())
                                      : tr("none yet"));
    m_undoDepth->setText(tr("undo %1").arg(m_model.mask().history().undoDepth()));
}

} // namespace genserve::ui
