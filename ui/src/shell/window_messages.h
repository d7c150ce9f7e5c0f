// What the window tells: at its foot for a while, and in the list under the bell.
#pragma once

#include <functional>
#include <set>
#include <string>

#include <QObject>

#include "../controls/text_label.h"
#include "ui/world.h"

namespace genserve::ui {

class NoticeBook;
class NoticeList;
class Toast;

class WindowMessages : public QObject {
    Q_OBJECT

public:
    // Messages stand over `pages`, where `room` lets them, px of it.
    WindowMessages(const World& world, QWidget& pages, std::function<QRect()> room, QWidget* window);

    void tell(const QString& text, Tone tone = Tone::Accent);
    void tellRefusal(const QString& words);                                            // the engine's own
    void offer(const QString& text, const QString& action, std::function<void()> act); // not kept in the list
    void takeOfferBack();
    bool dismiss();                 // what is shown at the foot; false = nothing is
    void keep(const QString& text); // in the list alone
    void tellStart();               // what the start brought, e.g. that tasks begin anew after a crash
    void openBelow(const QWidget& bell);
    [[nodiscard]] bool isStorageFailing() const { return m_isStorageFailing; } // tasks wait for the disk

Q_SIGNALS:
    void openWanted(); // the list
    void restartWanted();
    void unreadChanged(bool isUnread);
    void storageChanged(); // isStorageFailing()

private:
    void tellFaults();
    void tellStorage();

    World m_world;
    NoticeBook* m_book;
    NoticeList* m_list;
    Toast* m_toast;
    std::set<std::string> m_toldFaults; // devices whose failure was told
    bool m_isStorageFailing = false;    // and was told
};

} // namespace genserve::ui
