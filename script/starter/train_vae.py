"""Train the autoencoder on painted scenes and random collages.

Most steps encode a crop that is larger than what they decode: the decoder sees a window of the latents and must paint it
alone, so the network cannot keep facts about the whole picture in a corner. Some noise on the latents makes the decoder
forgiving, a scale-equivariance term keeps the latents easy to model.

    torchrun --nproc_per_node 4 train_vae.py --seconds 170 --sprites sprites.npz --tokenizers DIR --out state
"""
import argparse
import math
import random

import cv2
import numpy as np
import torch
import torch.nn.functional as F

import parallel
from data import Descriptions, load_sprites, load_vae, paint_batch, save_vae, stream
from models import make_vae
from optimizer import FlatAdam, read
from parallel import COMPUTE, DEVICE

SIDE, PAINTED = 256, 64


def collage(image, sprites):
    """Recolour, mirror, crop-scale and overlay a batch so that the codec also learns arbitrary pictures."""
    b, dev = image.shape[0], image.device
    m = torch.eye(3, device=dev) + .35 * torch.randn(b, 3, 3, device=dev)
    image = (torch.einsum("bij,bjhw->bihw", m, image - .5) + .5 + .1 * torch.randn(b, 3, 1, 1, device=dev))
    theta = torch.zeros(b, 2, 3, device=dev)
    s, a = .5 + torch.rand(b, device=dev), math.pi * torch.rand(b, device=dev) * 2
    theta[:, 0, 0], theta[:, 0, 1], theta[:, 1, 0], theta[:, 1, 1] = s * a.cos(), -s * a.sin(), s * a.sin(), s * a.cos()
    image = F.grid_sample(image, F.affine_grid(theta, image.shape, align_corners=False), padding_mode="reflection", align_corners=False)
    for _ in range(3):
        k = torch.randint(0, sprites.shape[0], (b,), device=dev)
        t = sprites[k].float() / 255
        s = 1 + 3 * torch.rand(b, device=dev)
        a = torch.rand(b, device=dev) * 6.28
        theta = torch.stack([torch.stack([s * a.cos(), -s * a.sin(), 3 * torch.rand(b, device=dev) - 1.5], 1),
                             torch.stack([s * a.sin(), s * a.cos(), 3 * torch.rand(b, device=dev) - 1.5], 1)], 1)
        t = F.grid_sample(t, F.affine_grid(theta, (b, 4, *image.shape[2:]), align_corners=False), align_corners=False)
        image = image * (1 - t[:, 3:]) + t[:, :3] * t[:, 3:]
    return image.clamp(0, 1)


def reconstruction_loss(x, y):
    total = 20 * F.mse_loss(x, y)
    for level in range(3):
        total = total + F.l1_loss(x, y) * (1.0 if level == 0 else .5)
        for dim in (2, 3):
            total = total + .7 * F.l1_loss(x.diff(dim=dim), y.diff(dim=dim))
        x, y = F.avg_pool2d(x, 2), F.avg_pool2d(y, 2)
    return total


class Pictures:
    """A ring of painted pictures of 256 pixels a side; a quarter of them are pieces of larger ones."""
    def __init__(self, tokenizers, sprites, size, seed, workers):
        self.sprites, self.n, self.at, self.rng = sprites, min(size, PAINTED), 0, random.Random(seed + parallel.RANK)
        self.size = size // self.n * self.n
        self.stream = stream(Descriptions(tokenizers, self.n, seed), workers)
        self.ring = torch.zeros(self.size, 3, SIDE, SIDE, dtype=torch.float16, device=DEVICE)
        while self.at < min(self.size, 2048):
            self.paint()

    def paint(self):
        kind, numbers, _, _ = next(self.stream)
        if self.rng.random() < .25:
            half = self.n // 2
            y, x = self.rng.randrange(SIDE), self.rng.randrange(SIDE)
            image = torch.cat([paint_batch(kind, numbers[:half], 2 * SIDE, 2 * SIDE, self.sprites)[0][:, :, y:y + SIDE, x:x + SIDE],
                               paint_batch(kind, numbers[half:], SIDE, SIDE, self.sprites)[0]])
        else:
            image = paint_batch(kind, numbers, SIDE, SIDE, self.sprites)[0]
        i = self.at % self.size
        self.ring[i:i + self.n] = image.half()
        self.at += self.n

    def draw(self, n):
        return self.ring[torch.randint(0, min(self.at, self.size), (n,), device=DEVICE)].float()


def as_input(x):
    return (x * 2 - 1).to(COMPUTE).contiguous(memory_format=torch.channels_last)


