// The prompt field: plain text with its syntax coloured, the part that does not count greyed, weights and a history.
#pragma once

#include <memory>

#include <QStringList>
#include <QTextEdit>

namespace genserve::ui {

class PromptCompleter;
class PromptHighlighter;
class WildcardSet;

// Alt+Up/Down walk through earlier prompts, Ctrl+Up/Down weight the selected words or those at the cursor.
class PromptEditor : public QTextEdit {
    Q_OBJECT

public:
    explicit PromptEditor(QWidget* parent = nullptr);

    // From where on CLIP alone, and from where on no encoder reads the text; negative = all of it is read.
    struct Reach {
        int clip = -1, all = -1;
        bool operator==(const Reach&) const = default;
    };
    // hint: said over what is not read by both.
    void setReach(const Reach& reach, const QString& hint);
    [[nodiscard]] const Reach& reach() const { return m_reach; }

    // Coloured, and offered while they are typed; null = not known yet.
    void setWildcards(std::shared_ptr<const WildcardSet> wildcards);
    [[nodiscard]] PromptCompleter& completer() { return *m_completer; }

    void setHistory(const QStringList& newestFirst) { m_history = newestFirst; }
    [[nodiscard]] const QStringList& history() const { return m_history; }
    // The prompt was used: it becomes the newest.
    void remember();
    void stepHistory(int steps);            // positive = older
    void stepWeight(int steps);             // in tenths
    void replaceAll(const QString& text);   // one step of undo
    void take(const QString& text);         // from elsewhere: the same, and the caret stands behind it
    void setPlainText(const QString& text); // in the field's line height, which QTextEdit's own would drop; no undo

protected:
    void keyPressEvent(QKeyEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    PromptHighlighter* m_highlighter;
    PromptCompleter* m_completer;
    Reach m_reach;
    QString m_reachHint;
    QStringList m_history;
    qsizetype m_place = -1; // in the history; -1 = what is being typed
    QString m_typed;
};

} // namespace genserve::ui
