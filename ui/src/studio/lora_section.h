// The stack of LoRAs with their weights, and how much of each fits the model.
#pragma once

#include <QStringList>

#include "section.h"

namespace genserve::ui {

class IconButton;
class LoraRow;
class StudioModel;

// Hidden where no installed LoRA fits the model.
class LoraSection : public Section {
    Q_OBJECT

public:
    explicit LoraSection(StudioModel& model, QWidget* parent = nullptr);

Q_SIGNALS:
    void added(QWidget* row); // by hand, once it has its place

private:
    void refresh();
    void rebuild();
    void choose();
    void add(const std::string& lora);
    void askForReports(); // once for a stack and a model
    [[nodiscard]] LoraRow* rowOf(const QString& lora) const;

    StudioModel& m_model;
    IconButton* m_add;
    QVBoxLayout* m_rows;
    QStringList m_shown;
    QString m_askedFor; // the model that reports were asked for
};

} // namespace genserve::ui
