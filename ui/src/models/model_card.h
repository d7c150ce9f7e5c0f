// One installed model, LoRA or ControlNet.
#pragma once

#include <QFrame>

#include "model_words.h"

namespace genserve::ui {

class ModelCard : public QFrame {
    Q_OBJECT

public:
    explicit ModelCard(const ModelEntry& entry, QWidget* parent = nullptr);

private:
    QWidget* buildIcon(const QString& name);
    QLayout* buildFigure(const QString& name, const QString& value);
};

} // namespace genserve::ui
