#include "first_start.h"

#include <algorithm>
#include <array>

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"
#include "example_card.h"

namespace genserve::ui {
namespace {

constexpr int Width = 668, HeroPlate = 64, Hero = 32, LowBelow = 600;

// The starter model knows these words; prompts stay English in every language since the models do.
const std::array<QString, 3> Examples{QStringLiteral("a hot air balloon over a lake with mountains at sunset"),
                                      QStringLiteral("a sailboat on the sea at sunset"),
                                      QStringLiteral("a house on a hill in winter at night")};

// Dashed: things may be dropped here, and anywhere on the canvas.
class DropZone : public QFrame {
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.colour(Role::TextSecondary), 1, Qt::DashLine));
        const double radius = theme.px(u"radius.card");
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
};

// An icon, two lines, and what to do at the right.
void fillRow(QFrame& frame, const QString& iconName, TextLabel& strong, TextLabel& plain, QWidget& action)
{
    const Theme& theme = Theme::current();
    auto* row = new QHBoxLayout(&frame);
    row->setContentsMargins(theme.px(u"space.l"), theme.px(u"space.m"), theme.px(u"space.l"), theme.px(u"space.m"));
    row->setSpacing(theme.px(u"space.m"));
    auto* picture = new QLabel(&frame);
    const int side = theme.px(u"control.iconLarge");
    keepThemed(picture, [picture, iconName, side] {
        picture->setPixmap(icon(iconName).pixmap(QSize(side, side), picture->devicePixelRatioF()));
    });
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(u"space.xxs"));
    strong.setWordWrap(true);
    plain.setWordWrap(true);
    words->addWidget(&strong);
    words->addWidget(&plain);
    row->addWidget(picture);
    row->addLayout(words, 1);
    row->addWidget(&action);
}

} // namespace

FirstStart::FirstStart(ModelsSource& models, TaskDoor& tasks, QWidget* parent)
    : QWidget(parent), m_models(models), m_tasks(tasks)
{
    const Theme& theme = Theme::current();
    auto* centred = new QHBoxLayout(this);
    auto* block = new QWidget(this);
    block->setMaximumWidth(Width);
    centred->addStretch();
    centred->addWidget(block, 10);
    centred->addStretch();
    auto* column = new QVBoxLayout(block);
    column->setSpacing(theme.px(u"space.s"));
    column->addStretch(2);
    auto* hero = m_hero = new QLabel(block);
    keepThemed(hero, [hero] {
        const Theme& now = Theme::current();
        const double ratio = hero->devicePixelRatioF();
        QPixmap plate(QSize(HeroPlate, HeroPlate) * ratio);
        plate.setDevicePixelRatio(ratio);
        plate.fill(Qt::transparent);
        QPainter painter(&plate);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(now.colour(Role::AccentSubtle));
        painter.drawRoundedRect(QRect(0, 0, HeroPlate, HeroPlate), 12, 12);
        const int inset = (HeroPlate - Hero) / 2;
        ui::icon(QStringLiteral("sparkles"), Role::AccentText).paint(&painter, QRect(inset, inset, Hero, Hero));
        hero->setPixmap(plate);
    });
    column->addWidget(hero, 0, Qt::AlignHCenter);
    column->addSpacing(theme.px(u"space.s"));
    auto* title = new TextLabel(TextStep::Figure, block);
    auto* line = new TextLabel(TextStep::Body, block);
    for (TextLabel* label : {title, line}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addSpacing(theme.px(u"space.l"));
    auto* cards = new QHBoxLayout;
    cards->setSpacing(theme.px(u"space.m"));
    int number = 1;
    for (const QString& example : Examples) {
        auto* card = new ExampleCard(example, QStringLiteral(":/looks/examples/%1.jpg").arg(number++), block);
        connect(card, &QAbstractButton::clicked, this, [this, example] { Q_EMIT exampleChosen(example); });
        cards->addWidget(card, 1);
    }
    column->addLayout(cards);
    column->addSpacing(theme.px(u"space.s"));
    auto* dropZone = new DropZone(block);
    auto* drop = new TextLabel(TextStep::Strong, block);
    auto* kinds = new TextLabel(TextStep::Small, block);
    auto* open = new TextButton(ButtonKind::Normal, ButtonSize::Medium, block);
    fillRow(*dropZone, QStringLiteral("image-plus"), *drop, *kinds, *open);
    column->addWidget(dropZone);
    auto* fits = new QFrame(block);
    fits->setProperty("role", QStringLiteral("card"));
    m_fits = new TextLabel(TextStep::Strong, block);
    auto* larger = new TextLabel(TextStep::Small, block);
    auto* show = new TextButton(ButtonKind::Link, ButtonSize::Medium, block);
    fillRow(*fits, QStringLiteral("cpu"), *m_fits, *larger, *show);
    column->addWidget(fits);
    connect(show, &QAbstractButton::clicked, this, &FirstStart::modelsWanted);
    column->addStretch(3);
    connect(open, &QAbstractButton::clicked, this, &FirstStart::openWanted);
    connect(&models, &ModelsSource::changed, this, &FirstStart::showFits);
    connect(&tasks, &TaskDoor::devicesChanged, this, &FirstStart::showFits);
    m_title = title;
    connect(&tasks, &TaskDoor::finished, this, &FirstStart::showTitle);
    keepTranslated(this, [this, line, drop, kinds, open, larger, show] {
        showTitle();
        line->setText(tr("Pick an example, or write your own prompt on the left and press Generate."));
        drop->setText(tr("Or drop a picture here to change a part of it"));
        kinds->setText(tr("PNG or JPEG · paste with Ctrl+V"));
        open->setLabel(tr("Open picture…"));
        larger->setText(tr("The bundled starter is small and quick; larger models give full quality."));
        show->setLabel(tr("What fits here"));
        showFits();
    });
}

void FirstStart::showTitle()
{
    m_title->setText(m_tasks.pictureCount() > 0 ? tr("Make a picture") : tr("Make your first picture"));
}

// "cuda:0, cuda:1 and 1 more: FLUX.1 dev fits".
void FirstStart::showFits()
{
    QStringList devices;
    for (const tasks::DeviceStatus& device : m_tasks.devices()) {
        devices << (device.name.empty() ? QString::fromStdString(device.id) : QString::fromStdString(device.name));
    }
    devices.removeDuplicates();
    QStringList fitting;
    for (const ModelInfo& model : m_models.models()) {
        const auto fits = m_models.fits();
        if (model.missing.empty() && std::ranges::any_of(fits, [&](const ModelFit& fit) {
                return fit.modelId == model.id && fit.verdict != ModelFit::Verdict::TooLarge;
            })) {
            fitting << QString::fromStdString(model.name);
        }
    }
    const QString machine = devices.isEmpty() ? tr("The devices are starting") : devices.join(tr(", "));
    m_fits->setText(fitting.isEmpty() ? machine : tr("%1 · runs %2").arg(machine, fitting.join(tr(", "))));
}

void FirstStart::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_hero->setVisible(height() >= LowBelow);
}

void FirstStart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), Theme::current().colour(Role::Canvas));
}

} // namespace genserve::ui
