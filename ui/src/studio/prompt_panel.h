// The left side of the studio: everything that is set before a picture is made, and the button that makes it.
#pragma once

#include <QWidget>

#include "presets.h"

#include "studio_model.h"

namespace genserve::ui {

class CommandRegistry;
class GenerateBar;
class PromptEditor;
class PromptSection;
class SettingsStore;

class PromptPanel : public QWidget {
    Q_OBJECT

public:
    PromptPanel(StudioModel& model, const World& world, CommandRegistry& commands, SettingsStore& settings,
                QWidget* parent = nullptr);

    [[nodiscard]] PromptEditor& editor();
    void addSeedSource(QAction& action); // takes the seed of what is shown
    [[nodiscard]] GenerateBar& generateBar() { return *m_generate; }

Q_SIGNALS:
    void pictureWanted();
    void workWanted(); // on the canvas: the picture that the mode works on

private:
    void showPresets(QWidget* under);

    StudioModel& m_model;
    Presets m_presets;
    PromptSection* m_prompt;
    GenerateBar* m_generate;
};

} // namespace genserve::ui
