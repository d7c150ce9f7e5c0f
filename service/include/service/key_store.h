// API keys: made here, shown once, kept as SHA-256 in a file that only the owner can read.
//
// One object for one thread. The file is read again when another process (genserve keys …) has replaced it.
#pragma once

#include "base/error.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace genserve::service {

struct ApiKey {
    std::string name;      // unique, 1..64 of [A-Za-z0-9._-]; owns the tasks made with the key
    std::string scopes;    // "generation,readonly", "admin", "all"
    std::string sha256;    // of the key's text, lower-case hex
    std::string createdAt; // RFC 3339, UTC
};

class KeyStore {
public:
    // A file that does not exist is a store without keys. CorruptFile where it can't be understood: then nobody has
    // access rather than anybody.
    static Expected<KeyStore> open(const std::filesystem::path& file);

    [[nodiscard]] const std::vector<ApiKey>& keys() const { return m_keys; }

    // The key's text, "gs_" and 43 characters for 256 random bits: the only time that it is seen. InvalidArgument for a
    // bad or taken name and for unknown scopes.
    Expected<std::string> add(const std::string& name, const std::string& scopes);
    // NotFound where no key has the name.
    Expected<void> revoke(const std::string& name);

    // Takes the same time whatever part of a key is right. nullptr for an unknown one.
    [[nodiscard]] const ApiKey* find(std::string_view key) const;

    // Reads the file again where it has changed. Keys stay as they are when that fails.
    Expected<void> refresh();

private:
    explicit KeyStore(std::filesystem::path file) : m_file(std::move(file)) {}
    Expected<void> load();
    Expected<void> save() const;
    [[nodiscard]] std::int64_t fileStamp() const;

    std::filesystem::path m_file;
    std::int64_t m_stamp = 0; // of the file as it was read
    std::vector<ApiKey> m_keys;
};

} // namespace genserve::service
