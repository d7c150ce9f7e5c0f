// Who sent a request, and what that one may do.
#pragma once

#include "wire/exchange.h"

#include <string>
#include <string_view>
#include <utility>

namespace genserve::service {

// Scopes as bits. A key with `all` has every one.
enum Scope : unsigned {
    NoScope = 0,
    GenerationScope = 1, // generate
    ReadScope = 2,       // status, models, own tasks
    AdminScope = 4,      // all tasks, keys
    ControlScope = 8,    // cancel tasks and change their priority: own ones, or all with AdminScope
    AllScopes = 15,
};

// "generation" (with ControlScope), "readonly", "admin" (with ReadScope and ControlScope), "all"; 0 for another word.
Scope scopeFromWord(std::string_view word);
// Such words separated by commas; 0 where one of them is unknown.
Scope scopesFromWords(std::string_view words);

class Caller final : public RequestContext {
public:
    Caller(std::string client, Scope scopes) : client(std::move(client)), scopes(scopes) {}

    [[nodiscard]] bool may(Scope scope) const { return (scopes & scope) == static_cast<unsigned>(scope); }
    // Own tasks, and everyone's for an administrator.
    [[nodiscard]] bool maySee(const std::string& taskClient) const { return may(AdminScope) || taskClient == client; }

    const std::string client; // tasks::LocalClient, a key's name, or an address; owns tasks
    const Scope scopes;
};

} // namespace genserve::service
