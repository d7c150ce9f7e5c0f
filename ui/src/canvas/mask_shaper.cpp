#include "mask_shaper.h"

#include <memory>
#include <utility>

#include <QPointer>
#include <QThreadPool>

namespace genserve::ui {

MaskShaper::MaskShaper(MaskDocument& mask, QObject* parent) : QObject(parent), m_mask(mask) {}

void MaskShaper::shape(const QString& label, std::function<QImage(const QImage&)> make)
{
    add({[make = std::move(make), label](const QImage& mask) {
             return Made{{}, MaskDocument::prepared(mask, make(mask), label)};
         },
         [this](Made made) { m_mask.take(std::move(made.edit)); }});
}

void MaskShaper::cover(MaskEdit kind, const QString& label, std::function<Coverage()> make)
{
    add({[make = std::move(make), kind, label](const QImage& mask) {
             Made made{make(), {}};
             made.isFit = made.coverage.image.size() == mask.size();
             if (made.isFit) {
                 made.edit = MaskDocument::prepared(mask, kind, made.coverage, label);
             }
             return made;
         },
         [this, kind, label](Made made) {
             const bool isTaken = made.isFit && m_mask.take(std::move(made.edit));
             if (!isTaken && made.coverage.image.size() == m_mask.image().size()) {
                 m_mask.apply(kind, made.coverage, label); // something was drawn meanwhile
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
        auto made = std::make_shared<Made>(job.make(before)); // moved on, never copied: the mask must own its pixels
        QMetaObject::invokeMethod(qApp, [self, job, made] {
            if (self != nullptr) {
                self->finish(job, std::move(*made));
            }
        });
    });
}

void MaskShaper::finish(const Job& job, Made made)
{
    if (m_mask.isEditing()) {
        auto held = std::make_shared<Made>(std::move(made));
        connect(
            &m_mask, &MaskDocument::editEnded, this, [this, job, held] { finish(job, std::move(*held)); },
            Qt::SingleShotConnection);
        return;
    }
    job.take(std::move(made));
    startNext();
}

} // namespace genserve::ui
