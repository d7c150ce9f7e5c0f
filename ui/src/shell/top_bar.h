// Over every page: its title and state, the way to the commands, the language.
#pragma once

#include <QWidget>

#include "../controls/text_label.h"

namespace genserve::ui {

class CommandField;
class CommandRegistry;
class IconButton;
class BellButton;

class TopBar : public QWidget {
    Q_OBJECT

public:
    explicit TopBar(const CommandRegistry& commands, QWidget* parent = nullptr);

    void setUnread(bool isUnread);         // a dot on the bell
    void setLanguage(const QString& code); // the one in use, marked in the menu
    [[nodiscard]] const QWidget& bell() const;
    void setTitle(const QString& title, const QString& state, Tone tone = Tone::None);

Q_SIGNALS:
    void commandsWanted();
    void languageWanted(const QString& code);
    void noticesWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void chooseLanguage();

    TextLabel* m_title;
    TextLabel* m_state;
    CommandField* m_field;
    IconButton* m_language;
    BellButton* m_bell;
    QString m_current;
};

} // namespace genserve::ui
