"""Tiny Fill and control models and ControlNets for the models of tiny_models.py and single_files.py.

    python control_models.py [OUTPUT_FOLDER]

Writes transformers/NAME (to be used with the other parts of the model that TRANSFORMERS names) and controlnets/NAME in
diffusers' format; of two nets also single files under the names of XLabs and ComfyUI.
"""

import sys
from pathlib import Path

import torch
from diffusers import FluxControlNetModel, FluxTransformer2DModel
from safetensors.torch import load_file, save_file

from random_weights import fill
from single_files import FLOAT8, TWIN, to_bfl_transformer
from tiny_models import SPECS

CONTROL = Path(__file__).resolve().parents[1] / "data" / "control"

ODD, SCHNELL, SINGLE = (spec["transformer"] for spec in (SPECS["odd"], SPECS["schnell"], TWIN))
# Narrower than odd, with more blocks than any net has, so that the nets' output must be spread.
DEEP = ODD | dict(num_layers=3, num_single_layers=5, num_attention_heads=2)


def mask_channels(pixels_a_cell):
    return 4 * pixels_a_cell**2


# name: model whose other parts belong to it, config
TRANSFORMERS = {
    "fill": ("odd", ODD | dict(in_channels=2 * ODD["in_channels"] + mask_channels(8), num_layers=1,
                               num_single_layers=2, out_channels=ODD["in_channels"])),
    "fill_schnell": ("schnell", SCHNELL | dict(in_channels=2 * SCHNELL["in_channels"] + mask_channels(4),
                                               out_channels=SCHNELL["in_channels"])),
    "control": ("odd", ODD | dict(in_channels=2 * ODD["in_channels"], out_channels=ODD["in_channels"],
                                  num_layers=1)),
    "deep": ("odd", DEEP),
}

_SHARED = {key: DEEP[key] for key in ("in_channels", "joint_attention_dim", "pooled_projection_dim")}
_TWIN = {key: SINGLE[key] for key in ("in_channels", "joint_attention_dim", "pooled_projection_dim",
                                      "attention_head_dim", "num_attention_heads", "axes_dims_rope")}
# The first three fit the transformer "deep" and, being used together, agree in guidance_embeds as diffusers demands;
# the others fit single_file_twin. xlabs sees 16 px a token, which no picture of the twin has: for the module alone.
CONTROLNETS = {
    "latents": dict(num_layers=2, num_single_layers=2, attention_head_dim=24, num_attention_heads=1,
                    axes_dims_rope=(4, 8, 12), guidance_embeds=True) | _SHARED,
    "union": dict(num_layers=1, num_single_layers=3, attention_head_dim=12, num_attention_heads=2,
                  axes_dims_rope=(2, 4, 6), guidance_embeds=True, num_mode=5) | _SHARED,
    "pixels": dict(num_layers=2, num_single_layers=0, attention_head_dim=12, num_attention_heads=2,
                   axes_dims_rope=(2, 4, 6), guidance_embeds=True, conditioning_embedding_channels=4,
                   patch_size=2) | _SHARED,
    "xlabs": dict(num_layers=2, num_single_layers=0, guidance_embeds=True, conditioning_embedding_channels=16,
                  patch_size=2) | _TWIN,
    "comfy": dict(num_layers=1, num_single_layers=1, guidance_embeds=False, num_mode=3) | _TWIN,
}
STORAGE = {"latents": torch.float16, "union": torch.bfloat16, "pixels": torch.float16, "xlabs": FLOAT8,
           "comfy": FLOAT8}
HINT_NAMES = ["conv_in", *(f"blocks.{index}" for index in range(6)), "conv_out"]


def make_transformer(name):
    return fill(FluxTransformer2DModel(**TRANSFORMERS[name][1]), 20, torch.float16)


def make_controlnet(name):
    return fill(FluxControlNetModel(**CONTROLNETS[name]), 21, STORAGE[name])


def to_bfl_controlnet(tensors):
    """As XLabs writes them: the hint block is a Sequential with an activation after each convolution."""
    source, target = {}, {}
    for name, tensor in tensors.items():
        if name.startswith("input_hint_block."):
            layer, suffix = name.removeprefix("input_hint_block.").rsplit(".", 1)
            target[f"input_hint_block.{2 * HINT_NAMES.index(layer)}.{suffix}"] = tensor
        elif name.startswith("controlnet_x_embedder."):
            target[name.replace("controlnet_x_embedder", "pos_embed_input")] = tensor
        elif name.startswith("controlnet_"):
            target[name] = tensor
        else:
            source[name] = tensor
    return target | to_bfl_transformer(source)


def save(model, storage, folder):
    model.to(storage).save_pretrained(folder)
    for file in folder.glob("*.safetensors"):
        file.chmod(0o644)


def write_single_file(tensors, dtype, file):
    save_file({name: tensor.float().to(dtype).contiguous() for name, tensor in tensors.items()}, file)
    file.chmod(0o644)


if __name__ == "__main__":
    torch.set_num_threads(1)
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else CONTROL
    for model_name in TRANSFORMERS:
        save(make_transformer(model_name), torch.float16, output / "transformers" / model_name)
    for net_name in CONTROLNETS:
        save(make_controlnet(net_name), STORAGE[net_name], output / "controlnets" / net_name)

    def net(name):
        return load_file(output / "controlnets" / name / "diffusion_pytorch_model.safetensors")

    write_single_file(to_bfl_controlnet(net("xlabs")), torch.bfloat16, output / "controlnets" / "xlabs.safetensors")
    write_single_file(to_bfl_controlnet(net("comfy")), torch.float16, output / "controlnets" / "comfy.safetensors")
    write_single_file(net("comfy"), FLOAT8, output / "controlnets" / "comfy_diffusers.safetensors")
