"""LoRA files for the model "odd" in every key style, and what diffusers paints with them.

    python lora_goldens.py

Writes tests/data/lora/*.safetensors and tests/data/golden/lora_*.safetensors.
"""

import json

import numpy as np
import torch
from diffusers import FluxControlPipeline
from diffusers.loaders.lora_base import LORA_ADAPTER_METADATA_KEY
from peft import LoraConfig, get_peft_model_state_dict
from safetensors.torch import load_file, save_file

from golden_file import DATA, load_pipeline, save_golden, write_hashes
from lora_styles import (FUSED_DOUBLE, FUSED_SINGLE, adapt_converters, bfl_layers, linears, make_block_sparse, pair,
                         swap_halves)
from peer_run import DEFAULTS, run_peer
from pipeline_goldens import make_picture

FOLDER = DATA / "lora"
MODEL = "odd"
SETTINGS = DEFAULTS | dict(prompt="a red cat sleeping in the snow", width=48, height=32, steps=2, seed=5,
                           max_sequence_length=24, precision="fp32")
FP16, BF16, FP32 = torch.float16, torch.bfloat16, torch.float32


def write(name, state, metadata=None):
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"{name}.safetensors"
    save_file({key: tensor.contiguous().clone() for key, tensor in state.items()}, file, metadata)
    file.chmod(0o644)


def peft(base, select, rank, dtype, prefix="transformer", module=None):
    """PEFT keys of the layers that `select` takes; rank may be a function of the name."""
    state = {}
    for name, layer in linears(module or base.transformer).items():
        if select(name):
            r = rank(name) if callable(rank) else rank
            down, up = pair(name + dtype.__str__(), *layer.weight.shape, r, dtype)
            state |= {f"{prefix}.{name}.lora_A.weight": down, f"{prefix}.{name}.lora_B.weight": up}
    return state


def kohya_like(base, select, rank, dtype, beginning, flat, endings=("lora_down", "lora_up"), alpha=None, sparse=()):
    """BFL's layers under `beginning`; `flat` = underscores for dots."""
    state = {}
    for name, (modules, rows, columns) in bfl_layers(base.transformer).items():
        if not select(name):
            continue
        rank_here = rank(name) if callable(rank) else rank
        down, up = pair(name, rows, columns, rank_here, dtype)
        if any(name.endswith(short) for short in sparse):
            shapes = linears(base.transformer)
            up = make_block_sparse(up, [shapes[m].weight.shape[0] for m in modules], rank_here)
        key = beginning + (name.replace(".", "_") if flat else name)
        state |= {f"{key}.{endings[0]}.weight": down, f"{key}.{endings[1]}.weight": up}
        if alpha is not None:
            state[f"{key}.alpha"] = torch.tensor(alpha, dtype=dtype)
    return state


def kohya_clip(base, rank, dtype, alpha):
    state = {}
    for name, layer in linears(base.text_encoder).items():
        if "layers" in name:
            name = "text_model." + name.removeprefix("text_model.")
            down, up = pair(name, *layer.weight.shape, rank, dtype)
            key = "lora_te1_" + name.replace(".", "_")
            state |= {f"{key}.lora_down.weight": down, f"{key}.lora_up.weight": up,
                      f"{key}.alpha": torch.tensor(alpha, dtype=dtype)}
    return state


def xlabs(base, rank):
    state = {}
    layers = bfl_layers(base.transformer)
    names = {"img_attn.qkv": "processor.qkv_lora1", "txt_attn.qkv": "processor.qkv_lora2",
             "img_attn.proj": "processor.proj_lora1", "txt_attn.proj": "processor.proj_lora2"}
    for name, (modules, rows, columns) in layers.items():
        block, _, layer = name.rpartition("blocks.")[2].partition(".")
        if layer in names:
            key = f"double_blocks.{block}.{names[layer]}"
        elif layer == "linear1":  # q, k and v alone
            key, rows = f"single_blocks.{block}.processor.qkv_lora", 3 * rows // 7
        elif layer == "linear2":
            key = f"single_blocks.{block}.processor.proj_lora"
        else:
            continue
        down, up = pair("xlabs" + name, rows, columns, rank, BF16)
        state |= {f"{key}.down.weight": down, f"{key}.up.weight": up}
    return state


