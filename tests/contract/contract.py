"""The REST contract, row by row, against the program with a real model: what is accepted, what is refused, and how.

    python3 tests/contract/contract.py build/app/genserve [ROW...]

Prints a line a row and exits 1 where one failed. Python 3.11, no packages.
"""
import base64
import json
import re
import signal
import socket
import subprocess
import sys
import time
import traceback
import uuid

from serving import KEYS, Server, pixels, png

ROWS = []
SMALL = {"prompt": "a cat", "width": 64, "height": 64, "num_inference_steps": 2}
LONG = {**SMALL, "num_inference_steps": 200, "width": 1280, "height": 1280}   # many seconds on any computer
PHOTO = png(64, 64, lambda x, y: (4 * x, 4 * y, 90))
MASK = png(64, 64, lambda x, y: (255, 255, 255) if 16 <= x < 48 and 16 <= y < 48 else (0, 0, 0))
EDGES = png(64, 64, lambda x, y: (255, 255, 255) if x == y else (0, 0, 0))


def row(function):
    ROWS.append(function)
    return function


def b64(content):
    return base64.b64encode(content).decode()


def check(condition, *said):
    if not condition:
        raise AssertionError(*said)


def succeeded(answer):
    check(answer.status == 200, answer.status, answer.body[:400])
    reply = answer.json
    check(all(key in reply for key in KEYS), sorted(reply))
    check(reply["success"] is True and reply["error"] is None and reply["gpu_id"] == "cpu", reply["error"])
    check(str(uuid.UUID(reply["task_id"])) == reply["task_id"])
    common(answer)
    return reply


def refused(answer, status, *fragments):
    check(answer.status == status, answer.status, answer.body[:400])
    reply = answer.json
    check(all(key in reply for key in KEYS), sorted(reply))
    check(reply["success"] is False and reply["image_base64"] is None and reply["gpu_id"] is None)
    check(reply["code"] and isinstance(reply["details"], list) and uuid.UUID(reply["task_id"]))
    for fragment in fragments:
        check(fragment in reply["error"], fragment, reply["error"])
    check(status not in (429, 503) or "retry-after" in answer.headers)
    common(answer)
    return reply


def common(answer):
    """What every JSON reply has."""
    check(answer.headers["content-type"] == "application/json", answer.headers)
    check(answer.headers["cache-control"] == "no-store" and answer.headers["x-content-type-options"] == "nosniff")
    check(answer.headers["x-request-id"])


