"""Speed of genserve on the CPU against diffusers on the same model, threads and steps, in alternation.

    python compare_diffusers.py GENSERVE MODEL [--threads N --rounds N --steps N --width N --height N]

Run it with the Python that has tests/reference/requirements.txt; other versions are refused. Two comparisons:
  whole command  `genserve generate` and diffusers_generate.py as processes, from start to the finished file
  denoising      one warm run each: `genserve bench` (its figures after the first run) and diffusers' loop in this
                 process, from the first call of the transformer to the end of the last step
Goals: denoising <= 0.90, whole command <= 0.50 of diffusers' time.
"""

import argparse
import importlib.metadata
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import diffusers_generate

PINNED = Path(__file__).resolve().parents[2] / "tests" / "reference" / "requirements.txt"
PROMPT = "a hot air balloon over a lake with mountains"
GOALS = {"whole command": 0.50, "denoising": 0.90}


def check_versions():
    for line in PINNED.read_text().split():
        name, version = line.split("==")
        installed = importlib.metadata.version(name).split("+")[0]
        if installed != version:
            raise SystemExit(f"{name} is {installed}, the comparison is pinned to {version} ({PINNED})")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("genserve", help="path of the program")
    parser.add_argument("model", help="a diffusers folder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--width", type=int, default=256)
    parser.add_argument("--height", type=int, default=256)
    parser.add_argument("--only", choices=["whole", "denoise"])
    return parser.parse_args()


def size_options(given):
    return ["--width", str(given.width), "--height", str(given.height), "--steps", str(given.steps)]


def seconds_of(command):
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    elapsed = time.perf_counter() - start
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stderr}")
    return elapsed


def whole_command(given):
    """Pairs of seconds (genserve, diffusers); the first round warms the disk cache and is dropped."""
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        ours = [given.genserve, "generate", PROMPT, "-o", f"{folder}/ours.png", "--model", given.model, "--seed", "42",
                "--cfg", "3.5", "--device", "cpu", "--precision", "fp32", "--threads", str(given.threads)]
        script = Path(diffusers_generate.__file__)
        peer = [sys.executable, script, given.model, PROMPT, f"{folder}/peer.png"]
        for _ in range(given.rounds + 1):
            pairs.append((seconds_of(ours + size_options(given)), seconds_of(peer + size_options(given))))
    return pairs[1:]


def genserve_denoise_seconds(given):
    command = [given.genserve, "bench", "--json", "--repeat", "1", "--model", given.model, "--device", "cpu",
               "--precision", "fp32", "--threads", str(given.threads), *size_options(given)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"genserve bench failed:\n{done.stderr}")
    return json.loads(done.stdout)["seconds"]["denoise"]


class PeerDenoiseTimer:
    def __init__(self, given):
        import torch

        torch.set_num_threads(given.threads)
        self.given = given
        self.pipeline = diffusers_generate.load(given.model)
        self.pipeline.transformer.register_forward_pre_hook(self._before_forward)
        self.start = None
        self.seconds()  # warm-up

    def _before_forward(self, _module, _inputs):
        if self.start is None:
            self.start = time.perf_counter()

    def _after_step(self, _pipeline, _step, _timestep, values):
        self.end = time.perf_counter()
        return values

    def seconds(self):
        self.start = None
        diffusers_generate.generate(self.pipeline, PROMPT, self.given.width, self.given.height, self.given.steps, 42,
                                    3.5, callback_on_step_end=self._after_step)
        return self.end - self.start


def denoising(given):
    peer = PeerDenoiseTimer(given)
    return [(genserve_denoise_seconds(given), peer.seconds()) for _ in range(given.rounds)]


def report(name, pairs):
    ours, peers = zip(*pairs)
    ratio = statistics.median(our / peer for our, peer in pairs)
    verdict = "reached" if ratio <= GOALS[name] else "missed"
    print(f"{name:14} genserve {statistics.median(ours):7.3f} s ({min(ours):.3f} … {max(ours):.3f})   diffusers "
          f"{statistics.median(peers):7.3f} s ({min(peers):.3f} … {max(peers):.3f})   ratio {ratio:.3f}, "
          f"goal {GOALS[name]:.2f} {verdict}")
    return ratio <= GOALS[name]


def main():
    given = parse_arguments()
    check_versions()
    os.environ["OMP_NUM_THREADS"] = str(given.threads)
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1", "TQDM_DISABLE": "1",
                   "TRANSFORMERS_VERBOSITY": "error", "DIFFUSERS_VERBOSITY": "error"}
    print(f"{given.model}, {given.width}x{given.height}, {given.steps} steps, fp32, {given.threads} threads, median of "
          f"{given.rounds} alternating rounds")
    reached = True
    if given.only != "denoise":
        reached &= report("whole command", whole_command(given))
    if given.only != "whole":
        reached &= report("denoising", denoising(given))
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
