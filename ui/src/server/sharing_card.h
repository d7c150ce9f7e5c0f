// Whether the service answers, whom, and under which address.
#pragma once

#include <QFrame>

#include "ui/world.h"

class QLineEdit;
class QSpinBox;

namespace genserve::ui {

class ElidedLabel;
class Notice;
class QrCode;
class TextButton;
class TextLabel;
class ToggleSwitch;

class SharingCard : public QFrame {
    Q_OBJECT

public:
    explicit SharingCard(ServerControl& server, QWidget* parent = nullptr);

Q_SIGNALS:
    void message(const QString& text);

private:
    QLayout* buildSwitches();
    QLayout* buildAddress();
    void refresh();

    ServerControl& m_server;
    TextLabel* m_onTitle;
    ElidedLabel* m_onLine;
    ToggleSwitch* m_on;
    TextLabel* m_shareTitle;
    ElidedLabel* m_shareLine;
    ToggleSwitch* m_share;
    TextLabel* m_portTitle;
    QSpinBox* m_port;
    TextLabel* m_addressTitle;
    QLineEdit* m_address;
    TextButton* m_copy;
    ElidedLabel* m_also;
    TextButton* m_page;
    Notice* m_problem;
    QrCode* m_code;
    TextLabel* m_codeLine;
};

} // namespace genserve::ui
