#!/usr/bin/env python3
"""How exact genserve and diffusers are at FLUX.1's full size in bf16, both against fp32 with the same random weights.

    python3 full_size_errors.py EXACTNESS FOLDER [--only NAME ...] [--steps 28] [--fp8] [--json FILE] [--tiny]

EXACTNESS is tests/bench's program. The weights are drawn on the GPU in bf16; what to draw them from lies below FOLDER, as
do inputs and results. diffusers (transformers) computes in fp32 and in bf16, then EXACTNESS in bf16, and with --fp8 with
8-bit linears in the transformers' blocks. Errors are relative L2 norms against fp32; their ratio is genserve's error over
diffusers'. Needs an NVIDIA GPU with 100 GB.

The gains of the modulations and of what is added to the residual stream are smaller than one: with ones, 57 random blocks
amplify a rounding of bf16 until nothing is left of the result, in any implementation. T5's queries are smaller still, since
its attention is not divided by the root of their width.
"""
import argparse
import gc
import json
import math
import subprocess
import time
import zlib
from pathlib import Path

import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxControlNetModel, FluxTransformer2DModel
from safetensors.torch import load_file, save_file

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
TEXT_TOKENS = 512
GUIDANCE = 4.0  # times 1000 it is a number of bf16
GAINS = (("norm1.linear", 0.25), ("norm1_context.linear", 0.25), ("norm.linear", 0.25), ("to_out.0", 0.5),
         ("to_add_out", 0.5), ("net.2", 0.5), ("proj_out.weight", 0.5), ("SelfAttention.q", 0.1))


def draw(network, seed, prefix=""):
    """Weights exact in bf16, each from a seed of its own; returns what EXACTNESS needs to draw the same."""
    recipe = {}
    for name, parameter in network.named_parameters():
        name = prefix + name.removeprefix("text_model.")
        mean, deviation = 0.0, 0.02
        if parameter.dim() > 1:
            gain = next((gain for part, gain in GAINS if part in name and name != "proj_out.weight"), 1.0)
            deviation = gain * parameter[0].numel() ** -0.5
        elif "norm" in name and name.endswith(".weight"):
            mean, deviation = 1.0, 0.1
        values = torch.tensor([mean, deviation, zlib.crc32(f"{seed} {name}".encode()) % 2**24])
        torch.manual_seed(int(values[2]))
        parameter.normal_(values[0].item(), values[1].item())
        recipe[name] = values
    return recipe


def make(build, seed, folder: Path, prefix=""):
    """A network on the GPU; its recipe and configuration in the folder."""
    torch.set_default_dtype(torch.bfloat16)
    with torch.device(DEVICE):
        network = build().eval()
    torch.set_default_dtype(torch.float32)
    folder.mkdir(parents=True, exist_ok=True)
    save_file(draw(network, seed, prefix), folder / "recipe.safetensors")
    if hasattr(network, "save_config"):
        network.save_config(folder)
    elif hasattr(network, "config"):
        network.config.save_pretrained(folder)
    return network


def release():
    gc.collect()
    torch.cuda.empty_cache()


class Bench:
    def __init__(self, folder: Path, steps: int, is_tiny: bool):
        self.folder, self.steps, self.is_tiny = folder, steps, is_tiny
        self.results = {}  # case -> precision -> name -> tensor
        (folder / "cases").mkdir(parents=True, exist_ok=True)

    def case(self, name, inputs):
        save_file({key: value.float().cpu().contiguous() for key, value in inputs.items()},
                  self.folder / "cases" / f"{name}.safetensors")
        self.results[name] = {}

    def keep(self, case, precision, **values):
        self.results[case].setdefault(precision, {}).update({key: value.float().cpu() for key, value in values.items()})


