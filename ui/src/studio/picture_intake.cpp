#include "picture_intake.h"

#include <optional>
#include <utility>

#include <QCoreApplication>
#include <QPointer>

#include "canvas_pane.h"
#include "file_chooser.h"
#include "mask_shaping.h"
#include "picture_size.h"

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::StudioPage)
};

} // namespace

PictureIntake::PictureIntake(StudioModel& model, CanvasPane& pane, FileChooser& files)
    : QObject(&pane), m_model(model), m_pane(pane), m_files(files)
{
    connect(&m_opening, &PictureOpening::message, this, &PictureIntake::message);
}

void PictureIntake::use(const QImage& picture, Mode mode)
{
    m_opening.fit(picture, [this, mode](const QImage& fitting) {
        m_model.usePicture(fitting, mode);
        m_pane.leaveResult();
    });
}

// A prompt that was typed and not sent can be had back: by the toast, and among the earlier ones.
void PictureIntake::recall(const GenerationRequest& request, RecallPart part)
{
    const StudioSnapshot before = m_model.snapshot();
    Q_EMIT replacing();
    m_model.recall(request, part);
    const std::string& typed = before.state.request.prompt;
    if (!typed.empty() && typed != m_model.state().request.prompt) {
        offerBack(Words::tr("The picture's settings took the place of yours"), before);
    }
    const ModelInfo* model = m_model.model();
    const bool isWhole = part == RecallPart::All || part == RecallPart::Remix;
    if (isWhole && model != nullptr && !request.modelId.empty() && model->id != request.modelId) {
        Q_EMIT message(Words::tr("%1 is not installed: %2 takes its place, with its own steps and guidance")
                           .arg(QString::fromStdString(request.modelId), QString::fromStdString(model->name)));
    }
}

void PictureIntake::offerBack(const QString& text, const StudioSnapshot& before)
{
    Q_EMIT undoable(text, [self = QPointer(this), before] {
        if (self != nullptr) {
            self->m_model.restore(before);
        }
    });
}

void PictureIntake::choose()
{
    const QString file = m_files.opened(m_pane, FileChooser::Kind::Picture, Words::tr("Open a picture"));
    if (!file.isEmpty()) {
        open(file);
    }
}

void PictureIntake::open(const QString& file)
{
    m_opening.read(file, [this](const QImage& picture) { take(picture); });
}

void PictureIntake::openControl(const QString& file)
{
    m_opening.read(file, [this](const QImage& picture) { m_model.useControl(picture); });
}

void PictureIntake::openMask(const QString& file)
{
    m_opening.readMask(file, [this](const QImage& mask) {
        m_pane.tools().shaper().shape(Words::tr("Load mask"),
                                      [mask](const QImage& now) { return maskOfPicture(mask, now.size()); });
    });
}

void PictureIntake::fit(const QImage& picture)
{
    m_opening.fit(picture, [this](const QImage& fitting) { take(fitting); });
}

void PictureIntake::take(const QImage& picture)
{
    if (m_model.state().request.mode == Mode::TextToImage) {
        m_model.setMode(m_model.isPossible(Mode::Fill) ? Mode::Fill : Mode::ImageToImage);
    }
    const auto& request = m_model.state().request;
    const bool losesMask = request.mode != Mode::ControlNet && m_model.hasMask();
    const std::optional<StudioSnapshot> before = losesMask ? std::optional(m_model.snapshot()) : std::nullopt;
    const bool isTooLarge = isTooLargeWhole(picture.size());
    if (request.mode == Mode::Fill && isTooLarge && !request.onlyMasked) {
        m_model.change([](StudioState& state) { state.request.onlyMasked = true; });
        m_hasNarrowed = true;
        Q_EMIT message(Words::tr("Only masked is on: this picture is too large to be repainted whole"));
    } else if (!isTooLarge && std::exchange(m_hasNarrowed, false)) {
        m_model.change([](StudioState& state) { state.request.onlyMasked = false; });
    }
    m_model.usePicture(picture, request.mode, OldMask::Dropped);
    if (before) {
        offerBack(Words::tr("The mask went with the picture that it was drawn on"), *before);
    }
}

} // namespace genserve::ui
