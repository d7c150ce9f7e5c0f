#include "task_columns.h"

namespace genserve::ui {
namespace {

constexpr int Side = 12, Grip = 16, Thumbnail = 40, Button = 30, LabelledButton = 84, Buttons = 5, Gap = 12;
constexpr int Device = 84, Time = 108;           // figures have the place they need
constexpr double FromAt = 0.395, StateAt = 0.53; // shares of the row's width
constexpr int FewestForFrom = 1060;

} // namespace

TaskColumns taskColumns(const QRect& row)
{
    const auto at = [&](double share) { return row.left() + qRound(row.width() * share); };
    const auto column = [&](int left, int right) {
        return QRect(QPoint(left, row.top()), QPoint(right - Gap, row.bottom()));
    };
    const bool hasFrom = row.width() >= FewestForFrom;
    const int thumbnail = row.left() + Side + Grip + 4, text = thumbnail + Thumbnail + Gap;
    const int stateLeft = hasFrom ? at(StateAt) : at(FromAt);
    const int buttons = row.right() - Side - Buttons * Button;
    const int time = buttons - Gap - Time, device = time - Device;
    return {QRect(row.left() + Side, row.center().y() - Grip / 2, Grip, Grip),
            QRect(thumbnail, row.center().y() - Thumbnail / 2, Thumbnail, Thumbnail),
            column(text, at(FromAt)),
            hasFrom ? column(at(FromAt), stateLeft) : QRect(),
            column(stateLeft, device),
            column(device, time),
            column(time, buttons),
            QRect(QPoint(buttons, row.top()), QPoint(row.right() - Side, row.bottom()))};
}

std::vector<TaskButton> taskButtons(const QRect& row, const tasks::TaskView& view)
{
    const int top = row.center().y() - Button / 2;
    int right = taskColumns(row).buttons.right();
    std::vector<TaskButton> buttons;
    const auto add = [&](int width, bool isMenu, TaskAction action) {
        buttons.push_back({QRect(right - width + 1, top, width, Button), isMenu, action, width != Button});
        right -= width;
    };
    add(Button, true, TaskAction::Open);
    for (const TaskAction action : rowActionsOf(view)) {
        const bool isLabelled = action == TaskAction::Retry && view.task.state == tasks::TaskState::Failed;
        add(isLabelled ? LabelledButton : Button, false, action);
    }
    return buttons;
}

} // namespace genserve::ui
