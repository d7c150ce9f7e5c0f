// The studio's state, its pictures, and the request that both make together.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QImage>
#include <QObject>

#include "../canvas/mask_document.h"
#include "prompt_wildcards.h"
#include "recall.h"
#include "studio_snapshot.h"
#include "studio_state.h"
#include "ui/world.h"
#include "usable_models.h"

namespace genserve::ui {

// What becomes of a mask and of a frame around the picture when another picture comes.
enum class OldMask {
    Fitting, // both stay with a picture of the same size
    Dropped,
};

// Sections change() it and show what it says after changed(). GUI thread.
class StudioModel : public QObject {
    Q_OBJECT

public:
    explicit StudioModel(ModelsSource& models, QObject* parent = nullptr);

    [[nodiscard]] const StudioState& state() const { return m_state; }
    void change(const std::function<void(StudioState&)>& edit);

    // As it was left at the last start. A model that is gone is replaced by the first of the mode.
    void restore(const StudioState& state);
    // To take back what replaces much at once. Of the mask not its history.
    [[nodiscard]] StudioSnapshot snapshot() const;
    void restore(const StudioSnapshot& snapshot);

    // Modes that some installed model has.
    [[nodiscard]] bool isPossible(Mode mode) const;
    // Those that can run the mode.
    [[nodiscard]] std::vector<const ModelInfo*> modelsFor(Mode mode) const;
    // The chosen one, else the first for the mode; nullptr = nothing is installed for it.
    [[nodiscard]] const ModelInfo* model() const;
    [[nodiscard]] std::vector<const AdapterInfo*> fittingLoras() const;
    [[nodiscard]] ModelsSource& models() const { return m_models; }
    // Each mode keeps the size that was chosen in it; one that takes a picture begins with that one's shape.
    void setMode(Mode mode);
    void setModel(const QString& id); // takes over the model's own defaults

    // The picture that image and fill work on, and the mask over it.
    [[nodiscard]] const QImage& input() const { return m_input; }
    void setInput(const QImage& picture, OldMask mask = OldMask::Fitting); // what is transparent becomes white
    // Where the input was transparent, white = most; null = nowhere. Kept until another picture comes.
    [[nodiscard]] const QImage& inputAlpha() const { return m_inputAlpha; }
    [[nodiscard]] MaskDocument& mask() { return m_mask; }
    [[nodiscard]] bool hasMask() const { return !m_mask.isEmpty() || m_state.request.outpaint; } // or a frame
    [[nodiscard]] const QImage& control() const { return m_control; }
    void setControl(const QImage& picture);

    // The user's choice for that mode: its input or control picture, whose shape modes Image and Control take over.
    void usePicture(const QImage& picture, Mode mode, OldMask mask = OldMask::Fitting);
    void useControl(const QImage& picture); // whose edges are found unless it looks like edges
    // What the mode works on: input or control picture; null = nothing, or it is not there yet.
    [[nodiscard]] QImage workPicture() const;
    // An earlier picture's settings; with All and Remix also its input, mask and control pictures.
    void recall(const GenerationRequest& request, RecallPart part);

    // The files that the prompt's __names__ stand for; null = they are being read.
    [[nodiscard]] const std::shared_ptr<const WildcardSet>& wildcards() const { return m_wildcards; }
    void setWildcards(std::shared_ptr<const WildcardSet> wildcards);

    // The prompt as the shown seed draws it: choices and wildcards replaced. Certain where the next picture, and no
    // other, has that seed.
    [[nodiscard]] QString shownPrompt() const;
    [[nodiscard]] bool isPromptCertain() const;
    [[nodiscard]] QString drawnPrompt(std::int64_t seed) const; // by any seed

    // By how much fill enlarges the picture; all 0 = not.
    void setOutpaint(const Outpaint& outpaint);
    // What it is now came from `before`: a step of the mask's history.
    void recordOutpaint(const Outpaint& before, const QString& label);
    [[nodiscard]] bool isOutpainting() const;

    // Size of the picture to be made, px.
    [[nodiscard]] QSize size() const;
    void setSize(const QSize& size);
    // There are two steps that may have something in common.
    [[nodiscard]] bool stepCacheActs() const;
    // Why nothing can be made now, in a sentence; empty = it can.
    [[nodiscard]] QString obstacle() const;
    // What to ask of memory and time: a picture of the size to be made, its own pictures left out.
    [[nodiscard]] GenerationRequest question() const;
    // Draws a new seed unless it is kept. All pictures of it have the first one's prompt.
    tasks::Submission submission();
    // The same, one for each picture where choices or wildcards give their seeds different prompts.
    std::vector<tasks::Submission> submissions();

Q_SIGNALS:
    void changed();
    void inputChanged();
    void controlChanged();
    void modelsChanged();

private:
    void takeDefaults(const ModelInfo& model);
    void takeWorkShape();
    void leaveForm(Mode next);
    void drawSeed(); // unless it is kept

    ModelsSource& m_models;
    StudioState m_state;
    QImage m_input, m_inputAlpha, m_control;
    MaskDocument m_mask;
    std::shared_ptr<const WildcardSet> m_wildcards = std::make_shared<WildcardSet>();
};

} // namespace genserve::ui
