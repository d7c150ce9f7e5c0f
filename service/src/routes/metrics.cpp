#include "routes/metrics.h"

#include <charconv>
#include <functional>

namespace genserve::service {
namespace {

std::string number(double value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
}

// A label's value: backslash, quote and line end are escaped.
std::string label(std::string_view value)
{
    std::string text = "\"";
    for (const char c : value) {
        if (c == '\n') {
            text += "\\n";
            continue;
        }
        text += c == '"' || c == '\\' ? "\\" : "";
        text += c;
    }
    return text + '"';
}

class Page {
public:
    void metric(std::string_view name, std::string_view type, std::string_view help)
    {
        m_name = name;
        m_text += "# HELP " + m_name + ' ' + std::string(help) + "\n# TYPE " + m_name + ' ' + std::string(type) + '\n';
    }
    void sample(const std::string& labels, double value)
    {
        m_text += m_name + (labels.empty() ? "" : '{' + labels + '}') + ' ' + number(value) + '\n';
    }
    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    std::string m_name, m_text;
};

void writeTasks(Page& page, const tasks::TaskCounts& counts)
{
    page.metric("genserve_tasks", "gauge", "Tasks in the history by state.");
    page.sample("state=\"queued\"", counts.queued);
    page.sample("state=\"running\"", counts.running);
    page.sample("state=\"finished\"", counts.finished);
    page.sample("state=\"failed\"", counts.failed);
    page.sample("state=\"cancelled\"", counts.cancelled);
}

void writeDevices(Page& page, const std::vector<tasks::DeviceStatus>& devices)
{
    const auto each = [&](const std::function<double(const tasks::DeviceStatus&)>& value) {
        for (const tasks::DeviceStatus& device : devices) {
            page.sample("device=" + label(device.id), value(device));
        }
    };
    page.metric("genserve_device_up", "gauge", "1 where the worker can take tasks.");
    each([](const auto& device) { return device.isAlive() ? 1 : 0; });
    page.metric("genserve_device_busy", "gauge", "1 while the worker runs a task.");
    each([](const auto& device) { return device.state == tasks::DeviceState::Busy ? 1 : 0; });
    page.metric("genserve_device_tasks_total", "counter", "Tasks that the worker has finished.");
    each([](const auto& device) { return device.finishedTasks; });
    page.metric("genserve_device_restarts_total", "counter", "Times the worker was started again.");
    each([](const auto& device) { return device.restarts; });
    const auto figure = [&](std::string_view name, std::string_view help, const auto& value) {
        page.metric(name, "gauge", help);
        for (const tasks::DeviceStatus& device : devices) {
            if (const auto told = value(device.figures)) {
                page.sample("device=" + label(device.id), static_cast<double>(*told));
            }
        }
    };
    using Figures = tasks::DeviceFigures;
    figure("genserve_device_memory_bytes", "Memory of the device.", [](const Figures& f) { return f.memoryTotal; });
    figure("genserve_device_memory_used_bytes", "Of it, used by all processes.",
           [](const Figures& f) { return f.memoryUsed; });
    figure("genserve_device_load_percent", "As the driver tells it.", [](const Figures& f) { return f.loadPercent; });
    figure("genserve_device_temperature_celsius", "As the driver tells it.",
           [](const Figures& f) { return f.temperatureC; });
    figure("genserve_device_power_watts", "As the driver tells it.", [](const Figures& f) { return f.powerW; });
}

} // namespace

void RequestCounters::count(std::string_view route, const ExchangeRecord& record)
{
    Sums& sums =
        m_sums[{route.empty() ? "other" : std::string(route), route.empty() ? "other" : record.method, record.status}];
    ++sums.requests;
    sums.bytesIn += record.bytesIn;
    sums.bytesOut += record.bytesOut;
    sums.seconds += record.milliseconds / 1000;
}

std::string RequestCounters::text(const tasks::ServiceStatus& status, const std::string& version,
                                  std::int64_t uptimeSeconds) const
{
    Page page;
    page.metric("genserve_build_info", "gauge", "The version that runs.");
    page.sample("version=" + label(version), 1);
    page.metric("genserve_uptime_seconds", "counter", "Since the service started.");
    page.sample({}, static_cast<double>(uptimeSeconds));
    page.metric("genserve_stopping", "gauge", "1 while no new tasks are taken.");
    page.sample({}, status.isStopping ? 1 : 0);
    writeTasks(page, status.tasks);
    page.metric("genserve_input_bytes", "gauge", "Disk space of waiting tasks' pictures.");
    page.sample({}, static_cast<double>(status.inputBytes));
    writeDevices(page, status.devices);
    const auto each = [&](std::string_view name, std::string_view help, const auto& value) {
        page.metric(name, "counter", help);
        for (const auto& [key, sums] : m_sums) {
            const auto& [route, method, code] = key;
            page.sample("route=" + label(route) + ",method=" + label(method) + ",status=\"" + std::to_string(code)
                            + '"',
                        value(sums));
        }
    };
    each("genserve_http_requests_total", "Requests; status 0: the client left before its reply.",
         [](const Sums& sums) { return static_cast<double>(sums.requests); });
    each("genserve_http_request_seconds_total", "Time from the head of a request to the end of its reply.",
         [](const Sums& sums) { return sums.seconds; });
    each("genserve_http_request_bytes_total", "Bytes of bodies that came.",
         [](const Sums& sums) { return static_cast<double>(sums.bytesIn); });
    each("genserve_http_reply_bytes_total", "Bytes of replies.",
         [](const Sums& sums) { return static_cast<double>(sums.bytesOut); });
    return page.take();
}

} // namespace genserve::service
