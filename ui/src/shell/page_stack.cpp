#include "page_stack.h"

#include "../commands/command_registry.h"
#include "../theme/live_text.h"
#include "rail.h"

namespace genserve::ui {

PageStack::PageStack(Rail& rail, CommandRegistry& commands, QWidget* window)
    : QStackedWidget(window), m_rail(rail), m_commands(commands), m_window(window)
{
    connect(&rail, &Rail::chosen, this, qOverload<int>(&PageStack::showPage));
    connect(&commands, &CommandRegistry::pageWanted, this, qOverload<Page*>(&PageStack::showPage));
}

void PageStack::add(Page* page, const QString& iconName, const char* key, bool isAtFoot)
{
    const int index = addWidget(page);
    RailButton* button = m_rail.addPage(iconName, isAtFoot);
    m_buttons.push_back(button);
    keepTranslated(page, [page, button] {
        button->setText(page->railWord());
        button->setAccessibleName(page->title());
    });
    connect(page, &Page::stateChanged, this, &PageStack::titleChanged);
    m_commands.add({QStringLiteral("page.%1").arg(index), iconName, QList{QKeySequence(QLatin1String(key))},
                    [page] { return page->title(); }, [] { return tr("Pages"); }},
                   m_window, [this, index] { showPage(index); });
}

void PageStack::showPage(int page)
{
    setCurrentIndex(page);
    m_rail.setCurrent(page);
    Q_EMIT titleChanged();
}

void PageStack::showPage(Page* page) { showPage(indexOf(page)); }

Page& PageStack::page() const { return static_cast<Page&>(*currentWidget()); }

void PageStack::setBadge(int page, int count) { m_buttons.at(static_cast<std::size_t>(page))->setBadge(count); }

} // namespace genserve::ui
