#include "live_keys.h"

#include "../theme/live_text.h"
#include "command_registry.h"

namespace genserve::ui {

void keepKeys(QWidget* widget, const CommandRegistry& commands, std::function<void()> setTexts)
{
    QObject::connect(&commands, &CommandRegistry::keysChanged, widget, setTexts);
    keepTranslated(widget, std::move(setTexts));
}

QString shortKeys(const CommandRegistry& commands, const QString& id)
{
    const QAction* action = commands.action(id);
    QString keys = action == nullptr ? QString() : action->shortcut().toString(QKeySequence::PortableText);
    keys.replace(QStringLiteral("Return"), QStringLiteral("↵"));
    return keys.replace(u'+', u' ').trimmed();
}

} // namespace genserve::ui
