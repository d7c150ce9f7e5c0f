#!/usr/bin/env python3
"""Makes the safetensors files of the tests, judged by the reference implementation.

    python make_safetensors_corpus.py          (needs torch and safetensors; versions in tests/data/safetensors)

Writes tests/fuzz/corpus/safetensors (one header file a case, "valid-*" where safetensors reads it and
"hostile-*" where it must be refused) and tests/data/safetensors/conversions.safetensors.
"""
import json
import struct
from pathlib import Path

import safetensors
import torch
from safetensors import SafetensorError, deserialize
from safetensors.torch import save_file

TESTS = Path(__file__).resolve().parents[1]
# The reference takes these; we do not: the second of two equal keys would silently win, a header must begin with
# "{", and the types are read by no part of the program.
STRICTER = {"hostile-duplicate-name", "hostile-leading-space", "hostile-dtype-c64", "hostile-rank-9"}


def header(tensors, data=b"", length=None):
    text = tensors if isinstance(tensors, bytes) else json.dumps(tensors).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def tensor(dtype, shape, begin, end):
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def cases():
    f32 = tensor("F32", [1], 0, 4)
    entry = b'{"dtype":"F32","shape":[1],"data_offsets":[0,4]}'
    four = b"\0" * 4
    yield "valid-empty", header({})
    yield "valid-padded", header(b"{}      ")
    yield "valid-scalar", header({"a": tensor("F32", [], 0, 4)}, four)
    yield "valid-zero-size", header({"a": tensor("F32", [0, 3], 4, 4), "b": f32}, four)
    yield "valid-metadata", header({"__metadata__": {"format": "pt", "Größe": "\u00e9\n"}, "a": f32}, four)
    yield "valid-unknown-field", header({"a": {**f32, "strides": [[1], {"x": None}]}}, four)
    dtypes = [("F64", 8), ("I64", 8), ("F32", 4), ("I32", 4), ("F16", 2), ("BF16", 2), ("I16", 2),
              ("F8_E4M3", 1), ("F8_E5M2", 1), ("I8", 1), ("U8", 1), ("BOOL", 1)]
    table, end = {}, 0
    for dtype, size in dtypes:
        table[dtype] = tensor(dtype, [3, 1], end, end + 3 * size)
        end += 3 * size
    yield "valid-dtypes", header(table, b"\1" * end)

    yield "hostile-zero-bytes", b""
    yield "hostile-short", b"\2\0\0"
    yield "hostile-text", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 5\n"
    yield "hostile-length-zero", struct.pack("<Q", 0)
    yield "hostile-length-max", header(b"{}", length=2**64 - 1)
    yield "hostile-length-past-end", header(b"{}", length=50)
    yield "hostile-json-truncated", header(b'{"a":{"dtype":"F3')
    yield "hostile-json-deep", header(b'{"a":{"x":' + b"[" * 3000)
    yield "hostile-json-tail", header(b"{}{}")
    yield "hostile-json-nul", header(b"{}\0\0")
    yield "hostile-json-utf8", header(b'{"\xff":' + entry + b"}", four)
    yield "hostile-leading-space", header(b" {}")
    yield "hostile-list", header(b"[]")
    yield "hostile-duplicate-name", header(b'{"a":' + entry + b',"a":' + entry + b"}", four)
    yield "hostile-duplicate-field", header(b'{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', four)
    yield "hostile-metadata-number", header({"__metadata__": {"a": 1}})
    yield "hostile-metadata-nested", header({"__metadata__": {"a": {"b": "c"}}})
    yield "hostile-dtype-unknown", header({"a": tensor("Q4_K", [1], 0, 4)}, four)
    yield "hostile-dtype-c64", header({"a": tensor("C64", [1], 0, 8)}, four * 2)
    yield "hostile-dtype-number", header({"a": tensor(5, [1], 0, 4)}, four)
    yield "hostile-shape-negative", header({"a": tensor("F32", [-1], 0, 4)}, four)
    yield "hostile-shape-fraction", header({"a": tensor("F32", [1.0], 0, 4)}, four)
    yield "hostile-shape-overflow", header({"a": tensor("F32", [2**62, 8], 0, 4)}, four)
    yield "hostile-shape-overflow-by-zero", header({"a": tensor("F32", [2**63, 2**63, 0], 0, 0)})
    yield "hostile-shape-lies", header({"a": tensor("F32", [2], 0, 4)}, four)
    yield "hostile-rank-9", header({"a": tensor("F32", [1] * 9, 0, 4)}, four)
    yield "hostile-offsets-reversed", header({"a": tensor("F32", [1], 4, 0)}, four)
    yield "hostile-offsets-three", header({"a": {**f32, "data_offsets": [0, 4, 8]}}, four)
    yield "hostile-offsets-missing", header({"a": {"dtype": "F32", "shape": [1]}}, four)
    yield "hostile-overlap", header({"a": tensor("F32", [2], 0, 8), "b": tensor("F32", [1], 4, 8)}, four * 2)
    yield "hostile-gap", header({"a": f32, "b": tensor("F32", [1], 8, 12)}, four * 3)
    yield "hostile-trailing-bytes", header({"a": f32}, four * 2)
    yield "hostile-data-truncated", header({"a": tensor("F32", [2], 0, 8)}, four)


def write_corpus():
    folder = TESTS / "fuzz/corpus/safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in cases():
        try:
            deserialize(content)
            accepted = True
        except SafetensorError:
            accepted = False
        assert accepted == (name.startswith("valid-") or name in STRICTER), name
        (folder / name).write_bytes(content)


def write_conversions():
    """Tensors in every storage type, and what torch makes of them in fp32 and bf16."""
    torch.manual_seed(0)
    values = torch.cat([torch.randn(200, dtype=torch.float64) * 10.0 ** torch.randint(-6, 6, (200,)),
                        torch.tensor([0.0, -0.0, 1.0, 1.00390625, 1.01171875, 3.0e38, 1e-40, -1e-45])])
    stored = {"F64": values, "F32": values.float(), "F16": values.half(), "BF16": values.bfloat16(),
              "F8_E4M3": torch.arange(256, dtype=torch.uint8).view(torch.float8_e4m3fn),
              "F8_E5M2": torch.arange(256, dtype=torch.uint8).view(torch.float8_e5m2),
              "I64": torch.tensor([0, 1, -1, 16777217, 2**40 + 1]), "I32": torch.tensor([0, -7, 2**31 - 1]).int(),
              "I16": torch.tensor([0, 257, -32768]).short(), "I8": torch.arange(-128, 128).to(torch.int8),
              "U8": torch.arange(256).to(torch.uint8), "BOOL": torch.tensor([True, False, True])}
    tensors = {}
    for name, data in stored.items():
        tensors[name] = data
        tensors[name + ".fp32"] = data.to(torch.float32, copy=True)
        tensors[name + ".bf16"] = data.to(torch.bfloat16, copy=True)
    folder = TESTS / "data/safetensors"
    folder.mkdir(parents=True, exist_ok=True)
    save_file(tensors, folder / "conversions.safetensors",
              metadata={"made_by": f"torch {torch.__version__}, safetensors {safetensors.__version__}"})


if __name__ == "__main__":
    write_corpus()
    write_conversions()
