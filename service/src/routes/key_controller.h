// The /keys routes: what an administrator does with API keys.
#pragma once

#include "service/key_store.h"
#include "wire/exchange.h"

#include <memory>
#include <optional>
#include <string>

namespace genserve::service {

class KeyController {
public:
    // keys: the doorkeeper's; empty = this server keeps none. Must outlive this object.
    explicit KeyController(std::optional<KeyStore>& keys) : m_keys(keys) {}

    void list(const std::shared_ptr<Exchange>& exchange);
    void add(const std::shared_ptr<Exchange>& exchange); // {"name", "scopes"}; the only reply that shows the key
    void revoke(const std::shared_ptr<Exchange>& exchange, const std::string& name);

private:
    // Read again, in case that `genserve keys` changed it. nullptr where it can't be used, which is answered.
    KeyStore* store(const std::shared_ptr<Exchange>& exchange);

    std::optional<KeyStore>& m_keys;
};

} // namespace genserve::service
