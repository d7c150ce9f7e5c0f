#include "routes/pages.h"

namespace genserve::service {
namespace {

constexpr std::string_view Page = R"html(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>GenServe API</title>
<link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark; font: 15px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; }
body { max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
code, pre { font-family: ui-monospace, monospace; font-size: .92em; }
pre { overflow: auto; background: #8881; padding: .8rem; border-radius: 6px; }
form { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .8rem; }
label { display: flex; flex-direction: column; }
label.wide { grid-column: 1 / -1; }
img { max-width: 100%; border-radius: 6px; }
nav { float: right; }
</style>
<nav><button type="button" data-language="en">English</button> <button type="button" data-language="zh">中文</button></nav>
<h1>GenServe API <small id="version"></small></h1>
<noscript>This page is made from <a href="/openapi.json">/openapi.json</a> by a script.</noscript>
<p data-text="intro"></p>
<h2 data-text="routes"></h2>
<table><thead><tr><th data-text="route"><th data-text="body"><th data-text="what"></thead><tbody id="routes"></tbody></table>
<h2 data-text="fields"></h2>
<p data-text="fieldsNote"></p>
<table><thead><tr><th data-text="field"><th data-text="type"><th data-text="default"><th data-text="note"></thead>
<tbody id="fields"></tbody></table>
<h2 data-text="examples"></h2>
<pre id="example"></pre>
<h2 data-text="errors"></h2>
<p data-text="errorsNote"></p>
<h2 data-text="try"></h2>
<form id="try">
<label class="wide"><span>prompt</span><textarea name="prompt" rows="2" required>A beautiful sunset over mountains</textarea></label>
<label><span>mode</span><select name="mode"><option>text2img<option>img2img<option>fill<option>controlnet</select></label>
<label><span>model_id</span><select name="model_id"><option value="">–</option></select></label>
<label><span>width</span><input name="width" type="number" min="0" max="4096"></label>
<label><span>height</span><input name="height" type="number" min="0" max="4096"></label>
<label><span>num_inference_steps</span><input name="num_inference_steps" type="number" min="1" max="200"></label>
<label><span>seed</span><input name="seed" type="number" min="-1" value="42"></label>
<label><span>strength</span><input name="strength" type="number" min="0" max="1" step="0.01"></label>
<label><span>input_image</span><input name="input_image" type="file" accept="image/png,image/jpeg"></label>
<label><span>mask_image</span><input name="mask_image" type="file" accept="image/png,image/jpeg"></label>
<label><span>control_image</span><input name="control_image" type="file" accept="image/png,image/jpeg"></label>
<label><span data-text="key"></span><input id="key" type="password" autocomplete="off"></label>
<label><span>&nbsp;</span><button data-text="send"></button></label>
</form>
<p id="state" role="status"></p>
<p><img id="picture" alt="" hidden></p>
<pre id="answer" hidden></pre>
<script>
"use strict";
const words = {
    en: { intro: "Pictures from FLUX.1 models. Programs on this computer need no key; others send Authorization: Bearer KEY or X-API-Key.",
        routes: "Routes", route: "Route", body: "Body", what: "What it does", fields: "Fields of a request",
        fieldsNote: "The same names in JSON and in forms. Numbers may be strings. Unknown fields are reported in warnings.",
        field: "Field", type: "Type and range", default: "Default", note: "Meaning", examples: "Examples", errors: "Errors",
        errorsNote: "Every error has the eight keys of a reply, code (a stable word) and details, which lists all faults at once. 400 invalid, 401 key missing, 403 not allowed, 404 unknown, 408 not ready in time, 409 wrong state, 413 too large, 429 too much (Retry-After), 500 failed, 503 not ready (Retry-After).",
        try: "Try it", key: "API key, if needed", send: "Generate", busy: "Generating …", done: "Done in", seconds: "s", failed: "Failed:", required: "required" },
    zh: { intro: "FLUX.1 模型图片生成服务。本机程序无需密钥；其他计算机须发送 Authorization: Bearer 密钥 或 X-API-Key。",
        routes: "接口", route: "接口", body: "请求体", what: "说明", fields: "请求字段",
        fieldsNote: "JSON 与表单使用相同的字段名。数字可以写成字符串。未知字段会列在 warnings 中。",
        field: "字段", type: "类型与范围", default: "默认值", note: "含义", examples: "示例", errors: "错误",
        errorsNote: "每个错误都含有响应的八个字段，以及 code（固定的代码）和 details（一次列出全部问题）。400 参数验证失败，401 缺少密钥，403 不允许，404 不存在，408 请求超时，409 状态不符，413 过大，429 过于频繁（Retry-After），500 内部错误，503 服务未就绪（Retry-After）。",
        try: "在线试用", key: "API 密钥（如需要）", send: "生成", busy: "正在生成…", done: "完成，耗时", seconds: "秒", failed: "失败：", required: "必需" },
};
let language = location.hash === "#zh" || (!location.hash && navigator.language.startsWith("zh")) ? "zh" : "en";
let api = null;
const element = id => document.getElementById(id);
function cell(row, text, isCode) {
    const target = isCode ? row.insertCell().appendChild(document.createElement("code")) : row.insertCell();
    target.textContent = text;
}
function typeOf(field) {
    const types = field.anyOf ?? [field];
    const first = types[0];
    if (field.enum) return field.enum.filter(word => word !== null).join(" | ");
    if (first.contentEncoding || first.format === "binary") return "file / base64";
    const name = [first.type].flat().filter(type => type !== "null").join(" | ");
    const most = first.maximum > Number.MAX_SAFE_INTEGER ? "2^63 − 1" : first.maximum;
    const range = first.minimum !== undefined ? ` ${first.minimum} … ${most}` : first.maxLength ? ` ≤ ${first.maxLength}` : "";
    return name + range;
}
function show() {
    document.documentElement.lang = language;
    document.querySelectorAll("[data-text]").forEach(node => node.textContent = words[language][node.dataset.text]);
    if (!api) return;
    element("version").textContent = api.info.version;
    const said = (thing, word) => language === "zh" ? thing["x-" + word + "-zh"] ?? thing[word] : thing[word];
    element("routes").replaceChildren(...Object.entries(api.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, route]) => {
            const row = document.createElement("tr");
            cell(row, method.toUpperCase() + " " + path, true);
            cell(row, Object.keys(route.requestBody?.content ?? {}).join(", "));
            cell(row, said(route, "summary"));
            return row;
        })));
    const request = api.components.schemas.Request;
    element("fields").replaceChildren(...Object.entries(request.properties).map(([name, field]) => {
        const row = document.createElement("tr");
        cell(row, name, true);
        cell(row, typeOf(field));
        cell(row, request.required.includes(name) ? words[language].required : JSON.stringify(field.default ?? null));
        cell(row, said(field, "description"));
        return row;
    }));
    const url = location.origin;
    element("example").textContent =
        `curl -X POST "${url}/generate" \\\n     -H "Content-Type: application/json" \\\n     -d '{"prompt": "A beautiful sunset over mountains"}'\n\n`
        + `curl -X POST "${url}/generate/img2img" \\\n     -F "prompt=A beautiful landscape" \\\n     -F "mode=img2img" \\\n     -F "input_image=@input_image.png"\n\n`
        + `curl -X POST "${url}/tasks" -F "prompt=A cat"\ncurl -N "${url}/tasks/TASK_ID/events"\ncurl "${url}/tasks/TASK_ID/image" -o cat.png`;
}
function headers() {
    const key = element("key").value;
    return key ? { "X-API-Key": key } : {};
}
async function showModels() {
    const reply = await fetch("/models", { headers: headers() });
    if (!reply.ok) return;
    const select = element("try").elements.model_id;
    select.replaceChildren(select.options[0], ...(await reply.json()).map(model => new Option(model.model_id)));
}
async function generate(event) {
    event.preventDefault();
    const form = new FormData(element("try"));
    for (const [name, value] of [...form.entries()]) {
        if (value === "" || (value instanceof File && value.size === 0)) form.delete(name);
    }
    element("state").textContent = words[language].busy;
    const reply = await fetch("/generate/img2img", { method: "POST", body: form, headers: headers() });
    const answer = await reply.json();
    const picture = element("picture");
    picture.hidden = !answer.success;
    if (answer.success) picture.src = "data:image/png;base64," + answer.image_base64;
    element("state").textContent = answer.success
        ? `${words[language].done} ${answer.elapsed_time} ${words[language].seconds}` : `${words[language].failed} ${answer.error}`;
    if (answer.image_base64) answer.image_base64 = answer.image_base64.slice(0, 40) + "…";
    element("answer").hidden = false;
    element("answer").textContent = JSON.stringify(answer, null, 2);
}
document.querySelectorAll("[data-language]").forEach(button => button.addEventListener("click", () => {
    language = button.dataset.language;
    show();
}));
element("try").addEventListener("submit", event => generate(event).catch(error => element("state").textContent = error));
element("key").addEventListener("change", showModels);
show();
fetch("/openapi.json").then(reply => reply.json()).then(description => { api = description; show(); });
showModels();
</script>
</html>
)html";

} // namespace

std::string_view docsPage() { return Page; }

} // namespace genserve::service
