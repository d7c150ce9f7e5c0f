#!/usr/bin/env python3
"""Writes tests/data/pictures: PNG and JPEG files of every kind, and the RGB bytes they must be read as.

Needs Pillow 13.0.0 and numpy. Run: python3 tests/reference/make_pictures.py
What Pillow decodes by the same rule is taken from Pillow; 16 bits, alpha and CMYK follow the rules of docs/api.md.
"""
import io
import struct
import zlib
from pathlib import Path

import numpy as np
import PIL
from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

FOLDER = Path(__file__).resolve().parents[1] / "data" / "pictures"
WIDTH, HEIGHT = 13, 9
GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
rng = np.random.default_rng(2026)


def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed_rows(samples, depth):
    """samples (rows, columns, channels) -> filtered rows, filter 0 (none)."""
    rows = b""
    for row in samples:
        if depth == 16:
            body = row.astype(">u2").tobytes()
        elif depth == 8:
            body = row.astype(np.uint8).tobytes()
        else:
            bits = "".join(format(int(v), f"0{depth}b") for v in row.reshape(-1))
            bits += "0" * (-len(bits) % 8)
            body = int(bits, 2).to_bytes(len(bits) // 8, "big")
        rows += b"\0" + body
    return rows


def png(samples, color, depth, extra=b"", after=b"", interlaced=False):
    height, width = samples.shape[:2]
    samples = samples.reshape(height, width, -1)
    if interlaced:
        parts = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7]
        rows = b"".join(packed_rows(part, depth) for part in parts if part.shape[1] > 0)
    else:
        rows = packed_rows(samples, depth)
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, int(interlaced))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows, 9)) + after
            + chunk(b"IEND"))


def random_samples(depth, channels):
    shape = (HEIGHT, WIDTH) if channels == 1 else (HEIGHT, WIDTH, channels)
    return rng.integers(0, 1 << depth, shape)


def on_white(rgb, alpha):
    weighted = rgb.astype(int) * alpha[..., None] + 255 * (255 - alpha[..., None].astype(int))
    return ((weighted + 127) // 255).astype(np.uint8)


def as_rgb(values):
    return np.stack([values] * 3, -1).astype(np.uint8) if values.ndim == 2 else values.astype(np.uint8)


def by_pillow(data):
    return np.asarray(ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB"))


def save(name, data, rgb, mask=None):
    (FOLDER / name).write_bytes(data)
    rgb = np.ascontiguousarray(rgb, dtype=np.uint8)
    header = f"P6\n{rgb.shape[1]} {rgb.shape[0]}\n255\n".encode()
    (FOLDER / (name + ".ppm")).write_bytes(header + rgb.tobytes())
    if mask is not None:
        grey = np.asarray(Image.fromarray(np.ascontiguousarray(mask, dtype=np.uint8)).convert("L"))
        header = f"P5\n{grey.shape[1]} {grey.shape[0]}\n255\n".encode()
        (FOLDER / (name + ".pgm")).write_bytes(header + grey.tobytes())


def plain_pngs():
    for depth in (1, 2, 4, 8):
        grey = png(random_samples(depth, 1), GREY, depth)
        save(f"grey{depth}.png", grey, by_pillow(grey), mask=by_pillow(grey))
        palette = rng.integers(0, 256, (1 << depth, 3), dtype=np.uint8)
        indexed = png(random_samples(depth, 1), PALETTE, depth, chunk(b"PLTE", palette.tobytes()))
        save(f"palette{depth}.png", indexed, by_pillow(indexed))
    for interlaced in (False, True):
        name = "rgb8_interlaced" if interlaced else "rgb8"
        rgb = png(random_samples(8, 3), RGB, 8, interlaced=interlaced)
        save(f"{name}.png", rgb, by_pillow(rgb), mask=by_pillow(rgb))
    thin = png(rng.integers(0, 256, (9, 1, 3)), RGB, 8, interlaced=True)
    save("one_column_interlaced.png", thin, by_pillow(thin))


def deep_pngs():
    grey = random_samples(16, 1)
    save("grey16.png", png(grey, GREY, 16), as_rgb(grey >> 8))
    rgb = random_samples(16, 3)
    save("rgb16.png", png(rgb, RGB, 16, interlaced=True), rgb >> 8)
    rgba = random_samples(16, 4)
    save("rgba16.png", png(rgba, RGB_ALPHA, 16), on_white(rgba[..., :3] >> 8, rgba[..., 3] >> 8))
    grey_alpha = random_samples(16, 2)
    save("grey_alpha16.png", png(grey_alpha, GREY_ALPHA, 16),
         on_white(as_rgb(grey_alpha[..., 0] >> 8), grey_alpha[..., 1] >> 8))


def transparent_pngs():
    rgba = random_samples(8, 4)
    rgba[0, :4, 3] = (0, 255, 1, 254)
    save("rgba8.png", png(rgba, RGB_ALPHA, 8), on_white(rgba[..., :3], rgba[..., 3]), mask=rgba[..., :3])
    grey_alpha = random_samples(8, 2)
    save("grey_alpha8.png", png(grey_alpha, GREY_ALPHA, 8),
         on_white(as_rgb(grey_alpha[..., 0]), grey_alpha[..., 1]), mask=as_rgb(grey_alpha[..., 0]))
    palette = rng.integers(0, 256, (16, 4), dtype=np.uint8)
    index = random_samples(4, 1)
    data = png(index, PALETTE, 4, chunk(b"PLTE", palette[:, :3].tobytes()) + chunk(b"tRNS", palette[:7, 3].tobytes()))
    alpha = np.concatenate([palette[:7, 3], np.full(9, 255, np.uint8)])
    save("palette_alpha.png", data, on_white(palette[index][..., :3], alpha[index]), mask=palette[index][..., :3])
    grey = random_samples(8, 1)
    grey[2:5, 3:9] = 77
    save("grey_key.png", png(grey, GREY, 8, chunk(b"tRNS", struct.pack(">H", 77))), as_rgb(np.where(grey == 77, 255, grey)))
    for depth in (2, 16):
        grey = random_samples(depth, 1)
        key = int(grey[4, 4])
        full = grey * 85 if depth == 2 else grey >> 8
        save(f"grey{depth}_key.png", png(grey, GREY, depth, chunk(b"tRNS", struct.pack(">H", key))),
             as_rgb(np.where(grey == key, 255, full)), mask=as_rgb(full))
    rgb = random_samples(8, 3)
    rgb[1:4, 2:8] = (10, 20, 30)
    is_key = np.all(rgb == (10, 20, 30), -1)
    save("rgb8_key.png", png(rgb, RGB, 8, chunk(b"tRNS", struct.pack(">HHH", 10, 20, 30))),
         np.where(is_key[..., None], 255, rgb))
    rgb = random_samples(16, 3)
    rgb[1:4, 2:8] = (1000, 2000, 3000)
    is_key = np.all(rgb == (1000, 2000, 3000), -1)
    rgb[5, 5] = (1001, 2000, 3000)  # the same high bytes, but not the key
    data = png(rgb, RGB, 16, chunk(b"tRNS", struct.pack(">HHH", 1000, 2000, 3000)))
    save("rgb16_key.png", data, np.where(is_key[..., None], 255, rgb >> 8))


def decorated_pngs():
    samples = random_samples(8, 3)
    extra = (chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"iCCP", b"p\0\0" + zlib.compress(srgb_profile()))
             + chunk(b"cHRM", struct.pack(">8I", *range(1, 9))) + chunk(b"pHYs", struct.pack(">IIB", 1, 9, 1)))
    save("profile_gamma.png", png(samples, RGB, 8, extra), samples)
    frames = [Image.fromarray(random_samples(8, 3).astype(np.uint8)) for _ in range(3)]
    file = io.BytesIO()
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:], duration=50)
    save("animated.png", file.getvalue(), np.asarray(frames[0]))


