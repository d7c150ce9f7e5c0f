// The prompt with its meters.
#pragma once

#include <QTimer>

#include "section.h"
#include "ui/world.h"

namespace genserve::ui {

class IconButton;
class Presets;
class PromptEditor;
class StudioModel;
class TextLabel;
class TokenMeter;
class WildcardFolder;

class PromptSection : public Section {
    Q_OBJECT

public:
    PromptSection(StudioModel& model, TokenCounter& tokens, Presets& presets, QWidget* parent = nullptr);

    // Where the wildcard files lie; without it there are none. Borrowed.
    void setWildcardFolder(WildcardFolder& folder);

    [[nodiscard]] PromptEditor& editor() { return *m_editor; }

private:
    void refresh();
    void count();
    void showCounts(const QString& text, const TokenCounts& counts);
    void showHistory();
    void insertChoice();
    void showStyles();
    void openWildcards();

    StudioModel& m_model;
    TokenCounter& m_tokens;
    Presets& m_presets;
    WildcardFolder* m_wildcards = nullptr;
    PromptEditor* m_editor;
    TokenMeter* m_clip;
    TokenMeter* m_t5;
    TextLabel* m_cut;
    IconButton* m_history;
    IconButton* m_styles;
    IconButton* m_weight;
    IconButton* m_choice;
    QTimer m_typingPause;
    QString m_counted; // with choices and wildcards drawn
    bool m_isCertain = false;
};

} // namespace genserve::ui
