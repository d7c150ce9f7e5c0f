// The prompt field: plain text with its syntax coloured, the part that does not count greyed, weights and a history.
#pragma once

#include <QPlainTextEdit>
#include <QStringList>

namespace genserve::ui {

class PromptHighlighter;

// Alt+Up/Down walk through earlier prompts, Ctrl+Up/Down weight the selected words or those at the cursor.
class PromptEditor : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit PromptEditor(QWidget* parent = nullptr);

    // From there on the text is cut off; negative = all of it counts.
    void setCutAt(int position);
    [[nodiscard]] int cutAt() const;

    void setHistory(const QStringList& newestFirst) { m_history = newestFirst; }
    [[nodiscard]] const QStringList& history() const { return m_history; }
    // The prompt was used: it becomes the newest.
    void remember();
    void stepHistory(int steps);          // positive = older
    void stepWeight(int steps);           // in tenths
    void replaceAll(const QString& text); // one step of undo

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    PromptHighlighter* m_highlighter;
    QStringList m_history;
    qsizetype m_place = -1; // in the history; -1 = what is being typed
    QString m_typed;
};

} // namespace genserve::ui
