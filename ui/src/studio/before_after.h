// A result beside what it was made from, with the proof of what did not change.
#pragma once

#include <QImage>
#include <QWidget>

namespace genserve::ui {

class CompareView;
class SegmentedChoice;
class TextLabel;

enum class Comparison { Slider, Side, Difference };

class BeforeAfter : public QWidget {
    Q_OBJECT

public:
    explicit BeforeAfter(QWidget* parent = nullptr);

    // mask: what was to be repainted; null = the whole picture.
    void show(const QImage& before, const QImage& after, const QImage& mask, Comparison comparison);
    [[nodiscard]] QString proof() const;
    [[nodiscard]] Comparison comparison() const;

Q_SIGNALS:
    void closed();
    void compared(genserve::ui::Comparison comparison); // in which way it is shown now

private:
    void setComparison(Comparison comparison);

    CompareView* m_view;
    SegmentedChoice* m_mode;
    TextLabel* m_proof;
    bool m_hasMask = false;
};

} // namespace genserve::ui
