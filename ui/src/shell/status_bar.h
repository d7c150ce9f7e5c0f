// The foot of the window: the queue and the devices in a line.
#pragma once

#include <vector>

#include <QWidget>

namespace genserve::ui {

struct StatusFigures {
    int running = 0, waiting = 0;
    bool isPaused = false;
    double picturesPerMinute = 0; // 0 = not known
    struct Device {
        QString id;
        bool isBusy = false;
        bool operator==(const Device&) const = default;
    };
    std::vector<Device> devices;
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
    QString m_queueIcon, m_queue, m_rate;
};

} // namespace genserve::ui
