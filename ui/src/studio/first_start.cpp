#include "first_start.h"

#include <array>

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int Width = 640, HeroPlate = 64, Hero = 32;

// The starter model knows these words; prompts stay English in every language since the models do.
const std::array<QString, 3> Examples{QStringLiteral("a hot air balloon over a lake with mountains at sunset"),
                                      QStringLiteral("a sailboat on the sea at sunset"),
                                      QStringLiteral("a house on a hill in winter at night")};

} // namespace

FirstStart::FirstStart(QWidget* parent) : QWidget(parent)
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
    auto* hero = new QLabel(block);
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
        column->addWidget(label);
    }
    column->addSpacing(theme.px(u"space.l"));
    for (const QString& example : Examples) {
        auto* button = new TextButton(ButtonKind::Normal, ButtonSize::Large, block);
        button->setIconName(QStringLiteral("play"));
        button->setLabel(example);
        connect(button, &QAbstractButton::clicked, this, [this, example] { Q_EMIT exampleChosen(example); });
        column->addWidget(button);
    }
    column->addSpacing(theme.px(u"space.l"));
    auto* foot = new QHBoxLayout;
    auto* drop = new TextLabel(TextStep::Small, block);
    auto* open = new TextButton(ButtonKind::Normal, ButtonSize::Medium, block);
    open->setIconName(QStringLiteral("image-plus"));
    foot->addStretch();
    foot->addWidget(drop);
    foot->addWidget(open);
    foot->addStretch();
    column->addLayout(foot);
    column->addStretch(3);
    connect(open, &QAbstractButton::clicked, this, &FirstStart::openWanted);
    keepTranslated(this, [title, line, drop, open] {
        title->setText(tr("Make your first picture"));
        line->setText(tr("Pick an example, or write your own prompt on the left and press Generate."));
        drop->setText(tr("Or drop a picture here to change a part of it"));
        open->setLabel(tr("Open picture…"));
    });
}

void FirstStart::paintEvent(QPaintEvent* /*event*/)
{
    QPainter(this).fillRect(rect(), Theme::current().colour(Role::Canvas));
}

} // namespace genserve::ui
