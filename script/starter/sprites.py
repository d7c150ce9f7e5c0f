"""Render the object catalogue once into a compact RGBA array (sprites.npz).

Emoji come from the Noto Color Emoji font (SIL OFL 1.1, Debian package fonts-noto-color-emoji);
three objects that have no emoji (hot air balloon, lighthouse, windmill) are drawn here.
    python sprites.py --font NotoColorEmoji.ttf --out sprites.npz
"""
import argparse
import colorsys
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from objects import COLOURS, catalogue, sprite_list

SIZE = 128


def draw_balloon():
    s = 512
    im = Image.new("RGBA", (s, s))
    d = ImageDraw.Draw(im)
    cx, cy, r = s / 2, 190, 178
    for y in range(12, 392):
        t = (y - 12) / 380
        half = r * math.sqrt(max(0.0, 1 - ((y - cy) / r) ** 2)) if y < cy + 60 else None
        if half is None:
            edge = r * math.sqrt(1 - (60 / r) ** 2)
            half = edge + (44 - edge) * ((y - cy - 60) / (392 - cy - 60)) ** 0.9
        for x in range(int(cx - half), int(cx + half)):
            a = math.asin(max(-1, min(1, (x - cx) / max(half, 1))))
            stripe = int((a / math.pi + 0.5) * 8) % 2
            light = 0.72 + 0.28 * math.cos(a + 0.5) - 0.12 * t
            base = (232, 48, 48) if stripe == 0 else (250, 214, 196)
            im.putpixel((x, y), tuple(int(min(255, c * light)) for c in base) + (255,))
    for x0, x1 in ((-40, -24), (40, 24)):
        d.line((cx + x0, 390, cx + x1, 450), fill=(92, 62, 40, 255), width=5)
    d.rectangle((cx - 32, 446, cx + 32, 500), fill=(150, 98, 52, 255))
    d.rectangle((cx - 36, 442, cx + 36, 456), fill=(112, 70, 36, 255))
    return im


def draw_lighthouse():
    s = 512
    im = Image.new("RGBA", (s, s))
    d = ImageDraw.Draw(im)
    d.polygon([(120, 508), (160, 468), (352, 468), (392, 508)], fill=(120, 116, 110, 255))
    def at(y):
        return 42 + (y - 150) / 318 * 34
    for k in range(6):
        y0, y1 = 150 + k * 53, 150 + (k + 1) * 53
        colour = (226, 52, 48) if k % 2 == 0 else (246, 246, 242)
        d.polygon([(256 - at(y0), y0), (256 + at(y0), y0), (256 + at(y1), y1), (256 - at(y1), y1)], fill=colour + (255,))
        d.polygon([(256 + at(y0) * .3, y0), (256 + at(y0), y0), (256 + at(y1), y1), (256 + at(y1) * .3, y1)],
                  fill=tuple(int(c * .82) for c in colour) + (255,))
    d.rectangle((196, 138, 316, 154), fill=(70, 74, 84, 255))
    d.rectangle((222, 84, 290, 138), fill=(255, 236, 150, 255))
    for x in (222, 244, 266, 288):
        d.line((x, 84, x, 138), fill=(70, 74, 84, 255), width=5)
    d.polygon([(206, 86), (256, 24), (306, 86)], fill=(190, 40, 40, 255))
    d.rectangle((240, 420, 272, 468), fill=(96, 62, 40, 255))
    d.ellipse((244, 262, 268, 290), fill=(70, 90, 120, 255))
    return im


def draw_windmill():
    s = 512
    im = Image.new("RGBA", (s, s))
    d = ImageDraw.Draw(im)
    d.polygon([(196, 210), (316, 210), (356, 506), (156, 506)], fill=(240, 232, 214, 255))
    d.polygon([(270, 210), (316, 210), (356, 506), (286, 506)], fill=(208, 196, 176, 255))
    d.polygon([(184, 214), (256, 140), (328, 214)], fill=(170, 72, 52, 255))
    d.rectangle((234, 428, 282, 506), fill=(116, 74, 46, 255))
    d.rectangle((240, 290, 272, 326), fill=(96, 130, 160, 255))
    for k in range(4):
        a = math.radians(35 + 90 * k)
        ux, uy = math.cos(a), math.sin(a)
        px, py = -uy, ux
        c = (256, 196)
        d.line((c[0], c[1], c[0] + ux * 190, c[1] + uy * 190), fill=(104, 70, 44, 255), width=9)
        quad = [(c[0] + ux * r + px * w, c[1] + uy * r + py * w) for r, w in ((50, 0), (190, 0), (190, 44), (50, 44))]
        d.polygon(quad, fill=(250, 250, 246, 255), outline=(150, 120, 90, 255))
    d.ellipse((242, 182, 270, 210), fill=(90, 60, 40, 255))
    return im


DRAWN = {"HAB": draw_balloon, "LHS": draw_lighthouse, "WML": draw_windmill}


def fit(im):
    """Crop to the drawn part and centre it, bottom aligned, on a square of SIZE pixels."""
    im = im.crop(im.getbbox())
    k = (SIZE - 6) / max(im.size)
    im = im.resize((max(1, round(im.width * k)), max(1, round(im.height * k))), Image.LANCZOS)
    out = Image.new("RGBA", (SIZE, SIZE))
    out.paste(im, ((SIZE - im.width) // 2, SIZE - 3 - im.height))
    return np.asarray(out)


def recolour(rgba, source, target):
    """Turn the pixels whose hue is near the natural colour to the target hue."""
    out = rgba.copy()
    hs, ht = COLOURS[source][0] / 360, COLOURS[target][0] / 360
    for y, x in zip(*np.nonzero(rgba[..., 3] > 0)):
        r, g, b = rgba[y, x, :3] / 255
        h, l, s = colorsys.rgb_to_hls(r, g, b)
        near = abs((h - hs + 0.5) % 1 - 0.5) < 0.125
        if s > 0.18 and near:
            if target == "pink":
                l = l + (1 - l) * 0.35
            elif target == "yellow":
                l = min(0.9, l * 1.12)
            out[y, x, :3] = np.array(colorsys.hls_to_rgb(ht, l, s)) * 255
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--font", required=True)
    ap.add_argument("--out", default="sprites.npz")
    ap.add_argument("--sheet", help="also write a contact sheet PNG")
    a = ap.parse_args()
    font = ImageFont.truetype(a.font, 109)
    base, sprites = {}, []
    for index, colour in sprite_list():
        row = catalogue()[index]
        if index not in base:
            if row["emoji"] in DRAWN:
                im = DRAWN[row["emoji"]]()
            else:
                im = Image.new("RGBA", (300, 160))
                ImageDraw.Draw(im).text((4, 4), row["emoji"], font=font, embedded_color=True)
            base[index] = fit(im)
        rgba = base[index]
        sprites.append(rgba if colour == row["colour"] else recolour(rgba, row["colour"], colour))
    sprites = np.stack(sprites)
    np.savez_compressed(a.out, rgba=sprites)
    print(sprites.shape)
    if a.sheet:
        cols = 24
        rows = -(-len(sprites) // cols)
        sheet = Image.new("RGB", (cols * 56, rows * 56), (200, 220, 200))
        for i, s in enumerate(sprites):
            im = Image.fromarray(s).resize((56, 56))
            sheet.paste(im, ((i % cols) * 56, (i // cols) * 56), im)
        sheet.save(a.sheet)


if __name__ == "__main__":
    main()
