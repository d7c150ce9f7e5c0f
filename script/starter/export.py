"""Write the diffusers FluxPipeline directory (fp16) from a folder of training results.

    python export.py --state state --tokenizers DIR --out model
"""
import argparse
import json
import os
import shutil

import torch
from safetensors.torch import load_file, save_file

from data import load_vae
from flow import Bundle
from models import make_scheduler
from optimizer import read
from train_controlnet import make_controlnet

INDEX = {"_class_name": "FluxPipeline", "_diffusers_version": "0.30.0", "feature_extractor": [None, None], "image_encoder": [None, None],
         "scheduler": ["diffusers", "FlowMatchEulerDiscreteScheduler"], "text_encoder": ["transformers", "CLIPTextModel"],
         "text_encoder_2": ["transformers", "T5EncoderModel"], "tokenizer": ["transformers", "CLIPTokenizer"],
         "tokenizer_2": ["transformers", "T5TokenizerFast"], "transformer": ["diffusers", "FluxTransformer2DModel"], "vae": ["diffusers", "AutoencoderKL"]}


def prefix_clip_keys(path):
    """transformers 5 drops the "text_model." prefix that published FLUX directories have: put it back."""
    weights = load_file(path)
    save_file({k if k.startswith("text_model.") else "text_model." + k: v for k, v in weights.items()}, path, metadata={"format": "pt"})


def forget_origin(folder):
    """No trace in the configurations of where they were loaded from."""
    for path, _, files in os.walk(folder):
        for name in (f for f in files if f == "config.json"):
            with open(os.path.join(path, name)) as f:
                config = json.load(f)
            config.pop("_name_or_path", None)
            with open(os.path.join(path, name), "w") as f:
                json.dump(config, f, indent=2)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--state", required=True)
    ap.add_argument("--tokenizers", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    at = lambda name: f"{a.state}/{name}.safetensors"
    bundle = Bundle().load(read(at("flow_average"))[0])
    if os.path.exists(at("student")):
        bundle.load(read(at("student"))[0])
    else:
        print("no distilled weights: guidance will have no effect")
    os.makedirs(a.out, exist_ok=True)
    if os.path.exists(at("controlnet")):
        control = make_controlnet(bundle.transformer)
        control.load_state_dict({k: v.float() for k, v in read(at("controlnet"))[0].items()}, strict=False)
        control.half().save_pretrained(f"{a.out}/controlnet")
    bundle.half()
    bundle.transformer.save_pretrained(f"{a.out}/transformer")
    bundle.clip.save_pretrained(f"{a.out}/text_encoder")
    prefix_clip_keys(f"{a.out}/text_encoder/model.safetensors")
    bundle.t5.save_pretrained(f"{a.out}/text_encoder_2")
    load_vae(at("vae")).to("cpu", torch.float16, memory_format=torch.contiguous_format).save_pretrained(f"{a.out}/vae")
    make_scheduler().save_pretrained(f"{a.out}/scheduler")
    for name in ("tokenizer", "tokenizer_2"):
        if os.path.abspath(a.tokenizers) != os.path.abspath(a.out):
            shutil.copytree(f"{a.tokenizers}/{name}", f"{a.out}/{name}", dirs_exist_ok=True)
    forget_origin(a.out)
    with open(f"{a.out}/model_index.json", "w") as f:
        json.dump(INDEX, f, indent=2)


if __name__ == "__main__":
    main()
