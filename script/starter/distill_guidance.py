"""Guidance distillation: the student, told the guidance scale g, learns the teacher's guided velocity
v_uncond + g (v_cond - v_uncond) in one forward pass. Text encoders stay as they are.

    torchrun --nproc_per_node 3 distill_guidance.py --seconds 80 --vae state/vae.safetensors --init state/flow_average.safetensors \\
        --sprites sprites.npz --tokenizers DIR --out state
"""
import argparse
import math
import random

import torch

import parallel
from data import load_sprites, load_vae
from flow import Bundle, Feed, compile_pieces, draw_batch, empty_text, noise_level, pick_bucket
from optimizer import FlatAdam, read, write
from parallel import COMPUTE, DEVICE

PHASES = [(.6, {"256": 8, "wide": 1, "tall": 1, "512": 1}),
          (2.0, {"256": 5, "wide": .7, "tall": .7, "512": 3, "768": .5, "768w": .4, "768t": .4, "1024": 1.2})]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--lr", type=float, default=6e-4)
    ap.add_argument("--only")
    ap.add_argument("--vae", required=True)
    ap.add_argument("--init", required=True)
    ap.add_argument("--compiled", action="store_true")
    a = parallel.arguments(ap)
    parallel.start()
    torch.manual_seed(200 + parallel.RANK)
    sprites, vae = load_sprites(a.sprites), load_vae(a.vae)
    teacher, student = (Bundle().load(read(a.init)[0]).to(DEVICE, COMPUTE) for _ in range(2))
    teacher.requires_grad_(False).eval()
    opt = FlatAdam([(f"transformer.{n}", p) for n, p in student.transformer.named_parameters()], decay=0., average=.998)
    feed = Feed(vae, sprites, a.tokenizers, 31, a.workers, .35 * a.cache_scale)
    empty = empty_text(a.tokenizers)
    if a.compiled:
        compile_pieces()
    clock, step, rng, mean, saved = parallel.Clock(a.deadline), 0, random.Random(4), [], 0.0

    def save():
        if parallel.RANK == 0:
            write(f"{a.out}/student.safetensors", opt.tensors(opt.ema), {"steps": step})

    while step < a.steps and (fraction := clock.fraction(step)) < 1:
        name = a.only or (pick_bucket(rng, fraction, PHASES) if step else "256")
        z, clip, t5, (covered,) = draw_batch(feed, rng, name, .8 * a.batch_scale, empty, .05, (.5, .05, .45))
        n, noise = z.shape[0], torch.randn_like(z)
        t, g = noise_level(n, z.shape[2] * z.shape[3] // 4), 1 + 5 * torch.rand(n, device=DEVICE)
        zt = z + (noise - z) * t[:, None, None, None]
        with torch.no_grad(), torch.compiler.set_stance("force_eager"):   # only the student's pieces are worth compiling
            pooled, text = teacher.encode_text(clip, t5)
            pooled0, text0 = teacher.encode_text(empty[0], torch.nn.functional.pad(empty[1], (0, text.shape[1] - empty[1].shape[1])))
            one = torch.ones_like(t)
            cond = teacher.velocity(zt, t, one, pooled, text).float()
            uncond = teacher.velocity(zt, t, one, pooled0.expand(n, -1), text0.expand(n, -1, -1)).float()
            target = uncond + g[:, None, None] * (cond - uncond)
        error = (student.velocity(zt, t, g, pooled, text).float() - target).pow(2).mean(2)
        weight = 1 + 2 * covered
        ((error * weight).sum() / weight.sum()).backward()
        opt.step(a.lr * min(1, (step + 1) / 100) * (.04 + .96 * (.5 + .5 * math.cos(math.pi * min(1, fraction)))))
        step += 1
        mean.append(error.mean().detach())
        if step % 100 == 0 or step in (1, 2, 10):
            parallel.log(f"distill step {step} {clock.seconds():.0f} s  loss {torch.stack(mean).mean().item():.5f}")
            mean = []
        if clock.seconds() - saved > 30:
            saved = clock.seconds()
            save()
    save()
    parallel.log(f"distill done: {step} steps, {clock.seconds():.0f} s")
    parallel.finish()


if __name__ == "__main__":
    main()
