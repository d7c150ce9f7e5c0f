// The pages, one of them seen; the rail's buttons and a command each lead to them.
#pragma once

#include <vector>

#include <QStackedWidget>

#include "page.h"

namespace genserve::ui {

class CommandRegistry;
class Rail;
class RailButton;

class PageStack : public QStackedWidget {
    Q_OBJECT

public:
    // Borrows both for its life.
    PageStack(Rail& rail, CommandRegistry& commands, QWidget* window);

    // `key` works in the whole window.
    void add(Page* page, const QString& iconName, const char* key, bool isAtFoot = false);
    void showPage(int page); // in the order they were added in
    void showPage(Page* page);
    [[nodiscard]] Page& page() const; // the one that is seen
    void setBadge(int page, int count);

Q_SIGNALS:
    void titleChanged(); // of the page that is seen, or the page itself

private:
    Rail& m_rail;
    CommandRegistry& m_commands;
    QWidget* m_window;
    std::vector<RailButton*> m_buttons;
};

} // namespace genserve::ui
