"""A contact sheet of everything the model should do, sampled in batches with the lean forward pass.

    python sheet.py --state state --sprites sprites.npz --tokenizers DIR --out state [--small]
"""
import argparse
import math
import os

import cv2
import numpy as np
import torch

import parallel
from captions import CATALOGUE, article
from data import Words, decode, encode, load_vae, pack, unpack
from flow import Bundle, control_sample, velocity
from optimizer import read
from parallel import DEVICE

PLACES = {"a": ("{} on the grass", "草地上的{}"), "b": ("{} flying in the sky", "天空中的{}"), "w": ("{} on the sea", "海上的{}"),
          "u": ("{} under the sea", "海底的{}"), "f": ("{} on a wooden table", "木桌上的{}"), "i": ("{} on a light blue background", "浅蓝色背景上的{}"),
          "v": ("{} on a country road", "公路上的{}"), "s": ("{} in the sky", "天空中的{}"), "c": ("{} in space", "太空中的{}"),
          "p": ("{} in a garden", "花园里的{}"), "h": ("{} in front of green hills", "山丘上的{}"), "e": ("{} in a garden", "花园里的{}")}
COUNTS = ["two dogs on the grass", "three apples on a wooden table", "two red balloons in the sky", "three birds in the sky", "一只猫和一只狗在草地上", "三朵玫瑰，白色背景",
          "a cat on the left", "a car on the right, on a road", "a small sailboat on the sea at sunset", "a big yellow umbrella on a white background",
          "a green car on a road at night", "a blue butterfly in a garden"]
SCENES = ["a beautiful sunset over mountains", "snowy mountains on a sunny day", "星空下的雪山", "a calm lake with mountains at dawn", "湖边的秋天的森林", "the sea at night with a full moon",
          "a beach on a sunny day", "夕阳下的沙漠", "a city skyline at night", "夜晚的城市天际线，高清", "a winter landscape with snow falling", "a field of flowers",
          "an autumn forest", "rolling hills in the fog", "a road through the fields at sunset", "极光下的湖", "a coral sea underwater", "a nebula in deep space",
          "a rainbow over green hills", "雨中的城市", "a blue sky with clouds", "a garden with flowers", "乌云下的大海", "a forest at night under the stars"]
TOOLS_PROMPT = "a lake with mountains on a sunny day"
LARGE = ["a hot air balloon over a lake at sunset", "一只可爱的猫坐在花园里", "a lighthouse by the sea on a sunny day", "a beautiful sunset over mountains"]


