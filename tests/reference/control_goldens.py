"""Goldens of Fill models, control models and ControlNets: modules and whole runs."""

import torch
from diffusers import FluxControlNetModel, FluxPipeline, FluxTransformer2DModel

from control_models import CONTROL, CONTROLNETS, TRANSFORMERS
from golden_file import load_pipeline, save_golden
from pipeline_goldens import PROMPT, make_case

SIZE = dict(width=64, height=48)


def run(mode, transformer, **settings):
    return dict(mode=mode, prompt=PROMPT, transformer=transformer, max_sequence_length=40) | SIZE | settings


def net(name, scale=0.7, start=0.0, end=1.0, mode=None):
    return dict(net=name, scale=scale, start=start, end=end, mode=mode)


def guided(mode, *controlnets, **settings):
    return run(mode, "deep", controlnets=list(controlnets)) | settings


LATENTS, PIXELS = net("latents"), net("pixels")
# Names of the files; `control_sizes` are the control pictures'.
CASES = {
    "fill_model_full": run("fill", "fill", picture_size=(64, 48), steps=4, cfg=30.0),
    "fill_model_resized": run("fill", "fill", picture_size=(90, 41), width=80, height=32, steps=3, cfg=30.0, seed=5),
    "fill_model_strength": run("fill", "fill", picture_size=(48, 48), strength=0.6, steps=5, seed=6),
    "fill_model_schnell": run("fill", "fill_schnell", picture_size=(50, 60), width=48, height=64, steps=3, cfg=0.0),
    "control": run("controlnet", "control", control_sizes=[(64, 48)], steps=4, cfg=10.0),
    "control_resized": run("controlnet", "control", control_sizes=[(31, 77)], width=32, height=64, steps=2, seed=8),
    "control_img2img": run("controlnet", "control", control_sizes=[(40, 40)], picture_size=(75, 50), strength=0.6,
                           steps=5, cfg=7.0),
    "control_inpaint": run("fill", "control", control_sizes=[(64, 48)], picture_size=(70, 60), strength=0.8, steps=5),
    "control_inpaint_full": run("fill", "control", control_sizes=[(64, 48)], picture_size=(64, 48), steps=3),
    "controlnet": guided("controlnet", LATENTS, control_sizes=[(64, 48)], steps=4),
    "controlnet_part": guided("controlnet", net("latents", 1.1, 0.2, 0.7), control_sizes=[(50, 50)], steps=5, seed=1),
    "controlnet_union": guided("controlnet", net("union", 0.9, 0.0, 0.8, 3), control_sizes=[(80, 33)], steps=4),
    "controlnet_pixels": guided("controlnet", PIXELS, control_sizes=[(64, 48)], steps=3),
    "controlnet_two": guided("controlnet", net("latents", 0.5), net("union", 0.8, 0.0, 0.6, 1),
                             control_sizes=[(64, 48), (31, 40)], steps=4),
    "controlnet_two_in_turns": guided("controlnet", net("union", 0.8, 0.0, 0.5, 4), net("latents", 0.5, 0.5),
                                      control_sizes=[(64, 48), (31, 40)], steps=4),
    "controlnet_two_pixels": guided("controlnet", net("pixels", 0.6), net("pixels", 0.4, 0.3),
                                     control_sizes=[(64, 48), (64, 48)], steps=3),
    "controlnet_two_modes": guided("controlnet", net("union", 0.7, 0.0, 1.0, 0), net("union", 0.4, 0.3, 1.0, 4),
                                   control_sizes=[(64, 48), (64, 48)], steps=3, one_net=True),
    "controlnet_true_cfg": guided("controlnet", LATENTS, control_sizes=[(64, 48)], steps=3,
                                  negative_prompt="dark paper", true_cfg_scale=3.0),
    "controlnet_img2img": guided("controlnet", net("latents", 0.7, 0.0, 0.6), control_sizes=[(64, 48)],
                                 picture_size=(75, 50), strength=0.6, steps=6),
    "controlnet_img2img_two": guided("controlnet", net("latents", 0.5), net("union", 0.8, 0.4, 1.0, 2),
                                     control_sizes=[(64, 48), (40, 40)], picture_size=(64, 48), strength=0.8, steps=5),
    "controlnet_inpaint": guided("fill", net("union", 0.7, 0.0, 1.0, 1), control_sizes=[(64, 48)],
                                 picture_size=(70, 60), strength=0.7, steps=5),
    "controlnet_inpaint_pixels": guided("fill", PIXELS, control_sizes=[(64, 48)], picture_size=(64, 48), steps=3),
    "controlnet_single_file": run("controlnet", None, model="single_file_twin", width=48, height=32, steps=3,
                                  controlnets=[net("comfy", 0.8, 0.0, 1.0, 2)], control_sizes=[(48, 32)]),
    # For tolerances in bf16; the same requests stand above in fp32.
    "fill_model_full_bf16": run("fill", "fill", picture_size=(64, 48), steps=4, cfg=30.0, precision="bf16"),
    "controlnet_bf16": guided("controlnet", LATENTS, control_sizes=[(64, 48)], steps=4, precision="bf16"),
}


