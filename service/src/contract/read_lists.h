// The fields that are objects or lists of objects: loras, controlnets, outpaint.
#pragma once

#include "content/json_scan.h"
#include "contract/fields.h"

#include <string>
#include <string_view>

namespace genserve::service {

void readList(const FieldSpec& spec, const JsonValue& value, RequestDraft& draft);
// The same from a string that holds JSON, as forms send it.
void readListText(const FieldSpec& spec, std::string_view text, RequestDraft& draft);

// Base64, with or without its data prefix, into the draft's pictures; in read_field.cpp.
void storeBase64(const std::string& role, const std::string& field, std::string_view text, RequestDraft& draft);

} // namespace genserve::service