def jpeg(picture, **options):
    file = io.BytesIO()
    picture.save(file, "JPEG", **options)
    return file.getvalue()


def srgb_profile():
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = bytes(12)  # the time of its making
    return bytes(profile)


def smooth(width, height, channels):
    small = rng.integers(0, 256, (4, 5, channels) if channels > 1 else (4, 5), dtype=np.uint8)
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[channels]
    return Image.frombytes(mode, (5, 4), small.tobytes()).resize((width, height), Image.Resampling.BICUBIC)


def jpegs():
    picture = smooth(29, 19, 3)
    for name, options in {
        "jpeg_444": dict(quality=90, subsampling=0),
        "jpeg_420": dict(quality=90, subsampling=2),
        "jpeg_progressive": dict(quality=90, subsampling=0, progressive=True),
        "jpeg_restarts": dict(quality=90, subsampling=0, restart_marker_rows=1),
        "jpeg_rgb": dict(quality=90, keep_rgb=True),
    }.items():
        data = jpeg(picture, **options)
        save(name + ".jpg", data, by_pillow(data))
    data = jpeg(picture, quality=90, subsampling=0, icc_profile=srgb_profile(), comment="no part of the picture")
    save("jpeg_profile.jpg", data, by_pillow(data))
    data = jpeg(smooth(29, 19, 1), quality=90)
    save("jpeg_grey.jpg", data, by_pillow(data), mask=by_pillow(data))
    data = jpeg(smooth(29, 19, 4), quality=90)
    ink = 255 - np.asarray(Image.open(io.BytesIO(data))).astype(int)  # as stored: Adobe's CMYK is inverted
    save("jpeg_cmyk.jpg", data, ink[..., :3] * ink[..., 3:] // 255)


def rotated_jpegs():
    picture = smooth(24, 16, 3)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x010F] = "maker"
        exif[0x0112] = orientation
        exif.endian = "<" if orientation % 2 else ">"
        data = jpeg(picture, quality=90, subsampling=0, exif=exif)
        save(f"jpeg_orientation{orientation}.jpg", data, by_pillow(data), mask=by_pillow(data))


def texts():
    """Texts as other programs write them, for readPictureTexts."""
    picture = Image.new("RGB", (2, 2))
    for name, compress in (("texts_plain.png", False), ("texts_packed.png", True)):
        info = PngInfo()
        info.add_text("Comment", "other")
        info.add_text("parameters", "caf\xe9\nSteps: 4", zip=compress)
        info.add_itxt("genserve", '{"prompt":"\u6f22\u5b57"}', "zh", "translated", zip=compress)
        picture.save(FOLDER / name, pnginfo=info)


def main():
    assert PIL.__version__ == "13.0.0", PIL.__version__
    FOLDER.mkdir(parents=True, exist_ok=True)
    plain_pngs()
    deep_pngs()
    transparent_pngs()
    decorated_pngs()
    jpegs()
    rotated_jpegs()
    texts()


if __name__ == "__main__":
    main()
