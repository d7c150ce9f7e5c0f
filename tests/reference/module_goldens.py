"""Goldens of single modules in float32: text encoders, transformer, autoencoder, noise, packing, scheduler."""

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline
from diffusers.pipelines.flux.pipeline_flux import calculate_shift
from diffusers.utils.torch_utils import randn_tensor

from golden_file import save_golden, save_json

START, END = 622, 623  # CLIP's special ids in the tiny tokenizers; END is also the pad


def clip_golden(name, pipeline):
    def row(*ids):
        return (list(ids) + [END] * 77)[:77]

    ids = torch.tensor([
        row(START, 320, 591, 66, 539, END),
        row(START, END),
        row(START, 17, END, 40, 41, END),  # the end token typed inside the prompt: the first one counts
        row(START, 5, 631, 8, END),  # an id above the end token: only the rule of eos_token_id 2 takes its row
        [START] + [(7 * i) % 600 for i in range(75)] + [END],
    ])
    output = pipeline.text_encoder(ids)
    save_golden(f"clip_{name}", {
        "input_ids": ids,
        "last_hidden_state_row_0": output.last_hidden_state[0],
        "pooler_output": output.pooler_output,
    }, {"module": "clip", "model": name, "precision": "fp32"})


def t5_golden(name, pipeline):
    generator = torch.Generator().manual_seed(11)
    tensors = {}
    for length, used in [(16, 9), (16, 1), (150, 40)]:  # 150 tokens pass relative_attention_max_distance
        ids = torch.zeros(1, length, dtype=torch.int64)
        ids[0, : used - 1] = torch.randint(3, 239, (used - 1,), generator=generator)
        ids[0, used - 1] = 1
        tensors[f"input_ids_{length}_{used}"] = ids
        tensors[f"last_hidden_state_{length}_{used}"] = pipeline.text_encoder_2(ids).last_hidden_state
    save_golden(f"t5_{name}", tensors, {"module": "t5", "model": name, "precision": "fp32"})


def _record_outputs(model, tensors):
    """Hooks that keep every block's output under the block's name; returns a function that removes them."""
    def keep(label):
        def hook(_module, _inputs, output):
            if isinstance(output, tuple):  # both kinds of blocks return (encoder_hidden_states, hidden_states)
                tensors[f"{label}.encoder_hidden_states"], tensors[f"{label}.hidden_states"] = output
            else:
                tensors[label] = output
        return hook

    modules = {"time_text_embed": model.time_text_embed, "norm_out": model.norm_out}
    modules |= {f"transformer_blocks.{i}": block for i, block in enumerate(model.transformer_blocks)}
    modules |= {f"single_transformer_blocks.{i}": block for i, block in enumerate(model.single_transformer_blocks)}
    handles = [module.register_forward_hook(keep(label)) for label, module in modules.items()]
    return lambda: [handle.remove() for handle in handles]


def transformer_golden(name, pipeline, rows=3, columns=5, text_length=7):
    model, generator = pipeline.transformer, torch.Generator().manual_seed(12)
    config = model.config
    inputs = {
        "hidden_states": torch.randn(1, rows * columns, config.in_channels, generator=generator),
        "encoder_hidden_states": torch.randn(1, text_length, config.joint_attention_dim, generator=generator),
        "pooled_projections": torch.randn(1, config.pooled_projection_dim, generator=generator),
        "timestep": torch.tensor([0.8933]),
        "img_ids": FluxPipeline._prepare_latent_image_ids(1, rows, columns, "cpu", torch.float32),
        "txt_ids": torch.zeros(text_length, 3),
    }
    if config.guidance_embeds:
        inputs["guidance"] = torch.tensor([3.5])
    tensors = dict(inputs)
    remove = _record_outputs(model, tensors)
    tensors["sample"] = model(**inputs, return_dict=False)[0]
    remove()
    tensors["rope_cos"], tensors["rope_sin"] = model.pos_embed(torch.cat([inputs["txt_ids"], inputs["img_ids"]]))
    save_golden(f"transformer_{name}", tensors, {
        "module": "transformer", "model": name, "precision": "fp32", "rows": rows, "columns": columns,
        "text_length": text_length})


