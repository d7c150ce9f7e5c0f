"""The same random model three times: as a diffusers folder (the twin), as BFL's single files, as ComfyUI's all-in-one.

    python single_files.py [OUTPUT_FOLDER] [--real-vocabulary]

Writes single_file_twin/ and single_file/{flux1-odd,ae,clip_l,t5xxl,all_in_one}.safetensors. With --real-vocabulary the
encoders have the rows of FLUX.1's own tokenizers and the twin has those of resources/tokenizers, so that the single
files run with what genserve bundles (20 MB, for compare_pictures.py --genserve-model, not to be committed).

Single files carry no configuration; the dimensions here can be derived by these rules: head dim d = size of
query_norm.scale (a multiple of 32), heads = hidden / d, rope axes (d/8, (d - d/8)/2, (d - d/8)/2), as FLUX.1's
(16, 56, 56) for 128; CLIP heads = hidden / 64; T5 heads = columns of relative_attention_bias, d_kv = rows of q / heads;
32 norm groups and FLUX.1's scaling and shift factors in the autoencoder.
All values lie on the float8 e4m3 grid: whatever dtype a file has, the numbers are the same.
"""

import shutil
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from tiny_models import CLIP_VOCABULARY, DYNAMIC, MODELS, T5_VOCABULARY, build

TOKENIZERS = Path(__file__).resolve().parents[2] / "resources" / "tokenizers"
FLOAT8 = torch.float8_e4m3fn
TWIN = dict(
    seed=4,
    transformer=dict(in_channels=64, num_layers=2, num_single_layers=2, attention_head_dim=32, num_attention_heads=1,
                     joint_attention_dim=32, pooled_projection_dim=64, guidance_embeds=True,
                     axes_dims_rope=(4, 14, 14)),
    vae=dict(blocks=(32, 32), layers_per_block=1, latent_channels=16, norm_num_groups=32, scaling_factor=0.3611,
             shift_factor=0.1159),
    clip=dict(vocab_size=CLIP_VOCABULARY, hidden_size=64, num_attention_heads=1, num_hidden_layers=1,
              intermediate_size=80, eos_token_id=2),
    t5=dict(vocab_size=T5_VOCABULARY, d_model=32, num_heads=2, d_kv=12, d_ff=40, num_layers=2,
            relative_attention_num_buckets=32, relative_attention_max_distance=128),
    scheduler=DYNAMIC,
    storage=dict.fromkeys(["transformer", "vae", "clip", "t5"], FLOAT8),
)

# diffusers' name -> BFL's, outside the blocks
TRANSFORMER_NAMES = {
    "time_text_embed.timestep_embedder.linear_1": "time_in.in_layer",
    "time_text_embed.timestep_embedder.linear_2": "time_in.out_layer",
    "time_text_embed.guidance_embedder.linear_1": "guidance_in.in_layer",
    "time_text_embed.guidance_embedder.linear_2": "guidance_in.out_layer",
    "time_text_embed.text_embedder.linear_1": "vector_in.in_layer",
    "time_text_embed.text_embedder.linear_2": "vector_in.out_layer",
    "context_embedder": "txt_in",
    "x_embedder": "img_in",
    "proj_out": "final_layer.linear",
}
# The same inside a double block, per stream.
STREAMS = {
    "img": {"norm1.linear": "mod.lin", "attn.to_out.0": "attn.proj", "ff.net.0.proj": "mlp.0", "ff.net.2": "mlp.2",
            "attn.norm_q.weight": "attn.norm.query_norm.scale", "attn.norm_k.weight": "attn.norm.key_norm.scale",
            "qkv": ("attn.to_q", "attn.to_k", "attn.to_v")},
    "txt": {"norm1_context.linear": "mod.lin", "attn.to_add_out": "attn.proj", "ff_context.net.0.proj": "mlp.0",
            "ff_context.net.2": "mlp.2", "attn.norm_added_q.weight": "attn.norm.query_norm.scale",
            "attn.norm_added_k.weight": "attn.norm.key_norm.scale",
            "qkv": ("attn.add_q_proj", "attn.add_k_proj", "attn.add_v_proj")},
}


def _stack(parts):
    """Row-wise; torch.cat does not know float8."""
    return torch.cat([part.view(torch.uint8) if part.dtype == FLOAT8 else part for part in parts]).view(parts[0].dtype)


def _move(source, target, old, new):
    """Moves a layer's weight and bias, or one tensor, to its new name."""
    for suffix in ([""] if old in source else [".weight", ".bias"]):
        target[new + suffix] = source.pop(old + suffix)


def _fuse(source, target, olds, new):
    for suffix in [".weight", ".bias"]:
        target[new + suffix] = _stack([source.pop(old + suffix) for old in olds])


