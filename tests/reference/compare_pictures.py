"""Random requests through diffusers and through `genserve generate`: the largest pixel difference and PSNR of each.

    python compare_pictures.py MODEL_DIR GENSERVE [--cases N --seed N --largest-side N --keep DIR]
    python compare_pictures.py random GENSERVE --models N     fresh random tiny models, --cases N for each

Fill and control models are known by their transformer. --controlnet FOLDER (more than once) adds ControlNets; random
models get random ones half of the time.

A case passes when no pixel differs by more than 1 of 255 and PSNR is at least 71 dB. --keep saves the request and
the pictures of cases that do not, and fresh models that had such a case. Exit code 1 when a case failed.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
from diffusers import FluxControlNetModel
from PIL import Image

from golden_file import load_pipeline
from peer_run import kind_of, run_peer
from random_requests import random_controlnets, random_kind, random_model, random_request
from random_weights import fill
from tiny_models import build

MOST_DIFFERENCE, LEAST_PSNR = 1, 71.0


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", help="a diffusers folder, or the word random")
    parser.add_argument("genserve", help="path of the program")
    parser.add_argument("--genserve-model", type=Path, help="the same model for genserve in another format")
    parser.add_argument("--controlnet", type=Path, action="append", default=[])
    parser.add_argument("--cases", type=int, default=10)
    parser.add_argument("--models", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--largest-side", type=int, default=96)
    parser.add_argument("--keep", type=Path)
    return parser.parse_args()


def genserve_command(program, model, settings, pictures, folder, nets):
    """Every value is given, so that no default of genserve's takes part."""
    command = [program, "generate", settings["prompt"], "-o", folder / "genserve.png", "--model", model,
               "--device", "cpu", "--precision", "fp32"]
    for key in ["mode", "width", "height", "steps", "cfg", "seed", "strength", "prompt_2", "negative_prompt",
                "max_sequence_length"]:
        if settings.get(key) is not None:
            command += [f"--{key.replace('_', '-')}", str(settings[key])]
    if "true_cfg_scale" in settings:
        command += ["--true-cfg", str(settings["true_cfg_scale"])]
    for name, option in [("picture", "--input"), ("mask", "--mask"), ("control", "--control")]:
        if name in pictures:
            command += [option, folder / f"{name}.png"]
    if settings["mode"] == "fill":
        command += ["--no-paste-back"]
    for net, use in zip(nets, settings.get("controlnets", [])):
        command += ["--controlnet", f"{net}:{use['scale']}:{use['start']}:{use['end']}"]
    modes = [use["mode"] for use in settings.get("controlnets", []) if use["mode"] is not None]
    if modes:
        command += ["--control-mode", modes[0]]
    return list(map(str, command))


def load_nets(folders):
    return [FluxControlNetModel.from_pretrained(folder, torch_dtype=torch.float32).eval() for folder in folders]


def run_case(given, model, pipeline, nets, draw, folder):
    loaded = load_nets(nets)
    settings, pictures = random_request(draw, given.largest_side, kind_of(pipeline), [net.config for net in loaded])
    for name, image in pictures.items():
        image.save(folder / f"{name}.png")
    (folder / "request.json").write_text(json.dumps(settings, indent=1))
    controls = [pictures["control"]] * max(1, len(nets)) if "control" in pictures else []
    _, expected = run_peer(pipeline, settings, pictures.get("picture"), pictures.get("mask"), controls, loaded)
    Image.fromarray(expected).save(folder / "diffusers.png")
    command = genserve_command(given.genserve, given.genserve_model or model, settings, pictures, folder, nets)
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        return settings, f"exit code {done.returncode}: {done.stderr.strip()[-300:]}"
    actual = np.asarray(Image.open(folder / "genserve.png"))
    if actual.shape != expected.shape:
        return settings, f"shape {actual.shape}, expected {expected.shape}"
    difference = np.abs(actual.astype(int) - expected)
    error = np.mean(difference.astype(float) ** 2)
    psnr = 10 * np.log10(255**2 / error) if error else np.inf
    figures = f"max {difference.max()}, PSNR {psnr:.1f} dB"
    return settings, (figures, difference.max() <= MOST_DIFFERENCE and psnr >= LEAST_PSNR)


def compare(given, model, nets, draw, label):
    """Number of failed cases with one model."""
    pipeline, failures = load_pipeline(model), 0
    for case in range(given.cases):
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            settings, outcome = run_case(given, model, pipeline, nets, draw, folder)
            text, passed = outcome if isinstance(outcome, tuple) else (outcome, False)
            size = f"{settings['width']}x{settings['height']}"
            print(f"{'ok  ' if passed else 'FAIL'} {label}-{case:03} {settings['mode']:10} {size:7} {text}", flush=True)
            if not passed:
                failures += 1
                print("     " + json.dumps(settings)[:400])
                if given.keep:
                    shutil.copytree(folder, given.keep / f"{label}-{case:03}", dirs_exist_ok=True)
    return failures


def compare_random_models(given, draw):
    failures = 0
    for index in range(given.models):
        with tempfile.TemporaryDirectory() as scratch:
            model, label, spec = Path(scratch) / "model", f"model{index}", random_model(draw)
            kind = random_kind(draw, spec)
            build("model", spec, model)
            nets = []
            for net in random_controlnets(draw, spec) if kind == "plain" and draw.random() < 0.6 else []:
                nets.append(Path(scratch) / f"net{len(nets)}")
                fill(FluxControlNetModel(**net), draw.randrange(1000)).save_pretrained(nets[-1])
            failed = compare(given, model, nets, draw, label)
            failures += failed
            if failed and given.keep:
                shutil.copytree(model, given.keep / label, dirs_exist_ok=True)
    return failures


def main():
    given = parse_arguments()
    os.environ["HF_HUB_OFFLINE"] = "1"
    torch.set_num_threads(1)
    draw = random.Random(given.seed)
    with torch.no_grad():
        if given.model == "random":
            failures = compare_random_models(given, draw)
        else:
            failures = compare(given, Path(given.model), given.controlnet, draw, Path(given.model).name)
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
