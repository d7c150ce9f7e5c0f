// Makes a key: its name and rights, then its text, which is seen this once.
#pragma once

#include <QDialog>

#include "ui/world.h"

class QComboBox;
class QLineEdit;

namespace genserve::ui {

class TextButton;
class TextLabel;

class KeyDialog : public QDialog {
    Q_OBJECT

public:
    explicit KeyDialog(ServerControl& server, QWidget* parent = nullptr);

private:
    void make();
    void showKey(const QString& key);

    ServerControl& m_server;
    QLineEdit* m_name;
    QComboBox* m_scopes;
    TextLabel* m_error;
    QLineEdit* m_key;
    TextLabel* m_once;
    TextButton* m_make;
    TextButton* m_copy;
    TextButton* m_close;
};

} // namespace genserve::ui