def wait_for(server, path, *states, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        task = server.get(path).json
        if task["state"] in states:
            return task
        time.sleep(0.1)
    raise AssertionError(f"{path} is {task['state']}, not {states}")


@row
def text_to_picture(server):
    for path in ("/generate", "/generate/img2img", "/generate/upload"):
        reply = succeeded(server.post(path, SMALL))
        check((reply["model_id"], reply["mode"], reply["seed"]) == ("flux1-dev", "text2img", 42), reply)
        form = server.form(path, SMALL)
        check(succeeded(form)["image_base64"] == reply["image_base64"], "JSON and form differ")
    check(pixels(server.post("/generate", SMALL).picture)[:2] == (64, 64))
    check((reply["num_inference_steps"], reply["cfg"], reply["width"], reply["height"]) == (2, 3.5, 64, 64), reply)
    check(reply["queue_time"] >= 0 and reply["elapsed_time"] >= 0 and reply["warnings"] == [])


@row
def picture_to_picture(server):
    fields = {**SMALL, "mode": "img2img", "strength": 0.7}
    sent = succeeded(server.post("/generate", {**fields, "input_image": b64(PHOTO)}))
    for prefix in ("data:image/png;base64,", "data:image/jpeg;base64,", "data:image/jpg;base64,"):
        again = succeeded(server.post("/generate", {**fields, "input_image": prefix + b64(PHOTO)}))
        check(again["image_base64"] == sent["image_base64"])
    check(succeeded(server.form("/generate/img2img", fields, {"input_image": PHOTO}))["image_base64"]
          == sent["image_base64"])
    check(succeeded(server.form("/generate/img2img", {**fields, "input_image": b64(PHOTO)}))["image_base64"]
          == sent["image_base64"])
    spaced = "\n".join(b64(PHOTO)[at:at + 60] for at in range(0, len(b64(PHOTO)), 60))
    check(succeeded(server.post("/generate", {**fields, "input_image": spaced}))["image_base64"]
          == sent["image_base64"])


@row
def strength_zero_gives_the_input_back(server):
    reply = server.form("/generate", {**SMALL, "mode": "img2img", "strength": 0}, {"input_image": PHOTO})
    succeeded(reply)
    check(pixels(reply.picture) == pixels(PHOTO))


@row
def fill_keeps_what_is_black(server):
    fields = {**SMALL, "mode": "fill"}
    answer = server.form("/generate/img2img", fields, {"input_image": PHOTO, "mask_image": MASK})
    check(succeeded(answer)["mode"] == "fill")
    made, given = pixels(answer.picture)[2], pixels(PHOTO)[2]
    for y in range(64):
        for x in range(64):
            if not (16 <= x < 48 and 16 <= y < 48):
                check(made[y][3 * x:3 * x + 3] == given[y][3 * x:3 * x + 3], "changed at", x, y)
    check(made[20:40] != given[20:40], "nothing was painted")
    refused(server.form("/generate", fields, {"input_image": PHOTO}), 400, "mask_image: is required in mode fill")
    small = png(32, 64, lambda x, y: (255, 255, 255))
    refused(server.form("/generate", fields, {"input_image": PHOTO, "mask_image": small}), 400, "64x64", "32x64")
    grown = succeeded(server.form("/generate", {**fields, "width": 0, "height": 0, "outpaint": '{"left": 16}'},
                                  {"input_image": PHOTO}))
    check((grown["width"], grown["height"]) == (80, 64), grown)


@row
def control(server):
    fields = {**SMALL, "mode": "controlnet", "model_id": "starter"}
    succeeded(server.form("/generate/img2img", fields, {"input_image": PHOTO, "control_image": EDGES}))
    refused(server.form("/generate", fields, {"input_image": PHOTO}), 400, "control_image: is required")
    refused(server.form("/generate", fields, {"control_image": EDGES}), 400, "input_image: is required")


@row
def sizes(server):
    for width, height in ((100, 52), (17, 16), (250, 33)):
        answer = server.post("/generate", {**SMALL, "width": width, "height": height})
        reply = succeeded(answer)
        check((reply["width"], reply["height"]) == (width, height) == pixels(answer.picture)[:2])
    photo = png(40, 72, lambda x, y: (x, y, 0))
    reply = succeeded(server.form("/generate", {**SMALL, "mode": "img2img", "width": 0, "height": 0},
                                  {"input_image": photo}))
    check((reply["width"], reply["height"]) == (40, 72), reply)
    refused(server.post("/generate", {**SMALL, "width": 0}), 400, "width: is 0, but there is no input_image")
    refused(server.post("/generate", {**SMALL, "width": 4096, "height": 4096}), 400, "8388608")


@row
def seeds(server):
    drawn = {succeeded(server.post("/generate", {**SMALL, "seed": -1}))["seed"] for _ in range(3)}
    check(len(drawn) > 1 and all(0 <= seed < 2 ** 32 for seed in drawn), drawn)
    low, high = (server.post("/generate", {**SMALL, "seed": seed}) for seed in (5, 2 ** 32 + 5))
    reply = succeeded(high)
    check(reply["seed"] == 2 ** 32 + 5 and "seed 5" in reply["warnings"][0], reply["seed"], reply["warnings"])
    check(pixels(high.picture) == pixels(low.picture)) # the files differ in the texts that tell the seed


@row
def values_as_text(server):
    plain = succeeded(server.post("/generate", SMALL))
    texts = {key: str(value) for key, value in SMALL.items()}
    check(succeeded(server.post("/generate", texts))["image_base64"] == plain["image_base64"])
    empty = {**SMALL, "mask_image": None, "strength": None, "loras": None}
    check(succeeded(server.post("/generate", empty))["warnings"] == [])
    check(succeeded(server.form("/generate", {**SMALL, "strength": "", "paste_back": "1"})))


@row
def weights_in_prompts(server):
    def picture(prompt, **fields):
        return pixels(server.post("/generate", {**SMALL, "prompt": prompt, **fields}).picture)

    plain = picture("a red cat")
    check(picture("a (red:1) cat", prompt_weights=True) == plain)
    check(picture("a (red:1.4) cat", prompt_weights=True) not in (plain, picture("a (red:1.4) cat")))
    refused(server.post("/generate", {**SMALL, "prompt": "a (cat:9)", "prompt_weights": True}), 400, "0 to 4")
    check(succeeded(server.form("/generate", {**SMALL, "prompt_weights": "true", "step_cache": "strong"}))["warnings"] == [])


@row
def bad_values(server):
    for field, values in {
        "prompt": (None, "", "  ", 5, "a\0b", "x" * 10001), "model_id": ("", 7, "x" * 201, "no-such-model", "/etc/passwd", "../flux1-dev"),
        "mode": ("paint", 1), "height": (15, -1, 4097, 64.5, "64px", True, "1e9", [64]),
        "width": (1, 4097, "NaN", {}), "num_inference_steps": (0, 201, "x", 1.5), "cfg": (-0.1, 50.1, "Infinity", True),
        "seed": (-2, 2 ** 63, 0.5), "priority": (-1001, 1001), "strength": (-0.01, 1.01, "half"),
        "true_cfg_scale": (0.9, 20.1), "prompt_weights": ("yes", 1), "max_sequence_length": (0, 513),
        "step_cache": ("fast", 1), "resize_mode": ("zoom",),
        "control_type": ("sketch",), "control_preprocess": ("true", 1), "controlnet_conditioning_scale": (2.1,),
        "control_guidance_start": (-0.1,), "control_guidance_end": (1.1,), "mask_feather_px": (257, -1),
        "mask_grow_px": (257, -257), "paste_back": (1, "yes"), "only_masked": ("no",), "mask_padding_px": (1025,),
        "color_match": (0,), "outpaint": ([], {"left": -1}, {"left": 5000}), "deadline_s": (0, -1),
        "output_format": ("webp",), "loras": ({}, [{}], [{"name": "missing"}], [{"name": "/tmp/x.safetensors"}],
                                              [{"name": "a", "weight": 5}]),
        "controlnets": ({}, [{"id": "/tmp/x"}], [{"scale": 3}]), "prompt_2": (5,), "negative_prompt": ([],),
        "input_image": ("?", 5, "AA=A", b64(b"GIF89a" + bytes(40)), b64(PHOTO[:60])),
    }.items():
        for value in values:
            answer = server.post("/generate", {**SMALL, field: value})
            if field == "model_id" and value == "":
                check(answer.status in (200, 400))
                continue
            reply = refused(answer, 400)
            check(any(detail["field"].startswith(field) for detail in reply["details"]), field, value, reply["error"])


@row
def all_faults_at_once(server):
    reply = refused(server.post("/generate", {
        "mode": "fill", "width": 5, "num_inference_steps": 0, "cfg": 99, "seed": "x", "input_image": "?",
        "loras": [{"name": "nobody"}], "model_id": "nobody"}), 400)
    fields = {detail["field"] for detail in reply["details"]}
    check(fields == {"prompt", "width", "num_inference_steps", "cfg", "seed", "input_image", "mask_image",
                     "loras[0].name", "model_id"}, fields)
    check((reply["model_id"], reply["mode"]) == ("nobody", "fill"))
    check("flux1-dev, starter" in reply["error"], reply["error"])
    check(refused(server.post("/generate", {"mode": "x"}), 400)["mode"] == "text2img")


@row
def unknown_fields_are_told(server):
    reply = succeeded(server.post("/generate", {**SMALL, "negativ_prompt": "x"}))
    check(any("negativ_prompt" in warning for warning in reply["warnings"]), reply["warnings"])


@row
def jpeg_replies(server):
    answer = server.post("/generate", {**SMALL, "output_format": "jpeg"})
    succeeded(answer)
    check(answer.picture[:3] == b"\xff\xd8\xff")


@row
def statuses(server):
    refused(server.get("/nothing"), 404)
    refused(server.get("/v1/status"), 404)
    wrong = server.get("/generate")
    refused(wrong, 405)
    check(wrong.headers["allow"] == "POST, OPTIONS" or "POST" in wrong.headers["allow"], wrong.headers["allow"])
    refused(server.ask("POST", "/status", "{}", {"Content-Type": "application/json"}), 405)
    refused(server.ask("POST", "/generate", "a=b", {"Content-Type": "application/x-www-form-urlencoded"}), 415)
    refused(server.ask("POST", "/generate", "x", {"Content-Type": "multipart/form-data"}), 400)
    for body in ("", "[]", "{", '{"prompt": "a", "prompt": "b"}', "{\"prompt\": \"\\ud800\"}", "null", "nul"):
        answer = server.ask("POST", "/generate", body, {"Content-Type": "application/json"})
        refused(answer, 400)
    refused(server.get("/status", Host="evil.example"), 421)
    refused(server.get("/status", Origin="null"), 403)
    refused(server.get("/status", Origin="https://evil.example"), 403)
    refused(server.get("/status", X_Long="x" * 9000), 431)
    refused(server.get("/" + "x" * 9000), 414)
    for head, status in ((b"POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\r\n", 411),
                         (b"POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                          b"Content-Length: 400000000\r\n\r\n", 413),
                         (b"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n", 501),
                         (b"GET / HTTP/3.0\r\nHost: localhost\r\n\r\n", 505),
                         (b"GET / HTTP/1.1\r\n\r\n", 400), (b"GET /\r\n\r\n", 400)):
        with socket.create_connection(("127.0.0.1", server.port), 10) as client:
            client.sendall(head)
            first = client.recv(65536)
            check(first.startswith(f"HTTP/1.1 {status} ".encode()), head, first[:200])
            check(b'"success":false' in first or b"\r\n\r\n" in first)


@row
def status_and_models(server):
    status = server.get("/status")
    common(status)
    said = status.json
    check(said["status"] == "running")
    check(set(said["concurrent_manager"]) == {"alive_processes", "dead_processes", "total_restarts", "global_queue_size"})
    check(said["concurrent_manager"]["alive_processes"] == 1)
    device = said["devices"][0]
    for key in ("gpu_id", "name", "state", "task_id", "model_id", "vram_total_mb", "vram_used_mb", "utilization_pct",
                "temperature_c", "power_w", "idle_reason"):
        check(key in device, key)
    check(set(said["tasks"]) == {"queued", "running", "finished", "failed", "cancelled"} and said["uptime_s"] >= 0)
    models = server.get("/models").json
    check(isinstance(models, list) and [model["model_id"] for model in models] == ["flux1-dev", "starter"], models)
    for model in models:
        check(model["total_gpu_processes"] == 1 and model["available_gpu_processes"] == 1)
        check(set(model["supported_features"]) <= {"text-to-image", "image-to-image", "fill", "controlnet"})
        for key in ("model_name", "description", "native_size", "default_steps", "default_cfg", "format", "precision",
                    "size_mb", "loaded_on"):
            check(key in model, key)
    check(server.get("/loras").json == [])


@row
def other_reads(server):
    for path in ("/health", "/health/live", "/health/ready", "/openapi.json", "/docs", "/metrics", "/", "/tasks"):
        answer = server.get(path)
        check(answer.status == 200, path, answer.status)
        head = server.ask("HEAD", path)
        check(head.status == 200 and head.body == b"" and head.headers["content-length"] != "0", path)
    check(server.get("/", Accept="text/html").headers["content-type"] == "text/html; charset=utf-8")
    check("endpoints" in server.get("/", Accept="application/json").json)
    check(server.get("/openapi.json").json["openapi"] == "3.1.0")
    check(b"genserve_tasks{" in server.get("/metrics").body)


@row
def a_tasks_life(server):
    answer = server.post("/tasks", SMALL)
    check(answer.status == 202, answer.status)
    common(answer)
    path = answer.headers["location"]
    task = answer.json
    check(path == "/tasks/" + task["task_id"])
    for key in ("task_id", "state", "mode", "model_id", "priority", "position", "created_at", "started_at",
                "finished_at", "step", "steps", "eta_s", "waiting_reason", "gpu_id", "attempts", "client", "error",
                "code", "details", "image_url"):
        check(key in task, key)
    done = wait_for(server, path, "finished")
    check(done["image_url"] == path + "/image" and done["client"] == "local" and done["attempts"] == 1, done)
    check(server.get("/task/" + task["task_id"]).json["state"] == "finished")
    picture = server.get(path + "/image")
    check(picture.headers["content-type"] == "image/png" and pixels(picture.body)[:2] == (64, 64))
    same = server.get(path + "/image", If_None_Match=picture.headers["etag"])
    check(same.status == 304 and same.body == b"")
    jpeg = server.get(path + "/image", Accept="image/jpeg")
    check(jpeg.headers["content-type"] == "image/jpeg" and jpeg.body[:2] == b"\xff\xd8")
    refused(server.ask("DELETE", path), 409)
    refused(server.ask("PATCH", path, '{"priority": 1}', {"Content-Type": "application/json"}), 409)
    check(server.get("/tasks?state=finished&limit=1").json[0]["state"] == "finished")
    refused(server.get("/tasks/" + str(uuid.uuid4())), 404)
    refused(server.get("/tasks/x"), 404)
    refused(server.get("/tasks?limit=501"), 400)
    refused(server.get("/tasks?state=lost"), 400)


@row
def what_only_a_model_can_refuse(server):
    """Refused at the door of both routes, with the faults of the fields, instead of failing later."""
    for path in ("/generate", "/tasks"):
        reply = refused(server.post(path, {**SMALL, "mode": "controlnet", "model_id": "flux1-dev", "cfg": 99,
                                           "input_image": b64(PHOTO), "control_image": b64(EDGES)}), 400)
        fields = {detail["field"] for detail in reply["details"]}
        check("cfg" in fields and len(fields) == 2, fields)
        large = png(5000, 16, lambda x, y: (x & 255, y, 0))
        reply = refused(server.form(path, {**SMALL, "mode": "img2img", "width": 0, "height": 0}, {"input_image": large}), 400)
        check("4096" in reply["error"], reply["error"])


@row
def tasks_keep_what_was_asked(server):
    answer = server.post("/tasks", {**SMALL, "output_format": "jpeg", "strenght": 1})
    check(answer.status == 202 and any("strenght" in warning for warning in answer.json["warnings"]), answer.body)
    path = answer.headers["location"]
    wait_for(server, path, "finished")
    check(server.get(path + "/image").headers["content-type"] == "image/jpeg")
    check(server.get(path + "/image", Accept="*/*").headers["content-type"] == "image/jpeg")
    check(server.get(path + "/image", Accept="image/png").headers["content-type"] == "image/png")
    check(server.get(path.replace("tasks", "t%61sks") + "/im%61ge").status == 200)
    refused(server.get(path.replace("/tasks/", "/tasks%2f")), 404)


@row
def events(server):
    long = {**SMALL, "num_inference_steps": 60, "width": 128, "height": 128}
    path = server.post("/tasks", long).headers["location"]
    text = server.get(path + "/events")
    check(text.headers["content-type"] == "text/event-stream")
    names = [line[7:] for line in text.body.decode().splitlines() if line.startswith("event: ")]
    check(names[-1] == "finished" and "progress" in names and "started" in names, names)
    again = server.get(path + "/events", Last_Event_ID="40").body.decode()
    check(again.startswith("id: 41\nevent: finished\n"), again[:80])


@row
def priorities_and_cancelling(server):
    first = server.post("/tasks", LONG).headers["location"]
    second = server.post("/tasks", {**SMALL, "priority": 5}).headers["location"]
    wait_for(server, first, "running")
    changed = server.ask("PATCH", second, '{"priority": -7}', {"Content-Type": "application/json"})
    check(changed.status == 200 and changed.json["priority"] == -7 and changed.json["position"] == 1, changed.body)
    refused(server.ask("PATCH", second, '{"priority": 1001}', {"Content-Type": "application/json"}), 400)
    gone = server.ask("DELETE", second)
    check(gone.status == 200 and gone.json["state"] == "cancelled")
    refused(server.get(first + "/image"), 409)
    running = server.ask("DELETE", first)
    check(running.status == 200 and (running.json["state"] == "cancelled" or running.json["cancelling"]))
    check(wait_for(server, first, "cancelled", seconds=20))


@row
def a_client_that_leaves(server):
    body = json.dumps(LONG)
    head = f"POST /generate HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), 10) as client:
        client.sendall((head + "\r\n" + body).encode())
        time.sleep(1)
    newest = server.get("/tasks?limit=1").json[0]["task_id"]
    wait_for(server, "/tasks/" + newest, "cancelled", seconds=20)
    with socket.create_connection(("127.0.0.1", server.port), 10) as client:
        client.sendall((head + "Idempotency-Key: stays\r\n\r\n" + body.replace("200", "3")).encode())
        time.sleep(0.5)
    kept = succeeded(server.ask("POST", "/generate", body.replace("200", "3"),
                                {"Content-Type": "application/json", "Idempotency-Key": "stays"}))
    check(server.get("/tasks?limit=1").json[0]["task_id"] == kept["task_id"])
    refused(server.post("/generate", SMALL, Idempotency_Key="stays"), 409)


@row
def deadlines(server):
    answer = server.post("/generate", {**LONG, "deadline_s": 1})
    refused_code = answer.json["code"]
    check(answer.status == 408 and refused_code == "deadline", answer.status, refused_code)


@row
def keys_and_scopes(server):
    def keys(*words):
        return subprocess.run([server.program, "keys", *words, "--data", str(server.folder / "data")],
                              capture_output=True, text=True, timeout=60)

    anna, reader, owner = (keys("add", name, "--scopes", scopes).stdout.strip()
                           for name, scopes in (("anna", "generation,readonly"), ("reader", "readonly"), ("owner", "all")))
    check(anna.startswith("gs_") and len(anna) == 46)
    remote = {"X_Forwarded_For": "10.0.0.9"}
    refused(server.get("/status", **remote), 401)
    check(server.get("/health", **remote).status == 200 and server.get("/docs", **remote).status == 200)
    check(server.get("/status", **remote, Authorization="Bearer " + reader).status == 200)
    refused(server.post("/tasks", SMALL, **remote, X_API_Key=reader), 403)
    mine = server.post("/tasks", SMALL, **remote, X_API_Key=anna)
    check(mine.status == 202 and mine.json["client"] == "anna")
    refused(server.get(mine.headers["location"], **remote, X_API_Key=reader), 404)
    check(server.get(mine.headers["location"], **remote, X_API_Key=owner).status == 200)
    made = server.post("/keys", {"name": "guest"}, **remote, X_API_Key=owner)
    check(made.status == 201 and made.json["key"].startswith("gs_"))
    refused(server.get("/keys", **remote, X_API_Key=anna), 403)
    check(keys("revoke", "anna").returncode == 0)
    refused(server.get("/status", **remote, X_API_Key=anna), 401)
    check("guest" in keys("list").stdout)
    time.sleep(0.3)
    log = (server.folder / "serve.log").read_text()
    for client, status in (("anna", 202), ("reader", 403), ("owner", 201)):
        check(re.search(rf"request=\S+ client={client} .* route=\S+ status={status} ms=[\d.]+ in=\d+ out=\d+", log), client)
    check(not any(secret in log for secret in (anna, reader, owner, "a cat")), "the log tells secrets")


def limits_are_settings(program):
    server = Server(program, "--limit", "pixels=4096", "--limit", "json-mb=1", "--limit", "line-kb=1", "--task-timeout", "1")
    refused(server.post("/generate", {**SMALL, "width": 80}), 400, "at most 4096")
    refused(server.post("/generate", {"prompt": "as large as the model likes"}), 400, "at most 4096")
    refused(server.form("/tasks", {**SMALL, "mode": "img2img", "width": 0},
                        {"input_image": png(80, 64, lambda x, y: (0, 0, 0))}), 400, "at most 4096")
    refused(server.post("/generate", {**SMALL, "prompt": "x" * 1100000}), 413)
    refused(server.get("/" + "x" * 1100), 414)
    late = server.post("/generate", {**SMALL, "num_inference_steps": 200, "model_id": "starter"})
    check(late.status == 408 and late.json["code"] == "task_timeout" and late.json["model_id"] == "starter", late.body)
    wait_for(server, "/tasks/" + late.json["task_id"], "cancelled")
    server.stop()
    server.remove()


def idempotency_survives_a_restart(program):
    server = Server(program)
    first = succeeded(server.post("/generate", SMALL, Idempotency_Key="k1"))
    task = server.post("/tasks", SMALL, Idempotency_Key="k1").json
    server.stop()
    again = Server(program, folder=server.folder)
    check(again.post("/generate", SMALL, Idempotency_Key="k1").json == first)
    check(again.post("/tasks", SMALL, Idempotency_Key="k1").json["task_id"] == task["task_id"])
    refused(again.post("/generate", {**SMALL, "seed": 1}, Idempotency_Key="k1"), 409)
    check(succeeded(again.post("/generate", SMALL, Idempotency_Key="k2"))["task_id"] != first["task_id"])
    again.stop()
    again.remove()


def stops_in_time(program):
    """--stop-now under load: 5 s at most, 503 to the waiting, nothing is lost."""
    server = Server(program, "--stop-now")
    paths = [server.post("/tasks", LONG).headers["location"] for _ in range(3)]
    wait_for(server, paths[0], "running")
    started = time.monotonic()
    code = server.stop()
    took = time.monotonic() - started
    check(code == 0 and took <= 5, code, took)
    again = Server(program, "--stop-now", folder=server.folder)
    states = [again.get(path).json["state"] for path in paths]
    check(all(state in ("queued", "running") for state in states), states)
    for path in paths:
        again.ask("DELETE", path)
    again.stop(signal.SIGINT)
    again.remove()


def main():
    program, chosen = sys.argv[1], set(sys.argv[2:])
    failures = 0

    def run(name, function, argument):
        nonlocal failures
        if chosen and name not in chosen:
            return
        began = time.monotonic()
        try:
            function(argument)
            print(f"ok      {name} ({time.monotonic() - began:.1f} s)", flush=True)
        except Exception:  # every row is run, whatever an earlier one met
            failures += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)

    server = Server(program)
    for function in ROWS:
        run(function.__name__, function, server)
    server.stop()
    server.remove()
    for function in (limits_are_settings, idempotency_survives_a_restart, stops_in_time):
        run(function.__name__, function, program)
    print(f"{failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
