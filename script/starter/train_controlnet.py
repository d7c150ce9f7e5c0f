"""Canny ControlNet: one double-stream block that begins as the transformer's own, which stays frozen.

    python train_controlnet.py --seconds 80 --vae state/vae.safetensors --init state/flow_average.safetensors --sprites sprites.npz --tokenizers DIR --out state
"""
import argparse
import math
import random
from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import torch
from diffusers import FluxControlNetModel

import parallel
from data import load_sprites, load_vae
from flow import Bundle, Feed, control_sample, draw_batch, empty_text, flow_loss, noise_level, pick_bucket
from optimizer import FlatAdam, read, write
from parallel import COMPUTE, DEVICE

PHASES = [(.6, {"256": 8, "wide": .7, "tall": .7, "512": 1}), (2.0, {"256": 5, "512": 2.5, "768": .6, "1024": .6})]
POOL = ThreadPoolExecutor(8)


def canny(image):
    """Canny edges of a batch, white on black, three channels, 0..1; thresholds vary."""
    arrays = (image.clamp(0, 1) * 255).byte().permute(0, 2, 3, 1).cpu().numpy()

    def one(x):
        low = random.uniform(40, 120)
        return cv2.Canny(cv2.cvtColor(np.ascontiguousarray(x), cv2.COLOR_RGB2GRAY), low, low * 2)
    edges = torch.from_numpy(np.stack(list(POOL.map(one, arrays)))).to(DEVICE).float() / 255
    return edges[:, None].expand(-1, 3, -1, -1)


def make_controlnet(transformer):
    """FluxControlNetModel without guidance embedding (the frozen transformer has it)."""
    config = {k: v for k, v in transformer.config.items() if not k.startswith("_")}
    config.update(num_layers=1, num_single_layers=0, guidance_embeds=False)
    config.pop("out_channels", None)
    net = FluxControlNetModel.from_config(config)
    source = {k: v for k, v in transformer.time_text_embed.state_dict().items() if not k.startswith("guidance")}
    net.time_text_embed.load_state_dict(source)
    net.context_embedder.load_state_dict(transformer.context_embedder.state_dict())
    net.x_embedder.load_state_dict(transformer.x_embedder.state_dict())
    net.transformer_blocks[0].load_state_dict(transformer.transformer_blocks[0].state_dict())
    torch.nn.init.zeros_(net.controlnet_x_embedder.weight)
    torch.nn.init.zeros_(net.controlnet_x_embedder.bias)
    return net


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--lr", type=float, default=1.2e-3)
    ap.add_argument("--only")
    ap.add_argument("--vae", required=True)
    ap.add_argument("--init", required=True, help="the transformer")
    ap.add_argument("--resume", help="an earlier ControlNet to begin with")
    a = parallel.arguments(ap)
    parallel.start()
    torch.manual_seed(300 + parallel.RANK)
    sprites, vae = load_sprites(a.sprites), load_vae(a.vae)
    bundle = Bundle().load(read(a.init)[0])
    net = make_controlnet(bundle.transformer)
    if a.resume:
        net.load_state_dict({k: v.float() for k, v in read(a.resume)[0].items()}, strict=False)
    net = net.to(DEVICE, COMPUTE)
    bundle = bundle.to(DEVICE, COMPUTE).requires_grad_(False).eval()
    opt = FlatAdam([(n, p) for n, p in net.named_parameters() if p.requires_grad], decay=.01, average=.998)
    feed = Feed(vae, sprites, a.tokenizers, 41, a.workers, .2 * a.cache_scale, canny)
    empty = empty_text(a.tokenizers)
    clock, step, rng, mean, saved = parallel.Clock(a.deadline), 0, random.Random(6), [], 0.0

    def save():
        if parallel.RANK == 0:
            write(f"{a.out}/controlnet.safetensors", opt.tensors(opt.ema), {"steps": step})

    while step < a.steps and (fraction := clock.fraction(step)) < 1:
        name = a.only or pick_bucket(rng, fraction, PHASES)
        z, clip, t5, (covered, control) = draw_batch(feed, rng, name, .7 * a.batch_scale, empty, .1)
        n, noise = z.shape[0], torch.randn_like(z)
        t = noise_level(n, z.shape[2] * z.shape[3] // 4)
        zt = z + (noise - z) * t[:, None, None, None]
        with torch.no_grad():
            pooled, text = bundle.encode_text(clip, t5)
        out = bundle.velocity(zt, t, torch.ones_like(t), pooled, text, control_sample(net, zt, control, t, pooled, text))
        loss, plain = flow_loss(out, z, noise, covered)
        loss.backward()
        opt.step(a.lr * min(1, (step + 1) / 100) * (.04 + .96 * (.5 + .5 * math.cos(math.pi * min(1, fraction)))))
        step += 1
        mean.append(plain)
        if step % 100 == 0 or step in (1, 2, 10):
            parallel.log(f"controlnet step {step} {clock.seconds():.0f} s  loss {torch.stack(mean).mean().item():.4f}")
            mean = []
        if clock.seconds() - saved > 30:
            saved = clock.seconds()
            save()
    save()
    parallel.log(f"controlnet done: {step} steps, {clock.seconds():.0f} s")
    parallel.finish()


if __name__ == "__main__":
    main()
