"""Seeded random weights that make every branch of a network count.

The usual initialisation (std 0.02, zero biases, norm weights of 1) hides faults: a forgotten bias or a swapped gate
changes nothing. Here activations are of order one, biases and norm weights are visible, and nothing saturates.
"""

import math
import re
import zlib

import torch

# (pattern of the parameter's name, gain on 1/sqrt(fan_in)); the first match counts.
GAINS = [
    (r"SelfAttention\.q\.weight$", 0.6),  # T5 does not divide by sqrt(d_kv)
    (r"norm1?(_context|_out)?\.linear\.weight$", 0.7),  # adaLN: keeps gates and scales moderate
    (r"controlnet_(single_)?blocks\.\d+\.weight$", 0.6),
    (r"decoder\.conv_out\.weight$", 0.9),  # most pixels inside the range, a few clamped
]
# Embedding tables have no fan-in: their standard deviation.
EMBEDDINGS = [
    (r"relative_attention_bias\.weight$", 1.0),
    (r"token_embedding\.weight$", 0.7),
    (r"position_embedding\.weight$", 0.5),
    (r"controlnet_mode_embedder\.weight$", 1.0),
    (r"(shared|embed_tokens)\.weight$", 1.0),
]
LOG_VARIANCE_BIAS = -2.0  # the autoencoder's sample keeps more of the picture than of the noise


def _lookup(table, name, default):
    return next((value for pattern, value in table if re.search(pattern, name)), default)


def _values(name, shape, generator):
    noise = torch.randn(shape, generator=generator)
    deviation = _lookup(EMBEDDINGS, name, None)
    if deviation is not None:
        return noise * deviation
    if len(shape) > 1:
        return noise * (_lookup(GAINS, name, 1.0) / math.sqrt(math.prod(shape[1:])))
    if name.endswith("bias"):
        return noise * 0.2
    return 1.0 + noise * 0.25  # weight of a norm


@torch.no_grad()
def fill(module, seed, storage=torch.float32):
    """Sets every parameter; values are exact in `storage`, so that a stored model equals the one in memory.

    Each tensor has a generator of its own, so that one more layer does not change the others' numbers.
    """
    for name, parameter in module.named_parameters():
        generator = torch.Generator().manual_seed(seed * 2**32 + zlib.crc32(name.encode()))
        values = _values(name, tuple(parameter.shape), generator)
        if name == "encoder.conv_out.bias":
            values[values.numel() // 2 :] += LOG_VARIANCE_BIAS
        parameter.copy_(values.to(storage).to(parameter.dtype))
    return module.eval()
