// What a picture of the history says of itself, in the language in use.
#pragma once

#include <optional>
#include <vector>

#include <QDate>
#include <QString>

#include "../controls/fact_rows.h"
#include "base/generation.h"
#include "tasks/task.h"

namespace genserve::ui {

QString dayWords(const QDate& day);      // "Today", "Yesterday", "Sunday, 15 November 2026"
QString shortDayWords(const QDate& day); // "Today", "Yesterday", "Sun, Nov 15"

// In the order of the details panel, without what is not known of an imported picture; `model` is its name. The request
// says more, e.g. its LoRAs, where it is known.
std::vector<Fact> pictureFacts(const tasks::Task& task, const QString& model,
                               const std::optional<GenerationRequest>& request, const QString& file);

QString pictureFileName(const tasks::Task& task); // "a boat at sea 7.png", to be saved as
QString pictureTitle(const tasks::Task& task);    // the first words of its prompt, else its file

// Whether an imported picture brought along with what seed, and at all with what words or settings, it was made; ours
// always do.
bool tellsSeed(const tasks::Task& task);
bool tellsHowItWasMade(const tasks::Task& task);

} // namespace genserve::ui
