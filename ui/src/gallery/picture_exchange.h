// Pictures in and out of the gallery as files: copied to a folder, imported from one.
#pragma once

#include <vector>

#include <QObject>
#include <QStringList>

#include "ui/world.h"

namespace genserve::ui {

class PictureExchange : public QObject {
    Q_OBJECT

public:
    // Asks for folders over `window`, which owns it.
    PictureExchange(TaskDoor& tasks, QWidget* window);

    void copyOut(const std::vector<tasks::Task>& tasks); // asks for the folder; copies off the GUI thread
    void importFolder();                                 // asks for it
    void importFiles(const QStringList& files);          // and folders

Q_SIGNALS:
    void message(const QString& text);
    void imported();

private:
    TaskDoor& m_tasks;
    QWidget* m_window;
};

} // namespace genserve::ui
