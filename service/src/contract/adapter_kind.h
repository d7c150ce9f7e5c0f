// Which of the installed adapters a field of a request may name.
#pragma once

#include "base/model_info.h"

namespace genserve::service {

inline bool isControlNet(const AdapterInfo& adapter) { return adapter.kind == "controlnet"; }
inline bool isLora(const AdapterInfo& adapter) { return !isControlNet(adapter); } // control LoRAs are LoRAs, too

} // namespace genserve::service
