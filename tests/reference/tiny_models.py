"""Builds the tiny FLUX models of tests/data/models: diffusers' format, seeded random weights, unusual dimensions.

    python tiny_models.py [OUTPUT_FOLDER]
"""

import json
import shutil
import sys
from pathlib import Path

import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel
from safetensors.torch import load_file, save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer, T5Config, T5EncoderModel, T5TokenizerFast

from random_weights import fill
from tiny_tokenizers import save_clip_tokenizer, save_t5_tokenizer

MODELS = Path(__file__).resolve().parents[1] / "data" / "models"
CLIP_VOCABULARY = 640  # more rows than the tokenizer has ids (624, the last of them the end token, 623)
T5_VOCABULARY = 256
REAL_EOS = 623

DYNAMIC = dict(shift=3.0, use_dynamic_shifting=True, base_shift=0.5, max_shift=1.15, base_image_seq_len=256,
               max_image_seq_len=4096)

# No two models agree in a dimension that could be hard-coded. `storage` = dtype in the files. Latent channels must not
# be 3: diffusers would take an RGB picture for latents.
SPECS = {
    "odd": dict(
        seed=1,
        transformer=dict(in_channels=16, num_layers=2, num_single_layers=3, attention_head_dim=12,
                         num_attention_heads=3, joint_attention_dim=40, pooled_projection_dim=24,
                         guidance_embeds=True, axes_dims_rope=(2, 4, 6)),
        vae=dict(blocks=(6, 12, 15, 9), layers_per_block=2, latent_channels=4, norm_num_groups=3,
                 scaling_factor=0.517, shift_factor=0.083),
        clip=dict(hidden_size=24, num_attention_heads=3, num_hidden_layers=2, intermediate_size=52, eos_token_id=2),
        t5=dict(d_model=40, num_heads=3, d_kv=7, d_ff=52, num_layers=3, relative_attention_num_buckets=20,
                relative_attention_max_distance=50),
        scheduler=DYNAMIC,
        storage=dict(transformer=torch.float16, vae=torch.float16, clip=torch.float32, t5=torch.float16),
    ),
    # Three VAE blocks (8 px a token), quantisation convolutions, the newer rule for CLIP's end token, "text_model."
    # before CLIP's names as in FLUX.1's own repositories.
    "schnell": dict(
        seed=2,
        transformer=dict(in_channels=24, num_layers=1, num_single_layers=2, attention_head_dim=20,
                         num_attention_heads=2, joint_attention_dim=28, pooled_projection_dim=20,
                         guidance_embeds=False, axes_dims_rope=(4, 6, 10)),
        vae=dict(blocks=(10, 15, 10), layers_per_block=1, latent_channels=6, norm_num_groups=5,
                 scaling_factor=0.71, shift_factor=-0.21, use_quant_conv=True, use_post_quant_conv=True),
        clip=dict(hidden_size=20, num_attention_heads=2, num_hidden_layers=3, intermediate_size=36,
                  eos_token_id=REAL_EOS),
        t5=dict(d_model=28, num_heads=2, d_kv=16, d_ff=36, num_layers=2, relative_attention_num_buckets=32,
                relative_attention_max_distance=128),
        scheduler=dict(shift=1.0, use_dynamic_shifting=False, base_shift=0.5, max_shift=1.15,
                       base_image_seq_len=256, max_image_seq_len=4096),
        storage=dict(transformer=torch.bfloat16, vae=torch.float16, clip=torch.float16, t5=torch.bfloat16),
        clip_prefix=True,
    ),
    # Many small shards in bf16, one attention head of an odd inner width, no attention in the VAE's middle,
    # a static shift together with guidance.
    "sharded": dict(
        seed=3,
        transformer=dict(in_channels=20, num_layers=1, num_single_layers=1, attention_head_dim=14,
                         num_attention_heads=1, joint_attention_dim=18, pooled_projection_dim=15,
                         guidance_embeds=True, axes_dims_rope=(2, 8, 4)),
        vae=dict(blocks=(4, 8, 10, 6), layers_per_block=1, latent_channels=5, norm_num_groups=2,
                 scaling_factor=1.37, shift_factor=0.4, mid_block_add_attention=False, use_post_quant_conv=True),
        clip=dict(hidden_size=15, num_attention_heads=5, num_hidden_layers=1, intermediate_size=22, eos_token_id=2),
        t5=dict(d_model=18, num_heads=2, d_kv=5, d_ff=30, num_layers=2, relative_attention_num_buckets=12,
                relative_attention_max_distance=24),
        scheduler=dict(shift=2.3, use_dynamic_shifting=False, base_shift=0.5, max_shift=1.15,
                       base_image_seq_len=256, max_image_seq_len=4096),
        storage=dict.fromkeys(["transformer", "vae", "clip", "t5"], torch.bfloat16),
        shard_size="8KB",
    ),
}


