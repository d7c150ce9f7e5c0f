// Over every page: its title and state, the way to the commands, the language.
#pragma once

#include <QWidget>

namespace genserve::ui {

class CommandField;
class CommandRegistry;
class IconButton;
class TextLabel;

class TopBar : public QWidget {
    Q_OBJECT

public:
    explicit TopBar(const CommandRegistry& commands, QWidget* parent = nullptr);

    void setTitle(const QString& title, const QString& state);

Q_SIGNALS:
    void commandsWanted();
    void languageWanted(const QString& code);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void chooseLanguage();

    TextLabel* m_title;
    TextLabel* m_state;
    CommandField* m_field;
    IconButton* m_language;
};

} // namespace genserve::ui
