// Whole-mask operations that take longer than a frame, beside the GUI thread.
#pragma once

#include <deque>
#include <functional>

#include <QImage>
#include <QObject>

namespace genserve::ui {

class MaskDocument;

// One after the other, each on what the one before it left. What was drawn meanwhile wins: the result is then dropped.
class MaskShaper : public QObject {
    Q_OBJECT

public:
    explicit MaskShaper(MaskDocument& mask, QObject* parent = nullptr);

    void shape(const QString& label, std::function<QImage(const QImage&)> make);
    [[nodiscard]] bool isIdle() const { return !m_isBusy; }

private:
    struct Job {
        QString label;
        std::function<QImage(const QImage&)> make;
    };
    void startNext();

    MaskDocument& m_mask;
    std::deque<Job> m_jobs;
    bool m_isBusy = false;
};

} // namespace genserve::ui
