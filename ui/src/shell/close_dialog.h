// What is to become of unfinished tasks when the window is closed: asked once.
#pragma once

#include <optional>

#include <QDialog>

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

} // namespace genserve::ui
