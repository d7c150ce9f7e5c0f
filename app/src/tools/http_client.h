// A blocking client for any server that keeps the REST document.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/error.h"
#include "command_line.h"

namespace genserve::app {

// What the commands that talk to a server have in common.
struct ServerChoice {
    std::string url = "http://localhost:12411";
    std::optional<std::string> key; // absent = GENSERVE_KEY, empty = none
    int timeoutSeconds = 900;       // of one request
};
// --url, --key, --timeout.
void addServerOptions(std::vector<Option>& table, ServerChoice& choice);

struct HttpReply {
    int status = 0; // 0 = the server could not be reached; body says why
    std::string body;
    double seconds = 0;

    // An empty value where the body is no JSON.
    [[nodiscard]] nlohmann::json json() const;
};

struct FormFile {
    std::string name, fileName, type, bytes;
};
using FormFields = std::vector<std::pair<std::string, std::string>>;

// Needs a QCoreApplication; one thread.
class HttpClient {
public:
    // InvalidArgument where the address is none of http:// or https://.
    static Expected<HttpClient> create(const ServerChoice& choice);
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;

    HttpReply get(const std::string& path);
    HttpReply postJson(const std::string& path, const std::string& json);
    HttpReply postForm(const std::string& path, const FormFields& fields, const std::vector<FormFile>& files);

private:
    struct Impl;
    explicit HttpClient(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace genserve::app
