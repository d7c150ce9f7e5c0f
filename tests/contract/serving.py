"""Starts `genserve serve` with a tiny model installed as flux1-dev, and talks to it. Python 3.11, no packages."""
import base64
import http.client
import json
import os
import pathlib
import shutil
import signal
import struct
import subprocess
import tempfile
import uuid
import zlib

DATA = pathlib.Path(__file__).parents[1] / "data"
KEYS = ("success", "task_id", "image_base64", "error", "elapsed_time", "gpu_id", "model_id", "mode")


class Server:
    """A server in a folder of its own; `options` are added to the command line."""

    def __init__(self, program, *options, port=0, folder=None):
        self.program = program
        self.folder = pathlib.Path(folder or tempfile.mkdtemp(prefix="genserve-contract-"))
        models = self.folder / "models"
        if not models.exists():
            shutil.copytree(DATA / "models" / "sharded", models / "flux1-dev")
        self.command = [program, "serve", "--port", str(port), "--data", str(self.folder / "data"), "--models",
                        str(models), "--devices", "cpu", "--rate", "100000", *options]
        self.log = open(self.folder / "serve.log", "ab")
        environment = {**os.environ, "GENSERVE_MODELS": ""}
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=self.log, env=environment)
        said = self.process.stdout.readline().decode()
        if " port " not in said:
            raise RuntimeError(f"the server did not start: {said} {(self.folder / 'serve.log').read_text()}")
        self.port = int(said.split(" port ")[1].split()[0])
        self.drain = subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=self.log)

    def stop(self, how=signal.SIGTERM, timeout=60):
        self.process.send_signal(how)
        code = self.process.wait(timeout)
        self.process.stdout.close()
        self.drain.wait(10)
        self.log.close()
        return code

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, method, path, body=None, headers=None, timeout=120):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            reply = connection.getresponse()
            return Answer(reply.status, {k.lower(): v for k, v in reply.getheaders()}, reply.read())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path, value, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        return self.ask("POST", path, json.dumps(value), {"Content-Type": "application/json", **headers})

    def form(self, path, fields, files=None, **headers):
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        body, kind = form_body(fields, files or {})
        return self.ask("POST", path, body, {"Content-Type": kind, **headers})


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def picture(self):
        return base64.b64decode(self.json["image_base64"], validate=True)


def form_body(fields, files):
    boundary = uuid.uuid4().hex
    parts = []
    for name, value in fields.items():
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, content in files.items():
        parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.png"\r\n'
                     "Content-Type: image/png\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def png(width, height, color_at):
    """An 8-bit RGB picture; color_at(x, y) gives a triple."""
    rows = b"".join(b"\0" + bytes(v for x in range(width) for v in color_at(x, y)) for y in range(height))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def pixels(file):
    """(width, height, rows of bytes) of an 8-bit RGB PNG without interlacing, which is what the server writes."""
    at, data, width, height = 8, b"", 0, 0
    while at < len(file):
        length, kind = struct.unpack(">I4s", file[at:at + 8])
        content = file[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, color = struct.unpack(">IIBB", content[:10])
            assert (depth, color) == (8, 2), "not 8-bit RGB"
        data += content if kind == b"IDAT" else b""
        at += 12 + length
    raw, rows, before, stride = zlib.decompress(data), [], bytes(3 * width), 3 * width
    for y in range(height):
        kind, line = raw[y * (stride + 1)], bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride):
            left = line[i - 3] if i >= 3 else 0
            corner = before[i - 3] if i >= 3 else 0
            above = before[i]
            guess = left + above - corner
            paeth = min((left, above, corner), key=lambda value: abs(guess - value))
            line[i] = (line[i] + (0, left, above, (left + above) // 2, paeth)[kind]) & 255
        rows.append(bytes(line))
        before = rows[-1]
    return width, height, rows
