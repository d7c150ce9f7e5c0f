// Colours of a prompt's syntax.
#pragma once

#include <memory>

#include <QSyntaxHighlighter>

namespace genserve::ui {

class WildcardSet;

class PromptHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit PromptHighlighter(QTextDocument* document);

    // Underlined from where on only T5 reads the text, grey from where on nothing does; negative = nowhere.
    void setReach(int clipEnd, int end);
    void setWildcards(std::shared_ptr<const WildcardSet> wildcards);

protected:
    void highlightBlock(const QString& text) override;

private:
    void showReach(qsizetype length, int begin);

    int m_clipEnd = -1, m_end = -1;
    std::shared_ptr<const WildcardSet> m_wildcards;
};

} // namespace genserve::ui
