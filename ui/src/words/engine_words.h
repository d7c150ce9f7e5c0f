// Sentences of the engine and of the tasks, which know English only, in the language of the window.
#pragma once

#include <string>

#include <QString>

namespace genserve::ui {

// The sentence in the language in use. Lists of sentences ("a; b") and those with a place before them ("file: a") are
// taken apart; what is not known stays as it is. GUI thread.
QString engineSentence(const std::string& sentence);

// The same for narrow places: what stands before a sentence goes behind it ("the file is empty · /models/t5.gguf").
QString engineReason(const std::string& sentence);

// The English sentences that are known, with %1 ... for what is put in. For tests.
QStringList knownEngineSentences();

} // namespace genserve::ui
