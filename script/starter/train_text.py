"""Give both text encoders a start: from a caption they must tell what the picture shows. The heads are thrown away.

    python train_text.py --seconds 70 --sprites sprites.npz --tokenizers DIR --out state
"""
import argparse
import math
import random

import torch
import torch.nn.functional as F
from torch.utils.data import IterableDataset

import parallel
from captions import CATALOGUE, FIELDS, KIND_WEIGHTS, KINDS, SLOTS, SPRITES, TIMES, caption, sample_spec
from data import Words, stream
from flow import Bundle
from objects import COLOURS
from optimizer import FlatAdam, write
from parallel import COMPUTE, DEVICE

WEATHER = [f for f in FIELDS if f in ("fog", "rain", "snowfall", "stars", "moon", "aurora", "rainbow")]
CHOICES = {"scene": len(KINDS), "time": len(TIMES), "count": SLOTS + 1, "colour": len(COLOURS) + 1, "side": 3, "size": 3, "variant": 12}
FLAGS = len(CATALOGUE) + len(WEATHER)


def answers(spec):
    """The class of each choice and the flags of what is there."""
    objects = spec["objects"]
    first = objects[0] if objects else (0, "", 0, 1)
    colours = [""] + list(COLOURS)
    choices = [KINDS.index(spec["kind"]), int(spec["time"]), len(objects), colours.index(first[1]), first[2] + 1, first[3], int(spec["variant"])]
    shown = {o[0] for o in objects}
    return choices, [float(i in shown) for i in range(len(CATALOGUE))] + [float(spec[w] > 0) for w in WEATHER]


class Questions(IterableDataset):
    def __init__(self, tokenizers, n, seed):
        self.folder, self.n, self.seed = tokenizers, n, seed

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 1000003 + (info.id if info else 0))
        words = Words(self.folder)
        while True:
            specs = [sample_spec(rng, rng.choices(KINDS, KIND_WEIGHTS)[0]) for _ in range(self.n)]
            clip, t5 = words([caption(s, rng) for s in specs])
            choices, flags = zip(*map(answers, specs))
            yield torch.from_numpy(clip), torch.from_numpy(t5), torch.tensor(choices), torch.tensor(flags)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--batch", type=int, default=512)
    ap.add_argument("--lr", type=float, default=2e-3)
    a = parallel.arguments(ap)
    parallel.start()
    torch.manual_seed(7)
    bundle = Bundle()
    clip_width, t5_width, outputs = bundle.clip.config.hidden_size, bundle.t5.config.d_model, sum(CHOICES.values()) + FLAGS
    net = torch.nn.ModuleDict({"clip": bundle.clip, "t5": bundle.t5, "clip_head": torch.nn.Linear(clip_width, outputs),
                               "t5_head": torch.nn.Linear(t5_width, outputs)}).to(DEVICE, COMPUTE)
    opt = FlatAdam(list(net.named_parameters()), betas=(.9, .98), decay=.01)
    questions = stream(Questions(a.tokenizers, max(4, int(a.batch * a.batch_scale)), 51), a.workers)
    clock, step, fraction, rng, mean = parallel.Clock(a.deadline), 0, 0.0, random.Random(8), []

    def save():
        write(f"{a.out}/text.safetensors", {k: v for k, v in opt.tensors(opt.ema, torch.float32).items() if "head" not in k}, {"steps": step})

    while step < a.steps and (fraction := clock.fraction(step)) < 1:
        clip, t5, choices, flags = (x.to(DEVICE) for x in next(questions))
        clip, t5 = clip.long(), t5.long()
        words = (t5 != 0)[..., None].to(COMPUTE)
        length = rng.choices([64, 128, 512], [.85, .05, .1])[0]
        tokens = net["t5"](input_ids=F.pad(t5, (0, length - t5.shape[1])))[0][:, :t5.shape[1]]
        loss = 0
        for out in (net["clip_head"](net["clip"](input_ids=clip).pooler_output), net["t5_head"]((tokens * words).sum(1) / words.sum(1))):
            *parts, shown = out.float().split([*CHOICES.values(), FLAGS], 1)
            loss = loss + sum(F.cross_entropy(p, choices[:, k]) for k, p in enumerate(parts))
            loss = loss + 20 * F.binary_cross_entropy_with_logits(shown, flags)
        loss.backward()
        opt.step(a.lr * min(1, (step + 1) / 100) * (.05 + .95 * (.5 + .5 * math.cos(math.pi * min(1, fraction)))))
        step += 1
        mean.append(loss.detach())
        if step % 200 == 0 or step in (1, 20):
            parallel.log(f"text step {step} {clock.seconds():.0f} s  loss {torch.stack(mean).mean().item():.4f}")
            mean = []
        if step % 500 == 0:
            save()
    save()
    parallel.log(f"text done: {step} steps of {a.batch} captions")
    parallel.finish()


if __name__ == "__main__":
    main()
