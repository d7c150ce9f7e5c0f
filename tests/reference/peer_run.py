"""One request through diffusers' FLUX pipelines, described by the same words as genserve's own request."""

import numpy as np
import torch
from diffusers import FluxImg2ImgPipeline, FluxInpaintPipeline

DEFAULTS = dict(mode="text2img", prompt_2=None, negative_prompt=None, true_cfg_scale=1.0, max_sequence_length=512,
                cfg=3.5, strength=None, seed=42)


def pipeline_for(base, mode):
    classes = {"img2img": FluxImg2ImgPipeline, "fill": FluxInpaintPipeline}
    if mode == "text2img":
        return base
    pipeline = classes[mode](**base.components)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def run_peer(base, settings, picture=None, mask=None):
    """Returns the packed latents after every step and the picture as uint8 [H, W, 3].

    `settings` holds mode, prompt, width, height, steps and what differs from DEFAULTS; `picture` is an RGB and `mask`
    a grey PIL image.
    """
    settings = DEFAULTS | settings
    options = {key: settings[key] for key in
               ("prompt", "prompt_2", "negative_prompt", "true_cfg_scale", "max_sequence_length", "width", "height")}
    if settings["mode"] != "text2img":
        options |= dict(image=picture, strength=settings["strength"])
    if settings["mode"] == "fill":
        options["mask_image"] = mask
    latents = []

    def keep(_pipeline, _step, _timestep, values):
        latents.append(values["latents"].float())
        return values

    result = pipeline_for(base, settings["mode"])(
        **options, num_inference_steps=settings["steps"], guidance_scale=settings["cfg"], output_type="np",
        generator=torch.Generator("cpu").manual_seed(settings["seed"]), callback_on_step_end=keep)
    return latents, (result.images[0] * 255).round().astype(np.uint8)
