"""Goldens of whole runs: latents after the first and the last step, and the picture."""

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFilter

from golden_file import load_pipeline, save_golden
from peer_run import DEFAULTS, run_peer

PROMPT = "a red cat sleeping in the snow"
LONG = "a small wooden house near the river, bright morning light, quiet forest and stone bridge; " * 3


def text2img(prompt=PROMPT, **settings):
    return dict(mode="text2img", prompt=prompt) | settings


def from_picture(mode, strength, picture_size, **settings):
    return dict(mode=mode, prompt=PROMPT, strength=strength, picture_size=picture_size) | settings


# name of the file: model, settings
CASES = {
    "text2img_default": ("odd", text2img(width=64, height=48, steps=5)),
    "text2img_one_step": ("odd", text2img(width=32, height=80, steps=1, cfg=0.0, seed=0, max_sequence_length=24)),
    "text2img_strong_guidance": ("odd", text2img(width=48, height=48, steps=4, cfg=30.0, seed=2**32 + 43)),
    "text2img_prompt_2": ("odd", text2img(width=64, height=32, steps=3, max_sequence_length=64, seed=2**63 - 1,
                                          prompt_2="watercolour painting of a river, 2 birds")),
    "text2img_empty_prompt_2": ("odd", text2img(width=32, height=32, steps=2, max_sequence_length=17, prompt_2="")),
    "text2img_true_cfg_empty": ("odd", text2img(width=48, height=64, steps=4, max_sequence_length=48,
                                                negative_prompt="", true_cfg_scale=2.5)),
    "text2img_true_cfg_text": ("odd", text2img(width=64, height=48, steps=3, max_sequence_length=40, seed=7,
                                               negative_prompt="dark paper", true_cfg_scale=4.0,
                                               prompt_2="a beautiful garden")),
    "text2img_true_cfg_of_one": ("odd", text2img(width=32, height=48, steps=2, max_sequence_length=20,
                                                 negative_prompt="dark paper", true_cfg_scale=1.0)),
    "text2img_long_prompt": ("odd", text2img(LONG, width=48, height=32, steps=2, max_sequence_length=33)),
    "text2img_wide": ("odd", text2img(width=208, height=16, steps=3, max_sequence_length=1)),
    "text2img_schnell": ("schnell", text2img(width=48, height=80, steps=4, cfg=0.0)),
    "text2img_sharded": ("sharded", text2img(width=48, height=32, steps=3, seed=5, max_sequence_length=128)),
    "text2img_single_file": ("single_file_twin", text2img(width=48, height=32, steps=3, seed=9,
                                                          max_sequence_length=64)),
    "img2img_weak": ("odd", from_picture("img2img", 0.35, (75, 50), width=64, height=48, steps=10, cfg=7.0)),
    "img2img_default": ("odd", from_picture("img2img", 0.6, (40, 90), width=48, height=64, steps=5)),
    "img2img_full": ("odd", from_picture("img2img", 1.0, (64, 48), width=64, height=48, steps=3)),
    "img2img_true_cfg": ("odd", from_picture("img2img", 0.8, (33, 47), width=32, height=48, steps=4, seed=3,
                                             negative_prompt="", true_cfg_scale=3.0, max_sequence_length=30)),
    "img2img_schnell": ("schnell", from_picture("img2img", 0.6, (70, 70), width=48, height=32, steps=4, cfg=0.0)),
    "img2img_sharded": ("sharded", from_picture("img2img", 0.7, (20, 30), width=32, height=48, steps=5)),
    "fill_full": ("odd", from_picture("fill", 1.0, (64, 48), width=64, height=48, steps=5, cfg=30.0)),
    "fill_partial": ("odd", from_picture("fill", 0.6, (90, 41), width=80, height=48, steps=6)),
    "fill_schnell": ("schnell", from_picture("fill", 0.85, (50, 60), width=48, height=64, steps=4, cfg=0.0)),
    "fill_sharded": ("sharded", from_picture("fill", 0.9, (48, 48), width=48, height=48, steps=4)),
    # For tolerances in bf16; the same requests stand above in fp32.
    "text2img_default_bf16": ("odd", text2img(width=64, height=48, steps=5, precision="bf16")),
    "img2img_default_bf16": ("odd", from_picture("img2img", 0.6, (40, 90), width=48, height=64, steps=5,
                                                 precision="bf16")),
    "fill_partial_bf16": ("odd", from_picture("fill", 0.6, (90, 41), width=80, height=48, steps=6,
                                              precision="bf16")),
}


