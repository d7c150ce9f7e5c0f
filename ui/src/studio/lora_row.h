// One LoRA of the stack: its weight, and how many of its layers the model has.
#pragma once

#include <QWidget>

#include "base/error.h"
#include "base/lora_report.h"

namespace genserve::ui {

class TextLabel;
class ValueSlider;

class LoraRow : public QWidget {
    Q_OBJECT

public:
    LoraRow(const QString& name, double weight, QWidget* parent = nullptr);

    void setWeight(double weight);
    void showReport(const Expected<LoraReport>& report);
    void clearReport();                                              // while the answer is awaited
    [[nodiscard]] const QString& report() const { return m_report; } // in a sentence; empty = awaited

Q_SIGNALS:
    void weightChanged(double weight);
    void removeWanted();

private:
    ValueSlider* m_weight;
    TextLabel* m_problem;
    QString m_report;
};

} // namespace genserve::ui
