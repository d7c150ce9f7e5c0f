#include "autosave.h"

#include <QPointer>

#include "studio_model.h"

namespace genserve::ui {
namespace {

constexpr int DelayMs = 1000, RetryMs = 5000;
constexpr qint64 Unknown = -1;

} // namespace

Autosave::Autosave(StudioModel& model, const QString& folder, QObject* parent)
    : QObject(parent), m_model(model), m_folder(folder)
{
    m_writer.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    restore();
    const auto changed = [this] {
        if (!m_timer.isActive()) {
            m_timer.start(DelayMs);
        }
    };
    connect(&m_timer, &QTimer::timeout, this, &Autosave::write);
    connect(&model, &StudioModel::changed, this, changed);
    connect(&model.mask(), &MaskDocument::changed, this, [this, changed] {
        m_isMaskChanged = true;
        changed();
    });
}

Autosave::~Autosave()
{
    m_writer.waitForDone();
    if (m_timer.isActive()) {
        writeSession(m_folder, collect());
    }
}

void Autosave::restore()
{
    if (const auto state = readSessionState(m_folder)) {
        m_model.restore(*state);
    }
    m_writer.start([self = QPointer(this), folder = m_folder] {
        const auto session = readSession(folder);
        QMetaObject::invokeMethod(qApp, [self, session] {
            if (self != nullptr && session) {
                self->take(*session);
            }
        });
    });
}

void Autosave::take(const Session& session)
{
    if (m_model.input().isNull() && !session.input.isNull()) {
        const auto outpaint = m_model.state().request.outpaint; // another picture would end it
        m_model.setInput(session.input);
        m_model.setOutpaint(outpaint.value_or(Outpaint{}));
        if (session.mask.size() == session.input.size()) {
            m_model.mask().reset(session.mask);
        }
        m_input = m_model.input().cacheKey();
        m_isMaskChanged = false;
    }
    if (m_model.control().isNull() && !session.control.isNull()) {
        m_model.setControl(session.control);
        m_control = m_model.control().cacheKey();
    }
    Q_EMIT restored();
}

SessionChange Autosave::collect()
{
    SessionChange change{m_model.state(), {}, {}, {}};
    if (m_model.input().cacheKey() != m_input) {
        m_input = m_model.input().cacheKey();
        change.input = m_model.input();
        m_isMaskChanged = true;
    }
    if (m_isMaskChanged) {
        m_isMaskChanged = false;
        change.mask = m_model.input().isNull() ? QImage() : m_model.mask().image();
    }
    if (m_model.control().cacheKey() != m_control) {
        m_control = m_model.control().cacheKey();
        change.control = m_model.control();
    }
    return change;
}

void Autosave::write()
{
    if (m_isWriting) {
        m_timer.start(DelayMs); // a large picture takes longer than a second
        return;
    }
    m_isWriting = true;
    m_writer.start([self = QPointer(this), folder = m_folder, change = collect()] {
        const bool isWritten = writeSession(folder, change);
        QMetaObject::invokeMethod(qApp, [self, isWritten] {
            if (self != nullptr) {
                self->settle(isWritten);
            }
        });
    });
}

void Autosave::settle(bool isWritten)
{
    m_isWriting = false;
    const bool hadFailed = std::exchange(m_hasFailed, !isWritten);
    if (isWritten) {
        Q_EMIT saved();
        return;
    }
    // Nobody knows which of the files were written: all of them again, also without a further change.
    m_input = m_control = Unknown;
    m_isMaskChanged = true;
    m_timer.start(RetryMs);
    if (!hadFailed) {
        Q_EMIT failed();
    }
}

} // namespace genserve::ui
