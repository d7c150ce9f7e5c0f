// The steps of resolveRequest, one a file; each fills its fields and reports to the check.
#pragma once

#include "control_choice.h"
#include "pipeline/resolved_request.h"
#include "request_check.h"

namespace genserve::pipeline {

struct Resolving {
    const GenerationRequest& request;
    const CatalogueEntry& model;
    const Catalogue& catalogue;
    RequestCheck& check;
    ResolvedRequest& resolved;
};

// Width, height and, where a picture is outpainted, the canvas.
void resolveSize(const Resolving& step);

// Mask, paste-back and their fields.
void resolveFill(const Resolving& step);

// The LoRAs that the request names.
void resolveLoras(const Resolving& step);

// What control pictures do: control model, control LoRA or ControlNets. Comes after resolveLoras.
void resolveControl(const Resolving& step);

} // namespace genserve::pipeline
