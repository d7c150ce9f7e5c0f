// What is installed, what it makes possible, and where more goes.
#pragma once

#include "../shell/page.h"
#include "ui/world.h"

class QComboBox;
class QVBoxLayout;

namespace genserve::ui {

class SearchField;
struct ModelEntry;

class CommandRegistry;

class ModelsPage : public Page {
    Q_OBJECT

public:
    ModelsPage(ModelsSource& models, TaskDoor& tasks, QWidget* parent = nullptr);

    void addCommands(CommandRegistry& commands);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString state() const override;
    void focusNextPart() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QLayout* buildBar();
    void addFolder();
    void refresh();
    void addGroup(const QString& title, const std::vector<ModelEntry>& entries);

    ModelsSource& m_models;
    SearchField* m_search;
    QComboBox* m_kind;
    QWidget* m_list;
    QVBoxLayout* m_cards;
    QWidget* m_side;
};

} // namespace genserve::ui
