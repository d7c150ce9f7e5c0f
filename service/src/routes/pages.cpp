#include "routes/pages.h"

namespace genserve::service {
namespace {

constexpr std::string_view Root = R"html(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>GenServe</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
body { max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
td { padding: .2rem 1.5rem .2rem 0; vertical-align: top; }
</style>
<h1>GenServe</h1>
<p>FLUX.1 pictures over HTTP. <a href="/docs">How to use it</a> &middot; <a href="/docs#zh" lang="zh">中文文档</a>
&middot; <a href="/openapi.json">OpenAPI</a></p>
<table id="facts"></table>
<noscript>This page shows the server's state by a script; <a href="/status">/status</a> is the same as JSON.</noscript>
<script>
"use strict";
async function show() {
    const table = document.getElementById("facts");
    const reply = await fetch("/status");
    const status = await reply.json();
    const rows = reply.ok ? [
        ["State", status.status], ["Version", status.version],
        ["Waiting tasks", status.concurrent_manager.global_queue_size],
        ...status.devices.map(d => [d.gpu_id, (d.name ?? "") + " – " + d.state + (d.idle_reason ? ", " + d.idle_reason : "")]),
    ] : [["State", status.error]];
    table.replaceChildren(...rows.map(cells => {
        const row = document.createElement("tr");
        cells.forEach(cell => row.insertCell().textContent = cell);
        return row;
    }));
}
show();
setInterval(show, 3000);
</script>
</html>
)html";

} // namespace

std::string_view rootPage() { return Root; }

} // namespace genserve::service
