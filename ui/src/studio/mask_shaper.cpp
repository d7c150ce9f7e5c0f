#include "mask_shaper.h"

#include <QPointer>
#include <QThreadPool>

#include "../canvas/mask_document.h"

namespace genserve::ui {

MaskShaper::MaskShaper(MaskDocument& mask, QObject* parent) : QObject(parent), m_mask(mask) {}

void MaskShaper::shape(const QString& label, std::function<QImage(const QImage&)> make)
{
    m_jobs.push_back({label, std::move(make)});
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
    const Job job = std::move(m_jobs.front());
    m_jobs.pop_front();
    QThreadPool::globalInstance()->start([self = QPointer(this), job, before = m_mask.image()] {
        QImage shaped = job.make(before);
        QMetaObject::invokeMethod(qApp, [self, label = job.label, key = before.cacheKey(), shaped = std::move(shaped)] {
            if (self == nullptr) {
                return;
            }
            if (!self->m_mask.isEditing() && self->m_mask.image().cacheKey() == key) {
                self->m_mask.replace(shaped, label);
            }
            self->startNext();
        });
    });
}

} // namespace genserve::ui
