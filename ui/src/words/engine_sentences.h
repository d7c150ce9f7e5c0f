// The sentences that the engine and the service make, as patterns: %1 to %9 stand for what changes.
#pragma once

#include <span>

namespace genserve::ui {

std::span<const char* const> requestSentences();
std::span<const char* const> modelSentences();
std::span<const char* const> taskSentences();
std::span<const char* const> systemSentences();

} // namespace genserve::ui
