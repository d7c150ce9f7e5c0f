// The layers of the canvas, what the mask covers, and whole-mask operations.
#pragma once

#include <array>
#include <optional>

#include <QWidget>

#include "before_after.h"
#include "layer_looks.h"

class QAction;
class QSettings;

namespace genserve::ui {

class CommandRegistry;
class LayerRow;
class Notice;
class ResultProof;
class SegmentedChoice;
class StudioModel;
class SwatchRow;
class TextLabel;
class ValueSlider;

class LayersPanel : public QWidget {
    Q_OBJECT

public:
    // The operations are commands of the registry ("mask.invert", ...), which must have been added by then. settings:
    // remember how the layers look.
    LayersPanel(StudioModel& model, CommandRegistry& commands, QSettings& settings, QWidget* parent = nullptr);

    [[nodiscard]] int amountPx() const; // of grow, shrink and feather
    [[nodiscard]] const LayerLooks& looks() const { return m_looks; }
    void setResult(const QImage& picture);                    // the last one made of this picture; null = none
    void setRunMask(const QImage& mask);                      // of what runs inside the picture; null = nothing does
    void setMaskColour(const QColor& colour);                 // one of those offered
    void setComparison(std::optional<Comparison> comparison); // that is open
    void setSeen(const LayersSeen& seen);                     // what the eyes tell
    // What the result changed where it had to keep the picture, px; nothing = that is not known, or has no meaning.
    void followProof(const ResultProof& proof);

Q_SIGNALS:
    void used(); // a layer of the picture that is worked on was chosen, shown or hidden
    void looksChanged(const genserve::ui::LayerLooks& looks);
    // A file was dropped on that layer.
    void maskDropped(const QString& file);
    void controlDropped(const QString& file);
    void pictureDropped(const QString& file);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum Layer { Mask, Result, Control, Picture, Count }; // from above

    void buildRows(CommandRegistry& commands);
    void buildOperations(CommandRegistry& commands, class Section& section);
    QWidget* buildComparison(CommandRegistry& commands);
    void showProof();
    void showEyes();
    void restore();
    void changeLook();
    [[nodiscard]] double& opacityOf(Layer layer);
    [[nodiscard]] LayerLook* lookOf(Layer layer); // nullptr = the mask, whose command shows and hides it
    void showOpacity();
    void refresh();

    StudioModel& m_model;
    QSettings& m_settings;
    LayerLooks m_looks;
    LayersSeen m_seen;
    QAction* m_quick = nullptr; // whether the mask is painted
    QImage m_result, m_runMask;
    LayerRow* m_runRow;
    std::array<LayerRow*, Count> m_rows{};
    Layer m_current = Mask;
    TextLabel* m_undoDepth;
    ValueSlider* m_amount;
    SwatchRow* m_colours;
    ValueSlider* m_opacity;
    SegmentedChoice* m_comparison;
    Notice* m_proof;
    std::optional<qint64> m_changedOutside;
};

} // namespace genserve::ui
