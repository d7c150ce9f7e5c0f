"""A judge that names what a picture shows. It is trained on painted pictures only, never on generated ones.

    python judge.py --seconds 60 --sprites sprites.npz --tokenizers DIR --out state        trains judge.safetensors
    python judge.py --evaluate state --sprites sprites.npz --tokenizers DIR --out state    prints the table for the model in `state`
"""
import argparse
import math
import random
import time

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import IterableDataset

import parallel
from captions import CATALOGUE, EN_KIND, EN_NUM, EN_TIME, KIND_WEIGHTS, KINDS, TIMES, ZH_KIND, ZH_NUM, ZH_TIME, article, plural, sample_spec, vector
from data import load_sprites, paint_batch, stream
from optimizer import FlatAdam, read, write
from parallel import COMPUTE, DEVICE

ANSWERS = {"kind": len(CATALOGUE), "count": 4, "side": 3, "scene": len(KINDS), "time": len(TIMES)}
SCENES = [k for k in EN_KIND if k not in ("space", "underwater")]


class Judge(nn.Module):
    def __init__(self):
        super().__init__()
        layers, last = [], 3
        for width in (32, 64, 128, 192, 256):
            layers += [nn.Conv2d(last, width, 3, 2, 1), nn.GroupNorm(8, width), nn.SiLU(), nn.Conv2d(width, width, 3, 1, 1), nn.GroupNorm(8, width), nn.SiLU()]
            last = width
        self.body = nn.Sequential(*layers)
        self.head = nn.Sequential(nn.Linear(last * 17, 256), nn.SiLU(), nn.Linear(256, sum(ANSWERS.values())))

    def forward(self, image):
        """Logits for each question, pictures [n, 3, 128, 128] in 0..1."""
        x = self.body((image * 2 - 1).to(next(self.parameters()).dtype))
        x = torch.cat([F.adaptive_avg_pool2d(x, 4).flatten(1), F.adaptive_max_pool2d(x, 1).flatten(1)], 1)
        return dict(zip(ANSWERS, self.head(x).float().split(list(ANSWERS.values()), 1)))


class Labelled(IterableDataset):
    """Descriptions with at most one kind of object, and the answers; -1 where a question makes no sense."""
    def __init__(self, n, seed):
        self.n, self.seed = n, seed

    def one(self, rng, kind):
        while True:
            s = sample_spec(rng, kind)
            if len({o[0] for o in s["objects"]}) <= 1:
                break
        n = len(s["objects"])
        answers = [s["objects"][0][0] if n else -1, n, s["objects"][0][2] + 1 if n == 1 else -1,
                   KINDS.index(kind), int(s["time"]) if kind in SCENES else -1]
        return vector(s), answers

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 7919 + (info.id if info else 0))
        while True:
            kind = rng.choices(KINDS, KIND_WEIGHTS)[0]
            numbers, answers = zip(*(self.one(rng, kind) for _ in range(self.n)))
            yield kind, torch.tensor(numbers), torch.tensor(answers)


def paint_labelled(descriptions, sprites):
    kind, numbers, answers = next(descriptions)
    return F.avg_pool2d(paint_batch(kind, numbers, 256, 256, sprites)[0], 2), answers.to(DEVICE)


def blurred(x):
    """Decoded pictures are softer than painted ones: the judge must not mind."""
    n = x.shape[0]
    soft = F.avg_pool2d(F.pad(x, (1, 1, 1, 1), mode="replicate"), 3, 1)
    x = torch.lerp(x, soft, torch.rand(n, 1, 1, 1, device=DEVICE))
    return (x * (.9 + .2 * torch.rand(n, 1, 1, 1, device=DEVICE)) + .04 * torch.rand(n, 1, 1, 1, device=DEVICE) * torch.randn_like(x)).clamp(0, 1)


def accuracy(logits, answers):
    """Right and asked for each question."""
    out = {}
    for k, (name, x) in enumerate(logits.items()):
        asked = answers[:, k] >= 0
        out[name] = torch.stack([((x.argmax(1) == answers[:, k]) & asked).sum(), asked.sum()])
    return out


