"""Writes tests/data/scaled_float8: float8 files with one scale a tensor, as ComfyUI stores them, and their numbers as
torch computes them the way ComfyUI does (comfy/ops.py: weight.to(dtype) * scale.to(dtype)).

    python tests/reference/make_scaled_float8.py
"""

from pathlib import Path

import torch
from safetensors.torch import save_file

FOLDER = Path(__file__).parent.parent / "data" / "scaled_float8"
WIDTH = 16


def quantised(name: str, shape: tuple[int, ...], dtype: torch.dtype, generator: torch.Generator):
    weight = torch.randn(shape, generator=generator) * 0.05
    scale = weight.abs().max() / torch.finfo(dtype).max
    return name, (weight / scale).to(dtype), scale.to(torch.float32)


def transformer(generator: torch.Generator):
    """BFL's names: what is fused must keep its scale in every piece."""
    e4m3, e5m2 = torch.float8_e4m3fn, torch.float8_e5m2
    return [
        quantised("img_in", (WIDTH, 8), e4m3, generator),
        quantised("txt_in", (WIDTH, 8), e5m2, generator),
        quantised("vector_in.in_layer", (WIDTH, 8), e4m3, generator),
        quantised("final_layer.linear", (8, WIDTH), e4m3, generator),
        quantised("final_layer.adaLN_modulation.1", (2 * WIDTH, WIDTH), e4m3, generator),
        quantised("double_blocks.0.img_attn.qkv", (3 * WIDTH, WIDTH), e4m3, generator),
        quantised("single_blocks.0.linear1", (7 * WIDTH, WIDTH), e5m2, generator),
    ]


def t5(generator: torch.Generator):
    return [
        quantised("encoder.block.0.layer.0.SelfAttention.q", (WIDTH, 8), torch.float8_e4m3fn, generator),
        quantised("shared", (WIDTH, 8), torch.float8_e4m3fn, generator),
    ]


def numbers(layers, dtype: torch.dtype):
    return {f"{name}.weight": weight.to(dtype) * scale.to(dtype) for name, weight, scale in layers}


def main():
    generator = torch.Generator().manual_seed(7)
    FOLDER.mkdir(parents=True, exist_ok=True)

    old = transformer(generator)  # 2024: scale_weight, scale_input, a mark for the whole file
    tensors = {f"{name}.weight": weight for name, weight, _ in old}
    tensors |= {f"{name}.scale_weight": scale.reshape(()) for name, _, scale in old}
    tensors |= {f"{name}.scale_input": torch.tensor(0.25) for name, _, _ in old}
    tensors["scaled_fp8"] = torch.empty(0, dtype=torch.float8_e4m3fn)
    tensors["double_blocks.0.img_attn.norm.query_norm.scale"] = torch.arange(4, dtype=torch.float32)
    prefix = "model.diffusion_model."
    save_file({prefix + name: tensor for name, tensor in tensors.items()}, FOLDER / "scale_weight.safetensors")
    for word, dtype in (("fp32", torch.float32), ("bf16", torch.bfloat16)):
        save_file(numbers(old, dtype), FOLDER / f"scale_weight_{word}.safetensors")

    new = t5(generator)  # 2025: weight_scale, input_scale, a note on every layer
    tensors = {f"{name}.weight": weight for name, weight, _ in new}
    tensors |= {f"{name}.weight_scale": scale.reshape(1) for name, _, scale in new}
    tensors |= {f"{name}.input_scale": torch.tensor([0.5]) for name, _, _ in new}
    note = torch.tensor(list(b'{"format": "float8_e4m3fn"}'), dtype=torch.uint8)
    tensors |= {f"{name}.comfy_quant": note.clone() for name, _, _ in new}
    tensors["encoder.final_layer_norm.weight"] = torch.ones(8, dtype=torch.float16)
    save_file(tensors, FOLDER / "weight_scale.safetensors")
    for word, dtype in (("fp32", torch.float32), ("bf16", torch.bfloat16)):
        save_file(numbers(new, dtype), FOLDER / f"weight_scale_{word}.safetensors")


if __name__ == "__main__":
    main()
