// A request's body as the handlers get it, and how it is taken from the wire.
#pragma once

#include "service/wire_limits.h"
#include "wire/body_budget.h"
#include "wire/spool.h"
#include "wire/wire_fault.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::service {

struct FormPart {
    std::string name;
    bool isFile = false;
    std::string contentType;
    Spool content;
};

// What a route wants of a body, decided on the head.
enum class BodyKind {
    Dropped, // read and forgotten
    Whole,   // as it is
    Form,    // multipart/form-data, taken apart
};

// Moves to whoever works on it; its share of the budget goes with it.
struct Body {
    BodyKind kind = BodyKind::Dropped;
    Spool whole;                 // with BodyKind::Whole
    std::vector<FormPart> parts; // with BodyKind::Form, in the order of the form, empty file parts left out
    std::uint64_t bytes = 0;     // on the wire, without chunk framing
    BudgetShare share;
};

class BodySink {
public:
    virtual ~BodySink() = default;
    virtual WireResult<void> write(std::string_view piece) = 0;
    virtual WireResult<void> finish() = 0;
    // After finish(), once.
    virtual Body take() = 0;
};

// contentType is the request's field; 400 where a form's boundary is malformed.
WireResult<std::unique_ptr<BodySink>> makeBodySink(BodyKind kind, std::string_view contentType,
                                                   const WireLimits& limits, std::shared_ptr<BodyBudget> budget);

} // namespace genserve::service
