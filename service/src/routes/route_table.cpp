#include "routes/route_table.h"

#include "wire/field_syntax.h"

#include <algorithm>
#include <array>

namespace genserve::service {
namespace {

constexpr std::string_view IdSegment = "{id}";

// clang-format off
constexpr std::array Routes = std::to_array<Route>({
    {RouteId::Generate, Method::Post, "/generate", RouteBody::Request, GenerationScope, "Make a picture and wait for it.", "生成一张图片并等待结果。"},
    {RouteId::Generate, Method::Post, "/generate/img2img", RouteBody::Request, GenerationScope, "Like /generate; the documented route for forms with files.", "与 /generate 相同；文档所述的表单（文件上传）接口。"},
    {RouteId::Generate, Method::Post, "/generate/upload", RouteBody::Request, GenerationScope, "Like /generate, under the name of later releases.", "与 /generate 相同，后续版本使用的名称。"},
    {RouteId::Status, Method::Get, "/status", RouteBody::None, ReadScope, "State of workers, tasks and devices.", "工作进程、任务与设备的状态。"},
    {RouteId::Models, Method::Get, "/models", RouteBody::None, ReadScope, "The installed models.", "已安装的模型。"},
    {RouteId::Loras, Method::Get, "/loras", RouteBody::None, ReadScope, "The installed LoRAs.", "已安装的 LoRA。"},
    {RouteId::AddTask, Method::Post, "/tasks", RouteBody::Request, GenerationScope, "Add a task and do not wait.", "添加任务，不等待结果。"},
    {RouteId::ListTasks, Method::Get, "/tasks", RouteBody::None, ReadScope, "The caller's tasks, newest first.", "调用者的任务，最新的在前。"},
    {RouteId::ShowTask, Method::Get, "/tasks/{id}", RouteBody::None, ReadScope, "One task.", "一个任务。"},
    {RouteId::ShowTask, Method::Get, "/task/{id}", RouteBody::None, ReadScope, "Another name of /tasks/{id}.", "/tasks/{id} 的别名。"},
    {RouteId::CancelTask, Method::Delete, "/tasks/{id}", RouteBody::None, ControlScope, "Cancel a task that waits or runs.", "取消等待中或运行中的任务。"},
    {RouteId::ChangeTask, Method::Patch, "/tasks/{id}", RouteBody::SmallJson, ControlScope, "Change a waiting task's priority.", "修改等待中任务的优先级。"},
    {RouteId::TaskImage, Method::Get, "/tasks/{id}/image", RouteBody::None, ReadScope, "A finished task's picture.", "已完成任务的图片。"},
    {RouteId::TaskEvents, Method::Get, "/tasks/{id}/events", RouteBody::None, ReadScope, "A task's life as server-sent events.", "以服务器推送事件（SSE）报告任务进展。"},
    {RouteId::Health, Method::Get, "/health", RouteBody::None, NoScope, "Whether a worker can take a task.", "是否有工作进程可以接受任务。"},
    {RouteId::Live, Method::Get, "/health/live", RouteBody::None, NoScope, "Whether the process answers.", "进程是否响应。"},
    {RouteId::Ready, Method::Get, "/health/ready", RouteBody::None, NoScope, "Whether a worker can take a task.", "是否有工作进程可以接受任务。"},
    {RouteId::OpenApi, Method::Get, "/openapi.json", RouteBody::None, NoScope, "This description.", "本接口的 OpenAPI 描述。"},
    {RouteId::Docs, Method::Get, "/docs", RouteBody::None, NoScope, "This description as a page to read and to try.", "可阅读、可试用的接口文档页面。"},
    {RouteId::Metrics, Method::Get, "/metrics", RouteBody::None, ReadScope, "Figures for Prometheus.", "供 Prometheus 采集的指标。"},
    {RouteId::ListKeys, Method::Get, "/keys", RouteBody::None, AdminScope, "The API keys, without their secrets.", "API 密钥列表（不含密钥本身）。"},
    {RouteId::AddKey, Method::Post, "/keys", RouteBody::SmallJson, AdminScope, "Make an API key; it is shown this once.", "创建 API 密钥；仅显示这一次。"},
    {RouteId::RevokeKey, Method::Delete, "/keys/{id}", RouteBody::None, AdminScope, "Revoke the API key of this name.", "吊销此名称的 API 密钥。"},
    {RouteId::Root, Method::Get, "/", RouteBody::None, NoScope, "The list of endpoints.", "接口列表。"},
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