def control(base, rank):
    """BFL's FLUX.1-Canny-dev-lora: all layers, twice the input channels, biases, new norms."""
    state = kohya_like(base, lambda name: name != "img_in", rank, BF16, "", False, ("lora_A", "lora_B"))
    rows, columns = base.transformer.x_embedder.weight.shape
    down, up = pair("control", rows, 2 * columns, rank, BF16)
    state |= {"img_in.lora_A.weight": down, "img_in.lora_B.weight": up}
    draw = torch.Generator().manual_seed(7)
    for key in [key for key in state if key.endswith("lora_B.weight")]:
        state[key.replace(".weight", ".bias")] = (torch.randn(state[key].shape[0], generator=draw) * 0.1).to(BF16)
    size = base.transformer.config.attention_head_dim
    norms = [f"double_blocks.{i}.{stream}_attn.norm.{kind}_norm.scale" for i in range(2) for stream in ("img", "txt")
             for kind in ("query", "key")]
    norms += [f"single_blocks.{i}.norm.{kind}_norm.scale" for i in range(3) for kind in ("query", "key")]
    return state | {key: (1 + 0.25 * torch.randn(size, generator=draw)).to(BF16) for key in norms}


def with_metadata(base):
    """As diffusers' trainers save: ranks and alphas by module stand in the header only."""
    config = LoraConfig(r=4, lora_alpha=6, target_modules=["attn.to_q", "attn.to_v", "proj_mlp", "norm1.linear"],
                        rank_pattern={"transformer_blocks.1.attn.to_q": 2, "proj_mlp": 5},
                        alpha_pattern={"transformer_blocks.1.attn.to_q": 7, "single_transformer_blocks.2.attn.to_v": 1},
                        use_rslora=True)
    transformer = base.transformer
    transformer.add_adapter(config)
    for name, parameter in transformer.named_parameters():
        if "lora_B" in name:
            rows, rank = parameter.shape
            parameter.data = pair(name, rows, 1, rank, FP32, 0.2)[1]
        elif "lora_A" in name:
            rank, columns = parameter.shape
            parameter.data = pair(name, 1, columns, rank, FP32)[0]
    state = {f"transformer.{key}": value for key, value in get_peft_model_state_dict(transformer).items()}
    settings = {f"transformer.{key}": sorted(value) if isinstance(value, set) else value
                for key, value in transformer.peft_config["default"].to_dict().items()}
    write("metadata", state, {LORA_ADAPTER_METADATA_KEY: json.dumps(settings)})
    transformer.delete_adapters("default")


def in_blocks(name):
    return "blocks" in name


def write_files():
    base = load_pipeline(MODEL)
    write("peft", peft(base, lambda name: True, lambda name: 3 if "ff" in name else 4, FP16))
    clip = peft(base, lambda name: "layers" in name, 3, FP32, "text_encoder", base.text_encoder)
    write("clip", clip)
    alphas = peft(base, lambda name: name.endswith(("to_k", "ff.net.2", "norm.linear")), 4, BF16)
    alphas |= {key.replace("lora_A.weight", "alpha"): torch.tensor(1.5 + i % 3, dtype=BF16)
               for i, key in enumerate(alphas) if "lora_A" in key}
    write("alphas", alphas)
    kohya = kohya_like(base, in_blocks, lambda name: 12 if name.endswith(("qkv", "linear1")) else 3, BF16, "lora_unet_",
                       True, alpha=5.0, sparse=["txt_attn.qkv", "1.linear1"])
    write("kohya", kohya | kohya_clip(base, 3, BF16, 2.0))
    write("kohya_fp16", kohya_like(base, in_blocks, 3, FP16, "lora_unet_", True, alpha=0.7))
    write("kohya_outside", kohya_like(base, lambda name: not in_blocks(name), 2, FP32, "lora_unet_", True, alpha=3.0))
    write("comfyui", kohya_like(base, in_blocks, 2, FP32, "diffusion_model.", False, alpha=1.0))
    write("fal", kohya_like(base, lambda name: in_blocks(name) or name == "final_layer.linear", 2, FP32,
                            "base_model.model.", False, ("lora_A", "lora_B")))
    mixed = peft(base, lambda name: ".attn.to_" in name or name in ("x_embedder", "norm_out.linear"), 2, FP32)
    mixed = {key.replace(".lora_A.weight", "#lora_down.weight").replace(".lora_B.weight", "#lora_up.weight")
             .replace(".", "_").replace("#", ".").replace("_weight", ".weight")
             .replace("transformer_", "lora_transformer_", 1): value for key, value in mixed.items()}
    mixed |= {key.replace("lora_down.weight", "alpha"): torch.tensor(1.2) for key in mixed if "lora_down" in key}
    write("onetrainer", mixed | kohya_clip(base, 2, FP32, 1.0))
    write("xlabs", xlabs(base, 4))
    write("control", control(base, 4))
    with_metadata(base)


