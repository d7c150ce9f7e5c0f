// Every route of the service, in one table: it dispatches requests, says who may call, and is described by OpenAPI.
#pragma once

#include "access/caller.h"
#include "wire/request_head.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace genserve::service {

enum class RouteId {
    Root,
    Docs,
    Health,
    Live,
    Ready,
    Status,
    Models,
    Loras,
    OpenApi,
    Metrics,
    Generate,
    AddTask,
    ListTasks,
    ShowTask,
    TaskImage,
    TaskEvents,
    CancelTask,
    ChangeTask,
    ListKeys,
    AddKey,
    RevokeKey,
};

enum class RouteBody { None, Request, SmallJson };

struct Route {
    RouteId id;
    Method method;         // HEAD is answered like GET
    std::string_view path; // "{id}" stands for one segment
    RouteBody body;
    Scope scope;                         // NoScope = open to everyone
    std::string_view summary, summaryZh; // English and Chinese
};

std::span<const Route> routeTable();

struct RouteMatch {
    const Route* route = nullptr;
    std::string id; // what stands for "{id}"
};
// What a request of that method and path is for. Without a route: allowedMethods() tells 404 from 405.
std::optional<RouteMatch> matchRoute(Method method, std::string_view path);
// "GET, HEAD, POST", for the Allow field; empty = no route has the path.
std::string allowedMethods(std::string_view path);

// The decoded value of a query's parameter; absent where it is missing or its escapes are broken.
std::optional<std::string> queryValue(std::string_view query, std::string_view name);

} // namespace genserve::service
