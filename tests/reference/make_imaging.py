#!/usr/bin/env python3
"""Writes tests/data/imaging: checksums of what Pillow and OpenCV make of pictures that our tests can make again.

Needs Pillow 13.0.0, numpy and opencv-python-headless (4.6.0.66 and 5.0.0 give the same).
Run: python3 tests/reference/make_imaging.py
"""
import random
import zlib
from pathlib import Path

import cv2
import numpy as np
import PIL
from PIL import Image

FOLDER = Path(__file__).resolve().parents[1] / "data" / "imaging"


def noise(seed, width, height, channels):
    """Bytes of a 32-bit linear congruential generator (Numerical Recipes), its top 8 bits."""
    count = width * height * channels
    state = seed
    values = bytearray(count)
    for i in range(count):
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        values[i] = state >> 24
    shape = (height, width) if channels == 1 else (height, width, channels)
    return np.frombuffer(bytes(values), np.uint8).reshape(shape)


def sizes():
    yield from [
        (1, 1, 1, 1), (1, 1, 17, 5), (1, 9, 9, 1), (9, 1, 1, 9), (2, 2, 3, 3), (3, 3, 2, 2), (7, 5, 7, 5),
        (64, 64, 16, 16), (16, 16, 64, 64), (40, 30, 40, 13), (40, 30, 13, 30), (40, 30, 77, 30), (40, 30, 40, 77),
        (300, 2, 5, 2), (2, 300, 2, 5), (1, 300, 64, 3), (300, 1, 3, 64), (250, 3, 1, 1), (3, 250, 1, 1),
        # Around the border of the rule for the order of the passes: height loss = 2 * width loss.
        (60, 60, 50, 40), (60, 60, 50, 39), (60, 60, 60, 59), (60, 60, 61, 59), (60, 60, 70, 20),
    ]
    rng = random.Random(20)
    for _ in range(40):
        yield tuple(rng.randint(1, 130) for _ in range(4))


def blobs(seed, small, width, height, channels):
    """Smooth shapes with edges between them: a few pixels of noise, enlarged."""
    return np.asarray(Image.fromarray(noise(seed, *small, channels)).resize((width, height), Image.Resampling.LANCZOS))


def write_canny():
    sizes = [((1, 1), 16, 16), ((4, 4), 16, 16), ((12, 9), 96, 72), ((30, 20), 61, 97), ((64, 1), 300, 16), ((40, 40), 40, 40),
             ((5, 4), 200, 150)]
    with open(FOLDER / "canny.txt", "w") as table:
        table.write("# seed smallWidth smallHeight width height channels low high crc32 of cv2.Canny(picture, low, high)\n")
        for seed, (small, width, height) in enumerate(sizes, start=1):
            for channels in (1, 3):
                for low, high in ((50, 200), (100, 200), (20, 40)):
                    edges = cv2.Canny(blobs(seed, small, width, height, channels), low, high)
                    print(seed, *small, width, height, channels, low, high, zlib.crc32(edges.tobytes()), file=table)


def main():
    assert PIL.__version__ == "13.0.0", PIL.__version__
    with open(FOLDER / "lanczos.txt", "w") as table:
        table.write("# seed width height channels newWidth newHeight crc32\n")
        for seed, (width, height, new_width, new_height) in enumerate(sizes(), start=1):
            for channels in (1, 3):
                picture = Image.fromarray(noise(seed, width, height, channels))
                resized = np.asarray(picture.resize((new_width, new_height), Image.Resampling.LANCZOS))
                print(seed, width, height, channels, new_width, new_height, zlib.crc32(resized.tobytes()), file=table)
    with open(FOLDER / "grey.txt", "w") as table:
        table.write("# seed width height crc32 of convert(\"L\")\n")
        for seed in (1, 2, 3):
            grey = np.asarray(Image.fromarray(noise(seed, 200, 100, 3)).convert("L"))
            print(seed, 200, 100, zlib.crc32(grey.tobytes()), file=table)
    write_canny()


if __name__ == "__main__":
    main()