# name of the run: [(file, weight), ...]
RUNS = {
    "peft": [("peft", 0.7)],
    "clip": [("clip", 1.0)],
    "alphas": [("alphas", 0.9)],  # a product that bf16 rounds
    "metadata": [("metadata", 0.9)],
    "kohya": [("kohya", 1.0)],
    "kohya_fp16": [("kohya_fp16", 0.8)],
    "kohya_outside": [("kohya_outside", 1.0)],
    "comfyui": [("comfyui", 1.0)],
    "fal": [("fal", -0.6)],
    "onetrainer": [("onetrainer", 1.0)],
    "xlabs": [("xlabs", 1.0)],
    "stack": [("peft", 0.7), ("kohya", -0.5)],
    "stack_of_four": [("kohya_fp16", 0.3), ("clip", 0.5), ("peft", 0.4), ("xlabs", -0.25)],
    "control": [("control", 1.0)],
    "control_and_style": [("control", 0.85), ("peft", 0.5)],
    "stack_bf16": [("peft", 0.4), ("kohya_fp16", 0.5), ("clip", 1.0)],
}


def outside_fixed(base, file):
    """diffusers 0.42.1 converts kohya's layers outside the blocks without the prefix that it asks for later, so it
    drops them, and forgets final_layer's alpha; this is what it means to do, and what kohya's own scripts do."""
    state = load_file(file)
    scales = {key.removesuffix(".alpha"): state[key].item() / state[key.replace("alpha", "lora_down.weight")].shape[0]
              for key in state if "final_layer" in key and key.endswith(".alpha")}
    for key, scale in scales.items():
        state[f"{key}.lora_down.weight"] = state[f"{key}.lora_down.weight"] * scale
    return {f"transformer.{key}": value for key, value in base.lora_state_dict(state).items()}


def run(name, stack):
    is_bf16 = name.endswith("_bf16")
    base = load_pipeline(MODEL, BF16 if is_bf16 else FP32)
    adapt_converters(base.transformer)
    is_control = any(file == "control" for file, _ in stack)
    pipeline = FluxControlPipeline(**{k: v for k, v in base.components.items() if k not in
                                      ("image_encoder", "feature_extractor")}) if is_control else base
    pipeline.set_progress_bar_config(disable=True)
    names = []
    for i, (file, _) in enumerate(stack):
        path = FOLDER / f"{file}.safetensors"
        pipeline.load_lora_weights(outside_fixed(base, path) if file == "kohya_outside" else str(path),
                                   adapter_name=f"lora{i}")
        names.append(f"lora{i}")
    pipeline.set_adapters(names, [weight for _, weight in stack])
    tensors, settings = {}, SETTINGS | {"model": MODEL, "loras": stack, "precision": "bf16" if is_bf16 else "fp32"}
    if is_control:
        picture = make_picture((48, 32), 9)
        latents = []

        def keep(_pipeline, _step, _timestep, values):
            latents.append(values["latents"].float())
            return values

        result = pipeline(prompt=settings["prompt"], control_image=picture, width=48, height=32,
                          num_inference_steps=settings["steps"], guidance_scale=settings["cfg"], output_type="np",
                          max_sequence_length=settings["max_sequence_length"],
                          generator=torch.Generator("cpu").manual_seed(settings["seed"]), callback_on_step_end=keep)
        image = (result.images[0] * 255).round().astype(np.uint8)
        tensors["control"] = torch.from_numpy(np.array(picture))
    else:
        latents, image = run_peer(pipeline, settings)
    save_golden(f"lora_{name}", tensors | {"latents": latents[-1], "image": torch.from_numpy(image)}, settings)
    return latents[-1]


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    plain = run_peer(load_pipeline(MODEL), SETTINGS)[0][-1]
    write_files()
    for name, stack in RUNS.items():
        latents = run(name, stack)
        print(f"{name}: moves the latents by {(latents - plain).norm() / plain.norm():.2f}")
    write_hashes()


if __name__ == "__main__":
    main()