def image_inputs(height, width, steps, channels=0, scale=1.0, seed=1):
    generator = torch.Generator(DEVICE).manual_seed(seed)
    rows, columns = height // 16, width // 16
    tokens = rows * columns

    def randn(*shape):
        return (torch.randn(*shape, generator=generator, device=DEVICE) * scale).bfloat16().float()

    ids = torch.zeros(rows, columns, 3, device=DEVICE)
    ids[..., 1] += torch.arange(rows, device=DEVICE)[:, None]
    ids[..., 2] += torch.arange(columns, device=DEVICE)[None, :]
    scheduler = FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True)
    mu = 0.5 + (1.15 - 0.5) * (tokens - 256) / (4096 - 256)
    scheduler.set_timesteps(sigmas=[1 - i / 28 for i in range(28)], mu=mu)
    inputs = {"hidden_states": randn(tokens, 64), "encoder_hidden_states": randn(TEXT_TOKENS, 4096),
              "pooled_projections": randn(768), "sigmas": scheduler.sigmas[:steps + 1], "guidance": torch.tensor([GUIDANCE]),
              "img_ids": ids.reshape(tokens, 3)}
    if channels:
        inputs["channels"] = randn(tokens, channels)
    return inputs


def time_of(sigma):
    """What a network in bf16 makes of it, in fp32 too: rounded times would hide every other error."""
    seen = (sigma * 1000).reshape(1).bfloat16() / 1000
    return (seen * 1000).float() / 1000


def denoise(transformer, inputs, dtype, residuals=None):
    """FluxPipeline's loop: the first velocity, and the latents after every step."""
    text = inputs["encoder_hidden_states"][None].to(DEVICE, dtype)
    latents = inputs["hidden_states"][None].to(DEVICE, dtype)
    sigmas = inputs["sigmas"]
    first, steps = None, []
    for sigma, following in zip(sigmas[:-1], sigmas[1:]):
        seen = latents
        if "channels" in inputs:
            seen = torch.cat([latents, inputs["channels"][None].to(DEVICE, dtype)], 2)
        velocity = transformer(
            hidden_states=seen, encoder_hidden_states=text,
            pooled_projections=inputs["pooled_projections"][None].to(DEVICE, dtype),
            timestep=time_of(sigma).to(DEVICE, dtype),
            guidance=inputs["guidance"].to(DEVICE), txt_ids=torch.zeros(TEXT_TOKENS, 3, device=DEVICE),
            img_ids=inputs["img_ids"].to(DEVICE), return_dict=False, **(residuals or {}))[0]
        first = velocity if first is None else first
        latents = (latents.float() + (following - sigma) * velocity).to(dtype)
        steps.append(latents[0].float().cpu())
    return {"velocity": first[0], "latents": torch.stack(steps)}


def controlled(net, inputs, dtype):
    block, single = net(
        hidden_states=inputs["hidden_states"][None].to(DEVICE, dtype),
        controlnet_cond=inputs["controlnet_cond"][None].to(DEVICE, dtype), conditioning_scale=1.0,
        encoder_hidden_states=inputs["encoder_hidden_states"][None].to(DEVICE, dtype),
        pooled_projections=inputs["pooled_projections"][None].to(DEVICE, dtype),
        timestep=inputs["sigmas"][:1].to(DEVICE, dtype), guidance=inputs["guidance"].to(DEVICE),
        txt_ids=torch.zeros(TEXT_TOKENS, 3, device=DEVICE), img_ids=inputs["img_ids"].to(DEVICE), return_dict=False)
    return {"controlnet_block_samples": block, "controlnet_single_block_samples": single}


