#include "mask_shaper.h"

#include <utility>

#include <QPointer>
#include <QThreadPool>

namespace genserve::ui {

MaskShaper::MaskShaper(MaskDocument& mask, QObject* parent) : QObject(parent), m_mask(mask) {}

void MaskShaper::shape(const QString& label, std::function<QImage(const QImage&)> make)
{
    add({[make = std::move(make)](const QImage& mask) {
             return Coverage{make(mask), mask.rect()};
         },
         [this, label](const Coverage& made, qint64 key) {
             if (m_mask.image().cacheKey() == key) {
                 m_mask.replace(made.image, label);
             }
         }});
}

void MaskShaper::cover(MaskEdit kind, const QString& label, std::function<Coverage()> make)
{
    add({[make = std::move(make)](const QImage& /*mask*/) { return make(); },
         [this, kind, label](const Coverage& made, qint64 /*key*/) {
             if (made.image.size() == m_mask.image().size()) {
                 m_mask.apply(kind, made, label);
             }
         }});
}

void MaskShaper::add(Job job)
{
    m_jobs.push_back(std::move(job));
    if (!m_isBusy) {
        startNext();
    }
}

void MaskShaper::startNext()
{
    m_isBusy = !m_jobs.empty();
    if (!m_isBusy) {
        return;
    }
    Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    QThreadPool::globalInstance()->start([self = QPointer(this), job = std::move(job), before = m_mask.image()] {
        Coverage made = job.make(before);
        QMetaObject::invokeMethod(qApp, [self, job, key = before.cacheKey(), made = std::move(made)] {
            if (self != nullptr) {
                self->finish(job, made, key);
            }
        });
    });
}

void MaskShaper::finish(const Job& job, const Coverage& made, qint64 key)
{
    if (m_mask.isEditing()) {
        connect(
            &m_mask, &MaskDocument::editEnded, this, [this, job, made, key] { finish(job, made, key); },
            Qt::SingleShotConnection);
        return;
    }
    job.take(made, key);
    startNext();
}

} // namespace genserve::ui
