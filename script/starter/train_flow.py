"""Rectified-flow training of the transformer together with both text encoders.

    torchrun --nproc_per_node 4 train_flow.py --seconds 390 --vae state/vae.safetensors --text state/text.safetensors \\
        --sprites sprites.npz --tokenizers DIR --out state [--resume STATE --from_fraction 0.3]
"""
import argparse
import math
import random
import signal

import torch

import parallel
from data import load_sprites, load_vae
from flow import Bundle, Feed, compile_pieces, draw_batch, empty_text, flow_loss, noise_level, pick_bucket
from optimizer import FlatAdam, read
from parallel import COMPUTE, DEVICE

PHASES = [(.55, {"256": 14, "wide": .8, "tall": .8}),
          (.78, {"256": 7, "wide": .6, "tall": .6, "512": 3, "512w": .4, "512t": .4}),
          (2.0, {"256": 5, "wide": .4, "tall": .4, "512": 2.2, "512w": .3, "512t": .3, "768": .6, "768w": .3, "768t": .3, "1024": 2.0})]
COMPILE_SECONDS = 150   # a compiler that takes longer for the first step has gone astray
HOLD = .35   # the learning rate stays up for this share of the schedule


def decays(name, p):
    return p.ndim > 1 and "embed" not in name


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--lr", type=float, default=1.6e-3)
    ap.add_argument("--warmup", type=int, default=250)
    ap.add_argument("--from_fraction", type=float, default=0.0, help="start the schedule here (to continue a run)")
    ap.add_argument("--only", help="use this bucket only")
    ap.add_argument("--vae", required=True)
    ap.add_argument("--text", help="trained text encoders to begin with")
    ap.add_argument("--resume", help="folder with the state of an earlier run")
    ap.add_argument("--init", help="weights to begin with when the optimizer's state is not at hand")
    ap.add_argument("--compiled", action="store_true", help="let the compiler fuse kernels")
    ap.add_argument("--save_every", type=float, default=100, help="seconds")
    a = parallel.arguments(ap)
    parallel.start()
    torch.manual_seed(100 + parallel.RANK)
    sprites, vae, bundle = load_sprites(a.sprites), load_vae(a.vae), Bundle()
    if a.text:
        bundle.load(read(a.text)[0])
    about = {"step": 0, "samples": 0}
    if a.init:
        weights, about = read(a.init)
        bundle.load(weights)
    bundle.to(DEVICE, COMPUTE)
    opt = FlatAdam(list(bundle.named_parameters()), decay=.02, decays=decays, average=.9992)
    about = (opt.resume(a.resume, "flow") if a.resume else None) or about
    step, seen = about["step"], about["samples"]
    if step:
        parallel.log(f"going on from step {step}, {seen / 1e6:.2f} M samples")
    torch.manual_seed(100 + parallel.RANK + step)
    feed = Feed(vae, sprites, a.tokenizers, 2 + step, a.workers, a.cache_scale)
    empty = empty_text(a.tokenizers)
    if not a.only:
        for name in ("256", "wide", "tall"):
            feed.draw(name, 8)
    if a.compiled:
        compile_pieces()
        signal.alarm(COMPILE_SECONDS)
    clock, first, rng = parallel.Clock(a.deadline), step, random.Random(3 + step)
    mean, saved, last = {}, 0.0, (0.0, seen)

    def save():
        if parallel.RANK == 0:
            opt.save(a.out, "flow", {"step": step, "samples": seen})

    while step - first < a.steps and (fraction := clock.fraction(step - first)) < 1:
        progress = a.from_fraction + (1 - a.from_fraction) * min(1, fraction)
        lengths = {"lengths": (1, 0, 0)} if a.compiled and step == first else {}   # what is compiled first is found in the compiler's cache
        name = a.only or ("256" if lengths else pick_bucket(rng, progress, PHASES))
        lr = a.lr * min(1, (step - first + 1) / a.warmup) * (1 if progress < HOLD else .03 + .97 * (.5 + .5 * math.cos(math.pi * (progress - HOLD) / (1 - HOLD))))
        z, clip, t5, (covered,) = draw_batch(feed, rng, name, a.batch_scale, empty, .1, **lengths)
        n, noise = z.shape[0], torch.randn_like(z)
        t = noise_level(n, z.shape[2] * z.shape[3] // 4)
        zt = z + (noise - z) * t[:, None, None, None]
        pooled, text = bundle.encode_text(clip, t5)
        loss, plain = flow_loss(bundle.velocity(zt, t, torch.ones_like(t), pooled, text), z, noise, covered)
        loss.backward()
        norm = opt.step(lr)
        if a.compiled and step == first:
            norm.item()
            signal.alarm(0)
        step += 1
        seen += n * parallel.WORLD
        mean.setdefault(name, []).append(plain)
        if step % 200 == 0 or step - first in (1, 2, 10, 50, 100):
            now = clock.seconds()
            losses = {k: torch.stack(v).mean().item() for k, v in sorted(mean.items())}
            parallel.log(f"flow step {step} {now:.0f} s  {seen / 1e6:.2f} M samples, {(seen - last[1]) / max(1e-3, now - last[0]):.0f}/s  grad {norm.item():.2f} "
                         f"lr {lr:.1e}  " + "  ".join(f"{k} {v:.4f}" for k, v in losses.items()))
            mean, last = {}, (now, seen)
        if clock.seconds() - saved > a.save_every:
            saved = clock.seconds()
            save()
    save()
    parallel.log(f"flow done: {step} steps, {seen} samples, {clock.seconds():.0f} s")
    parallel.finish()


if __name__ == "__main__":
    main()
