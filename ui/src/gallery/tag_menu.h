// A menu that puts a tag on pictures: a field for a new one over the known ones.
#pragma once

#include <vector>

#include <QMenu>

#include "tasks/history.h"

class QLineEdit;

namespace genserve::ui {

class TagMenu : public QMenu {
    Q_OBJECT

public:
    explicit TagMenu(const std::vector<tasks::TagCount>& known, QWidget* parent = nullptr);

Q_SIGNALS:
    void chosen(const QString& tag);

protected:
    void showEvent(QShowEvent* event) override;

private:
    QLineEdit* m_field;
};

} // namespace genserve::ui
