#include "routes/route_table.h"

#include "wire/field_syntax.h"

#include <algorithm>
#include <array>

namespace genserve::service {
namespace {

constexpr std::string_view IdSegment = "{id}";

// clang-format off
constexpr std::array Routes = std::to_array<Route>({
    {RouteId::Generate, Method::Post, "/generate", RouteBody::Request, GenerationScope, "Make a picture and wait for it."},
    {RouteId::Generate, Method::Post, "/generate/img2img", RouteBody::Request, GenerationScope, "The same; the documented route for forms with files."},
    {RouteId::Generate, Method::Post, "/generate/upload", RouteBody::Request, GenerationScope, "The same under the name of later releases."},
    {RouteId::Status, Method::Get, "/status", RouteBody::None, ReadScope, "State of workers, tasks and devices."},
    {RouteId::Models, Method::Get, "/models", RouteBody::None, ReadScope, "The installed models."},
    {RouteId::Loras, Method::Get, "/loras", RouteBody::None, ReadScope, "The installed LoRAs."},
    {RouteId::AddTask, Method::Post, "/tasks", RouteBody::Request, GenerationScope, "Add a task and do not wait."},
    {RouteId::ListTasks, Method::Get, "/tasks", RouteBody::None, ReadScope, "The caller's tasks, newest first."},
    {RouteId::ShowTask, Method::Get, "/tasks/{id}", RouteBody::None, ReadScope, "One task."},
    {RouteId::ShowTask, Method::Get, "/task/{id}", RouteBody::None, ReadScope, "The same."},
    {RouteId::CancelTask, Method::Delete, "/tasks/{id}", RouteBody::None, GenerationScope, "Cancel a task that waits or runs."},
    {RouteId::ChangeTask, Method::Patch, "/tasks/{id}", RouteBody::SmallJson, GenerationScope, "Change a waiting task's priority."},
    {RouteId::TaskImage, Method::Get, "/tasks/{id}/image", RouteBody::None, ReadScope, "A finished task's picture."},
    {RouteId::TaskEvents, Method::Get, "/tasks/{id}/events", RouteBody::None, ReadScope, "A task's life as server-sent events."},
    {RouteId::Health, Method::Get, "/health", RouteBody::None, NoScope, "Whether a worker can take a task."},
    {RouteId::Live, Method::Get, "/health/live", RouteBody::None, NoScope, "Whether the process answers."},
    {RouteId::Ready, Method::Get, "/health/ready", RouteBody::None, NoScope, "Whether a worker can take a task."},
    {RouteId::OpenApi, Method::Get, "/openapi.json", RouteBody::None, NoScope, "This description."},
    {RouteId::Root, Method::Get, "/", RouteBody::None, NoScope, "The list of endpoints."},
});
// clang-format on

// Whether the path fits the pattern; id gets what stands for "{id}".
bool fits(std::string_view pattern, std::string_view path, std::string* id)
{
    const std::size_t slot = pattern.find(IdSegment);
    if (slot == pattern.npos) {
        return pattern == path;
    }
    const std::string_view before = pattern.substr(0, slot);
    const std::string_view after = pattern.substr(slot + IdSegment.size());
    if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) {
        return false;
    }
    const std::string_view segment = path.substr(before.size(), path.size() - before.size() - after.size());
    if (segment.find('/') != segment.npos) {
        return false;
    }
    if (id) {
        *id = segment;
    }
    return true;
}

} // namespace

std::span<const Route> routeTable() { return Routes; }

std::optional<RouteMatch> matchRoute(Method method, std::string_view path)
{
    const Method wanted = method == Method::Head ? Method::Get : method;
    for (const Route& route : Routes) {
        std::string id;
        if (route.method == wanted && fits(route.path, path, &id)) {
            return RouteMatch{&route, std::move(id)};
        }
    }
    return std::nullopt;
}

std::string allowedMethods(std::string_view path)
{
    std::string allowed;
    for (const Route& route : Routes) {
        if (fits(route.path, path, nullptr)) {
            allowed += (allowed.empty() ? "" : ", ") + std::string(toString(route.method));
            allowed += route.method == Method::Get ? ", HEAD" : "";
        }
    }
    return allowed.empty() ? allowed : allowed + ", OPTIONS";
}

std::optional<std::string> queryValue(std::string_view query, std::string_view name)
{
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        if (percentDecoded(pair.substr(0, equals)) == std::string(name)) {
            return percentDecoded(pair.substr(std::min(equals + 1, pair.size())));
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return std::nullopt;
}

} // namespace genserve::service