def to_bfl_transformer(tensors):
    """Inverse of diffusers' convert_flux_transformer_checkpoint_to_diffusers; ControlNets lack the last layers."""
    source, target = dict(tensors), {}
    for old, new in TRANSFORMER_NAMES.items():
        if old + ".weight" in source:  # schnell has no guidance_embedder
            _move(source, target, old, new)
    for suffix in [".weight", ".bias"] if "norm_out.linear.weight" in source else []:
        scale, shift = source.pop("norm_out.linear" + suffix).view(torch.uint8).chunk(2)
        target["final_layer.adaLN_modulation.1" + suffix] = torch.cat([shift, scale]).view(FLOAT8)
    for index in range(sum(name.endswith("norm1_context.linear.bias") for name in tensors)):
        block = f"transformer_blocks.{index}."
        for stream, names in STREAMS.items():
            prefix = f"double_blocks.{index}.{stream}_"
            for old, new in names.items():
                if old == "qkv":
                    _fuse(source, target, [block + part for part in new], prefix + "attn.qkv")
                else:
                    _move(source, target, block + old, prefix + new)
    for index in range(sum(name.endswith("proj_mlp.bias") for name in tensors)):
        block, prefix = f"single_transformer_blocks.{index}.", f"single_blocks.{index}."
        fused = [block + part for part in ("attn.to_q", "attn.to_k", "attn.to_v", "proj_mlp")]
        _fuse(source, target, fused, prefix + "linear1")
        for old, new in {"norm.linear": "modulation.lin", "proj_out": "linear2",
                         "attn.norm_q.weight": "norm.query_norm.scale",
                         "attn.norm_k.weight": "norm.key_norm.scale"}.items():
            _move(source, target, block + old, prefix + new)
    assert not source, sorted(source)
    return target


def _vae_name(name, blocks):
    parts = name.split(".")
    if parts[1] in ("down_blocks", "up_blocks"):
        level = int(parts[2]) if parts[1] == "down_blocks" else blocks - 1 - int(parts[2])
        parts[1:4] = [parts[1][: -len("_blocks")], str(level),
                      {"resnets": "block", "downsamplers": "downsample", "upsamplers": "upsample"}[parts[3]]]
        if parts[3] != "block":
            del parts[4]  # the 0 of downsamplers.0
    elif parts[1] == "mid_block":
        parts[1:4] = ["mid", "attn_1" if parts[2] == "attentions" else f"block_{int(parts[3]) + 1}"]
    name = ".".join(parts)
    for old, new in [("conv_norm_out", "norm_out"), ("conv_shortcut", "nin_shortcut"), ("group_norm", "norm"),
                     ("to_out.0", "proj_out"), ("to_q", "q"), ("to_k", "k"), ("to_v", "v")]:
        name = name.replace(old, new)
    return name


def to_bfl_vae(tensors, blocks):
    """BFL's names; the attention's linear layers become 1x1 convolutions."""
    target = {}
    for name, tensor in tensors.items():
        linear = "attentions" in name and tensor.dim() == 2
        target[_vae_name(name, blocks)] = tensor[:, :, None, None] if linear else tensor
    return target


def _cast(tensors, dtype):
    return {name: tensor.to(torch.float32).to(dtype).contiguous() for name, tensor in tensors.items()}


def write_single_files(folder, twin):
    def part(name, stem="model"):
        return load_file(twin / name / f"{stem}.safetensors")

    transformer = to_bfl_transformer(part("transformer", "diffusion_pytorch_model"))
    vae = to_bfl_vae(part("vae", "diffusion_pytorch_model"), len(TWIN["vae"]["blocks"]))
    clip = {"text_model." + name: tensor for name, tensor in part("text_encoder").items()}
    t5 = part("text_encoder_2")
    folder.mkdir(parents=True, exist_ok=True)
    # Tensors that such files carry and the networks do not use.
    extra = {"text_model.embeddings.position_ids": torch.arange(77)[None], "logit_scale": torch.tensor(4.6)}
    save_file(_cast(transformer, torch.bfloat16), folder / "flux1-odd.safetensors")
    # Weights in float8, norms and biases in float32.
    save_file({name: tensor if tensor.dim() > 1 else tensor.float() for name, tensor in vae.items()},
              folder / "ae.safetensors")
    save_file(clip | extra, folder / "clip_l.safetensors")
    save_file(_cast(t5, torch.float16), folder / "t5xxl.safetensors")
    everything = {"model.diffusion_model." + name: tensor for name, tensor in transformer.items()}
    everything |= {"vae." + name: tensor for name, tensor in vae.items()}
    everything |= {"text_encoders.clip_l.transformer." + name: tensor for name, tensor in clip.items()}
    everything |= {"text_encoders.t5xxl.transformer." + name: tensor for name, tensor in t5.items()}
    everything["text_encoders.clip_l.logit_scale"] = extra["logit_scale"]
    save_file(everything, folder / "all_in_one.safetensors")
    for file in folder.glob("*.safetensors"):
        file.chmod(0o644)


if __name__ == "__main__":
    torch.set_num_threads(1)
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    output = Path(arguments[0]) if arguments else MODELS
    if "--real-vocabulary" in sys.argv:
        TWIN["clip"]["vocab_size"], TWIN["t5"]["vocab_size"] = 49408, 32128
    build("single_file_twin", TWIN, output / "single_file_twin")
    if "--real-vocabulary" in sys.argv:
        for bundled, part in [("clip", "tokenizer"), ("t5", "tokenizer_2")]:
            shutil.copytree(TOKENIZERS / bundled, output / "single_file_twin" / part, dirs_exist_ok=True)
    write_single_files(output / "single_file", output / "single_file_twin")
