#include "window_messages.h"

#include <algorithm>
#include <utility>

#include "../controls/toast.h"
#include "../studio/task_words.h"
#include "../words/engine_words.h"
#include "../words/text_forms.h"
#include "notice_book.h"
#include "notice_list.h"

namespace genserve::ui {
namespace {

QString asSentence(const std::string& words) { return capitalised(engineSentence(words)); }

} // namespace

WindowMessages::WindowMessages(const World& world, QWidget& pages, std::function<QRect()> room, QWidget* window)
    : QObject(window),
      m_world(world),
      m_book(new NoticeBook(this)),
      m_list(new NoticeList(*m_book, window)),
      m_toast(new Toast(&pages, std::move(room)))
{
    connect(m_book, &NoticeBook::changed, this, [this] { Q_EMIT unreadChanged(m_book->unread() > 0); });
    connect(world.tasks, &TaskDoor::refused, this, &WindowMessages::tellRefusal);
    connect(world.tasks, &TaskDoor::devicesChanged, this, &WindowMessages::tellFaults);
    connect(world.tasks, &TaskDoor::devicesChanged, this, &WindowMessages::tellStorage);
}

void WindowMessages::tell(const QString& text, Tone tone)
{
    m_book->add(tone, text);
    m_toast->showMessage(text);
}

void WindowMessages::tellRefusal(const QString& words) { tell(asSentence(words.toStdString()), Tone::Warning); }

void WindowMessages::offer(const QString& text, const QString& action, std::function<void()> act)
{
    m_toast->showMessage(text, action, std::move(act));
}

void WindowMessages::takeOfferBack() { m_toast->hide(); }

bool WindowMessages::dismiss()
{
    const bool isShown = m_toast->isVisible();
    m_toast->hide();
    return isShown;
}

void WindowMessages::keep(const QString& text) { m_book->add(Tone::Success, text); }

// Kept as the engine's words, so that the list reads them again in the language in use.
void WindowMessages::tellStart()
{
    const auto notices = m_world.program == nullptr ? std::vector<std::string>() : m_world.program->notices();
    for (const std::string& notice : notices) {
        m_book->add(Tone::Warning, [notice] { return asSentence(notice); });
    }
    if (!notices.empty()) {
        m_toast->showMessage(asSentence(notices.back()), tr("Show all"), [this] { Q_EMIT openWanted(); });
    }
}

void WindowMessages::openBelow(const QWidget& bell) { m_list->openBelow(bell); }

// A failed device comes back with a new process only; everything is saved, so that may be at any time.
void WindowMessages::tellFaults()
{
    for (const tasks::DeviceStatus& device : m_world.tasks->devices()) {
        if (device.state != tasks::DeviceState::Quarantined || !m_toldFaults.insert(device.id).second) {
            continue;
        }
        const QString text = tr("%1 has failed and takes no tasks until GenServe starts anew: %2")
                                 .arg(QString::fromStdString(device.id), engineSentence(device.fault));
        m_book->add(Tone::Danger, text);
        if (m_world.program == nullptr) {
            m_toast->showMessage(text);
        } else {
            m_toast->showMessage(text, tr("Restart now"), [this] { Q_EMIT restartWanted(); });
        }
    }
}

// A full or locked disk: nothing is lost, and everything goes on when it can be written to again.
void WindowMessages::tellStorage()
{
    const auto& devices = m_world.tasks->devices();
    const auto it = std::ranges::find(devices, tasks::ReasonCode::StorageFailing,
                                      [](const tasks::DeviceStatus& device) { return device.idleReason.code; });
    const bool isFailing = it != devices.end();
    if (isFailing == std::exchange(m_isStorageFailing, isFailing)) {
        return;
    }
    if (isFailing) {
        const QString text =
            tr("%1. Pictures wait in memory until that is mended.").arg(capitalised(reasonSentence(it->idleReason)));
        m_book->add(Tone::Danger, text);
        m_toast->showMessage(text);
    } else {
        tell(tr("Tasks and pictures are stored again"), Tone::Success);
    }
    Q_EMIT storageChanged();
}

} // namespace genserve::ui
