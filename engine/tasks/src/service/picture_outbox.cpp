#include "picture_outbox.h"

#include "base/log.h"
#include "finished_picture.h"

#include <utility>
#include <vector>

namespace genserve::tasks {
namespace {

constexpr std::int64_t TryAgainMs = 1000;

} // namespace

PictureOutbox::PictureOutbox(WorkPool& pool, const DataFolder& folder, Post post, Done done)
    : m_pool(pool), m_folder(folder), m_post(std::move(post)), m_done(std::move(done))
{
}

void PictureOutbox::put(const Job& job, std::shared_ptr<JobEnd> end) { write(job, std::move(end)); }

void PictureOutbox::write(const Job& job, std::shared_ptr<JobEnd> end)
{
    m_pool.post([this, job, end = std::move(end)] {
        auto written = writeFinishedPicture(m_folder, job.task, job.picture, *end->product);
        m_post([this, job, end, written = std::move(written)] { note(job, end, written); });
    });
}

void PictureOutbox::note(const Job& job, const std::shared_ptr<JobEnd>& end, const Expected<void>& written)
{
    const bool isDisk =
        !written && (written.error().code == ErrorCode::Io || written.error().code == ErrorCode::NotFound);
    if (!isDisk) {
        forget(job.task);
        return m_done(job, *end, written);
    }
    if (m_fault != written.error().message) {
        log(LogLevel::Error, "tasks", "a finished picture waits for the disk: " + describe(written.error()));
    }
    m_fault = written.error().message;
    m_held.insert_or_assign(job.task, Held{job, end, false});
}

void PictureOutbox::forget(const TaskId& task)
{
    m_held.erase(task);
    if (m_held.empty()) {
        m_fault.clear();
    }
}

std::optional<std::int64_t> PictureOutbox::settle(std::int64_t steadyNow)
{
    std::vector<Held> stopped;
    for (const auto& [task, held] : m_held) {
        if (!held.isBeingTried && held.job.stop.stop_requested()) {
            stopped.push_back(held);
        }
    }
    for (const Held& held : stopped) {
        forget(held.job.task);
        m_done(held.job, *held.end, failure(ErrorCode::Cancelled, "stopped"));
    }
    if (m_held.empty()) {
        return std::nullopt;
    }
    if (steadyNow >= m_nextTry) {
        m_nextTry = steadyNow + TryAgainMs;
        for (auto& [task, held] : m_held) {
            if (!std::exchange(held.isBeingTried, true)) {
                write(held.job, held.end);
            }
        }
    }
    return m_nextTry;
}

} // namespace genserve::tasks
