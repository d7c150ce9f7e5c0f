"""Goldens of runs with the first-block cache, and which steps it skipped. With the starter: only a trained model's
blocks change so little from step to step that there is something to reuse."""

from pathlib import Path

import torch
from diffusers.hooks.first_block_cache import FBCHeadBlockHook

from golden_file import load_pipeline, save_golden, write_hashes
from peer_run import DEFAULTS, run_peer

STARTER = Path(__file__).resolve().parents[2] / "resources" / "starter"
RUNS = {
    "strong": dict(steps=28, step_cache="strong"),
    "true_cfg": dict(steps=28, step_cache="strong", negative_prompt="a red boat", true_cfg_scale=2.0),
}


def record(decisions):
    """Keeps what every first block decides: True where the others follow."""
    decide = FBCHeadBlockHook._should_compute_remaining_blocks

    def recorded(hook, residual):
        decisions.append(decide(hook, residual))
        return decisions[-1]

    FBCHeadBlockHook._should_compute_remaining_blocks = recorded


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    pipeline, decisions = load_pipeline(STARTER), []
    record(decisions)
    for name, run in RUNS.items():
        settings = DEFAULTS | dict(prompt="a sailboat on the sea at sunset", width=64, height=48,
                                   max_sequence_length=64, precision="fp32") | run
        decisions.clear()
        latents, image = run_peer(pipeline, settings)
        of_the_prompt = decisions[::2] if settings["negative_prompt"] else decisions
        settings |= {"steps_run": len(latents), "steps_reused": of_the_prompt.count(False)}
        save_golden(f"step_cache_{name}", {"latents": latents[-1], "image": torch.from_numpy(image)}, settings)
        print(name, settings["steps_reused"], "of", settings["steps_run"], "steps reused")
    write_hashes()


if __name__ == "__main__":
    main()
