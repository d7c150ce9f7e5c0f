"""One request through diffusers' FLUX pipelines, described by the same words as genserve's own request."""

import inspect

import numpy as np
import torch
from diffusers.hooks import FirstBlockCacheConfig
from diffusers import (FluxControlImg2ImgPipeline, FluxControlInpaintPipeline, FluxControlNetImg2ImgPipeline,
                       FluxControlNetInpaintPipeline, FluxControlNetPipeline, FluxControlPipeline, FluxFillPipeline,
                       FluxImg2ImgPipeline, FluxInpaintPipeline, FluxPipeline)

DEFAULTS = dict(mode="text2img", prompt_2=None, negative_prompt=None, true_cfg_scale=1.0, max_sequence_length=512,
                cfg=3.5, strength=None, seed=42, step_cache=None)
# The thresholds of genserve's tiers.
STEP_CACHES = {"light": 0.06, "medium": 0.08, "strong": 0.12}
# What a run begins with: noise, a picture, a picture and a mask.
PIPELINES = {
    "plain": (FluxPipeline, FluxImg2ImgPipeline, FluxInpaintPipeline),
    "control": (FluxControlPipeline, FluxControlImg2ImgPipeline, FluxControlInpaintPipeline),
    "controlnet": (FluxControlNetPipeline, FluxControlNetImg2ImgPipeline, FluxControlNetInpaintPipeline),
    "fill": (None, None, FluxFillPipeline),
}


def start_of(settings):
    """Index into the pipelines of a kind. Mode controlnet begins with a picture only where a strength says so."""
    mode, strength = settings["mode"], settings["strength"]
    if mode == "fill":
        return 2
    return int(mode == "img2img" or (mode == "controlnet" and strength is not None and strength < 1))


def kind_of(base):
    """plain, control or fill, by what enters the transformer."""
    channels, latents = base.transformer.config.in_channels, 4 * base.vae.config.latent_channels
    return {latents: "plain", 2 * latents: "control"}.get(channels, "fill")


def control_options(settings, controls, nets):
    """The `controlnets` of the settings hold scale, start, end and mode, in the order of the control pictures."""
    if len(nets) == 1 and len(settings["controlnets"]) == 1:
        use = settings["controlnets"][0]
        return dict(control_image=controls[0], controlnet_conditioning_scale=use["scale"],
                    control_guidance_start=use["start"], control_guidance_end=use["end"], control_mode=use["mode"])
    uses = settings["controlnets"]
    return dict(control_image=controls, controlnet_conditioning_scale=[use["scale"] for use in uses],
                control_guidance_start=[use["start"] for use in uses],
                control_guidance_end=[use["end"] for use in uses], control_mode=[use["mode"] for use in uses])


def pipeline_for(base, kind, start, nets, uses):
    pipeline_class = PIPELINES[kind][start]
    known = inspect.signature(pipeline_class.__init__).parameters
    components = {name: part for name, part in base.components.items() if name in known}
    if nets:
        # A list makes a FluxMultiControlNetModel, in which one net may also serve several pictures.
        components["controlnet"] = nets[0] if len(nets) == 1 and len(uses) == 1 else nets
    pipeline = pipeline_class(**components)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def run_peer(base, settings, picture=None, mask=None, controls=(), nets=(), embeds=None):
    """Returns the packed latents after every step and the picture as uint8 [H, W, 3].

    `settings` holds mode, prompt, width, height, steps and what differs from DEFAULTS; with `nets` (FluxControlNetModel)
    also `controlnets`. `picture` and `controls` are RGB PIL images, `mask` a grey one. `base` is a FluxPipeline, whose
    transformer may be that of a Fill or control model. `embeds`: what the pipeline gets instead of the prompts.
    """
    settings, controls, nets = DEFAULTS | settings, list(controls), list(nets)
    kind, start = "controlnet" if nets else kind_of(base), start_of(settings)
    pipeline = pipeline_for(base, kind, start, nets, settings.get("controlnets"))
    options = {key: settings[key] for key in
               ("prompt", "prompt_2", "negative_prompt", "true_cfg_scale", "max_sequence_length", "width", "height")}
    if embeds:
        options |= dict(prompt=None, prompt_2=None, negative_prompt=None) | embeds
    if start > 0:
        options |= dict(image=picture, strength=1.0 if settings["strength"] is None else settings["strength"])
    if start == 2:
        options["mask_image"] = mask
    if kind == "control":
        options["control_image"] = controls[0]
    elif kind == "controlnet":
        options |= control_options(settings, controls, nets)
    known = inspect.signature(pipeline.__call__).parameters
    unknown = [key for key in options if key not in known]
    assert all(key in ("negative_prompt", "true_cfg_scale") for key in unknown)
    assert "true_cfg_scale" in known or settings["true_cfg_scale"] == 1 or settings["negative_prompt"] is None
    latents = []

    def keep(_pipeline, _step, _timestep, values):
        latents.append(values["latents"].float())
        return values

    if settings["step_cache"]:
        pipeline.transformer.enable_cache(FirstBlockCacheConfig(threshold=STEP_CACHES[settings["step_cache"]]))
    result = pipeline(
        **{key: value for key, value in options.items() if key in known}, num_inference_steps=settings["steps"],
        guidance_scale=settings["cfg"], output_type="np",
        generator=torch.Generator("cpu").manual_seed(settings["seed"]), callback_on_step_end=keep)
    if settings["step_cache"]:
        pipeline.transformer.disable_cache()
    return latents, (result.images[0] * 255).round().astype(np.uint8)
