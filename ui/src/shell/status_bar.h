// The foot of the window: the queue and the devices in a line.
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "../theme/tokens.h"

namespace genserve::ui {

struct StatusFigures {
    int running = 0, waiting = 0;
    bool isPaused = false;
    QString picturesPerMinute;           // empty = not known
    std::optional<int> secondsLeft = {}; // of the whole queue, where it can be told
    struct Device {
        QString id;
        bool isBusy = false;
        int loadPercent = -1; // -1 = not known
        bool operator==(const Device&) const = default;
    };
    std::vector<Device> devices;
    bool isServing = false, isShared = false;
    QString address; // "192.168.1.24:12411"
    int clients = 0;
    bool operator==(const StatusFigures&) const = default;
};

class StatusBar : public QWidget {
    Q_OBJECT

public:
    explicit StatusBar(QWidget* parent = nullptr);

    void setFigures(const StatusFigures& figures);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showTexts();

    StatusFigures m_figures;
    // One item at the left edge `x`; returns the next one's.
    int paintItem(QPainter& painter, int x, const QString& iconName, Role iconRole, const QString& text,
                  Role ink) const;
    void paintDevices(QPainter& painter, int left, int right) const;

    QString m_queueIcon, m_queue, m_rate, m_end, m_server;
};

} // namespace genserve::ui
