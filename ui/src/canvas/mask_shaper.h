// Edits of a mask that take longer than a frame to compute, beside the GUI thread.
#pragma once

#include <deque>
#include <functional>

#include <QImage>
#include <QObject>

#include "mask_document.h"

namespace genserve::ui {

// One after the other, each on what the one before it left. GUI thread.
class MaskShaper : public QObject {
    Q_OBJECT

public:
    explicit MaskShaper(MaskDocument& mask, QObject* parent = nullptr);

    // The whole mask as `make` turns it. What was drawn meanwhile wins: the result is then dropped.
    void shape(const QString& label, std::function<QImage(const QImage&)> make);
    // Adds or takes away what `make` finds; once a stroke in progress has ended. Dropped if another picture came.
    void cover(MaskEdit kind, const QString& label, std::function<Coverage()> make);

    [[nodiscard]] bool isIdle() const { return !m_isBusy; }

private:
    struct Made {
        Coverage coverage; // of cover()
        MaskDocument::Prepared edit;
        bool isFit = true; // of the mask's size
    };
    struct Job {
        std::function<Made(const QImage&)> make; // not on the GUI thread; of the mask as it is then
        std::function<void(Made)> take;
    };
    void add(Job job);
    void startNext();
    void finish(const Job& job, Made made);

    MaskDocument& m_mask;
    std::deque<Job> m_jobs;
    bool m_isBusy = false;
};

} // namespace genserve::ui
