// Keeps the studio on the disk while it is worked on, so that a crash costs a second or two.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include "../settings/session_file.h"

namespace genserve::ui {

class StudioModel;

// Writes off the GUI thread, at most once a second, the first time a second after a change. Restores at its making:
// the text at once, pictures as soon as they are read, unless others were opened meanwhile.
class Autosave : public QObject {
    Q_OBJECT

public:
    Autosave(StudioModel& model, const QString& folder, QObject* parent = nullptr);
    ~Autosave() override; // writes what is left

    [[nodiscard]] bool isDirty() const { return m_timer.isActive() || m_isWriting || m_hasFailed; }
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; } // the last time; it tries again

Q_SIGNALS:
    void saved();
    void failed(); // the first time, and again after a success
    void restored();

private:
    void restore();
    void take(const Session& session);
    void write();
    SessionChange collect();
    void settle(bool isWritten);

    StudioModel& m_model;
    QString m_folder;
    QTimer m_timer;
    QThreadPool m_writer;              // one thread, so that writes keep their order
    qint64 m_input = 0, m_control = 0; // cacheKey() of what lies on the disk, or Unknown
    bool m_isMaskChanged = false, m_isWriting = false, m_hasFailed = false;
};

} // namespace genserve::ui
