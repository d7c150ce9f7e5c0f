"""Pieces shared by the flow-matching stages: the model bundle with a lean forward pass, noise levels, size buckets."""
import functools
import math

import torch
import torch.nn.functional as F

from data import Descriptions, LatentCache, Words, pack, stream
from models import HEAD_DIM, WIDTH_HEADS, make_clip, make_t5, make_transformer
from parallel import COMPUTE, DEVICE

WIDTH = WIDTH_HEADS * HEAD_DIM
# name: height, width, batch per GPU, latents kept, pictures painted at a time, steps between refreshes
BUCKETS = {
    "256": (256, 256, 384, 32768, 128, 10), "wide": (192, 320, 384, 8192, 128, 8), "tall": (320, 192, 384, 8192, 128, 8),
    "512": (512, 512, 96, 8192, 32, 6), "512w": (384, 640, 96, 2048, 32, 8), "512t": (640, 384, 96, 2048, 32, 8),
    "768": (768, 768, 40, 1536, 12, 6), "768w": (512, 768, 60, 1536, 16, 6), "768t": (768, 512, 60, 1536, 16, 6),
    "1024": (1024, 1024, 20, 1024, 8, 6),
}


@functools.lru_cache(None)
def rotation(text_length, h, w):
    """Cosines and signed sines [S, D] of text and image positions, as diffusers' FluxPosEmbed has them."""
    ids = torch.zeros(h // 2, w // 2, 3, dtype=torch.float64)
    ids[..., 1] += torch.arange(h // 2)[:, None]
    ids[..., 2] += torch.arange(w // 2)[None]
    ids = torch.cat([torch.zeros(text_length, 3, dtype=torch.float64), ids.view(-1, 3)])
    angles = torch.cat([ids[:, i:i + 1] / 10000 ** (torch.arange(0, d, 2, dtype=torch.float64) / d) for i, d in enumerate((8, 12, 12))], 1)
    cos, sin = angles.cos().repeat_interleave(2, 1), angles.sin().repeat_interleave(2, 1)
    sin[:, ::2] *= -1
    return cos.float().to(DEVICE), sin.float().to(DEVICE)


def rotated(qk, weights, cos, sin):
    """RMS norm of queries and keys [B, S, 2, H, D], their two weights and the rotation, in few kernels."""
    y = F.rms_norm(qk, (HEAD_DIM,), eps=1e-6)
    w = torch.stack(weights).view(1, 2, 1, HEAD_DIM)
    swapped = y.unflatten(-1, (-1, 2)).flip(-1).flatten(-2)
    ws = w.unflatten(-1, (-1, 2)).flip(-1).flatten(-2)
    return torch.addcmul(y * (cos[:, None, None].to(y.dtype) * w), swapped, sin[:, None, None].to(y.dtype) * ws)


def joined(x, layers):
    """Several linear layers of one input as one product."""
    return F.linear(x, torch.cat([m.weight for m in layers]), torch.cat([m.bias for m in layers]))


def modulated(x, shift, scale):
    return torch.addcmul(shift[:, None], F.layer_norm(x, (WIDTH,), eps=1e-6), 1 + scale[:, None])


def attend(qk, v):
    q, k = qk.unbind(2)
    return F.scaled_dot_product_attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2)).transpose(1, 2).flatten(2)


def double_block(block, x, text, emb, cos, sin):
    a, T = block.attn, text.shape[1]
    shift, scale, gate, shift2, scale2, gate2 = block.norm1.linear(emb).chunk(6, 1)
    c_shift, c_scale, c_gate, c_shift2, c_scale2, c_gate2 = block.norm1_context.linear(emb).chunk(6, 1)
    qkv = joined(modulated(x, shift, scale), (a.to_q, a.to_k, a.to_v)).unflatten(-1, (3, WIDTH_HEADS, HEAD_DIM))
    c_qkv = joined(modulated(text, c_shift, c_scale), (a.add_q_proj, a.add_k_proj, a.add_v_proj)).unflatten(-1, (3, WIDTH_HEADS, HEAD_DIM))
    qk = torch.cat([rotated(c_qkv[:, :, :2], (a.norm_added_q.weight, a.norm_added_k.weight), cos[:T], sin[:T]),
                    rotated(qkv[:, :, :2], (a.norm_q.weight, a.norm_k.weight), cos[T:], sin[T:])], 1)
    out = attend(qk, torch.cat([c_qkv[:, :, 2], qkv[:, :, 2]], 1))
    x = torch.addcmul(x, gate[:, None], a.to_out[0](out[:, T:]))
    text = torch.addcmul(text, c_gate[:, None], a.to_add_out(out[:, :T]))
    x = torch.addcmul(x, gate2[:, None], block.ff(modulated(x, shift2, scale2)))
    text = torch.addcmul(text, c_gate2[:, None], block.ff_context(modulated(text, c_shift2, c_scale2)))
    return x, text


def single_block(block, x, emb, cos, sin):
    a = block.attn
    shift, scale, gate = block.norm.linear(emb).chunk(3, 1)
    y = joined(modulated(x, shift, scale), (a.to_q, a.to_k, a.to_v, block.proj_mlp))
    qkv = y[..., :3 * WIDTH].unflatten(-1, (3, WIDTH_HEADS, HEAD_DIM))
    out = attend(rotated(qkv[:, :, :2], (a.norm_q.weight, a.norm_k.weight), cos, sin), qkv[:, :, 2])
    return torch.addcmul(x, gate[:, None], block.proj_out(torch.cat([out, F.gelu(y[..., 3 * WIDTH:], approximate="tanh")], -1)))


def condition(embed, t, g, pooled):
    """The activated time, guidance and pooled-text embedding; times stay fp32 until the sinusoids are taken."""
    e = embed.timestep_embedder(embed.time_proj(t * 1000).to(pooled.dtype)) + embed.text_embedder(pooled)
    return F.silu(e if g is None else e + embed.guidance_embedder(embed.time_proj(g * 1000).to(pooled.dtype)))


def last_layer(net, x, emb):
    scale, shift = net.norm_out.linear(emb).chunk(2, 1)
    return net.proj_out(modulated(x, shift, scale))


PIECES = {"double": double_block, "single": single_block, "last": last_layer}


def compile_pieces():
    """Let the compiler fuse the many small kernels; one version of each piece serves all sizes and blocks."""
    for name, piece in list(PIECES.items()):
        PIECES[name] = torch.compile(piece, dynamic=True)


def velocity(net, z, t, g, pooled, text, control=None):
    """FluxTransformer2DModel's forward pass, packed [B, tokens, 64]; `control` is added after each double block."""
    cos, sin = rotation(text.shape[1], *z.shape[2:])
    T, emb = text.shape[1], condition(net.time_text_embed, t, g, pooled)
    x, text = net.x_embedder(pack(z).to(pooled.dtype)), net.context_embedder(text)
    for block in net.transformer_blocks:
        x, text = PIECES["double"](block, x, text, emb, cos, sin)
        x = x if control is None else x + control
    x = torch.cat([text, x], 1)
    for block in net.single_transformer_blocks:
        x = PIECES["single"](block, x, emb, cos, sin)
    return PIECES["last"](net, x[:, T:], emb)


def control_sample(net, z, control, t, pooled, text):
    """FluxControlNetModel's forward pass for one double block: what it adds to the transformer's image tokens."""
    cos, sin = rotation(text.shape[1], *z.shape[2:])
    emb = condition(net.time_text_embed, t, None, pooled)
    x = net.x_embedder(pack(z).to(pooled.dtype)) + net.controlnet_x_embedder(pack(control).to(pooled.dtype))
    x, _ = PIECES["double"](net.transformer_blocks[0], x, net.context_embedder(text), emb, cos, sin)
    return net.controlnet_blocks[0](x)


class Bundle(torch.nn.Module):
    """Transformer and both text encoders, trained together."""
    def __init__(self):
        super().__init__()
        self.transformer, self.clip, self.t5 = make_transformer(), make_clip(), make_t5()

    def encode_text(self, clip_ids, t5_ids):
        return self.clip(input_ids=clip_ids).pooler_output, self.t5(input_ids=t5_ids)[0]

    def velocity(self, z, t, g, pooled, text, control=None):
        return velocity(self.transformer, z, t, g, pooled, text, control)

    def load(self, *parts):
        """Load named tensors; a part may hold only some of the parameters. Versions of transformers differ in one prefix."""
        known = set(self.state_dict())
        prefix = next((k[:len("clip.text_model.")] for k in known if k.startswith("clip.text_model.")), "clip.")
        named = lambda k: prefix + k.removeprefix("clip.").removeprefix("text_model.") if k.startswith("clip.") else k
        for tensors in parts:
            _, unexpected = self.load_state_dict({named(k): v.float() for k, v in tensors.items()}, strict=False)
            if unexpected:
                raise ValueError(f"not a weight of the model: {unexpected[0]}")
        return self


def noise_level(n, tokens, std=1.0):
    """Logit-normal t shifted by FLUX's resolution-dependent mu."""
    mu = .5 + (1.15 - .5) * (tokens - 256) / (4096 - 256)
    t = torch.sigmoid(std * torch.randn(n, device=DEVICE))
    e = math.exp(mu)
    return (e * t / (1 + (e - 1) * t)).clamp(1e-4, 1.0)


class Feed:
    """Latent caches for all size buckets, created when first used and refreshed while training."""
    def __init__(self, vae, sprites, tokenizers, seed, workers, scale=1.0, extra=None):
        self.vae, self.sprites, self.scale, self.extra = vae, sprites, scale, extra
        self.streams, self.caches, self.tick = {}, {}, {}
        self.make = lambda n: stream(Descriptions(tokenizers, n, seed), workers)

    def draw(self, name, batch):
        H, W, _, size, n, every = BUCKETS[name]
        n = max(2, min(n, int(n * self.scale * 4)))
        if n not in self.streams:
            self.streams[n] = self.make(n)
        if name not in self.caches:
            size = max(n, int(size * self.scale))
            self.caches[name] = LatentCache(H, W, size, self.vae, self.sprites, self.extra)
            self.caches[name].fill(self.streams[n], max(n, size // 6))
            self.tick[name] = 0
        cache = self.caches[name]
        self.tick[name] += 1
        if self.tick[name] % (every if cache.filled == cache.size else max(1, every // 2)) == 0:
            cache.add(next(self.streams[n]))
        return cache.sample(batch)


def pick_bucket(rng, fraction, phases):
    """`phases`: list of (end fraction, {bucket: weight})."""
    for end, weights in phases:
        if fraction < end:
            break
    return rng.choices(list(weights), list(weights.values()))[0]


def draw_batch(feed, rng, name, scale, empty, drop, lengths=(.80, .04, .16)):
    """One training batch with its text padded to a random length: FLUX passes padded text without a mask, so the model
    must not care how much padding follows it. `drop` is the share of captions left out."""
    H, W, batch = BUCKETS[name][:3]
    z, clip, t5, *rest = feed.draw(name, max(2, int(batch * scale)))
    length = rng.choices([64, 128, 512], lengths)[0]
    if length == 512 and H * W <= 256 * 256:
        k = max(2, z.shape[0] * 2 // 5)
        z, clip, t5, rest = z[:k], clip[:k], t5[:k], [r[:k] for r in rest]
    blank = torch.rand(z.shape[0], device=DEVICE)[:, None] < drop
    clip, t5 = torch.where(blank, empty[0], clip), torch.where(blank, empty[1], t5)
    return z, clip, F.pad(t5, (0, length - t5.shape[1])), rest


def empty_text(tokenizers):
    return [torch.from_numpy(x).to(DEVICE).long() for x in Words(tokenizers)([""])]


def flow_loss(out, z, noise, covered):
    """Squared error of the velocity; tokens on which an object stands count four times."""
    error = (out.float() - pack(noise - z)).pow(2).mean(2)
    w = 1 + 3 * covered
    return (error * w).sum() / w.sum(), error.mean().detach()


__all__ = ["BUCKETS", "Bundle", "COMPUTE", "Feed", "compile_pieces", "control_sample", "draw_batch", "empty_text", "flow_loss", "noise_level", "pick_bucket", "velocity"]
