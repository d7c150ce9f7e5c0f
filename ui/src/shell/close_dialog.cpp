#include "close_dialog.h"

#include <QCheckBox>
#include <QHBoxLayout>

#include "../controls/text_button.h"
#include "../controls/text_label.h"
#include "../theme/theme.h"
#include "status_figures.h"

namespace genserve::ui {

CloseDialog::CloseDialog(int running, int waiting, QWidget* parent) : QDialog(parent)
{
    const Theme& theme = Theme::current();
    setWindowTitle(tr("Close the window"));
    setFixedWidth(theme.px(u"layout.dialog"));
    auto* column = new QVBoxLayout(this);
    const int inset = theme.px(u"space.xl");
    column->setContentsMargins(inset, inset, inset, inset);
    column->setSpacing(theme.px(u"space.s"));
    auto* title = new TextLabel(TextStep::Page, this);
    title->setText(tr("There is work left"));
    auto* line = new TextLabel(TextStep::Body, this);
    line->setText(tr("%1 running, %2 waiting. Nothing is lost, whatever you choose.").arg(running).arg(waiting));
    column->addWidget(title);
    column->addWidget(line);
    column->addSpacing(theme.px(u"space.s"));
    addChoice(*column, CloseChoice::FinishAll, QStringLiteral("play"), tr("Finish all in the background"),
              tr("The program ends when the queue is empty. Start it again to see the window."));
    addChoice(*column, CloseChoice::FinishRunning, QStringLiteral("circle-pause"), tr("Stop after what runs now"),
              tr("What waits is kept for the next start."));
    addChoice(*column, CloseChoice::KeepAll, QStringLiteral("power"), tr("Stop now, keep everything"),
              tr("What runs begins anew at the next start."));
    m_remember = new QCheckBox(this); // after the choices in the order of Tab
    m_remember->setText(tr("Do this from now on"));
    auto* foot = new QHBoxLayout;
    auto* stay = new TextButton(ButtonKind::Normal, ButtonSize::Medium, this);
    stay->setLabel(tr("Stay"));
    foot->addWidget(m_remember, 1);
    foot->addWidget(stay);
    column->addSpacing(theme.px(u"space.s"));
    column->addLayout(foot);
    connect(stay, &QAbstractButton::clicked, this, &QDialog::reject);
}

bool CloseDialog::isRemembered() const { return m_remember->isChecked(); }

void CloseDialog::addChoice(QVBoxLayout& column, CloseChoice choice, const QString& iconName, const QString& name,
                            const QString& line)
{
    auto* button = new TextButton(choice == CloseChoice::FinishAll ? ButtonKind::Primary : ButtonKind::Normal,
                                  ButtonSize::Large, this);
    button->setIconName(iconName);
    button->setLabel(name);
    button->setAccessibleDescription(line);
    auto* words = new TextLabel(TextStep::Small, this);
    words->setText(line);
    words->setWordWrap(true);
    column.addWidget(button);
    column.addWidget(words);
    connect(button, &QAbstractButton::clicked, this, [this, choice] {
        m_choice = choice;
        accept();
    });
}

std::optional<CloseChoice> chooseHowToClose(const TaskDoor& tasks, SettingsStore& settings, QWidget* window)
{
    const TaskCount count = countTasks(tasks);
    if (count.running + count.waiting == 0) {
        return CloseChoice::KeepAll;
    }
    if (const auto choice = settings.closeChoice()) {
        return choice;
    }
    CloseDialog dialog(count.running, count.waiting, window);
    dialog.exec();
    if (dialog.choice() && dialog.isRemembered()) {
        settings.setCloseChoice(dialog.choice());
    }
    return dialog.choice();
}

} // namespace genserve::ui
