// Asks a server for one picture in a mode and looks whether its answer keeps the document.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>

#include "http_client.h"

namespace genserve::app {

struct CheckChoice {
    std::filesystem::path output = "."; // folder of the pictures
    std::optional<std::string> model;   // absent = the server's default
    std::optional<int> size, steps;     // absent = the model's own
};

struct ModeOutcome {
    std::string mode;
    std::string problem; // empty = all is well
    bool wasSkipped = false;
    double seconds = 0;
    std::filesystem::path file;
};

class ModeChecker {
public:
    // Asks for the models. Io where the server can't be reached, NotFound where it does not have the model,
    // UnsupportedFormat where /models is not what the document says. client must outlive this object.
    static Expected<ModeChecker> create(HttpClient& client, CheckChoice choice);

    // isNamed: a mode that no model has is a failure instead of skipped.
    ModeOutcome run(const std::string& mode, bool isNamed);

private:
    ModeChecker(HttpClient& client, CheckChoice choice) : m_client(&client), m_choice(std::move(choice)) {}
    HttpReply ask(const std::string& mode);

    HttpClient* m_client;
    CheckChoice m_choice;
    std::set<std::string> m_features; // of all models, or of the chosen one
    int m_size = 512, m_steps = 20;
};

} // namespace genserve::app
