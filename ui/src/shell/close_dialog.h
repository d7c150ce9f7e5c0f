// What is to become of unfinished tasks when the window is closed: asked once.
#pragma once

#include <optional>

#include <QDialog>

#include "../settings/settings_store.h"
#include "ui/world.h"

class QCheckBox;
class QVBoxLayout;

namespace genserve::ui {

class CloseDialog : public QDialog {
    Q_OBJECT

public:
    CloseDialog(int running, int waiting, QWidget* parent = nullptr);

    [[nodiscard]] std::optional<CloseChoice> choice() const { return m_choice; } // nothing = stays open
    [[nodiscard]] bool isRemembered() const;

private:
    void addChoice(QVBoxLayout& column, CloseChoice choice, const QString& iconName, const QString& name,
                   const QString& line);

    std::optional<CloseChoice> m_choice;
    QCheckBox* m_remember = nullptr;
};

// Asks over `window` unless nothing is left to do or the answer was remembered; nothing = the window stays.
std::optional<CloseChoice> chooseHowToClose(const TaskDoor& tasks, SettingsStore& settings, QWidget* window);

} // namespace genserve::ui
