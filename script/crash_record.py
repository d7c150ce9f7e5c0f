"""What a crash_driver has told, and whether its data folder still keeps every promise."""
import binascii
import os
import sqlite3
import struct
import subprocess
import zlib


def check_png(path):
    """Raises ValueError unless the file is a whole PNG with the pixels that its header promises."""
    with open(path, "rb") as file:
        content = file.read()
    if content[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no PNG")
    position, packed, size = 8, b"", None
    while position < len(content):
        length, kind = struct.unpack(">I4s", content[position:position + 8])
        body = content[position + 8:position + 8 + length]
        checksum = content[position + 8 + length:position + 12 + length]
        if checksum != struct.pack(">I", binascii.crc32(kind + body)):
            raise ValueError(f"wrong checksum of {kind.decode()}")
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        packed += body if kind == b"IDAT" else b""
        position += 12 + length
    if kind != b"IEND" or position != len(content):
        raise ValueError("no end")
    if len(zlib.decompress(packed)) != size[1] * (1 + 3 * size[0]):
        raise ValueError("not all rows")

# How a start tells of what a kill does to running tasks; every other notice tells of damage.
INTERRUPTED = ("the program ended while a task ran;", "the program ended while tasks ran;")


class Record:
    """What the drivers have told, over all runs."""

    def __init__(self):
        self.accepted, self.cancelling, self.ended, self.faults = {}, set(), {}, []

    def read(self, lines):
        for line in lines:
            word, _, rest = line.partition(" ")
            task = rest.split(" ")[0]
            if word == "accepted":
                self.accepted[task] = int(rest.split(" ")[1])
            elif word == "cancelling":
                self.cancelling.add(task)
            elif word in ("queued", "running", "finished", "cancelled") and task in self.ended:
                self.faults.append(f"{task} is {word} after it had been {self.ended[task]}")
            elif word == "refused" or word == "notice" and not rest.startswith(INTERRUPTED):
                self.faults.append(line)
            if word in ("finished", "failed", "cancelled"):
                self.ended[task] = word


def check_task(record, data, words):
    """Faults of one task in its final state."""
    task, state, crashes, seed, picture, code = words
    if state == "finished":
        try:
            check_png(os.path.join(data, picture))
        except (OSError, ValueError, zlib.error) as fault:
            yield f"the picture of {task} is not whole: {fault}"
    elif state == "failed" and not (code == "interrupted" and int(crashes) >= 3):
        yield f"{task} failed with {code} after {crashes} crashes"
    elif state == "cancelled" and task not in record.cancelling:
        yield f"{task} is cancelled, which nobody asked for"
    elif state not in ("failed", "cancelled"):
        yield f"{task} is still {state}"
    if record.ended.get(task, state) != state:
        yield f"{task} was told to be {record.ended[task]} and is {state}"
    if record.accepted.get(task, int(seed)) != int(seed):
        yield f"{task} has another seed than it was accepted with"


def drain_and_check(record, driver, data):
    """Runs what is left to its end; adds what is wrong to the record. Returns the state of every task."""
    drained = subprocess.run([driver, data, "--drain"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                             timeout=120)
    if drained.returncode != 0:
        record.faults.append(f"the drain ended with {drained.returncode}: {drained.stderr.strip()}")
    lines = drained.stdout.split("\n")
    record.read(lines)
    tasks = [line.split(" ")[1:] for line in lines if line.startswith("task ")]
    states = {words[0]: words[1] for words in tasks}
    record.faults += [f"{task} was accepted and is lost" for task in record.accepted if task not in states]
    for words in tasks:
        record.faults += check_task(record, data, words)
    connection = sqlite3.connect(os.path.join(data, "genserve.db"))
    answer = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    if answer != "ok":
        record.faults.append(f"integrity check: {answer}")
    return states
