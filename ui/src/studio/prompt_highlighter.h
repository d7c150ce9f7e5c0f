// Colours of a prompt's syntax.
#pragma once

#include <QSyntaxHighlighter>

namespace genserve::ui {

class PromptHighlighter : public QSyntaxHighlighter {
    Q_OBJECT

public:
    explicit PromptHighlighter(QTextDocument* document);

    void setCutAt(int position);
    [[nodiscard]] int cutAt() const { return m_cutAt; }

protected:
    void highlightBlock(const QString& text) override;

private:
    int m_cutAt = -1;
};

} // namespace genserve::ui