def vae_golden(name, pipeline, rows=5, columns=7):
    vae, generator = pipeline.vae, torch.Generator().manual_seed(13)
    scale = pipeline.vae_scale_factor
    picture = torch.rand(1, 3, rows * scale, columns * scale, generator=generator) * 2 - 1
    latents = torch.randn(1, vae.config.latent_channels, rows, columns, generator=generator)
    noise = torch.randn(latents.shape, generator=generator)
    distribution = vae.encode(picture).latent_dist
    tensors = {
        "picture": picture,
        "mean": distribution.mean,
        "logvar": distribution.logvar,
        "noise": noise,
        "sample": distribution.mean + distribution.std * noise,
        "latents": latents,
        "decoded": vae.decode(latents).sample,
    }
    save_golden(f"vae_{name}", tensors, {"module": "vae", "model": name, "precision": "fp32"})


def latents_golden():
    tensors = {}
    for seed in [0, 42, 2**32 + 42, 2**63 - 1]:  # only the low 32 bits count: the third equals the second
        generator = torch.Generator("cpu").manual_seed(seed)
        # Two draws in a row from one generator, as image-to-image makes them.
        tensors[f"noise_{seed}_first"] = randn_tensor((1, 4, 6, 10), generator=generator)
        tensors[f"noise_{seed}_second"] = randn_tensor((1, 4, 6, 10), generator=generator)
    unpacked = torch.arange(4 * 6 * 10, dtype=torch.float32).view(1, 4, 6, 10)
    packed = FluxPipeline._pack_latents(unpacked, 1, 4, 6, 10)
    assert torch.equal(FluxPipeline._unpack_latents(packed, 48, 80, 8), unpacked)
    tensors |= {"unpacked": unpacked, "packed": packed}
    tensors["img_ids"] = FluxPipeline._prepare_latent_image_ids(1, 3, 5, "cpu", torch.float32)
    save_golden("latents", tensors, {"module": "latents", "channels": 4, "rows": 6, "columns": 10})


SCHEDULERS = {
    "dev": dict(shift=3.0, use_dynamic_shifting=True),
    "schnell": dict(shift=1.0, use_dynamic_shifting=False),
    "static": dict(shift=2.3, use_dynamic_shifting=False),
    "other_range": dict(shift=3.0, use_dynamic_shifting=True, base_shift=0.25, max_shift=2.0, base_image_seq_len=64,
                        max_image_seq_len=1000),
}


def scheduler_golden():
    cases = []
    for name, config in SCHEDULERS.items():
        scheduler = FlowMatchEulerDiscreteScheduler(**config)
        for steps in [1, 2, 4, 7, 20, 28]:
            for tokens in [1, 12, 256, 1024, 4096, 16384]:
                arguments = [scheduler.config[key] for key in
                             ("base_image_seq_len", "max_image_seq_len", "base_shift", "max_shift")]
                mu = calculate_shift(tokens, *arguments)
                scheduler.set_timesteps(sigmas=np.linspace(1.0, 1 / steps, steps), mu=mu)
                cases.append({"scheduler": name, "config": dict(config), "steps": steps, "image_tokens": tokens,
                              "mu": mu, "sigmas": [float(sigma) for sigma in scheduler.sigmas],
                              "timesteps": [float(timestep) for timestep in scheduler.timesteps]})
                if not scheduler.config.use_dynamic_shifting:
                    break  # the number of tokens plays no part
    save_json("scheduler_sigmas", cases)


def strength_golden():
    """First step of image-to-image: FluxImg2ImgPipeline.get_timesteps."""
    cases = []
    for steps in [1, 2, 3, 4, 5, 10, 20, 28, 30, 50, 99]:
        for strength in [0.0, 0.01, 0.05, 0.1, 0.29, 0.3, 0.35, 0.5, 0.57, 0.58, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0]:
            start = int(max(steps - min(steps * strength, steps), 0))
            cases.append({"steps": steps, "strength": strength, "t_start": start, "steps_run": steps - start})
    save_json("strength_steps", cases)


@torch.no_grad()
def make_module_goldens(pipelines):
    for name, pipeline in pipelines.items():
        clip_golden(name, pipeline)
        t5_golden(name, pipeline)
        transformer_golden(name, pipeline)
        vae_golden(name, pipeline)
    latents_golden()
    scheduler_golden()
    strength_golden()
