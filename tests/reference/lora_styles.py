"""Low-rank changes of a FLUX model, written in the key styles that people's LoRA files have.

A change is {diffusers module name: (down, up, alpha)}; a writer turns it into a state dict of its style. Fused layers
(BFL's qkv and linear1) come from changes that share one down matrix.
"""

import inspect
import math
import zlib

import torch
from diffusers.loaders import lora_conversion_utils, lora_pipeline

from single_files import TRANSFORMER_NAMES

OUTSIDE = TRANSFORMER_NAMES | {"norm_out.linear": "final_layer.adaLN_modulation.1"}
DOUBLE = {
    "norm1.linear": "img_mod.lin", "norm1_context.linear": "txt_mod.lin", "attn.to_out.0": "img_attn.proj",
    "attn.to_add_out": "txt_attn.proj", "ff.net.0.proj": "img_mlp.0", "ff.net.2": "img_mlp.2",
    "ff_context.net.0.proj": "txt_mlp.0", "ff_context.net.2": "txt_mlp.2",
}
SINGLE = {"norm.linear": "modulation.lin", "proj_out": "linear2"}
# BFL's name -> the modules whose rows it stacks
FUSED_DOUBLE = {"img_attn.qkv": ("attn.to_q", "attn.to_k", "attn.to_v"),
                "txt_attn.qkv": ("attn.add_q_proj", "attn.add_k_proj", "attn.add_v_proj")}
FUSED_SINGLE = {"linear1": ("attn.to_q", "attn.to_k", "attn.to_v", "proj_mlp")}


def linears(module):
    return {name: layer for name, layer in module.named_modules() if isinstance(layer, torch.nn.Linear)}


def pair(name, rows, columns, rank, dtype, strength=0.5):
    """Seeded by the name; `up @ down` is about `strength` times as large as a layer's own weight."""
    draw = torch.Generator().manual_seed(zlib.crc32(name.encode()))
    down = torch.randn((rank, columns), generator=draw) / math.sqrt(columns)
    up = torch.randn((rows, rank), generator=draw) * strength / math.sqrt(rank)
    return down.to(dtype), up.to(dtype)


def bfl_layers(transformer):
    """BFL's layer name -> (diffusers' module names, rows, columns)."""
    shapes = {name: tuple(layer.weight.shape) for name, layer in linears(transformer).items()}
    layers = {bfl: ([name], *shapes[name]) for name, bfl in OUTSIDE.items() if name in shapes}
    lists = [("transformer_blocks", "double_blocks", DOUBLE, FUSED_DOUBLE),
             ("single_transformer_blocks", "single_blocks", SINGLE, FUSED_SINGLE)]
    for theirs, bfl, whole, fused in lists:
        for i in range(len(getattr(transformer, theirs))):
            for name, short in whole.items():
                module = f"{theirs}.{i}.{name}"
                layers[f"{bfl}.{i}.{short}"] = ([module], *shapes[module])
            for short, names in fused.items():
                modules = [f"{theirs}.{i}.{name}" for name in names]
                layers[f"{bfl}.{i}.{short}"] = (modules, sum(shapes[m][0] for m in modules), shapes[modules[0]][1])
    return layers


def swap_halves(rows):
    first, second = rows.chunk(2)
    return torch.cat([second, first])


def make_block_sparse(up, rows, rank):
    """As trainers that keep q, k and v apart write it: each part of the rows has columns of its own."""
    sparse, first = torch.zeros_like(up), 0
    for i, count in enumerate(rows):
        columns = slice(i * rank // len(rows), (i + 1) * rank // len(rows))
        sparse[first:first + count, columns] = up[first:first + count, columns]
        first += count
    return sparse


def adapt_converters(transformer):
    """diffusers' converters have FLUX.1's sizes as numbers in their text; here they get those of a tiny model."""
    config = transformer.config
    width = config.num_attention_heads * config.attention_head_dim
    changes = {"dims=[3072, 3072, 3072, 12288]": f"dims=[{width}, {width}, {width}, {4 * width}]",
               "inner_dim = 3072": f"inner_dim = {width}", "num_layers = 19": f"num_layers = {config.num_layers}",
               "num_single_layers = 38": f"num_single_layers = {config.num_single_layers}"}
    for name in ["_convert_kohya_flux_lora_to_diffusers", "_convert_bfl_flux_control_lora_to_diffusers",
                 "_convert_fal_kontext_lora_to_diffusers"]:
        text = inspect.getsource(getattr(lora_conversion_utils, name))
        for old, new in changes.items():
            text = text.replace(old, new)
        scope = dict(vars(lora_conversion_utils))
        exec(text, scope)
        setattr(lora_pipeline, name, scope[name])
