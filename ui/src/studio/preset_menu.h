// The menus of presets and styles: choose, keep what is there now, remove.
#pragma once

#include <QMenu>

#include "presets.h"

class QLineEdit;

namespace genserve::ui {

class PresetMenu : public QMenu {
    Q_OBJECT

public:
    enum class Kind { Presets, Styles };

    // isKeepable: whether there is something to keep now.
    PresetMenu(Presets& presets, Kind kind, bool isKeepable, QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& name);
    void keepWanted(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLineEdit* m_field;
};

} // namespace genserve::ui
