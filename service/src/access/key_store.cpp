#include "service/key_store.h"

#include "access/caller.h"
#include "base/sha256.h"
#include "base/text_file.h"
#include "content/base64.h"
#include "content/json_scan.h"
#include "content/json_writer.h"

#include <QDateTime>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <system_error>

#include <sys/random.h>

namespace genserve::service {
namespace {

constexpr std::string_view Prefix = "gs_";
constexpr std::size_t KeyBytes = 32;
constexpr std::size_t MaxName = 64;
constexpr std::uint64_t MaxFileBytes = 1024 * 1024;
constexpr int MaxKeys = 1000;

std::string hashOf(std::string_view key)
{
    Sha256 sha;
    sha.add(key);
    return sha.hexDigest();
}

bool isName(std::string_view name)
{
    return !name.empty() && name.size() <= MaxName && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || std::string_view("._-").find(c) != std::string_view::npos;
    });
}

// Without an early end, so that the time tells nothing.
bool equalsInConstantTime(std::string_view a, std::string_view b)
{
    unsigned difference = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        difference |= static_cast<unsigned>(static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]));
    }
    return difference == 0;
}

std::string newKey()
{
    std::array<char, KeyBytes> random{};
    if (::getentropy(random.data(), random.size()) != 0) {
        return {};
    }
    std::string text = encodeBase64({random.data(), random.size()});
    text.erase(text.find('=')); // the alphabet for URLs and without padding, so that a double click selects all of it
    std::ranges::replace(text, '+', '-');
    std::ranges::replace(text, '/', '_');
    return std::string(Prefix) + text;
}

std::optional<ApiKey> readKey(const JsonValue& value)
{
    ApiKey key;
    for (const auto& [name, field] :
         {std::pair("name", &ApiKey::name), std::pair("scopes", &ApiKey::scopes), std::pair("sha256", &ApiKey::sha256),
          std::pair("created_at", &ApiKey::createdAt)}) {
        const JsonValue* const member = value.member(name);
        if (!member || member->kind != JsonValue::Kind::String) {
            return std::nullopt;
        }
        key.*field = member->text();
    }
    const bool isGood = isName(key.name) && key.sha256.size() == 64 && scopesFromWords(key.scopes) != NoScope;
    return isGood ? std::optional(key) : std::nullopt;
}

} // namespace

Scope scopeFromWord(std::string_view word)
{
    return word == "generation" ? Scope(GenerationScope | ControlScope)
           : word == "readonly" ? ReadScope
           : word == "admin"    ? Scope(AdminScope | ReadScope | ControlScope)
           : word == "all"      ? AllScopes
                                : NoScope;
}

Scope scopesFromWords(std::string_view words)
{
    unsigned scopes = NoScope;
    while (!words.empty()) {
        const std::size_t comma = std::min(words.find(','), words.size());
        const Scope scope = scopeFromWord(words.substr(0, comma));
        if (scope == NoScope) {
            return NoScope;
        }
        scopes |= scope;
        words.remove_prefix(std::min(comma + 1, words.size()));
    }
    return Scope(scopes);
}

Expected<KeyStore> KeyStore::open(const std::filesystem::path& file)
{
    KeyStore store(file);
    if (auto loaded = store.load(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    return store;
}

std::int64_t KeyStore::fileStamp() const
{
    std::error_code missing;
    const auto time = std::filesystem::last_write_time(m_file, missing);
    return missing ? 0 : static_cast<std::int64_t>(time.time_since_epoch().count());
}

Expected<void> KeyStore::refresh() { return fileStamp() == m_stamp ? Expected<void>() : load(); }

Expected<void> KeyStore::load()
{
    const std::int64_t stamp = fileStamp();
    const auto text = readTextFile(m_file, MaxFileBytes);
    if (!text && text.error().code != ErrorCode::NotFound) {
        return tl::unexpected(text.error());
    }
    std::vector<ApiKey> keys;
    if (text) {
        JsonLimits limits;
        limits.tokens = 20 * MaxKeys;
        const auto value = scanJson(*text, limits);
        const JsonValue* const list = value ? value->member("keys") : nullptr;
        if (!list || list->kind != JsonValue::Kind::Array) {
            return failure(ErrorCode::CorruptFile, "is no list of keys", m_file.string());
        }
        for (const JsonValue& item : list->items) {
            const auto key = readKey(item);
            if (!key) {
                return failure(ErrorCode::CorruptFile, "holds a key that can't be understood", m_file.string());
            }
            keys.push_back(*key);
        }
    }
    m_keys = std::move(keys);
    m_stamp = stamp;
    return {};
}

Expected<void> KeyStore::save() const
{
    JsonWriter json;
    json.beginObject().key("keys").beginArray();
    for (const ApiKey& key : m_keys) {
        json.beginObject().key("name").text(key.name).key("scopes").text(key.scopes);
        json.key("sha256").text(key.sha256).key("created_at").text(key.createdAt).endObject();
    }
    json.endArray().endObject();
    QSaveFile file(QFile::decodeName(m_file.c_str()));
    const std::string text = json.take() + '\n';
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        || file.write(text.data(), static_cast<qint64>(text.size())) != static_cast<qint64>(text.size())
        || !file.commit()) {
        return failure(ErrorCode::Io, "can't be written: " + file.errorString().toStdString(), m_file.string());
    }
    return {};
}

Expected<std::string> KeyStore::add(const std::string& name, const std::string& scopes)
{
    if (!isName(name)) {
        return failure(ErrorCode::InvalidArgument, "must be 1 to 64 letters, digits, dots, dashes or underlines",
                       "name");
    }
    if (std::ranges::find(m_keys, name, &ApiKey::name) != m_keys.end()) {
        return failure(ErrorCode::InvalidArgument, "is taken by another key", "name");
    }
    if (scopesFromWords(scopes) == NoScope) {
        return failure(ErrorCode::InvalidArgument, "must be some of generation, readonly, admin, all", "scopes");
    }
    const std::string key = newKey();
    if (key.empty() || m_keys.size() >= MaxKeys) {
        return failure(ErrorCode::Io, key.empty() ? "the system gives no random numbers" : "there are too many keys");
    }
    m_keys.push_back({name, scopes, hashOf(key), QDateTime::currentDateTimeUtc().toString(Qt::ISODate).toStdString()});
    if (auto saved = save(); !saved) {
        m_keys.pop_back();
        return tl::unexpected(saved.error());
    }
    m_stamp = fileStamp();
    return key;
}

Expected<void> KeyStore::revoke(const std::string& name)
{
    const auto found = std::ranges::find(m_keys, name, &ApiKey::name);
    if (found == m_keys.end()) {
        return failure(ErrorCode::NotFound, "no key has this name", name);
    }
    const ApiKey key = *found;
    m_keys.erase(found);
    if (auto saved = save(); !saved) {
        m_keys.push_back(key); // still valid, as the file says
        return saved;
    }
    m_stamp = fileStamp();
    return {};
}

const ApiKey* KeyStore::find(std::string_view key) const
{
    const std::string hash = hashOf(key);
    const ApiKey* found = nullptr;
    for (const ApiKey& candidate : m_keys) {
        if (equalsInConstantTime(candidate.sha256, hash)) {
            found = &candidate;
        }
    }
    return found;
}

} // namespace genserve::service
