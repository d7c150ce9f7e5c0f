#!/usr/bin/env python3
"""FLUX.1-dev at full size with random weights: genserve against diffusers (eager) on one GPU, same weights, one run.

    python3 full_size.py GENSERVE FOLDER [--tokenizers resources/tokenizers] [--steps 28] [--size 1024]

FOLDER gets a 34 GB model in diffusers' layout unless it has one already. Prints seconds by stage for both, their
ratio, and how far the two pictures are apart (same seed, same CPU noise, bf16). Needs torch, transformers, diffusers
(requirements.txt), safetensors and an NVIDIA GPU with 80 GB.
"""
import argparse
import json
import shutil
import statistics
import subprocess
import time
from pathlib import Path

import numpy
import torch
from diffusers import AutoencoderKL, FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel
from PIL import Image
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer, T5Config, T5EncoderModel, T5TokenizerFast

PROMPT = "a lighthouse on a cliff in a storm, oil painting"


def components():
    """FLUX.1-dev's own dimensions; weights are drawn on the GPU, which takes seconds instead of minutes."""
    transformer = FluxTransformer2DModel(guidance_embeds=True)
    vae = AutoencoderKL(down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
                        block_out_channels=(128, 256, 512, 512), layers_per_block=2, latent_channels=16,
                        norm_num_groups=32, scaling_factor=0.3611, shift_factor=0.1159, use_quant_conv=False,
                        use_post_quant_conv=False)
    clip = CLIPTextModel(CLIPTextConfig(hidden_size=768, intermediate_size=3072, num_attention_heads=12,
                                        num_hidden_layers=12, projection_dim=768, eos_token_id=2))
    t5 = T5EncoderModel(T5Config(d_model=4096, d_kv=64, d_ff=10240, num_layers=24, num_heads=64, vocab_size=32128,
                                 feed_forward_proj="gated-gelu", is_encoder_decoder=False, use_cache=False))
    return transformer, vae, clip, t5


def make_model(folder: Path, tokenizers: Path):
    torch.manual_seed(0)
    torch.set_default_dtype(torch.bfloat16)
    with torch.device("cuda"):
        transformer, vae, clip, t5 = components()
    torch.set_default_dtype(torch.float32)
    for name, part in (("transformer", transformer), ("vae", vae), ("text_encoder", clip), ("text_encoder_2", t5)):
        part.to("cpu").save_pretrained(folder / name)
    FlowMatchEulerDiscreteScheduler(shift=3.0, use_dynamic_shifting=True).save_pretrained(folder / "scheduler")
    shutil.copytree(tokenizers / "clip", folder / "tokenizer", dirs_exist_ok=True)
    shutil.copytree(tokenizers / "t5", folder / "tokenizer_2", dirs_exist_ok=True)
    index = {"_class_name": "FluxPipeline", "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"],
             "text_encoder": ["transformers", "CLIPTextModel"], "text_encoder_2": ["transformers", "T5EncoderModel"],
             "tokenizer": ["transformers", "CLIPTokenizer"], "tokenizer_2": ["transformers", "T5TokenizerFast"],
             "transformer": ["diffusers", "FluxTransformer2DModel"], "vae": ["diffusers", "AutoencoderKL"]}
    (folder / "model_index.json").write_text(json.dumps(index))


def run_genserve(binary, folder, size, steps, picture):
    common = ["--model", str(folder), "--width", str(size), "--height", str(size), "--steps", str(steps), "--device",
              "cuda:0", "--precision", "bf16", "--json"]
    bench = subprocess.run([binary, "bench", *common, "--repeat", "3"], capture_output=True, text=True)
    if bench.returncode:
        raise SystemExit(f"genserve bench failed: {bench.stdout}{bench.stderr}")
    one = subprocess.run([binary, "generate", PROMPT, "-o", str(picture), "--seed", "42", "--cfg", "3.5", *common],
                         capture_output=True, text=True)
    if one.returncode:
        raise SystemExit(f"genserve generate failed: {one.stdout}{one.stderr}")
    return json.loads(bench.stdout), json.loads(one.stdout.splitlines()[-1])


def run_diffusers(folder, size, steps):
    start = time.perf_counter()
    pipe = FluxPipeline.from_pretrained(folder, torch_dtype=torch.bfloat16).to("cuda")
    load = time.perf_counter() - start
    pipe.set_progress_bar_config(disable=True)
    marks = []

    def mark(_pipe, _step, _time, values):
        torch.cuda.synchronize()
        marks.append(time.perf_counter())
        return values

    totals, step_seconds, image = [], [], None
    for _ in range(4):
        marks.clear()
        begin = time.perf_counter()
        image = pipe(PROMPT, width=size, height=size, num_inference_steps=steps, guidance_scale=3.5,
                     generator=torch.Generator("cpu").manual_seed(42), callback_on_step_end=mark).images[0]
        totals.append(time.perf_counter() - begin)
        step_seconds.append((marks[-1] - marks[0]) / max(len(marks) - 1, 1))
    return {"load": load, "total": statistics.median(totals[1:]), "step": statistics.median(step_seconds[1:])}, image


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("genserve")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tokenizers", type=Path, default=Path("resources/tokenizers"))
    parser.add_argument("--steps", type=int, default=28)
    parser.add_argument("--size", type=int, default=1024)
    arguments = parser.parse_args()
    if not (arguments.folder / "model_index.json").exists():
        start = time.perf_counter()
        make_model(arguments.folder, arguments.tokenizers)
        torch.cuda.empty_cache()
        print(f"model made in {time.perf_counter() - start:.0f} s", flush=True)
    picture = arguments.folder / "genserve.png"
    ours, generated = run_genserve(arguments.genserve, arguments.folder, arguments.size, arguments.steps, picture)
    print("genserve", json.dumps(ours), flush=True)
    print("genserve generate", json.dumps(generated), flush=True)
    theirs, image = run_diffusers(arguments.folder, arguments.size, arguments.steps)
    print("diffusers", json.dumps(theirs), flush=True)
    difference = numpy.abs(numpy.asarray(Image.open(picture), dtype=float) - numpy.asarray(image, dtype=float))
    print(f"step: genserve {ours['step_seconds'] * 1000:.1f} ms, diffusers {theirs['step'] * 1000:.1f} ms, "
          f"ratio {ours['step_seconds'] / theirs['step']:.3f}")
    print(f"pictures: mean difference {difference.mean():.3f}/255, largest {difference.max():.0f}")


if __name__ == "__main__":
    main()
