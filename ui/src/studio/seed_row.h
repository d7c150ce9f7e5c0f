// The seed: kept or drawn anew for each run.
#pragma once

#include <QWidget>

class QLineEdit;

namespace genserve::ui {

class IconButton;
class StudioModel;

class SeedRow : public QWidget {
    Q_OBJECT

public:
    explicit SeedRow(StudioModel& model, QWidget* parent = nullptr);
    // "From the picture shown": enabled with the action.
    void addSource(QAction& action);

private:
    void refresh();
    void take(const QString& text);

    StudioModel& m_model;
    QLineEdit* m_field;
    IconButton* m_lock;
    IconButton* m_dice;
};

} // namespace genserve::ui
