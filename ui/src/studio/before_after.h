// A result beside what it was made from, with the proof of what did not change.
#pragma once

#include <QImage>
#include <QWidget>

class QHBoxLayout;

namespace genserve::ui {

class CompareView;
class IconButton;
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

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void setComparison(Comparison comparison);
    void placeProof();

    CompareView* m_view;
    SegmentedChoice* m_mode;
    TextLabel* m_proof;
    IconButton* m_close = nullptr;
    QHBoxLayout* m_row = nullptr; // of the choice
    QWidget* m_second = nullptr;  // below it, for the proof where that has no room beside it
    QHBoxLayout* m_secondRow = nullptr;
    bool m_hasMask = false;
};

} // namespace genserve::ui
