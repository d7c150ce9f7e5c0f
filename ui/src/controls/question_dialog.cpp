#include "question_dialog.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "../theme/theme.h"
#include "text_button.h"
#include "text_label.h"

namespace genserve::ui {

QuestionDialog::QuestionDialog(const Words& words, QWidget* parent) : QDialog(parent)
{
    const Theme& theme = Theme::current();
    setWindowTitle(words.act);
    setFixedWidth(theme.px(u"layout.dialog"));
    auto* column = new QVBoxLayout(this);
    const int inset = theme.px(u"space.xl");
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.px(u"space.s"));
    auto* question = new TextLabel(TextStep::Page, this);
    question->setText(words.question);
    auto* line = new TextLabel(TextStep::Body, this);
    line->setText(words.line);
    for (TextLabel* label : {question, line}) {
        label->setWordWrap(true);
        column->addWidget(label);
    }
    column->addSpacing(theme.px(u"space.s"));
    auto* foot = new QHBoxLayout;
    foot->addStretch();
    auto* keep = new TextButton(ButtonKind::Normal, ButtonSize::Medium, this);
    auto* act = new TextButton(ButtonKind::Danger, ButtonSize::Medium, this);
    keep->setLabel(words.keep);
    act->setLabel(words.act);
    keep->setDefault(true); // Enter by habit must not act
    foot->addWidget(keep);
    foot->addWidget(act);
    column->addLayout(foot);
    connect(keep, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(act, &QAbstractButton::clicked, this, &QDialog::accept);
    keep->setFocus();
}

bool QuestionDialog::isCertain(const Words& words, QWidget* parent)
{
    QuestionDialog dialog(words, parent);
    return dialog.exec() == Accepted;
}

} // namespace genserve::ui
