// What tasks and devices say of themselves, in the language in use.
#pragma once

#include <QString>

#include "tasks/device_status.h"
#include "tasks/task_view.h"

#include "../controls/text_label.h"

namespace genserve::ui {

struct StateWords {
    QString word;    // "Step 17 of 28", "Waits its turn"
    QString details; // may be empty
    Tone tone = Tone::None;
};

StateWords stateWords(const tasks::TaskView& view);
StateWords stateWords(const tasks::DeviceStatus& device);
QString reasonSentence(const tasks::Reason& reason);
QString senderName(const std::string& client); // "This computer", a key's name, an address
QString senderIcon(const std::string& client);
QString modeWord(Mode mode);                      // "Text", "Fill"
double fractionDone(const tasks::TaskView& view); // 0..1

} // namespace genserve::ui
