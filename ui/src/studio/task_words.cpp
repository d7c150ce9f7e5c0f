#include "task_words.h"

#include <QCoreApplication>

#include "../words/engine_words.h"
#include "generate_bar.h"

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::Words)
};

QString stageWord(const Progress& progress)
{
    switch (progress.stage) {
    case Stage::Load: return Words::tr("Loading the model");
    case Stage::Text: return Words::tr("Reading the prompt");
    case Stage::Encode: return Words::tr("Reading the picture");
    case Stage::Decode: return Words::tr("Finishing the picture");
    case Stage::Denoise: break;
    }
    return Words::tr("Step %1 of %2").arg(progress.step).arg(progress.steps);
}

} // namespace

StateWords stateWords(const tasks::TaskView& view)
{
    switch (view.task.state) {
    case tasks::TaskState::Running:
        if (view.isCancelling) {
            return {Words::tr("Stopping"), {}, Tone::Warning};
        }
        return {stageWord(view.progress.progress),
                view.progress.secondsLeft ? aboutDuration(*view.progress.secondsLeft) : QString(), Tone::Success};
    case tasks::TaskState::Queued:
        return {view.position == 1 ? Words::tr("Next") : Words::tr("Waits"), reasonSentence(view.waitingReason),
                view.position == 1 ? Tone::Accent : Tone::None};
    case tasks::TaskState::Failed: return {Words::tr("Failed"), engineReason(view.task.error.message), Tone::Danger};
    case tasks::TaskState::Cancelled: return {Words::tr("Cancelled"), {}, Tone::None};
    case tasks::TaskState::Finished: break;
    }
    return {Words::tr("Finished"), {}, Tone::Success};
}

StateWords stateWords(const tasks::DeviceStatus& device)
{
    const QString why = reasonSentence(device.idleReason);
    switch (device.state) {
    case tasks::DeviceState::Starting: return {Words::tr("Starting"), why, Tone::Warning};
    case tasks::DeviceState::Idle: return {Words::tr("Idle"), why, Tone::None};
    case tasks::DeviceState::Draining: return {Words::tr("Finishing"), why, Tone::Warning};
    case tasks::DeviceState::Disabled: return {Words::tr("Off"), why, Tone::None};
    case tasks::DeviceState::Quarantined: return {Words::tr("Failed"), engineSentence(device.fault), Tone::Danger};
    case tasks::DeviceState::Busy: break;
    }
    return {Words::tr("Working"), {}, Tone::Success};
}

QString reasonSentence(const tasks::Reason& reason)
{
    using Code = tasks::ReasonCode;
    const QString subject = engineSentence(reason.subject);
    switch (reason.code) {
    case Code::None: return {};
    case Code::Next: return Words::tr("starts when a device is free");
    case Code::Behind: return Words::tr("%n task(s) come before it", nullptr, reason.count);
    case Code::NoDevice: return Words::tr("every device is switched off or has failed");
    case Code::DevicesStarting: return Words::tr("the devices are starting");
    case Code::NoDeviceFits: return Words::tr("no device has the memory for it");
    case Code::WaitsToRunAlone: return Words::tr("runs alone, after two crashes");
    case Code::NoTask: return Words::tr("nothing waits");
    case Code::NoTaskFits: return Words::tr("what waits does not fit its memory");
    case Code::Starting: return Words::tr("gets ready");
    case Code::Draining: return Words::tr("takes no more tasks");
    case Code::Disabled: return Words::tr("switched off");
    case Code::Quarantined: return Words::tr("failed: %1").arg(subject);
    case Code::Paused: return Words::tr("the queue is paused");
    case Code::AloneTask: return Words::tr("another task has to run alone");
    case Code::StorageFailing: return Words::tr("tasks can't be stored: %1").arg(subject);
    }
    return {};
}

QString senderName(const std::string& client)
{
    return client == tasks::LocalClient         ? Words::tr("This computer")
           : client == tasks::CommandLineClient ? Words::tr("Command line")
                                                : QString::fromStdString(client);
}

QString senderIcon(const std::string& client)
{
    return client == tasks::LocalClient         ? QStringLiteral("monitor")
           : client == tasks::CommandLineClient ? QStringLiteral("terminal")
                                                : QStringLiteral("key-round");
}

QString modeWord(Mode mode)
{
    switch (mode) {
    case Mode::ImageToImage: return Words::tr("Image");
    case Mode::Fill: return Words::tr("Fill");
    case Mode::ControlNet: return Words::tr("Control");
    case Mode::TextToImage: break;
    }
    return Words::tr("Text");
}

double fractionDone(const tasks::TaskView& view)
{
    const Progress& progress = view.progress.progress;
    return progress.stage == Stage::Decode ? 1.0
           : progress.stage == Stage::Denoise && progress.steps > 0
               ? static_cast<double>(progress.step) / progress.steps
               : 0.0;
}

} // namespace genserve::ui