def make_picture(size, seed):
    """Smooth colours, hard edges and some noise: resizing, the autoencoder and rounding all have work to do."""
    width, height = size
    draw = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:height, 0:width] / [[[height]], [[width]]]
    waves = [np.sin(columns * a + rows * b + c) for a, b, c in draw.uniform(-9, 9, (3, 3))]
    pixels = 128 + 90 * np.stack(waves, -1) + draw.normal(0, 12, (height, width, 3))
    picture = Image.fromarray(pixels.clip(0, 255).astype(np.uint8))
    ImageDraw.Draw(picture).rectangle([width // 5, height // 4, width // 2, height // 2], fill=(250, 240, 10))
    return picture


def make_mask(size, seed):
    """An ellipse with soft edges beside a band of grey steps around the threshold (126 … 129)."""
    width, height = size
    mask = Image.new("L", size, 0)
    left = width // 6 + seed % 3
    ImageDraw.Draw(mask).ellipse([left, height // 5, left + width // 2, height - height // 6], fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(2))
    for step, value in enumerate([126, 127, 128, 129]):
        top = height * step // 4
        ImageDraw.Draw(mask).rectangle([width - width // 5, top, width - 1, height * (step + 1) // 4 - 1], fill=value)
    return mask


def token_ids(pipeline, settings):
    """The ids as the encoders get them, so that these goldens can be used without a tokenizer."""
    limit = settings["max_sequence_length"]

    def clip(text):
        return pipeline.tokenizer(text, padding="max_length", max_length=77, truncation=True,
                                  return_tensors="pt").input_ids

    def t5(text):
        return pipeline.tokenizer_2(text, padding="max_length", max_length=limit, truncation=True,
                                    return_tensors="pt").input_ids

    tensors = {"clip_ids": clip(settings["prompt"]), "t5_ids": t5(settings["prompt_2"] or settings["prompt"])}
    if settings["negative_prompt"] is not None:
        tensors["negative_clip_ids"] = clip(settings["negative_prompt"])
        tensors["negative_t5_ids"] = t5(settings["negative_prompt"])
    return tensors


def make_case(name, pipeline, model, settings, nets=(), kind="pipeline"):
    settings = DEFAULTS | {"precision": "fp32"} | settings
    picture_size, control_sizes = settings.pop("picture_size", None), settings.pop("control_sizes", [])
    inputs = {}
    if picture_size:
        inputs["picture"] = make_picture(picture_size, settings["seed"])
    if settings["mode"] == "fill":
        inputs["mask"] = make_mask(picture_size, settings["seed"])
    controls = [make_picture(size, settings["seed"] + 100 + index) for index, size in enumerate(control_sizes)]
    latents, image = run_peer(pipeline, settings, **inputs, controls=controls, nets=nets)
    tensors = token_ids(pipeline, settings) | {
        "latents_first_step": latents[0], "latents": latents[-1], "image": torch.from_numpy(image)}
    inputs |= {f"control_{index}": control for index, control in enumerate(controls)}
    tensors |= {key: torch.from_numpy(np.array(value)) for key, value in inputs.items()}
    save_golden(f"{kind}_{name}", tensors, {"model": model, "steps_run": len(latents)} | settings)
    print(f"{name}: latents {latents[-1].std():.2f}, pixels {image.min()} … {image.max()}, "
          f"clamped {np.isin(image, (0, 255)).mean():.1%}")


@torch.no_grad()
def make_pipeline_goldens(pipelines):
    in_bf16 = {}
    for name, (model, settings) in CASES.items():
        if settings.get("precision") == "bf16":
            pipeline = in_bf16.setdefault(model, load_pipeline(model, torch.bfloat16))
        else:
            pipeline = pipelines[model]
        make_case(name, pipeline, model, settings)