def make_vae(blocks, **options):
    options = dict(use_quant_conv=False, use_post_quant_conv=False, mid_block_add_attention=True, force_upcast=True,
                   sample_size=64) | options
    return AutoencoderKL(block_out_channels=blocks, down_block_types=["DownEncoderBlock2D"] * len(blocks),
                         up_block_types=["UpDecoderBlock2D"] * len(blocks), **options)


def make_clip(**options):
    options = dict(vocab_size=CLIP_VOCABULARY, max_position_embeddings=77, hidden_act="quick_gelu", bos_token_id=0,
                   pad_token_id=1, projection_dim=options["hidden_size"]) | options
    return CLIPTextModel(CLIPTextConfig(**options))


def make_t5(**options):
    options = dict(vocab_size=T5_VOCABULARY, feed_forward_proj="gated-gelu", dropout_rate=0.0,
                   is_encoder_decoder=False, use_cache=False) | options
    return T5EncoderModel(T5Config(**options))


def make_pipeline(spec, tokenizers):
    """The pipeline in memory in float32; `tokenizers` holds tokenizer and tokenizer_2."""
    seed, storage = spec["seed"], spec["storage"]
    return FluxPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(**spec["scheduler"]),
        transformer=fill(FluxTransformer2DModel(**spec["transformer"]), seed, storage["transformer"]),
        vae=fill(make_vae(**spec["vae"]), seed, storage["vae"]),
        text_encoder=fill(make_clip(**spec["clip"]), seed, storage["clip"]),
        text_encoder_2=fill(make_t5(**spec["t5"]), seed, storage["t5"]),
        tokenizer=CLIPTokenizer.from_pretrained(tokenizers / "tokenizer"),
        tokenizer_2=T5TokenizerFast.from_pretrained(tokenizers / "tokenizer_2"),
    )


def save_pipeline(pipeline, spec, folder, tokenizers):
    """Writes what FluxPipeline.save_pretrained would, in the storage dtypes and with the tokenizers as they are."""
    storage, shards = spec["storage"], dict(max_shard_size=spec.get("shard_size", "5GB"))
    shutil.rmtree(folder, ignore_errors=True)
    pipeline.scheduler.save_pretrained(folder / "scheduler")
    for part, name in [("transformer", "transformer"), ("vae", "vae"), ("text_encoder", "clip"),
                       ("text_encoder_2", "t5")]:
        module = getattr(pipeline, part).to(storage[name])
        module.save_pretrained(folder / part, **shards)
        module.to(torch.float32)
    for part in ["tokenizer", "tokenizer_2"]:
        shutil.copytree(tokenizers / part, folder / part)
    for file in folder.rglob("*.safetensors"):
        file.chmod(0o644)  # safetensors writes files for the owner alone
    if spec.get("clip_prefix"):
        file = folder / "text_encoder" / "model.safetensors"
        save_file({"text_model." + name: tensor for name, tensor in load_file(file).items()}, file,
                  {"format": "pt"})
    FluxPipeline.save_config(pipeline, folder)
    index = json.loads((folder / "model_index.json").read_text())
    index["tokenizer"], index["tokenizer_2"] = ["transformers", "CLIPTokenizer"], ["transformers", "T5TokenizerFast"]
    (folder / "model_index.json").write_text(json.dumps(index, indent=2) + "\n")


def build(name, spec, folder):
    tokenizers = folder.parent / f".{name}-tokenizers"
    save_clip_tokenizer(tokenizers / "tokenizer")
    save_t5_tokenizer(tokenizers / "tokenizer_2")
    save_pipeline(make_pipeline(spec, tokenizers), spec, folder, tokenizers)
    shutil.rmtree(tokenizers)


if __name__ == "__main__":
    torch.set_num_threads(1)
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else MODELS
    for model_name, model_spec in SPECS.items():
        build(model_name, model_spec, output / model_name)
        size = sum(file.stat().st_size for file in (output / model_name).rglob("*") if file.is_file())
        print(f"{model_name}: {size / 1000:.0f} kB")