def train_step(vae, pictures, rng, batch, kl_weight):
    """The loss of one step and the picture error of its painted pictures."""
    if rng.random() < .7:
        b, outer, inner = batch, 160, 16
        y0, x0 = rng.randrange(0, SIDE - outer + 1), rng.randrange(0, SIDE - outer + 1)
        image = pictures.draw(b)[:, :, y0:y0 + outer, x0:x0 + outer]
        q = b // 4
        image = torch.cat([image[q:], collage(image[:q], pictures.sprites)])
        i, j = rng.randrange(0, outer // 8 - inner + 1), rng.randrange(0, outer // 8 - inner + 1)
    else:
        b, outer, inner, i, j = max(2, batch * 3 // 8), SIDE, SIDE // 8, 0, 0
        image, q = pictures.draw(b), 0
    x = as_input(image)
    mean, logvar = vae.encoder(x).float().chunk(2, 1)
    logvar = logvar.clamp(-30, 20)
    kl = .5 * (mean ** 2 + logvar.exp() - 1 - logvar).mean()
    z = mean + torch.exp(.5 * logvar) * torch.randn_like(mean)
    z = z + .15 * torch.rand(b, 1, 1, 1, device=DEVICE) ** 2 * z.detach().std() * torch.randn_like(z)
    z = z[:, :, i:i + inner, j:j + inner]
    target = x.float()[:, :, 8 * i:8 * (i + inner), 8 * j:8 * (j + inner)]
    y = vae.decoder(z.to(COMPUTE).contiguous(memory_format=torch.channels_last)).float()
    y2 = vae.decoder(F.avg_pool2d(z[::4], 2).to(COMPUTE).contiguous(memory_format=torch.channels_last)).float()
    loss = reconstruction_loss(y, target) + .15 * reconstruction_loss(y2, F.avg_pool2d(target[::4], 2)) + kl_weight * kl
    return loss, F.mse_loss(y[:b - q].clamp(-1, 1), target[:b - q]).detach() / 4


@torch.no_grad()
def latent_statistics(vae, pictures, n=128):
    z = torch.cat([vae.encode(as_input(pictures.draw(16))).latent_dist.sample().float() for _ in range(n // 16)])
    return z.mean().item(), 1 / z.std().item()


def decibels(mse):
    return -10 * math.log10(mse + 1e-9)


@torch.no_grad()
def judge(path, tokenizers, sprites, sheet, batches=6):
    """Quality of the saved weights on pictures that were never trained on, and in the corner that once was wrong."""
    vae = load_vae(path, torch.float32)
    total, corner, rows = 0.0, 0.0, []
    descriptions = stream(Descriptions(tokenizers, 16, 777), 0)
    for _ in range(batches):
        kind, numbers, _, _ = next(descriptions)
        x = paint_batch(kind, numbers, SIDE, SIDE, sprites)[0]
        y = vae.decode(vae.encode((x * 2 - 1).contiguous(memory_format=torch.channels_last)).latent_dist.mode()).sample.clamp(-1, 1) * .5 + .5
        total += F.mse_loss(x, y).item() / batches
        corner += F.mse_loss(x[:, :, -16:, -16:], y[:, :, -16:, -16:]).item() / batches
        rows.append(torch.cat([torch.cat(list(x[:2]), 2), torch.cat(list(y[:2]), 2)], 2))
    picture = (torch.cat(rows, 1).permute(1, 2, 0).cpu().numpy() * 255).round().astype(np.uint8)
    cv2.imwrite(sheet, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 92])
    parallel.log(f"autoencoder on held-back pictures: {decibels(total):.2f} dB, bottom right corner {decibels(corner):.2f} dB")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--batch", type=int, default=64)
    ap.add_argument("--lr", type=float, default=1.2e-3)
    ap.add_argument("--kl", type=float, default=2e-4)
    ap.add_argument("--ring", type=int, default=8192)
    ap.add_argument("--init", help="go on from these weights")
    a = parallel.arguments(ap)
    parallel.start()
    torch.manual_seed(11 + parallel.RANK)
    path, sprites = f"{a.out}/vae.safetensors", load_sprites(a.sprites)
    vae = make_vae()
    if a.init:
        vae.load_state_dict({k: v.float() for k, v in read(a.init)[0].items()})
    vae = vae.to(DEVICE, COMPUTE)
    opt = FlatAdam(list(vae.named_parameters()), betas=(.9, .98), decay=1e-3)
    pictures = Pictures(a.tokenizers, sprites, int(a.ring * a.cache_scale), 1, a.workers)
    clock, step, fraction, rng = parallel.Clock(a.deadline), 0, 0.0, random.Random(5)
    errors, saved = [], 0.0

    def save():
        if parallel.RANK == 0:
            kept = opt.buffer.clone()
            opt.use_average()
            shift, scale = latent_statistics(vae, pictures)
            opt.buffer.copy_(kept)
            save_vae(path, opt.tensors(opt.ema), shift, scale, {"steps": step})
            parallel.log(f"vae saved: shift {shift:.4f} scale {scale:.4f}")

    while step < a.steps and (fraction := clock.fraction(step)) < 1:
        lr = a.lr * min(1, (step + 1) / 200) * (.02 + .98 * (.5 + .5 * math.cos(math.pi * min(1, fraction))))
        if step % 4 == 0:
            pictures.paint()
        loss, error = train_step(vae, pictures, rng, max(4, int(a.batch * a.batch_scale)), a.kl)
        loss.backward()
        norm = opt.step(lr)
        step += 1
        errors.append(error)
        if step % 200 == 0 or step in (1, 2, 10, 50):
            parallel.log(f"vae step {step} {clock.seconds():.0f} s  loss {loss.item():.4f}  {decibels(torch.stack(errors).mean().item()):.2f} dB "
                         f"grad {norm.item():.2f} lr {lr:.1e}")
            errors = []
        if clock.seconds() - saved > 60:
            saved = clock.seconds()
            save()
    save()
    parallel.log(f"vae done: {step} steps of {a.batch * parallel.WORLD} pictures, {clock.seconds():.0f} s")
    if parallel.RANK == 0:
        judge(path, a.tokenizers, sprites, f"{a.out}/vae.jpg")
    parallel.finish()


if __name__ == "__main__":
    main()
