"""AdamW and the moving average over one flat copy of all parameters, and how a run is written down to go on later.

The network computes in bf16 from a flat buffer whose slices its parameters are; the master copy, the moments and the
average are fp32. One all-reduce and about ten kernels a step, however many parameters there are."""
import json
import os

import torch
from safetensors import safe_open
from safetensors.torch import save_file

import parallel
from parallel import COMPUTE, DEVICE

BLOCK = 512


class FlatAdam:
    def __init__(self, named, betas=(.9, .97), decay=.02, decays=lambda name, p: p.ndim > 1, average=.999, clip=1.0):
        self.names, self.params = [n for n, _ in named], [p for _, p in named]
        self.betas, self.decay, self.clip, self.average_decay, self.step_count = betas, decay, clip, average, 0
        self.sizes = [p.numel() for p in self.params]
        total = sum(self.sizes)
        self.master = torch.cat([self.flat_of(p.data).float() for p in self.params]).to(DEVICE)
        parallel.broadcast(self.master)
        self.buffer = self.master.to(COMPUTE) if COMPUTE != torch.float32 else self.master.clone()
        self.grad = torch.zeros_like(self.buffer)
        self.ema, self.m, self.v = self.master.clone(), torch.zeros_like(self.master), torch.zeros_like(self.master)
        self.mask = torch.cat([torch.full((p.numel(),), float(decays(n, p))) for n, p in named]).to(DEVICE) if total else None
        for p, data, grad in zip(self.params, self.buffer.split(self.sizes), self.grad.split(self.sizes)):
            shape = p.shape
            p.data, p.grad = self.shaped(data, shape), self.shaped(grad, shape)

    @staticmethod
    def flat_of(t):
        return (t.permute(0, 2, 3, 1) if t.ndim == 4 else t).reshape(-1)

    @staticmethod
    def shaped(flat, shape):
        """Convolution weights lie channels-last in the flat buffers."""
        if len(shape) == 4:
            return flat.view(shape[0], shape[2], shape[3], shape[1]).permute(0, 3, 1, 2)
        return flat.view(shape)

    @torch.no_grad()
    def step(self, lr):
        """Average the gradients over the processes, clip, update and clear them. Returns their norm (on the device).
        A gradient that is not finite changes nothing."""
        g = parallel.average(self.grad.float())
        norm = g.norm()
        g = torch.where(torch.isfinite(norm), g * (self.clip / (norm + 1e-6)).clamp(max=1), torch.zeros_like(g))
        self.step_count += 1
        b1, b2 = self.betas
        self.m.lerp_(g, 1 - b1)
        self.v.lerp_(g * g, 1 - b2)
        update = (self.m / (1 - b1 ** self.step_count)) / ((self.v / (1 - b2 ** self.step_count)).sqrt_().add_(1e-8))
        self.master.sub_(self.master * self.mask, alpha=lr * self.decay).sub_(update, alpha=lr)
        self.ema.lerp_(self.master, 1 - min(self.average_decay, (1 + self.step_count) / (10 + self.step_count)))
        self.buffer.copy_(self.master)
        self.grad.zero_()
        return norm

    def tensors(self, flat, dtype=torch.float16):
        return {n: self.shaped(x, p.shape).to(dtype).contiguous().cpu() for n, p, x in zip(self.names, self.params, flat.split(self.sizes))}

    def use_average(self):
        """From here on the network computes with the moving average."""
        self.buffer.copy_(self.ema)

    def save(self, folder, prefix, about):
        """PREFIX_weights, PREFIX_average, PREFIX_moments (8 bits), each well below 15 MB for this model."""
        write(f"{folder}/{prefix}_average.safetensors", self.tensors(self.ema), about)
        write(f"{folder}/{prefix}_weights.safetensors", self.tensors(self.master), about)
        write(f"{folder}/{prefix}_moments.safetensors", {**to_bytes(self.m, "m"), **to_bytes(self.v, "v")}, {**about, "steps": self.step_count})

    def resume(self, folder, prefix):
        """What `save` wrote, or None when the folder holds no complete state of these parameters."""
        paths = [f"{folder}/{prefix}_{part}.safetensors" for part in ("average", "weights", "moments")]
        if not all(os.path.exists(p) for p in paths):
            return None
        (average, _), (weights, _), (moments, about) = map(read, paths)
        if set(weights) != set(self.names):
            raise ValueError(f"{paths[1]} holds other parameters than the model")
        order = lambda t: torch.cat([self.flat_of(t[n].float()) for n in self.names]).to(DEVICE)
        self.master.copy_(order(weights))
        self.ema.copy_(order(average))
        self.m.copy_(from_bytes(moments, "m", self.m.numel()))
        self.v.copy_(from_bytes(moments, "v", self.v.numel()))
        self.step_count = about["steps"]
        self.buffer.copy_(self.master)
        return about


def to_bytes(x, name):
    """First moments as sign and root of the share of their block's largest, second ones on the block's logarithmic scale."""
    x = torch.nn.functional.pad(x, (0, -x.numel() % BLOCK)).view(-1, BLOCK).float().cpu()
    if name == "m":
        top = x.abs().amax(1, keepdim=True).clamp(min=1e-30)
        return {"m": ((x / top).abs().sqrt() * x.sign() * 127 + 128).round().to(torch.uint8), "m_top": top}
    x = x.clamp(min=1e-20).log2()
    low, high = x.amin(1, keepdim=True), x.amax(1, keepdim=True)
    return {"v": ((x - low) / (high - low).clamp(min=1e-6) * 255).round().to(torch.uint8), "v_low": low, "v_high": high}


def from_bytes(t, name, count):
    if name == "m":
        s = (t["m"].float() - 128) / 127
        return (s * s.abs() * t["m_top"]).view(-1)[:count].to(DEVICE)
    return torch.exp2(t["v_low"] + t["v"].float() / 255 * (t["v_high"] - t["v_low"])).view(-1)[:count].to(DEVICE)


def write(path, tensors, about):
    """A whole file or none: written beside its place, then renamed."""
    save_file(tensors, path + ".part", metadata={"about": json.dumps(about)})
    os.replace(path + ".part", path)


def read(path):
    """The tensors of a file and what was said about them."""
    with safe_open(path, "pt") as f:
        return {k: f.get_tensor(k) for k in f.keys()}, json.loads((f.metadata() or {}).get("about", "{}"))
