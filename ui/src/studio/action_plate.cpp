#include "action_plate.h"

#include <algorithm>
#include <array>

#include <QHBoxLayout>
#include <QPainter>

#include "../commands/command_registry.h"
#include "../commands/live_keys.h"
#include "../controls/icon_button.h"
#include "../controls/text_button.h"
#include "../theme/icon.h"
#include "../theme/live_text.h"
#include "../theme/plate.h"
#include "../theme/star.h"
#include "../theme/theme.h"

namespace genserve::ui {
namespace {

constexpr std::array<const char*, 3> WithWords{"result.toImage", "result.toFill", "result.toControl"};
constexpr std::array<const char*, 5> Last{"result.recall", "result.vary", "result.copy", "result.save", "result.trash"};
constexpr int Height = 34;

} // namespace

ActionPlate::ActionPlate(CommandRegistry& commands, QWidget* parent) : QFrame(parent)
{
    const Theme& theme = Theme::current();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(theme.px(u"space.s"), 0, theme.px(u"space.s"), 0);
    row->setSpacing(theme.px(u"space.xs"));
    setFixedHeight(Height);
    const auto specOf = [&](const char* id) -> const CommandSpec& {
        return std::ranges::find(commands.commands(), QLatin1String(id), [](const Command& one) { return one.spec.id; })
            ->spec;
    };
    const auto addRule = [&] {
        auto* rule = new QFrame(this);
        rule->setProperty("role", QStringLiteral("vrule"));
        row->addWidget(rule);
    };
    const auto addIcon = [&](const char* id) {
        auto* button = new IconButton(specOf(id).iconName, IconButtonSize::Small, this);
        QAction* action = commands.action(QLatin1String(id));
        connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
        button->setEnabled(action->isEnabled());
        connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
        keepKeys(button, commands, [button, action, &commands, id] {
            button->setMeaning(action->text(), commands.keysText(QLatin1String(id)));
        });
        row->addWidget(button);
        return button;
    };
    m_star = addIcon("result.star");
    addIcon("result.compare");
    addRule();
    for (const char* id : WithWords) {
        auto* button = new TextButton(ButtonKind::Ghost, ButtonSize::Small, this);
        QAction* action = commands.action(QLatin1String(id));
        button->setIconName(specOf(id).iconName);
        connect(button, &QAbstractButton::clicked, action, &QAction::trigger);
        button->setEnabled(action->isEnabled());
        connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
        keepTranslated(button, [button, action] {
            button->setLabel(action->iconText());
            button->setToolTip(action->text());
        });
        row->addWidget(button);
        m_withWords.push_back(button);
        m_withoutWords.push_back(addIcon(id));
        m_withoutWords.back()->hide();
    }
    addRule();
    for (const char* id : Last) {
        m_last.push_back(addIcon(id));
    }
}

void ActionPlate::setStarred(bool isStarred)
{
    if (!isStarred) {
        m_star->setIcon(ui::icon(QStringLiteral("star")));
        return;
    }
    const int side = m_star->iconSize().width();
    QPixmap star(m_star->iconSize() * devicePixelRatioF());
    star.setDevicePixelRatio(devicePixelRatioF());
    star.fill(Qt::transparent);
    QPainter painter(&star);
    painter.setRenderHint(QPainter::Antialiasing);
    paintStar(painter, {0, 0, side, side});
    m_star->setIcon(star);
}

void ActionPlate::place()
{
    const int room = parentWidget()->width() - 2 * Theme::current().px(u"space.m");
    const auto show = [this](bool withWords) {
        std::ranges::for_each(m_withWords, [=](QWidget* one) { one->setVisible(withWords); });
        std::ranges::for_each(m_withoutWords, [=](QWidget* one) { one->setVisible(!withWords); });
        layout()->activate();
    };
    std::ranges::for_each(m_last, &QWidget::show);
    show(true);
    if (sizeHint().width() > room) {
        show(false);
    }
    for (auto it = m_last.rbegin(); it != m_last.rend() && sizeHint().width() > room; ++it) {
        (*it)->hide(); // the menu of the canvas has them all
        layout()->activate();
    }
    adjustSize();
    move((parentWidget()->width() - width()) / 2,
         parentWidget()->height() - height() - Theme::current().px(u"space.m"));
}

void ActionPlate::paintEvent(QPaintEvent* /*event*/) { paintPlate(*this, Role::Hud, u"radius.card"); }

} // namespace genserve::ui
