// The REST service: whom it answers, who may ask, who asks.
#pragma once

#include "../shell/page.h"
#include "ui/world.h"

class QComboBox;
class QPlainTextEdit;
class QVBoxLayout;

namespace genserve::ui {

class ElidedLabel;
class EmptyState;
class RateChart;
class SharingCard;
class TableList;
class TextButton;
class TextLabel;

class CommandRegistry;

class ServerPage : public Page {
    Q_OBJECT

public:
    // nullptr: this start of the program has no service; the page says so.
    explicit ServerPage(ServerControl* server, QWidget* parent = nullptr);

    // Nothing where there is no service.
    void addCommands(CommandRegistry& commands);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString state() const override;
    void focusNextPart() override;

Q_SIGNALS:
    void message(const QString& text);

private:
    void build();
    QWidget* buildRate();
    QWidget* buildKeys();
    QWidget* buildClients();
    QWidget* buildExample();
    void showState();
    void showKeys();
    void revoke(const QString& name); // after a question
    void showClients();
    void showExample();
    void keyMenu(const QString& name, const QPoint& global);

    ServerControl* m_server;
    SharingCard* m_sharing = nullptr;
    TextLabel* m_rate = nullptr;
    ElidedLabel* m_rateLine = nullptr;
    RateChart* m_chart = nullptr;
    TableList* m_keys = nullptr;
    EmptyState* m_noKeys = nullptr;
    EmptyState* m_noClients = nullptr;
    TableList* m_clients = nullptr;
    TextLabel* m_clientCount = nullptr;
    QComboBox* m_language = nullptr;
    QPlainTextEdit* m_example = nullptr;
    TextLabel* m_exampleLine = nullptr;
};

} // namespace genserve::ui