def run_transformers(bench: Bench, only):
    """All networks of 12 G parameters share one set of weights but for the layer that takes their input."""
    size = {"num_attention_heads": 2, "num_layers": 4, "num_single_layers": 8} if bench.is_tiny else {}
    transformer = make(lambda: FluxTransformer2DModel(guidance_embeds=True, **size), 0, bench.folder / "transformer")
    net = None
    if "controlnet" in only:
        size |= {"num_layers": 4, "num_single_layers": 8}
        net = make(lambda: FluxControlNetModel(guidance_embeds=True, **size), 5, bench.folder / "controlnet")
    embedders = {"transformer": transformer.x_embedder}
    for name, channels in (("fill", 384), ("control", 128)):
        if name in only:
            embedders[name] = make(lambda: torch.nn.Linear(channels, transformer.inner_dim), channels,
                                   bench.folder / name, "x_embedder.")
    side = 64 if bench.is_tiny else 1024
    for name, case in (("transformer-1024", image_inputs(side, side, bench.steps)),
                       ("transformer-768x1344", image_inputs(side * 21 // 16, side * 3 // 4, 1)),
                       ("transformer-large", image_inputs(side, side, 1, scale=1000.0)),
                       ("fill-1024", image_inputs(side, side, 1, channels=320)),
                       ("control-1024", image_inputs(side, side, 1, channels=64)),
                       ("controlnet-1024", image_inputs(side, side, 1))):
        network = name.split("-")[0]
        if network not in only:
            continue
        if network == "controlnet":
            case["controlnet_cond"] = torch.randn_like(case["hidden_states"]).bfloat16().float()
        bench.case(name, case)
    for precision, dtype in (("theirs", torch.bfloat16), ("exact", torch.float32)):
        transformer.to(dtype)
        for embedder in embedders.values():
            embedder.to(dtype)
        if net is not None:
            net.to(dtype)
        for name in bench.results:
            network = name.split("-")[0]
            if network not in ("transformer", "fill", "control", "controlnet"):
                continue
            inputs = load_file(bench.folder / "cases" / f"{name}.safetensors")
            transformer.x_embedder = embedders.get(network, embedders["transformer"])
            residuals = controlled(net, inputs, dtype) if network == "controlnet" else None
            if residuals:
                bench.keep(name, precision, residual=residuals["controlnet_block_samples"][-1][0],
                           residual_single=residuals["controlnet_single_block_samples"][-1][0])
            start = time.perf_counter()
            bench.keep(name, precision, **denoise(transformer, inputs, dtype, residuals))
            print(f"{precision} {name}: {time.perf_counter() - start:.1f} s", flush=True)


def run_small(bench: Bench, only):
    from transformers import CLIPTextConfig, CLIPTextModel, T5Config, T5EncoderModel

    generator = torch.Generator().manual_seed(3)
    builders = {
        "t5": lambda: T5EncoderModel(T5Config(
            d_model=4096, d_kv=64, d_ff=10240, num_layers=1 if bench.is_tiny else 24, num_heads=64, vocab_size=32128,
            feed_forward_proj="gated-gelu", is_encoder_decoder=False, use_cache=False)),
        "clip": lambda: CLIPTextModel(CLIPTextConfig(
            hidden_size=768, intermediate_size=3072, num_attention_heads=12, num_hidden_layers=12, projection_dim=768,
            eos_token_id=2)),
        "vae": lambda: AutoencoderKL(
            down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
            block_out_channels=(128, 256, 512, 512), layers_per_block=2, latent_channels=16, norm_num_groups=32,
            scaling_factor=0.3611, shift_factor=0.1159, use_quant_conv=False, use_post_quant_conv=False)}
    for number, (name, build) in enumerate(builders.items()):
        if name not in only:
            continue
        network = make(build, 10 + number, bench.folder / name)
        if name == "vae":
            inputs = {"vae-1024": (8, 8)} if bench.is_tiny else {"vae-1024": (128, 128), "vae-768x1344": (168, 96)}
            for case, (rows, columns) in inputs.items():
                picture = torch.rand(1, 3, 8 * rows, 8 * columns, generator=generator) * 2 - 1
                bench.case(case, {"z": torch.randn(1, 16, rows, columns, generator=generator).bfloat16(),
                                  "picture": picture.bfloat16()})
        else:
            length, words = (512, 32000) if name == "t5" else (77, 49000)
            bench.case(name, {"ids": torch.randint(5, words, (length,), generator=generator)})
        for precision, dtype in (("theirs", torch.bfloat16), ("exact", torch.float32)):
            network.to(dtype)
            for case in [case for case in bench.results if case.split("-")[0] == name]:
                values = load_file(bench.folder / "cases" / f"{case}.safetensors")
                if name == "vae":
                    bench.keep(case, precision, decoded=network.decode(values["z"].to(DEVICE, dtype)).sample,
                               encoded=network.encode(values["picture"].to(DEVICE, dtype)).latent_dist.parameters)
                else:
                    output = network(values["ids"].long()[None].to(DEVICE))
                    bench.keep(case, precision, **({"tokens": output[0][0]} if name == "t5"
                                                   else {"pooled": output.pooler_output[0]}))
        del network
        release()


def error(value, exact):
    return ((value - exact).norm() / exact.norm()).item()


def run_genserve(bench: Bench, program, key):
    """Its results under that name; key fp8: with 8-bit linears."""
    start = time.perf_counter()
    subprocess.run([program, str(bench.folder), *(["--fp8"] if key == "fp8" else [])], check=True)
    print(f"genserve {key}: {time.perf_counter() - start:.1f} s", flush=True)
    for case, values in bench.results.items():
        file = bench.folder / "results" / f"{case}.safetensors"
        if file.exists():
            values[key] = load_file(file)
            file.unlink()


def rows_of(bench: Bench):
    rows = []
    for case, values in bench.results.items():
        for name, exact in values["exact"].items():
            steps = (None,)
            if name == "latents" and len(exact) > 1:
                steps = sorted({0, len(exact) // 4, len(exact) // 2, 3 * len(exact) // 4, len(exact) - 1})
            for step in steps:
                def of(key):
                    if key not in values:
                        return None
                    value = values[key][name].reshape(exact.shape)
                    part, whole = (value, exact) if step is None else (value[step], exact[step])
                    return error(part, whole) if torch.isfinite(value).all() else math.inf
                theirs, ours = of("theirs"), of("bf16")
                rows.append({"case": case, "output": name if step is None else f"{name} after step {step + 1}",
                             "diffusers": theirs, "genserve": ours, "ratio": ours / theirs, "fp8": of("fp8")})
    return rows


def show(rows, json_file):
    print(f"{'case':22} {'output':24} {'diffusers':>10} {'genserve':>10} {'ratio':>7} {'fp8':>10}")
    for row in rows:
        fp8 = "" if row["fp8"] is None else f"{row['fp8']:10.2e}"
        print(f"{row['case']:22} {row['output']:24} {row['diffusers']:10.2e} {row['genserve']:10.2e} "
              f"{row['ratio']:7.3f} {fp8}")
    print(f"largest ratio {max(row['ratio'] for row in rows):.3f}", flush=True)
    if json_file:
        json_file.write_text(json.dumps(rows, indent=1))


def main():
    names = ("transformer", "fill", "control", "controlnet", "t5", "clip", "vae")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", nargs="+", choices=names, default=names)
    parser.add_argument("--steps", type=int, default=28)
    parser.add_argument("--fp8", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--tiny", action="store_true", help="small networks, to try this script without a GPU")
    arguments = parser.parse_args()
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False
    bench = Bench(arguments.folder, arguments.steps, arguments.tiny)
    with torch.inference_mode():
        run_small(bench, arguments.only)
        if {"transformer", "fill", "control", "controlnet"} & set(arguments.only):
            run_transformers(bench, arguments.only)
        release()
        for key in ("bf16", "fp8") if arguments.fp8 else ("bf16",):
            run_genserve(bench, arguments.program, key)
            show(rows_of(bench), arguments.json)


if __name__ == "__main__":
    main()
