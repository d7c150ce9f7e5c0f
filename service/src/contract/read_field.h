// One field from JSON or from a form into the draft: its type, its range, its faults.
#pragma once

#include "content/json_scan.h"
#include "contract/fields.h"

#include <string>
#include <string_view>

namespace genserve::service {

// null counts as absent. A problem becomes a fault of the draft that names the field.
void readJsonField(const FieldSpec& spec, const JsonValue& value, RequestDraft& draft);

// text: the part's bytes; empty counts as absent, except for a prompt, where it is a fault. isFile: the part came as a
// file, so a picture is taken as it is instead of as base64.
void readFormField(const FieldSpec& spec, std::string_view text, bool isFile, RequestDraft& draft);

// For texts and numbers: what the range is, as it stands in faults: "must be an integer from 1 to 200".
std::string rangeSentence(const FieldSpec& spec);

} // namespace genserve::service