def train(a):
    torch.manual_seed(5)
    sprites, net = load_sprites(a.sprites), Judge().to(DEVICE, COMPUTE)
    opt = FlatAdam(list(net.named_parameters()), betas=(.9, .98), decay=.02, average=.995)
    n, size = max(4, int(64 * min(1, a.cache_scale * 10))), max(16, int(16384 * a.cache_scale))
    descriptions = stream(Labelled(n, 61), a.workers)
    images, labels, at = torch.zeros(size, 3, 128, 128, dtype=torch.float16, device=DEVICE), torch.zeros(size, len(ANSWERS), dtype=torch.long, device=DEVICE), 0
    clock, step, mean = parallel.Clock(a.deadline), 0, []
    while step < a.steps and (fraction := clock.fraction(step)) < 1:
        for _ in range(1 if at > size // 4 else 4):
            x, y = paint_labelled(descriptions, sprites)
            i = (torch.arange(n, device=DEVICE) + at) % size
            images[i], labels[i] = x.half(), y
            at += n
        k = torch.randint(0, min(at, size), (max(4, int(256 * a.batch_scale)),), device=DEVICE)
        logits, y = net(blurred(images[k].float())), labels[k]
        loss = sum(F.cross_entropy(x, y[:, j], ignore_index=-1, reduction="sum") / (y[:, j] >= 0).sum().clamp(min=1) * (2 if name == "kind" else .5)
                   for j, (name, x) in enumerate(logits.items()))
        loss.backward()
        opt.step(2e-3 * min(1, (step + 1) / 100) * (.02 + .98 * (.5 + .5 * math.cos(math.pi * min(1, fraction)))))
        step += 1
        mean.append(loss.detach())
        if step % 200 == 0 or step == 1:
            parallel.log(f"judge step {step} {clock.seconds():.0f} s  loss {torch.stack(mean).mean().item():.4f}")
            mean = []
    write(f"{a.out}/judge.safetensors", opt.tensors(opt.ema), {"steps": step})
    opt.use_average()
    total, held_back = {}, stream(Labelled(n, 999), 0)
    with torch.no_grad():
        for _ in range(max(1, int(24 * min(1, a.cache_scale)))):
            x, y = paint_labelled(held_back, sprites)
            for name, counts in accuracy(net(x), y).items():
                total[name] = total.get(name, 0) + counts
    parallel.log("judge on held-back pictures: " + table(total))


def table(total):
    return "  ".join(f"{k} {100 * v[0].item() / max(1, v[1].item()):.1f} % of {v[1].item()}" for k, v in total.items())


def questions():
    """Prompts with the one answer that is asked for: (question, language, prompt, answer)."""
    from sheet import PLACES
    out = []
    for i, row in enumerate(CATALOGUE):
        en, zh = PLACES[row["cat"]]
        out.append(("kind", "en", en.format(article(row["en"][0])), i))
        out.append(("kind", "zh", zh.format("一" + row["mw"] + row["zh"][0]), i))
        for n in (2, 3):
            out.append(("count", "en", en.format(f"{EN_NUM[n]} {plural(row['en'][0])}"), n))
            out.append(("count", "zh", zh.format(ZH_NUM[n] + row["mw"] + row["zh"][0]), n))
        for side, (e, z) in enumerate((("left", "左"), ("middle", "中"), ("right", "右"))):
            if side != 1:
                out.append(("side", "en", f"{article(row['en'][0])} on the {e}", side))
                out.append(("side", "zh", f"{row['zh'][0]}，在{z}边", side))
    for k in SCENES:
        for t in (0, 1, 2, 4):
            out.append(("time", "en", f"{EN_KIND[k][0]} {EN_TIME[t][0]}", t))
            out.append(("time", "zh", ZH_TIME[t][0] + ZH_KIND[k][0], t))
        out.append(("scene", "en", EN_KIND[k][1], KINDS.index(k)))
        out.append(("scene", "zh", ZH_KIND[k][1], KINDS.index(k)))
    return out


@torch.no_grad()
def evaluate(a):
    from sheet import Sampler
    net = Judge()
    net.load_state_dict({k: v.float() for k, v in read(f"{a.evaluate}/judge.safetensors")[0].items()})
    net.to(DEVICE).eval()
    sampler, asked = Sampler(a.evaluate, a.tokenizers, 20), questions()
    random.Random(1).shuffle(asked)
    total, missed = {}, {}
    batches = [(r, i) for r in range(a.rounds) for i in range(0, len(asked), 48)][:a.steps]
    for r, i in batches:
        if time.time() > a.deadline:
            break
        part = asked[i:i + 48]
        logits = net(F.avg_pool2d(sampler([p for _, _, p, _ in part], seed=100 + i + 10_000 * r), 2))
        for k, (question, language, _, answer) in enumerate(part):
            said = logits[question][k].argmax().item()
            entry = total.setdefault(f"{question} {language}", torch.zeros(2, dtype=torch.long))
            entry += torch.tensor([said == answer, 1])
            if question == "kind" and said != answer:
                missed.setdefault(CATALOGUE[answer]["en"][0], []).append(CATALOGUE[said]["en"][0])
    parallel.log("judge on generated pictures: " + table(dict(sorted(total.items()))))
    parallel.log("objects named wrongly: " + "; ".join(f"{k} as {', '.join(v)}" for k, v in sorted(missed.items())))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--evaluate", help="folder of the model to judge; judge.safetensors lies there too")
    ap.add_argument("--rounds", type=int, default=1, help="times that all questions are asked, each time with other noise")
    a = parallel.arguments(ap)
    parallel.start()
    evaluate(a) if a.evaluate else train(a)


if __name__ == "__main__":
    main()
