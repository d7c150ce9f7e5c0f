"""The peer of `genserve generate`: the least code that makes one picture with diffusers on the CPU.

    python diffusers_generate.py MODEL PROMPT OUTPUT.png [--width N --height N --steps N --seed N --cfg X]
"""

import argparse


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("prompt")
    parser.add_argument("output")
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--height", type=int, default=256)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--cfg", type=float, default=3.5)
    return parser.parse_args()


def load(model):
    import torch
    from diffusers import FluxPipeline

    pipeline = FluxPipeline.from_pretrained(model, dtype=torch.float32)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def generate(pipeline, prompt, width, height, steps, seed, cfg, **options):
    import torch

    return pipeline(prompt, width=width, height=height, num_inference_steps=steps, guidance_scale=cfg,
                    generator=torch.Generator("cpu").manual_seed(seed), **options).images[0]


if __name__ == "__main__":
    given = vars(parse_arguments())
    picture_file = given.pop("output")
    generate(load(given.pop("model")), **given).save(picture_file)
