// What the window has told: kept, so that a message that went by can be read again.
#pragma once

#include <deque>
#include <functional>

#include <QDateTime>
#include <QObject>

#include "../controls/text_label.h"

namespace genserve::ui {

struct NoticeEntry {
    QDateTime when;
    Tone tone = Tone::Accent;
    std::function<QString()> text; // in the language in use
};

// The newest fifty; GUI thread.
class NoticeBook : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void add(Tone tone, std::function<QString()> text);
    void add(Tone tone, const QString& text);
    void clear();
    void setRead(); // all of them

    [[nodiscard]] const std::deque<NoticeEntry>& entries() const { return m_entries; } // newest first
    [[nodiscard]] int unread() const { return m_unread; }

Q_SIGNALS:
    void changed();

private:
    std::deque<NoticeEntry> m_entries;
    int m_unread = 0;
};

} // namespace genserve::ui
