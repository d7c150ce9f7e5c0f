// Work on bodies and pictures, away from the service thread.
#pragma once

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <utility>

namespace genserve::service {

// Lives on the service thread.
class CodecPool final : public QObject {
public:
    explicit CodecPool(int threads)
    {
        m_pool.setMaxThreadCount(threads);
        m_pool.setThreadPriority(QThread::LowPriority);
    }
    ~CodecPool() override { m_pool.waitForDone(); }

    // Runs work on the pool, then done with its result on the service thread; never done without this object. What done
    // holds, such as an exchange, is neither copied nor destroyed on the pool.
    template <class Work, class Done>
    void run(Work work, Done done)
    {
        using Result = decltype(work());
        // Handed on by moving, so that its last owner is the event and thereby the service thread.
        auto callback = std::make_shared<Done>(std::move(done));
        m_pool.start([this, work = std::move(work), callback]() mutable {
            auto result = std::make_shared<Result>(work());
            QMetaObject::invokeMethod(
                this, [callback = std::move(callback), result] { (*callback)(std::move(*result)); },
                Qt::QueuedConnection);
        });
        callback.reset();
    }

private:
    QThreadPool m_pool;
};

} // namespace genserve::service