class Sampler:
    """Twenty Euler steps as FluxPipeline takes them; without a student the guidance costs a second forward pass."""
    def __init__(self, state, tokenizers, steps):
        at = lambda name: f"{state}/{name}.safetensors"
        self.bundle = Bundle().load(read(at("flow_average"))[0])
        self.distilled = os.path.exists(at("student"))
        if self.distilled:
            self.bundle.load(read(at("student"))[0])
        self.bundle.to(DEVICE).eval()
        self.vae, self.words, self.steps = load_vae(at("vae"), torch.float32), Words(tokenizers), steps
        self.control_net = None
        if os.path.exists(at("controlnet")):
            from train_controlnet import make_controlnet
            self.control_net = make_controlnet(self.bundle.transformer)
            self.control_net.load_state_dict({k: v.float() for k, v in read(at("controlnet"))[0].items()}, strict=False)
            self.control_net.to(DEVICE).eval()

    def text(self, prompts):
        clip, t5 = (torch.from_numpy(x).to(DEVICE).long() for x in self.words(prompts))
        return self.bundle.encode_text(clip, torch.nn.functional.pad(t5, (0, 512 - t5.shape[1])))

    @torch.no_grad()
    def __call__(self, prompts, h=256, w=256, guidance=3.5, seed=1, keep=None, mask=None, edges=None):
        """Pictures in 0..1. `keep` with `mask` (latents, 1 = repaint) blends as FluxInpaintPipeline does."""
        n, tokens = len(prompts), h * w // 256
        noise = torch.randn(n, 16, h // 8, w // 8, generator=torch.Generator().manual_seed(seed)).to(DEVICE)
        mu = .5 + (1.15 - .5) * (tokens - 256) / (4096 - 256)
        e = math.exp(mu)
        sigmas = [e / (e + 1 / s - 1) for s in np.linspace(1, 1 / self.steps, self.steps)] + [0.0]
        (pooled, text), z = self.text(prompts), noise
        pooled0, text0 = (x.expand(n, *x.shape[1:]) for x in self.text([""]))
        for a, b in zip(sigmas, sigmas[1:]):
            t = torch.full((n,), a, device=DEVICE)
            v = lambda p, s, g: unpack(velocity(self.bundle.transformer, z, t, g, p, s,
                                                control_sample(self.control_net, z, edges, t, p, s) if edges is not None else None), h // 8, w // 8)
            if self.distilled:
                out = v(pooled, text, torch.full_like(t, guidance))
            else:
                one = torch.ones_like(t)
                u = v(pooled0, text0, one)
                out = u + guidance * (v(pooled, text, one) - u)
            z = z + (b - a) * out
            if mask is not None:
                z = mask * z + (1 - mask) * (keep + (noise - keep) * b)
        return decode(self.vae, z)


def tiles(images, side):
    small = torch.nn.functional.interpolate(images, (side, side), mode="area" if images.shape[2] >= side else "bilinear")
    return list((small.permute(0, 2, 3, 1).cpu().numpy() * 255).round().astype(np.uint8))


def grid(cells, columns, side):
    rows = -(-len(cells) // columns)
    sheet = np.full((rows * side, columns * side, 3), 255, np.uint8)
    for k, cell in enumerate(cells):
        y, x = k // columns * side, k % columns * side
        sheet[y:y + side, x:x + side] = cell
    return sheet


def object_prompts():
    english = [PLACES[row["cat"]][0].format(article(row["en"][0])) for row in CATALOGUE]
    chinese = [PLACES[row["cat"]][1].format("一" + row["mw"] + row["zh"][0]) for row in CATALOGUE]
    return english, chinese


def tools(sampler, side):
    """A lake, a balloon painted into its sky, and pictures that follow a drawing's outlines."""
    lake = sampler([TOOLS_PROMPT], seed=3)
    mask = torch.zeros(1, 1, 32, 32, device=DEVICE)
    mask[:, :, 2:17, 16:29] = 1
    keep = encode(sampler.vae, lake)
    prompts = ["a hot air balloon in the sky", "a red hot air balloon over a lake", "天空中的热气球", "a red balloon in the sky", "a bird flying in the sky"]
    filled = sampler(prompts, keep=keep, mask=mask, seed=5)
    shown = torch.nn.functional.interpolate(mask, (256, 256)).expand(-1, 3, -1, -1)
    cells = tiles(lake, side) + tiles(shown, side) + tiles(filled, side)
    if sampler.control_net is None:
        return cells
    drawing = np.full((256, 256), 150, np.uint8)
    cv2.fillPoly(drawing, [np.array([(0, 170), (70, 70), (120, 140), (180, 50), (256, 160), (256, 256), (0, 256)])], 110)
    cv2.rectangle(drawing, (0, 190), (256, 256), 60, -1)
    edges = torch.from_numpy(cv2.Canny(drawing, 20, 40)).float().div(255).expand(1, 3, -1, -1).to(DEVICE)
    guided = sampler(["mountains on a sunny day", "夕阳下的群山", "mountains at night", "snowy mountains"], edges=encode(sampler.vae, edges).expand(4, -1, -1, -1), seed=7)
    return cells + tiles(edges, side) + tiles(guided, side)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--state", required=True)
    ap.add_argument("--sampling_steps", type=int, default=20)
    ap.add_argument("--small", action="store_true", help="a few pictures only, to try the script")
    a = parallel.arguments(ap)
    parallel.start()
    sampler, side, columns = Sampler(a.state, a.tokenizers, a.sampling_steps), 144, 12
    english, chinese = object_prompts()
    cut = 2 if a.small else None
    cells = []
    for k, prompts in enumerate((english, chinese, COUNTS, SCENES)):
        cells += [tile for i in range(0, len(prompts[:cut]), 36) for tile in tiles(sampler(prompts[:cut][i:i + 36], seed=10 * k + i), side)]
        cells += [np.full((side, side, 3), 255, np.uint8)] * (-len(cells) % columns)
    cells += tools(sampler, side)
    rows = [grid(cells, columns, side)]
    write = lambda: cv2.imwrite(f"{a.out}/sheet.jpg", cv2.cvtColor(np.concatenate(rows), cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88])
    write()
    if not a.small:
        large = tiles(sampler(LARGE[:2], 512, 512, seed=21), 432) + tiles(sampler(LARGE[2:], 1024, 1024, seed=22), 432)
        rows.append(grid(large, 4, 432))
        write()
    parallel.log(f"sheet done: {len(cells)} pictures, {'distilled' if sampler.distilled else 'two forward passes'}")


if __name__ == "__main__":
    main()
