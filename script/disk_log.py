"""The log of tests/tasks/disk_shim.cpp, and a model of the disk that says what a power cut would leave.

POSIX promises little: bytes last when their file was synced after they were written, names last when their folder was.
The model keeps exactly that apart from what is only in memory.
"""
import os
import struct

SECTOR = 512


def read_log(path):
    """Records (kind, inode, offset, first, second); a last one that was cut is dropped."""
    with open(path, "rb") as file:
        content = file.read()
    records, position = [], 0
    while position + 33 <= len(content):
        inode, offset, first, second = struct.unpack_from("<4Q", content, position + 1)
        end = position + 33 + first + second
        if end > len(content):
            break
        body = content[position + 33:end]
        records.append((chr(content[position]), inode, offset, body[:first], body[first:]))
        position = end
    return records


class File:
    def __init__(self):
        self.kept, self.pending = bytearray(), []  # pending: (offset, bytes) or (size, None) for a truncation

    @staticmethod
    def change(content, offset, data):
        if data is None:
            del content[offset:]
        missing = offset - len(content)
        if missing > 0:
            content.extend(bytes(missing))
        if data is not None:
            content[offset:offset + len(data)] = data

    def sync(self):
        for offset, data in self.pending:
            self.change(self.kept, offset, data)
        self.pending = []

    def after_cut(self, chance):
        """The bytes that are left; with `chance` some of those that were not synced, down to single sectors."""
        content = bytearray(self.kept)
        for offset, data in self.pending if chance else []:
            fate = chance.random()
            if data is None or fate < 0.4:
                self.change(content, offset, data)
            elif fate < 0.6:
                for start in range(0, len(data), SECTOR):
                    if chance.random() < 0.5:
                        self.change(content, offset + start, data[start:start + SECTOR])
        return content


class Folder:
    def __init__(self):
        self.live, self.kept, self.pending = {}, {}, []  # pending: [(name, node or None), ...] of one call

    def change(self, *names):
        for name, node in names:
            self.set(self.live, name, node)
        self.pending.append(names)

    @staticmethod
    def set(entries, name, node):
        if node is None:
            entries.pop(name, None)
        else:
            entries[name] = node

    def sync(self):
        self.kept, self.pending = dict(self.live), []

    def after_cut(self, chance):
        """The names that are left; with `chance` a file system's journal has got some way through the others."""
        entries = dict(self.kept)
        for names in self.pending[:chance.randint(0, len(self.pending))] if chance else []:
            for name, node in names:
                self.set(entries, name, node)
        return entries


class Disk:
    def __init__(self):
        self.root, self.nodes = Folder(), {}

    def node(self, path):
        """What has the name now; None = nothing."""
        node = self.root
        for name in filter(None, path.split("/")):
            node = node.live.get(name) if isinstance(node, Folder) else None
        return node

    def parent(self, path):
        head, _, name = path.rpartition("/")
        return self.node(head), name

    def is_safe(self, path):
        """Whether the name, everything above it and all that is in it would outlast a power cut now."""
        node = self.root
        for name in path.split("/"):
            inner = node.live.get(name)
            if inner is None or node.kept.get(name) is not inner:
                return False
            node = inner
        return self.is_whole(node)

    def is_whole(self, node):
        if node.pending:
            return False
        return isinstance(node, File) or all(self.is_whole(inner) for inner in node.live.values())

    def apply(self, record):
        kind, inode, offset, first, second = record
        if kind in "DC":
            self.make(kind, inode, first.decode())
        elif kind == "W" and inode in self.nodes:
            self.nodes[inode].pending.append((offset, first))
        elif kind == "T" and inode in self.nodes:
            self.nodes[inode].pending.append((offset, None))
        elif kind == "S" and inode in self.nodes:
            self.nodes[inode].sync()
        elif kind == "A":
            for node in self.nodes.values():
                node.sync()
        elif kind in "RLU":
            self.rename(kind, first.decode(), second.decode())

    def make(self, kind, inode, path):
        if not path:
            self.nodes[inode] = self.root
            return
        self.nodes[inode] = Folder() if kind == "D" else File()
        folder, name = self.parent(path)
        folder.change((name, self.nodes[inode]))

    def rename(self, kind, old, new):
        source, name = self.parent(old)
        node = source.live.get(name)
        if kind == "U":
            source.change((name, None))
            return
        target, new_name = self.parent(new)
        if kind == "L":
            target.change((new_name, node))
        elif target is source:
            source.change((name, None), (new_name, node))
        else:
            target.change((new_name, node))
            source.change((name, None))

    def write_after_cut(self, path, chance=None):
        """Makes the folder as the next start would find it: without `chance` nothing that was not synced is there."""
        self.write_folder(self.root, path, chance)

    def write_folder(self, folder, path, chance):
        os.makedirs(path, exist_ok=True)
        for name, node in folder.after_cut(chance).items():
            inner = os.path.join(path, name)
            if isinstance(node, Folder):
                self.write_folder(node, inner, chance)
            elif not name.endswith("-shm"):  # only memory that SQLite's connections share
                with open(inner, "wb") as file:
                    file.write(node.after_cut(chance))
