// The left side of the studio: everything that is set before a picture is made, and the button that makes it.
#pragma once

#include <QWidget>

#include "studio_model.h"

namespace genserve::ui {

class CommandRegistry;
class GenerateBar;
class PromptEditor;
class PromptSection;

class PromptPanel : public QWidget {
    Q_OBJECT

public:
    PromptPanel(StudioModel& model, const World& world, CommandRegistry& commands, QWidget* parent = nullptr);

    [[nodiscard]] PromptEditor& editor();
    [[nodiscard]] GenerateBar& generateBar() { return *m_generate; }

Q_SIGNALS:
    void pictureWanted();

private:
    PromptSection* m_prompt;
    GenerateBar* m_generate;
};

} // namespace genserve::ui
