"""Descriptions from worker processes, pictures painted on the GPU, and a cache of their latents."""
import random

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.utils.data import DataLoader, IterableDataset
from transformers import CLIPTokenizer

from captions import FIELDS, KIND_WEIGHTS, KINDS, caption, sample_spec, vector
from models import make_vae
from optimizer import read, write
from parallel import COMPUTE, DEVICE, RANK
from scenes import paint

CLIP_LEN, T5_LEN, CAPTIONS = 77, 64, 6


class Words:
    def __init__(self, folder):
        self.clip = CLIPTokenizer.from_pretrained(f"{folder}/tokenizer")
        self.t5 = Tokenizer.from_file(f"{folder}/tokenizer_2/tokenizer.json")
        self.t5.enable_truncation(T5_LEN)
        self.t5.enable_padding(length=T5_LEN, pad_id=0, pad_token="<pad>")

    def __call__(self, texts):
        clip = self.clip(texts, padding="max_length", max_length=CLIP_LEN, truncation=True).input_ids
        return np.array(clip, np.int16), np.array([e.ids for e in self.t5.encode_batch(texts)], np.int16)


class Descriptions(IterableDataset):
    """Endless batches that share one scene kind: numbers [n, F], CLIP ids [n, C, 77], T5 ids [n, C, 64]."""
    def __init__(self, tokenizers, n, seed):
        self.folder, self.n, self.seed = tokenizers, n, seed

    def __iter__(self):
        info = torch.utils.data.get_worker_info()
        rng = random.Random(self.seed * 1000003 + RANK * 1009 + (info.id if info else 0))
        words = Words(self.folder)
        while True:
            kind = rng.choices(KINDS, KIND_WEIGHTS)[0]
            specs = [sample_spec(rng, kind) for _ in range(self.n)]
            clip, t5 = words([caption(s, rng) for s in specs for _ in range(CAPTIONS)])
            yield (kind, torch.tensor([vector(s) for s in specs]), torch.from_numpy(clip).view(self.n, CAPTIONS, -1),
                   torch.from_numpy(t5).view(self.n, CAPTIONS, -1))


def stream(dataset, workers):
    return iter(DataLoader(dataset, batch_size=None, num_workers=workers, prefetch_factor=6 if workers else None))


def load_sprites(path):
    return torch.from_numpy(np.load(path)["rgba"]).permute(0, 3, 1, 2).contiguous().to(DEVICE)


@torch.no_grad()
def paint_batch(kind, numbers, H, W, sprites):
    """Pictures [n, 3, H, W] in 0..1 and how far objects cover them [n, 1, H, W]."""
    present = {f for f, any_ in zip(FIELDS, (numbers > 0).any(0).tolist()) if any_}
    numbers = numbers.to(DEVICE)
    return paint(kind, {f: numbers[:, i] for i, f in enumerate(FIELDS)}, H, W, sprites, present)


class LatentCache:
    """A ring of painted and encoded pictures with their tokenised captions, for one picture size."""
    def __init__(self, H, W, size, vae, sprites, extra=None):
        self.H, self.W, self.size, self.vae, self.sprites, self.extra = H, W, size, vae, sprites, extra
        self.latents = torch.zeros(size, 16, H // 8, W // 8, dtype=torch.bfloat16, device=DEVICE)
        self.control = torch.zeros_like(self.latents) if extra else None
        self.covered = torch.zeros(size, H // 16 * (W // 16), dtype=torch.bfloat16, device=DEVICE)
        self.clip = torch.zeros(size, CAPTIONS, CLIP_LEN, dtype=torch.int16, device=DEVICE)
        self.t5 = torch.zeros(size, CAPTIONS, T5_LEN, dtype=torch.int16, device=DEVICE)
        self.filled = self.at = 0

    @torch.no_grad()
    def add(self, description):
        kind, numbers, clip, t5 = description
        image, covered = paint_batch(kind, numbers, self.H, self.W, self.sprites)
        n = image.shape[0]
        idx = (torch.arange(n, device=DEVICE) + self.at) % self.size
        self.latents[idx] = encode(self.vae, image).to(torch.bfloat16)
        self.covered[idx] = torch.nn.functional.max_pool2d(covered, 16).flatten(1).to(torch.bfloat16)
        if self.extra:
            self.control[idx] = encode(self.vae, self.extra(image)).to(torch.bfloat16)
        self.clip[idx], self.t5[idx] = clip.to(DEVICE), t5.to(DEVICE)
        self.at = (self.at + n) % self.size
        self.filled = min(self.size, self.filled + n)

    def fill(self, descriptions, count):
        while self.filled < min(count, self.size):
            self.add(next(descriptions))

    def sample(self, n):
        """Latents, CLIP ids, T5 ids, cover per token and, where kept, control latents of n pictures."""
        i = torch.randint(0, self.filled, (n,), device=DEVICE)
        c = torch.randint(0, CAPTIONS, (n,), device=DEVICE)
        out = self.latents[i].float(), self.clip[i, c].long(), self.t5[i, c].long(), self.covered[i].float()
        return out + ((self.control[i].float(),) if self.extra else ())


def save_vae(path, tensors, shift, scale, about):
    write(path, tensors, {**about, "shift": shift, "scale": scale})


def load_vae(path, dtype=COMPUTE):
    tensors, about = read(path)
    vae = make_vae()
    vae.load_state_dict({k: v.float() for k, v in tensors.items()})
    vae.register_to_config(shift_factor=about["shift"], scaling_factor=about["scale"])
    return vae.to(DEVICE, dtype=dtype, memory_format=torch.channels_last).requires_grad_(False).eval()


@torch.no_grad()
def encode(vae, image):
    """Image in 0..1 to normalised latents, as FluxImg2ImgPipeline does."""
    image = (image * 2 - 1).to(vae.dtype).contiguous(memory_format=torch.channels_last)
    z = torch.cat([vae.encode(x).latent_dist.sample().float() for x in image.split(max(1, 64 * 256 * 256 // (image.shape[2] * image.shape[3])))])
    return (z - vae.config.shift_factor) * vae.config.scaling_factor


@torch.no_grad()
def decode(vae, z):
    """Normalised latents to images in 0..1."""
    z = (z / vae.config.scaling_factor + vae.config.shift_factor).to(vae.dtype)
    step = max(1, 32 * 32 * 32 // (z.shape[2] * z.shape[3]))
    return torch.cat([vae.decode(x).sample.float() for x in z.split(step)]).clamp(-1, 1) * .5 + .5


def pack(z):
    b, c, h, w = z.shape
    return z.view(b, c, h // 2, 2, w // 2, 2).permute(0, 2, 4, 1, 3, 5).reshape(b, h * w // 4, c * 4)


def unpack(x, h, w):
    b, _, c = x.shape
    return x.view(b, h // 2, w // 2, c // 4, 2, 2).permute(0, 3, 1, 4, 2, 5).reshape(b, c // 4, h, w)
