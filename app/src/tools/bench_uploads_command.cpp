// `genserve bench-uploads`: JSON with base64 against form-data, over sizes.
#include "commands.h"
#include "console.h"
#include "http_client.h"
#include "sample_pictures.h"
#include "tool_help.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include <QByteArray>
#include <QCoreApplication>
#include <nlohmann/json.hpp>

namespace genserve::app {
namespace {

struct BenchChoice {
    ServerChoice server;
    bool isFull = false;
    bool asJson = false;
};

struct Row {
    std::string picture, way;
    double megabytes = 0; // of the picture, however it travels
    double seconds = 0;
    int status = 0;
};

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

// Refused for its number of steps only after the picture has been read and decoded.
constexpr const char* Steps = "0";

class Bench {
public:
    Bench(HttpClient& client, const BenchChoice& choice) : m_client(client), m_choice(choice) {}

    // False where the server could not be reached.
    bool measure(const std::string& name, const std::string& bytes, const std::string& type)
    {
        const std::string json =
            R"({"prompt": "upload", "mode": "img2img", "num_inference_steps": 0, "input_image": ")"
            + QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())).toBase64().toStdString()
            + "\"}";
        const FormFields fields{{"prompt", "upload"}, {"mode", "img2img"}, {"num_inference_steps", Steps}};
        const std::vector<FormFile> files{{"input_image", "picture." + type, "image/" + type, bytes}};
        return repeat(name, "JSON", bytes.size(), [&] { return m_client.postJson("/generate", json); })
               && repeat(name, "form-data", bytes.size(),
                         [&] { return m_client.postForm("/generate/img2img", fields, files); });
    }

private:
    template <class Send>
    bool repeat(const std::string& name, const std::string& way, std::size_t bytes, const Send& send)
    {
        std::vector<double> seconds;
        int status = 0;
        for (int i = 0; i < (m_choice.isFull ? 3 : 1); ++i) {
            const HttpReply reply = send();
            if (reply.status == 0) {
                printError(m_choice.server.url + ": " + reply.body);
                return false;
            }
            seconds.push_back(reply.seconds);
            status = reply.status;
        }
        print({name, way, static_cast<double>(bytes) / 1e6, median(seconds), status});
        return true;
    }

    void print(const Row& row) const
    {
        const double rate = row.megabytes / std::max(row.seconds, 0.001);
        if (m_choice.asJson) {
            printJson({{"picture", row.picture},
                       {"way", row.way},
                       {"megabytes", std::round(row.megabytes * 1000) / 1000},
                       {"seconds", row.seconds},
                       {"megabytes_per_second", std::round(rate * 10) / 10},
                       {"status", row.status}});
            return;
        }
        std::array<char, 128> line{};
        std::snprintf(line.data(), line.size(), "%-16s %-10s %8.2f MB %8.3f s %9.1f MB/s   answered %d",
                      row.picture.c_str(), row.way.c_str(), row.megabytes, row.seconds, rate, row.status);
        printLine(line.data());
        std::fflush(stdout);
    }

    HttpClient& m_client;
    const BenchChoice& m_choice;
};

int benchUploads(const BenchChoice& choice)
{
    int count = 0;
    const QCoreApplication application(count, nullptr);
    auto client = HttpClient::create(choice.server);
    if (!client) {
        return reportError(client.error(), choice.asJson);
    }
    Bench bench(*client, choice);
    const std::vector<int> sides =
        choice.isFull ? std::vector<int>{256, 512, 1024, 2048, 3072, 4096} : std::vector<int>{512, 1024, 2048};
    for (const int side : sides) {
        const std::string size = std::to_string(side) + "x" + std::to_string(side);
        if (!bench.measure(size + " PNG", noisePng(side, side), "png")
            || (choice.isFull && !bench.measure(size + " JPEG", noiseJpeg(side, side), "jpeg"))) {
            return WorkFailed;
        }
    }
    return Success;
}

} // namespace

int runBenchUploads(Words arguments)
{
    BenchChoice choice;
    std::vector<Option> table{flagOption({"--json"}, choice.asJson)};
    addServerOptions(table, choice.server);
    auto parsed = parseArguments(table, arguments);
    if (parsed.helpAsked) {
        return printHelp(BenchUploadsHelp);
    }
    const auto& words = parsed.positionals;
    if (words.size() > 1 || (words.size() == 1 && words[0] != "simple" && words[0] != "full")) {
        parsed.faults.push_back({words.back(), "kind", "is not simple or full"});
    }
    if (!parsed.faults.empty()) {
        return reportFaults("bench-uploads", parsed.faults, choice.asJson);
    }
    choice.isFull = words.size() == 1 && words[0] == "full";
    return benchUploads(choice);
}

} // namespace genserve::app