def load_net(name, dtype=torch.float32):
    return FluxControlNetModel.from_pretrained(CONTROL / "controlnets" / name, torch_dtype=dtype).eval()


def load_controlled(transformer, model, dtype=torch.float32):
    """A model whose transformer is one of tests/data/control."""
    pipeline = load_pipeline(model or TRANSFORMERS[transformer][0], dtype)
    if transformer:
        folder = CONTROL / "transformers" / transformer
        pipeline.register_modules(
            transformer=FluxTransformer2DModel.from_pretrained(folder, torch_dtype=dtype).eval())
    return pipeline


def net_golden(name, rows=3, columns=4, text_length=6):
    """One call of a net: its inputs under their parameter names, and a sample a block."""
    model, generator = load_net(name), torch.Generator().manual_seed(14)
    config = model.config
    condition = (3, 16 * rows, 16 * columns) if config.conditioning_embedding_channels else (
        rows * columns, config.in_channels)
    inputs = {
        "hidden_states": torch.randn(1, rows * columns, config.in_channels, generator=generator),
        "controlnet_cond": torch.randn(1, *condition, generator=generator),
        "encoder_hidden_states": torch.randn(1, text_length, config.joint_attention_dim, generator=generator),
        "pooled_projections": torch.randn(1, config.pooled_projection_dim, generator=generator),
        "timestep": torch.tensor([0.4211]),
        "img_ids": FluxPipeline._prepare_latent_image_ids(1, rows, columns, "cpu", torch.float32),
        "txt_ids": torch.zeros(text_length, 3),
    }
    if config.guidance_embeds:
        inputs["guidance"] = torch.tensor([5.5])
    if config.num_mode:
        inputs["controlnet_mode"] = torch.tensor([[config.num_mode - 1]])
    block, single = model(**inputs, conditioning_scale=0.7, return_dict=False)
    tensors = inputs | {f"block.{index}": sample for index, sample in enumerate(block or [])}
    tensors |= {f"single.{index}": sample for index, sample in enumerate(single or [])}
    save_golden(f"controlnet_{name}", tensors, {"module": "controlnet", "net": name, "conditioning_scale": 0.7,
                                                "precision": "fp32"})


@torch.no_grad()
def make_control_goldens():
    for name in CONTROLNETS:
        net_golden(name)
    for name, settings in CASES.items():
        settings = dict(settings)
        model = settings.pop("model", None) or TRANSFORMERS[settings["transformer"]][0]
        dtype = torch.bfloat16 if settings.get("precision") == "bf16" else torch.float32
        nets = [load_net(use["net"], dtype) for use in settings.get("controlnets", [])]
        pipeline = load_controlled(settings["transformer"], model, dtype)
        make_case(name, pipeline, model, settings, nets[:1] if settings.pop("one_net", False) else nets, "controlled")
