#include "studio_obstacle.h"

#include <QCoreApplication>

#include "picture_size.h"
#include "prompt_weighting.h"
#include "studio_model.h"
#include "wildcard_folder.h"

namespace genserve::ui {
namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(genserve::ui::StudioModel)
};

QString ofPrompt(const StudioModel& model)
{
    const QString prompt = QString::fromStdString(model.state().request.prompt);
    if (prompt.trimmed().isEmpty()) {
        return Words::tr("Describe the picture first");
    }
    for (const WeightSpan& span : weightSpans(prompt)) {
        if (!span.weight) {
            return Words::tr("The weight %1 in the prompt is not a number from 0 to 4").arg(span.number);
        }
    }
    if (wildcardSpans(prompt).empty()) {
        return {};
    }
    if (model.wildcards() == nullptr) {
        return Words::tr("The wildcard files are being read");
    }
    const auto fault = model.wildcards()->check(prompt);
    return fault ? WildcardFolder::sentence(*fault) : QString();
}

// What the engine would say of the picture that fill works on: sizes that are chosen here are within its limits.
QString ofSize(const StudioModel& model)
{
    const QSize made = model.size();
    if (model.state().request.mode != Mode::Fill || model.input().isNull()) {
        return {};
    }
    if (qMin(made.width(), made.height()) < SizeStep) {
        return Words::tr("The picture is too small: a side has at least %1 px").arg(SizeStep);
    }
    if (qMax(made.width(), made.height()) > MostSide) {
        return Words::tr("%1 × %2 is too large: a side has at most %3 px")
            .arg(made.width())
            .arg(made.height())
            .arg(MostSide);
    }
    const bool isWhole = !model.state().request.onlyMasked;
    return isWhole && isTooLargeWhole(made)
               ? Words::tr("Too many pixels to work on at once: repaint only the masked part")
               : QString();
}

} // namespace

QString obstacleOf(const StudioModel& model)
{
    const Mode mode = model.state().request.mode;
    if (model.model() == nullptr) {
        return Words::tr("No installed model can do this");
    }
    if (const QString problem = ofPrompt(model); !problem.isEmpty()) {
        return problem;
    }
    if ((mode == Mode::ImageToImage || mode == Mode::Fill) && model.input().isNull()) {
        return Words::tr("Open a picture to work on");
    }
    if (const QString problem = ofSize(model); !problem.isEmpty()) {
        return problem;
    }
    if (mode == Mode::Fill && !model.hasMask()) {
        return Words::tr("Paint over what is to be repainted");
    }
    if (mode == Mode::ControlNet && model.control().isNull()) {
        return Words::tr("Open a control picture");
    }
    return {};
}

} // namespace genserve::ui
