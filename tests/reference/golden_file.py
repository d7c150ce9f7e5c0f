"""Reading the tiny models and writing golden files: tensors plus their settings as one JSON string."""

import hashlib
import json
from pathlib import Path

import torch
from diffusers import FluxPipeline
from safetensors.torch import save_file

DATA = Path(__file__).resolve().parents[1] / "data"
GOLDEN = DATA / "golden"
SIZE_LIMIT = 100_000  # bytes: golden files stay small enough to be committed


def load_pipeline(model, dtype=torch.float32):
    """`model` is a name below tests/data/models or a folder."""
    folder = DATA / "models" / model if isinstance(model, str) else model
    pipeline = FluxPipeline.from_pretrained(folder, dtype=dtype)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def save_golden(name, tensors, settings):
    file = GOLDEN / f"{name}.safetensors"
    tensors = {key: tensor.detach().clone().contiguous() for key, tensor in tensors.items()}
    save_file(tensors, file, {"settings": json.dumps(settings, ensure_ascii=True)})
    file.chmod(0o644)
    if file.stat().st_size > SIZE_LIMIT:
        raise SystemExit(f"{file.name} has {file.stat().st_size} bytes, more than {SIZE_LIMIT}")


def save_json(name, cases):
    """A list of cases, one a line."""
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (GOLDEN / f"{name}.json").write_text(f"[\n{lines}\n]\n")


def write_hashes():
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}"
             for file in sorted(GOLDEN.iterdir()) if file.suffix in (".safetensors", ".json")]
    (GOLDEN / "SHA256SUMS").write_text("\n".join(lines) + "\n")
