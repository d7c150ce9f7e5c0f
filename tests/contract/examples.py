"""Runs the examples of docs/api.md and docs/api.zh.md as they are printed, against the program with a tiny model.

    python3 tests/contract/examples.py build/app/genserve

They name http://localhost:12411, so that port must be free: else exit code 77, skipped. The curl examples need curl, the
Python ones requests and Pillow, the C++ client CMake and Qt: what is missing is said and left out.
"""
import importlib.util
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys

from serving import KEYS, Server, png

DOCS = pathlib.Path(__file__).parents[2] / "docs"
PORT = 12411


def blocks(page, language):
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)


def curl_commands(page):
    """Each command of the page's shell blocks, with its continued lines."""
    for block in blocks(page, "bash"):
        lines = "\n".join(line for line in block.splitlines() if not line.startswith("#"))
        for command in re.split(r"\n(?=curl )", lines.strip()):
            if command.startswith("curl "):
                yield command


def run_curl(server, folder, page):
    count = 0
    for command in curl_commands(page):
        done = subprocess.run(["bash", "-c", command.replace("curl ", "curl -sS ", 1)], cwd=folder, capture_output=True,
                              timeout=600)
        assert done.returncode == 0, (command, done.stderr)
        reply = json.loads(done.stdout)
        if "/generate" in command:
            assert all(key in reply for key in KEYS) and reply["success"] is True, (command, reply.get("error"))
        count += 1
    print(f"ok      {count} curl examples of {page}", flush=True)


def run_python(server, folder, page):
    missing = [name for name in ("requests", "PIL") if importlib.util.find_spec(name) is None]
    if missing:
        print(f"skipped the Python examples of {page}: {', '.join(missing)} is not installed")
        return
    count = 0
    for block in blocks(page, "python"):
        calls = re.findall(r"^def (\w+)\(\):", block, re.MULTILINE) # the document defines its examples without calling
        code = block + "".join(f"\n{name}()\n" for name in calls)
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=900)
        assert done.returncode == 0, done.stderr
        files = set(re.findall(r'save\("(\S+?)"\)|open\("(\S+?)", "wb"\)', block))
        for name in {name for pair in files for name in pair if name}:
            assert (folder / name).stat().st_size > 100, name
        count += max(1, len(calls))
    print(f"ok      {count} Python examples of {page}", flush=True)


def run_client(server, folder):
    if not shutil.which("cmake"):
        print("skipped the C++ client: there is no CMake")
        return
    build = folder / "client"
    configured = subprocess.run(["cmake", "-S", DOCS / "examples" / "client", "-B", build, "-DCMAKE_BUILD_TYPE=Release"],
                                capture_output=True, text=True)
    if configured.returncode != 0:
        print("skipped the C++ client: it can't be configured here")
        return
    subprocess.run(["cmake", "--build", build], check=True, capture_output=True)
    done = subprocess.run([build / "genserve-client", "A cat", folder / "client.png"], capture_output=True, text=True,
                          timeout=600)
    assert done.returncode == 0 and (folder / "client.png").read_bytes()[:4] == b"\x89PNG", done.stderr
    print("ok      the C++ client", flush=True)


def run_tools(server, folder):
    for words in (["monitor"], ["monitor", "--continuous", "1", "--count", "2"],
                  ["check", "--size", "64", "--steps", "2", "--output", str(folder / "check")],
                  ["check", "fill", "--size", "64", "--steps", "2", "--output", str(folder / "check")],
                  ["bench-uploads", "simple"]):
        done = subprocess.run([server.program, *words], capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, (words, done.stdout, done.stderr)
    print("ok      monitor, check, bench-uploads", flush=True)


def main():
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            print(f"skipped: port {PORT} is in use")
            sys.exit(77)
    server = Server(sys.argv[1], port=PORT)
    try:
        folder = server.folder
        (folder / "input_image.png").write_bytes(png(256, 256, lambda x, y: (x, y, 90)))
        (folder / "mask_image.png").write_bytes(
            png(256, 256, lambda x, y: (255, 255, 255) if 64 <= x < 192 and 64 <= y < 192 else (0, 0, 0)))
        run_tools(server, folder)
        for page in ("api.md", "api.zh.md"):
            if shutil.which("curl"):
                run_curl(server, folder, page)
            run_python(server, folder, page)
        run_client(server, folder)
    finally:
        server.stop()
        server.remove()


if __name__ == "__main__":
    main()
