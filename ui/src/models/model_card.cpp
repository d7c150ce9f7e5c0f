#include "model_card.h"

#include <QHBoxLayout>
#include <QPainter>

#include "../controls/flow_row.h"
#include "../controls/word_chip.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr int IconPlate = 40, FigureWidth = 84, FitWidth = 132;

Role inkOf(Tone tone)
{
    return tone == Tone::Success   ? Role::Success
           : tone == Tone::Danger  ? Role::Danger
           : tone == Tone::Warning ? Role::Warning
                                   : Role::TextSecondary;
}

QLayout* iconAndWords(const QString& iconName, Tone tone, const QString& words, QWidget* parent)
{
    const int side = Theme::current().px(u"control.iconSmall");
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::current().px(u"space.s") - 2);
    auto* picture = new QLabel(parent);
    keepThemed(picture, [picture, iconName, tone, side] {
        picture->setPixmap(icon(iconName, inkOf(tone)).pixmap(QSize(side, side), picture->devicePixelRatioF()));
    });
    auto* label = new TextLabel(TextStep::Small, parent);
    label->setTone(tone);
    label->setWordWrap(true);
    label->setText(words);
    row->addWidget(picture, 0, Qt::AlignTop);
    row->addWidget(label, 1);
    return row;
}

} // namespace

ModelCard::ModelCard(const ModelEntry& entry, QWidget* parent) : QFrame(parent)
{
    const Theme& theme = Theme::current();
    setProperty("role", QStringLiteral("card"));
    setAccessibleName(QString(entry.name % QStringLiteral(", ") % entry.kind % QStringLiteral(", ") % entry.fit.text));
    auto* row = new QHBoxLayout(this);
    const int inset = theme.px(u"space.m");
    row->setContentsMargins(inset, inset, inset, inset);
    row->setSpacing(inset);
    row->addWidget(buildIcon(entry.icon), 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(theme.px(u"space.xxs"));
    auto* name = new ElidedLabel(TextStep::Title, this);
    name->setFullText(entry.name);
    auto* kind = new ElidedLabel(TextStep::Small, this);
    kind->setFullText(entry.kind);
    words->addWidget(name);
    words->addWidget(kind);
    if (!entry.features.empty()) {
        words->addSpacing(theme.px(u"space.xs"));
        auto* chips = new FlowRow(theme.px(u"space.s") - 2);
        for (const std::string& feature : entry.features) {
            const FeatureWords can = featureWords(feature);
            auto* chip = new WordChip(WordChip::Kind::Plain, can.word, this);
            chip->setIconName(can.icon);
            chips->addWidget(chip);
        }
        words->addLayout(chips);
    }
    if (!entry.problem.isEmpty()) {
        words->addSpacing(theme.px(u"space.xs"));
        words->addLayout(iconAndWords(QStringLiteral("triangle-alert"), entry.problemTone, entry.problem, this));
    }
    row->addLayout(words, 1);
    const QString memory = entry.memory > 0 ? gigabytes(static_cast<std::uint64_t>(entry.memory)) : QStringLiteral("–");
    for (QLayout* figure : {buildFigure(tr("On disk"), gigabytes(entry.bytes)), buildFigure(tr("Memory"), memory)}) {
        row->addLayout(figure);
        row->setAlignment(figure, Qt::AlignTop); // a stretch would let few cards grow to fill the page
    }
    auto* fit = new QWidget(this);
    fit->setFixedWidth(FitWidth);
    if (!entry.fit.text.isEmpty()) {
        fit->setLayout(iconAndWords(entry.fit.icon, entry.fit.tone, entry.fit.text, fit));
        fit->layout()->setContentsMargins(0, 0, 0, 0);
    }
    row->addWidget(fit, 0, Qt::AlignTop);
}

QWidget* ModelCard::buildIcon(const QString& name)
{
    auto* plate = new QLabel(this);
    keepThemed(plate, [plate, name] {
        const Theme& theme = Theme::current();
        const double ratio = plate->devicePixelRatioF();
        QPixmap pixmap(QSize(IconPlate, IconPlate) * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.colour(Role::Hover));
        painter.drawRoundedRect(QRect(0, 0, IconPlate, IconPlate), theme.px(u"radius.card"), theme.px(u"radius.card"));
        const int side = theme.px(u"control.iconLarge"), at = (IconPlate - side) / 2;
        ui::icon(name, Role::Text).paint(&painter, QRect(at, at, side, side));
        plate->setPixmap(pixmap);
    });
    return plate;
}

QLayout* ModelCard::buildFigure(const QString& name, const QString& value)
{
    auto* column = new QVBoxLayout;
    column->setSpacing(Theme::current().px(u"space.xxs"));
    auto* title = new TextLabel(TextStep::Caption, this);
    title->setText(name);
    title->setFixedWidth(FigureWidth);
    auto* figure = new TextLabel(TextStep::Strong, this);
    figure->setText(value);
    column->addWidget(title);
    column->addWidget(figure);
    return column;
}

} // namespace genserve::ui
