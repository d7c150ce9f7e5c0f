"""Paint batches of pictures on the GPU from the numbers that captions.sample_spec chose.

`paint(kind, p, H, W, sprites)` returns [B, 3, H, W] in 0..1; all samples of a batch share one scene kind, so the
code below branches on the kind once and stays vectorised over the batch. Coordinates: u to the right, v down,
both 0..1. Every layer is blended with an anti-aliased mask.
"""
import functools
import math
import random

import torch
import torch.nn.functional as F

from captions import BACKS, SLOTS, TIMES

# zenith, middle, horizon, ambient tint of the ground; several variants per time of day
SKIES = {
    "dawn": [[(.34, .50, .80), (.80, .70, .80), (1.0, .80, .66), (.95, .86, .86)], [(.42, .58, .82), (.92, .78, .78), (1.0, .88, .72), (1.0, .9, .86)]],
    "day": [[(.17, .43, .86), (.45, .70, .96), (.82, .91, .98), (1, 1, 1)], [(.25, .52, .90), (.55, .78, .96), (.88, .94, .97), (1, 1, 1)]],
    "sunset": [[(.22, .25, .52), (.85, .42, .40), (1.0, .72, .32), (.86, .62, .54)], [(.38, .22, .50), (.93, .40, .32), (1.0, .80, .40), (.84, .58, .52)],
               [(.20, .36, .60), (.95, .62, .42), (1.0, .88, .58), (.95, .74, .58)]],
    "dusk": [[(.10, .12, .33), (.34, .25, .52), (.82, .47, .50), (.50, .45, .60)], [(.09, .15, .36), (.28, .32, .58), (.72, .56, .60), (.48, .48, .64)]],
    "night": [[(.012, .03, .10), (.05, .09, .22), (.12, .19, .35), (.27, .33, .52)], [(.04, .02, .12), (.10, .07, .26), (.21, .17, .38), (.30, .30, .52)]],
    "overcast": [[(.55, .60, .66), (.68, .72, .76), (.80, .82, .84), (.80, .82, .85)], [(.60, .63, .67), (.71, .73, .76), (.84, .85, .86), (.84, .84, .86)]],
    "storm": [[(.18, .21, .26), (.32, .36, .41), (.52, .55, .58), (.58, .60, .66)], [(.20, .20, .26), (.36, .36, .42), (.56, .56, .58), (.58, .58, .66)]],
}
SUN_COLOUR = [(1, .86, .62), (1, .98, .86), (1, .82, .48), (1, .7, .5), (.93, .95, 1), (1, 1, 1), (1, 1, 1)]
BACK_RGB = {"white": (.95, .95, .94), "gray": (.58, .58, .60), "black": (.06, .06, .07), "red": (.80, .16, .16), "orange": (.95, .56, .20), "yellow": (.97, .85, .36),
            "green": (.32, .64, .36), "blue": (.20, .40, .80), "purple": (.50, .32, .72), "pink": (.97, .70, .78), "beige": (.92, .86, .74), "light blue": (.66, .84, .95)}
FINEST = .17   # noise cells are at least six pixels wide: finer grain would cost the autoencoder more than it shows
FLOWERS = [(.93, .22, .25), (.98, .83, .22), (.96, .96, .94), (.70, .38, .86), (.98, .55, .72), (.98, .56, .18), (.35, .45, .92)]


@functools.lru_cache(None)
def constant(values, device):
    """A table that is copied to the device once: a copy at every use would stop the GPU each time."""
    return torch.tensor(values, device=device, dtype=torch.float32)


def col(rgb, like):
    return constant(tuple(rgb), like.device).view(1, 3, 1, 1)


def rgb_of(table, index):
    t = constant(tuple(table), index.device)
    return t[index.long().clamp(0, len(table) - 1)][:, :, None, None]


def smooth(a, b, x):
    t = ((x - a) / (b - a)).clamp(0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, m):
    return a + (b - a) * m


class Painter:
    def __init__(self, p, H, W, present):
        self.p, self.H, self.W, self.present = p, H, W, present
        self.B, self.dev = p["time"].shape[0], p["time"].device
        self.aspect = W / H
        self.v = ((torch.arange(H, device=self.dev) + .5) / H).view(1, 1, H, 1)
        self.u = ((torch.arange(W, device=self.dev) + .5) / W).view(1, 1, 1, W)
        self.px = 1.0 / H

    def f(self, name):
        return self.p[name].view(self.B, 1, 1, 1)

    def rand(self, lo=0., hi=1., *shape):
        return lo + (hi - lo) * torch.rand(self.B, *(shape or (1, 1, 1)), device=self.dev)

    def edge(self, d):
        """1 where d > 0 (d in units of v), softened over about a pixel."""
        return (d / (1.5 * self.px) + .5).clamp(0, 1)

    def fbm(self, fx, fy, octaves=4, gain=.5, ridged=False):
        out, amp, total = 0, 1., 0.
        for o in range(octaves):
            gx, gy = max(2, int(round(fx * 2 ** o * self.aspect))) + 2, max(2, int(round(fy * 2 ** o))) + 2
            if o and (gx > FINEST * self.W or gy > FINEST * self.H):
                break
            n = F.interpolate(torch.randn(self.B, 1, gy, gx, device=self.dev), (self.H, self.W), mode="bicubic", align_corners=True)
            out = out + amp * (1 - 2 * n.abs().clamp(0, 1) if ridged else n)
            total += amp * amp
            amp *= gain
        return out / math.sqrt(total) * (1.0 if ridged else .75)

    def line(self, freq, octaves=5, gain=.5, ridged=False):
        """1-D noise along u: [B,1,1,W], roughly -1..1."""
        out, amp, total = 0, 1., 0.
        for o in range(octaves):
            g = max(2, int(round(freq * 2 ** o * self.aspect))) + 2
            n = F.interpolate(torch.randn(self.B, 1, 1, g, device=self.dev), (1, self.W), mode="bicubic" if o < 2 or not ridged else "bilinear", align_corners=True)
            out = out + amp * (.8 - 1.6 * n.abs().clamp(0, 1.2) if ridged else n * .7)
            total += amp
            amp *= gain
        return out / total * 1.4

    # ------------------------------------------------------------ sky
    def sky(self):
        p, t = self.p, self.p["time"].long()
        table = constant(tuple(tuple(tuple(SKIES[name][k % len(SKIES[name])]) for k in range(6)) for name in TIMES), self.dev)
        c = table[t, torch.randint(0, 6, (self.B,), device=self.dev)]
        c = (c * (1 + .07 * torch.randn(self.B, 1, 3, device=self.dev)) * (1 + .05 * torch.randn(self.B, 1, 1, device=self.dev))).clamp(0, 1)
        zen, mid, hor, self.amb = (c[:, k, :, None, None] for k in range(4))
        self.hor, self.zen, self.mid = hor, zen, mid
        h = self.f("horizon").clamp(.3, 1.0)
        s = (self.v / h).clamp(0, 1.2)
        img = mix(mix(zen, mid, smooth(0, .6, s)), hor, smooth(.45, 1.0, s))
        self.suncol = rgb_of(SUN_COLOUR, t.float())
        sx, sy = self.f("sun_x"), self.f("sun_y")
        d = torch.sqrt(((self.u - sx) * self.aspect) ** 2 + (self.v - sy) ** 2)
        sun, moon, night = self.f("sun"), self.f("moon"), (t == 4).float().view(-1, 1, 1, 1)
        low = ((t == 0) | (t == 2)).float().view(-1, 1, 1, 1)
        glow = sun * (.55 * torch.exp(-d * 5) + .35 * low * torch.exp(-d * 2.2))
        img = mix(img, self.suncol, glow.clamp(0, 1))
        if "stars" in self.present:
            img = img + self.stars() * self.f("stars") * (1 - smooth(.7, 1.1, s))
        if "milky" in self.present:
            a = self.rand(-.9, .9)
            band = (self.u - .5) * self.aspect * torch.cos(a) + (self.v - .35) * torch.sin(a)
            n = self.fbm(4, 4, 5)
            m = torch.exp(-((band + .06 * n) / .15) ** 2) * (.55 + .45 * self.fbm(6, 6, 4)).clamp(0, 1.3)
            dust = torch.exp(-((band + .10 * n) / .035) ** 2)
            img = img + self.f("milky") * (m * (1 - .55 * dust) * col((.42, .40, .55), img) + .6 * m * self.stars(1.6)) * (1 - smooth(.75, 1.05, s))
        if "aurora" in self.present:
            img = img + self.f("aurora") * self.aurora(s)
        r_sun = .035 + .02 * low
        disc = sun * self.edge(r_sun - d)
        img = mix(img, mix(self.suncol, torch.ones_like(self.suncol), .55), disc)
        if "moon" in self.present:
            halo = (moon > 0).float() * .35 * torch.exp(-d * 9)
            img = mix(img, col((.85, .88, .95), img), halo)
            m = self.edge(.048 - d)
            d2 = torch.sqrt(((self.u - sx + .022) * self.aspect) ** 2 + (self.v - sy + .012) ** 2)
            crescent = m * (1 - self.edge(.045 - d2))
            face = col((.97, .96, .88), img) * (1 - .10 * self.fbm(18, 18, 2).clamp(0, 1))
            img = mix(img, face, torch.where(moon > 1.5, crescent, m) * (moon > 0).float())
        if "clouds" in self.present:
            img = self.clouds(img, s, sx, sy, night)
        if "rainbow" in self.present:
            cx, r0 = self.rand(.25, .75), self.rand(.42, .6)
            rr = torch.sqrt(((self.u - cx) * self.aspect) ** 2 + (self.v - h) ** 2)
            q = ((r0 - rr) / .075 + .5)
            hue = q.clamp(0, 1) * .78
            rgb = torch.cat([(torch.abs((hue * 6 - k) % 6 - 3) - 1).clamp(0, 1) for k in (0, 2, 4)], 1)
            img = mix(img, rgb, self.f("rainbow") * .5 * smooth(0, .2, q) * (1 - smooth(.8, 1, q)) * (self.v < h).float())
        return img.clamp(0, 1)

    def stars(self, density=1.0, scale=1.0):
        """Soft dots of at least a pixel and a half: the autoencoder loses smaller ones."""
        out = 0
        for cells, size, keep in ((22, .0058 * scale, .13 * density), (11, .0085 * scale, .12 * density)):
            gx, gy = int(cells * self.aspect), cells
            cu, cv = self.u * gx, self.v * gy
            iu, iv = cu.floor().long().expand(self.B, 1, self.H, self.W), cv.floor().long().expand(self.B, 1, self.H, self.W)
            idx = (iv * gx + iu).view(self.B, -1)
            tab = torch.rand(self.B, 4, gx * gy, device=self.dev)
            g = lambda k: tab[:, k].gather(1, idx).view(self.B, 1, self.H, self.W)
            du, dv = (cu - iu - .15 - .7 * g(0)) / gx * self.aspect, (cv - iv - .15 - .7 * g(1)) / gy
            sz = max(size, 1.2 * self.px)
            out = out + (g(2) < keep).float() * (.35 + .65 * g(3)) * torch.exp(-(du * du + dv * dv) / (sz * sz))
        return out * col((1, .98, .92), out)

    def aurora(self, s):
        out = 0
        for k in range(2):
            y0 = self.rand(.25, .6) + .10 * self.line(1.6, 3)
            rays = (.55 + .45 * self.line(14, 3)).clamp(.1, 1.2)
            d = y0 - s
            body = torch.exp(-(d.clamp(min=0) / .30)) * (d > 0).float() + torch.exp(-(d / .03) ** 2) * (d <= 0).float()
            c = mix(col((.15, .95, .50), s), col((.55, .25, .85), s), smooth(.05, .45, d))
            out = out + .55 * body * rays * c * (.35 + .65 * smooth(-.5, .5, self.line(1.5, 2)))
        return out

    def clouds(self, img, s, sx, sy, night):
        amount = self.f("clouds")
        n = self.fbm(2.6, 5.5, 6, .55)
        cover = n - (1.05 - 1.5 * amount) - .25 * smooth(.85, 1.1, s)
        a = smooth(0, .75, cover) * .93
        shift = max(1, int(.02 * self.H))
        lit = (n - torch.roll(n, shifts=(-shift,), dims=(2,))) * 1.2
        base = mix(self.hor, self.mid, .35)
        t = self.p["time"].long().view(-1, 1, 1, 1)
        white = torch.where(t == 1, 1., torch.where((t == 0) | (t == 2), .45, torch.where(t >= 5, .18, .10)))
        bright = mix(base, torch.ones_like(base), white)
        warm = mix(bright, self.suncol, .35 * ((t == 0) | (t == 2)).float())
        dark = mix(base * .82, self.zen, .25)
        c = mix(dark, warm, (.55 + .5 * lit + .15 * (1 - cover.clamp(0, 1))).clamp(0, 1))
        c = torch.where(t == 4, mix(self.mid * 1.15, self.hor * 1.1, (.5 + lit).clamp(0, 1)), c)
        return mix(img, c.clamp(0, 1), a * torch.where(t == 4, .75, 1.))

    # ------------------------------------------------------------ land
    def ridge_layer(self, img, base, amp, freq, near, far_mix, snow=0., ridged=True, rough=1.0):
        """One silhouette with lit and shaded flanks, optional snow caps, hazed by far_mix."""
        line = self.line(freq, 6, .5, ridged)
        top = base - amp * (.45 + .55 * line)
        d = self.v - top
        n = self.fbm(7 * rough, 5 * rough, 5, .6)
        sh = max(1, int(.014 * self.W))
        slope = torch.roll(n, sh, 3) - n + .9 * (torch.roll(line, sh, 3) - line).clamp(-.6, .6)
        light = (.5 + .95 * slope).clamp(0, 1)
        c = near * (.62 + .55 * light) * (1 + .06 * n)
        altitude = (base - self.v) / amp.clamp(min=.02) + .10 * n
        m = smooth(.34, .46, altitude) * snow
        c = mix(c, mix(col((.60, .68, .84), img), col((.97, .98, 1.0), img), light), m)
        c = c * self.amb
        c = mix(c, self.hazecol, far_mix)
        c = mix(c, self.hazecol, .35 * smooth(.0, .5, d / amp.clamp(min=.05)) * float(far_mix > .02))
        self.top = top
        return mix(img, c.clamp(0, 1), self.edge(d))

    def mountains(self, img, base, amp, layers=3, snow=None):
        snow = self.f("snowcap") if snow is None else snow
        tone = rgb_of([(.36, .40, .46), (.42, .38, .36), (.30, .40, .36), (.40, .36, .44)], self.p["variant"])
        for k in range(layers):
            q = k / max(1, layers - 1)
            img = self.ridge_layer(img, base + .05 * q, amp * (1.0 - .42 * q) * self.rand(.85, 1.1), 1.6 + .9 * k,
                                   tone * (1.05 - .3 * q), .55 * (1 - q) + .06, snow * (1 - q * .3))
        return img

    def grass_tone(self):
        s = self.f("season")
        g = mix(col((.36, .58, .22), s), col((.28, .50, .24), s), self.rand())
        g = torch.where(s == 1, mix(col((.72, .58, .24), s), col((.62, .52, .26), s), self.rand()), g)
        return torch.where(s == 2, col((.90, .93, .97), s), g)

    def ground(self, img, top, tone, texture=.11):
        d = self.v - top
        depth = (d / (1 - top).clamp(min=.05)).clamp(0, 1)
        n = mix(self.fbm(20, 40, 3), self.fbm(9, 16, 4), depth)
        big = self.fbm(2, 5, 3)
        c = tone * (1 + texture * n + .10 * big) * mix(constant(1.06, self.dev), constant(.80, self.dev), depth)
        c = mix(c * self.amb, self.hazecol, .28 * (1 - smooth(0, .3, depth)))
        return mix(img, c.clamp(0, 1), self.edge(d))

    def hills(self, img, base, tone, layers=3):
        for k in range(layers):
            q = k / max(1, layers - 1)
            line = self.line(1.0 + .5 * k, 2, .35)
            top = base + (.30 * q) - .10 * (1 - .3 * q) * line - .03
            d = self.v - top
            n = self.fbm(12, 22, 4)
            light = (.5 + 3.5 * (torch.roll(line, max(1, self.W // 60), 3) - line)).clamp(0, 1)
            c = tone * (.78 + .34 * light) * (1 + .12 * n) * (.80 + .22 * q) * mix(constant(1.08, self.dev), constant(.86, self.dev), smooth(0, .35, d))
            c = mix(c * self.amb, self.hazecol, .42 * (1 - q) ** 1.3)
            img = mix(img, c.clamp(0, 1), self.edge(d))
            if k < layers - 1:
                img = self.tree_row(img, top + .012, 26 - 8 * k, .035 + .03 * q, .3 * (1 - q), round_=True, keep=.30 * self.f("trees"))
        return img

    def tree_row(self, img, base, count, size, haze, round_=False, keep=1.0, tone=None, snow=None):
        """Trees on jittered columns; base is [B,1,1,W] or a scalar tensor, size their height."""
        n = int(count * self.aspect) + 3
        tab = torch.rand(self.B, 5, n + 2, device=self.dev)
        cu = self.u * int(count * self.aspect)
        season = self.f("season")
        if tone is None:
            tone = torch.where(season == 1, rgb_of([(.80, .42, .14), (.72, .26, .14), (.86, .62, .18), (.66, .46, .18)], self.p["variant"]),
                               col((.15, .34, .19), img) if not round_ else col((.24, .45, .18), img))
        for off in (-1, 0, 1):
            idx = (cu.floor().long() + off + 1).clamp(0, n + 1).expand(self.B, 1, 1, self.W).reshape(self.B, self.W)
            g = lambda k: tab[:, k].gather(1, idx).view(self.B, 1, 1, self.W)
            cx = (cu.floor() + off + .5 + .7 * (g(0) - .5)) / int(count * self.aspect)
            hgt = size * (.65 + .7 * g(1))
            y0 = base + .10 * size * (g(4) - .5)
            du = (self.u - cx) * self.aspect
            t = (self.v - (y0 - hgt)) / hgt
            on = (g(2) < keep).float()
            shade = .80 + .40 * g(3)
            if round_:
                cy, rw, rh = y0 - hgt * .62, hgt * .34, hgt * .40
                rr = torch.sqrt((du / rw) ** 2 + ((self.v - cy) / rh) ** 2)
                wob = .13 * torch.sin(17 * (du / rw) + 9 * g(3)) * torch.sin(13 * (self.v - cy) / rh + 5 * g(1))
                m = self.edge((1 - rr + wob) * rw * .8) * on
                trunk = self.edge(.045 * hgt - du.abs()) * ((t > .6) & (t < 1)).float() * on
                c = tone * shade * (1.08 - .40 * (du / rw * .5 + (self.v - cy) / rh * .5 + .2))
                img = mix(img, mix(col((.28, .20, .14), img) * self.amb, self.hazecol, haze), trunk)
            else:
                tt = t.clamp(0, 1)
                saw = (tt * 5.5) % 1.0
                hw = hgt * .27 * tt ** .85 * (.62 + .38 * saw)
                m = self.edge(hw - du.abs()) * ((t > 0) & (t < .93)).float() * on
                trunk = self.edge(.03 * hgt - du.abs()) * ((t > .9) & (t < 1)).float() * on
                c = tone * shade * (.80 + .40 * saw) * (1.0 - .25 * torch.sign(du) * (du.abs() / hw.clamp(min=1e-3)).clamp(0, 1))
                sn = (snow if snow is not None else (season == 2).float()) * smooth(.55, .15, saw + .25 * torch.sign(du))
                c = mix(c, col((.93, .96, 1.0), img), sn * .85)
                img = mix(img, mix(col((.25, .18, .13), img) * self.amb, self.hazecol, haze), trunk)
            c = mix((c * self.amb).clamp(0, 1), self.hazecol, haze)
            img = mix(img, c.clamp(0, 1), m)
        return img

    def flowers(self, img, top, rows=9, keep=.6, scale=1.0):
        one = (self.p["tint"].long() % 2 == 0).view(-1, 1, 1, 1)
        table = constant(tuple(FLOWERS), self.dev)
        main = table[self.p["variant"].long() % 7]
        for r in range(rows):
            q = (r + .5) / rows
            y = top + (1.02 - top) * q ** 1.5
            size = (.011 + .028 * q ** 1.6) * scale
            count = int(.42 / size * .55 * self.aspect) + 2
            tab = torch.rand(self.B, 4, count + 1, device=self.dev)
            which = torch.randint(0, 7, (self.B, count + 1), device=self.dev)
            cu = self.u * count
            idx = cu.floor().long().clamp(0, count).expand(self.B, 1, 1, self.W).reshape(self.B, self.W)
            g = lambda k: tab[:, k].gather(1, idx).view(self.B, 1, 1, self.W)
            c = table[which.gather(1, idx)].permute(0, 2, 1)[:, :, None]
            c = torch.where(one, main[:, :, None, None].expand_as(c), c)
            du = (cu - cu.floor() - .25 - .5 * g(0)) / count * self.aspect
            dv = self.v - (y + (1 - top) / rows * 1.3 * (g(1) - .5))
            rr = torch.sqrt(du ** 2 + (dv * 1.35) ** 2)
            ang = torch.atan2(dv, du)
            m = self.edge(size * (.42 + .10 * torch.cos(5 * ang + 6 * g(3))) - rr) * (g(2) < keep).float()
            stem = self.edge(size * .05 - du.abs()) * ((dv > 0) & (dv < size * 1.5)).float() * (g(2) < keep).float() * (1. if q > .4 else 0.)
            img = mix(img, col((.20, .40, .14), img) * self.amb, stem)
            core = self.edge(size * .14 - rr)
            cc = mix(c * (.82 + .3 * g(3)) * (1.1 - 10 * dv.clamp(-.02, .02)), col((.98, .82, .25), img).expand_as(c), core)
            img = mix(img, (mix(cc * self.amb, self.hazecol, .25 * (1 - q))).clamp(0, 1), m)
        return img

    # ------------------------------------------------------------ water
    def waves(self, top, scale=1.0):
        """Noise that is stretched horizontally and grows towards the viewer; about N(0,1)."""
        depth = ((self.v - top) / (1 - top).clamp(min=.05)).clamp(1e-3, 1)
        tex = torch.randn(self.B, 1, 64, 64, device=self.dev)
        z = 1 / (depth * .92 + .08)
        gx = ((self.u - .5) * self.aspect * z * .16 * scale)
        gy = (z * .42 * scale).expand(self.B, 1, self.H, self.W)
        grid = torch.stack([gx.expand(self.B, 1, self.H, self.W)[:, 0], ((gy * 1.7) % 2 - 1)[:, 0]], -1)
        a = F.grid_sample(tex, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
        grid2 = torch.stack([grid[..., 0] * 2.1 + .3, ((grid[..., 1] + 1) * 2.3) % 2 - 1], -1)
        b = F.grid_sample(tex, grid2, mode="bilinear", padding_mode="reflection", align_corners=False)
        return (a + .6 * b) * smooth(0, .10, depth), depth

    def sea(self, img, top, tone=None):
        w, depth = self.waves(top)
        t = self.p["time"].long().view(-1, 1, 1, 1)
        deep = torch.where(t == 1, mix(col((.05, .36, .58), img), col((.06, .50, .62), img), self.rand()), col((.10, .20, .34), img)) if tone is None else tone
        refl = mix(self.hor, self.zen, smooth(0, .9, depth))
        c = mix(refl, deep * self.amb, torch.where(t == 1, .35 + .45 * depth, .20 + .35 * depth))
        c = c * (1 + .10 * w) + .05 * w.clamp(min=0) * self.hor
        crest = smooth(1.5, 2.1, w) * smooth(.1, .5, depth)
        c = mix(c, mix(torch.ones_like(self.hor), self.hor, .45) * mix(torch.ones_like(self.amb), self.amb, .7), crest * .55)
        light = ((self.f("sun") > 0) | (self.f("moon") > 0)).float()
        x = (self.u - self.f("sun_x")) * self.aspect
        column = torch.exp(-(x / (.025 + .16 * depth)) ** 2)
        c = mix(c, torch.where(t == 4, col((.90, .92, 1.0), img), self.suncol), light * column * smooth(-.2, 1.0, w + .4 * (1 - depth)) * .75)
        return mix(img, c.clamp(0, 1), self.edge(self.v - top))

    def reflect(self, img, top, strength=.85):
        """Mirror what is above `top` (a [B,1,1,1] horizon) into the water below."""
        w, depth = self.waves(top, 1.4)
        v = (2 * top - self.v) + .012 * w * depth
        u = self.u + .010 * w * depth
        grid = torch.stack([(u * 2 - 1).expand(self.B, 1, self.H, self.W)[:, 0], (v * 2 - 1).expand(self.B, 1, self.H, self.W)[:, 0]], -1)
        m = F.grid_sample(img, grid, mode="bilinear", padding_mode="border", align_corners=False)
        c = mix(m * .86, col((.10, .28, .38), img) * self.amb, .16 + .22 * depth) * (1 + .05 * w)
        return mix(img, c.clamp(0, 1), self.edge(self.v - top))

    # ------------------------------------------------------------ built things and backdrops
    def city(self, img, base):
        t = self.p["time"].long().view(-1, 1, 1, 1)
        lit = torch.where(t == 4, .48, torch.where(t == 3, .38, torch.where((t == 2) | (t == 6), .14, .03)))
        tones = [(.46, .52, .60), (.52, .48, .46), (.36, .42, .50), (.58, .58, .60)]
        for k, (count, hmin, hmax, haze) in enumerate(((15, .20, .56, .55), (11, .14, .46, .28), (8, .06, .34, .05))):
            n = int(count * self.aspect)
            tab = torch.rand(self.B, 5, n + 1, device=self.dev)
            cu = self.u * n + self.rand()
            idx = cu.floor().long().clamp(0, n).expand(self.B, 1, 1, self.W).reshape(self.B, self.W)
            g = lambda j: tab[:, j].gather(1, idx).view(self.B, 1, 1, self.W)
            fx = cu - cu.floor()
            hgt = hmin + (hmax - hmin) * g(0) ** 1.4
            gap = .05 + .08 * g(1)
            inset = torch.where((self.v - (base - hgt)) < .05 * hgt, .16 * (g(4) > .5).float(), 0.)
            body = self.edge((fx - gap - inset) / n * self.aspect) * self.edge((1 - gap - inset - fx) / n * self.aspect) * self.edge(self.v - (base - hgt))
            spire = self.edge(.0035 - ((fx - .5) / n * self.aspect).abs()) * self.edge(self.v - (base - hgt - .07)) * (g(2) > .72).float()
            tone = rgb_of(tones, self.p["variant"]) * (.72 + .5 * g(3)) * (.92 + .16 * (fx > .55).float())
            c = tone * self.amb
            rows, across = 25 - 4 * k, 2 + (k > 0)
            wx, wy = (fx * across) % 1, (self.v * rows) % 1
            window = self.edge(.26 / n / across * self.aspect - (wx - .52).abs() / n / across * self.aspect) * self.edge((.25 - (wy - .52).abs()) / rows)
            h = torch.frac(torch.sin((fx * across).floor() * 12.99 + (self.v * rows).floor() * 78.23 + cu.floor() * 37.7 + g(4) * 100) * 43758.5).abs()
            glass = mix(c * .72, self.mid, .30)
            c = mix(c, glass, window * .8)
            c = mix(c, col((1, .84, .46), img), window * (h < lit).float() * .92)
            c = mix(c, self.hazecol, haze * (.55 + .45 * (t != 4).float()))
            img = mix(img, c.clamp(0, 1), torch.maximum(body, spire))
        return img

    def table(self):
        v, h = self.v, self.f("horizon")
        wall = rgb_of([BACK_RGB[n] for n, _ in BACKS], self.p["tint"])
        wall = mix(wall, col((.80, .76, .70), wall), .45) * (1.06 - .22 * torch.sqrt(((self.u - .4) * self.aspect) ** 2 + (v - .2) ** 2))
        wall = wall * (1 + .02 * self.fbm(3, 3, 3))
        blur = 0
        for _ in range(3):   # soft light spots
            cx, cy, r = self.rand(0, 1), self.rand(0, .5), self.rand(.05, .16)
            blur = blur + self.rand(0, .12) * smooth(1, .6, torch.sqrt(((self.u - cx) * self.aspect) ** 2 + (v - cy) ** 2) / r)
        wall = wall + blur * (self.f("trees") > 0).float()
        depth = ((v - h) / (1 - h)).clamp(1e-3, 1)
        z = 1 / (depth * .75 + .25)
        x = (self.u - .5) * self.aspect * z
        tex = torch.randn(self.B, 1, 24, 96, device=self.dev)
        grid = torch.stack([(((x * .9) + 2) % 2 - 1)[:, 0].expand(self.B, self.H, self.W), (z * .5).expand(self.B, 1, self.H, self.W)[:, 0] - 1], -1)
        grain = F.grid_sample(tex, grid, mode="bicubic", padding_mode="reflection", align_corners=False)
        wood = mix(col((.62, .40, .22), wall), col((.48, .29, .15), wall), (.5 + .27 * grain).clamp(0, 1)) * mix(self.rand(.8, 1.15), torch.ones(1, device=self.dev), .3)
        plank = (x * 3.2) % 1
        wood = wood * (1 - .35 * smooth(.04, .0, torch.minimum(plank, 1 - plank)))
        plain = rgb_of([(0, 0, 0), (.93, .92, .90), (.17, .13, .11), (.62, .62, .63)], self.p["variant"]) * (1 + .03 * self.fbm(20, 40, 3))
        top = torch.where(self.f("variant") == 0, wood, plain) * (.84 + .22 * depth)
        img = mix(wall, top, self.edge(v - h))
        return (img * (1 - .25 * smooth(.03, 0, (v - h).abs()) * (v > h).float())).clamp(0, 1)

    def plain(self):
        c = rgb_of([BACK_RGB[n] for n, _ in BACKS], self.p["variant"]) * (1 + .04 * torch.randn(self.B, 3, 1, 1, device=self.dev))
        d = torch.sqrt(((self.u - .5) * self.aspect) ** 2 + (self.v - .42) ** 2)
        style = (self.p["tint"].long() % 3).view(-1, 1, 1, 1)
        soft = c * (1.10 - .28 * d * d) + .03
        flat = c.expand_as(soft) * (1.04 - .10 * self.v)
        floor = mix(c * (1.05 - .1 * self.v), c * .86, smooth(.66, .76, self.v))
        return torch.where(style == 0, soft, torch.where(style == 1, flat, floor)).clamp(0, 1)

    def space(self):
        base = mix(col((.01, .012, .035), self.v), col((.03, .015, .06), self.v), self.rand()).expand(self.B, 3, self.H, self.W)
        hue = torch.rand(self.B, 2, 1, 1, 1, device=self.dev)
        neb = 0
        for k in range(2):
            rgb = torch.cat([(torch.abs((hue[:, k] * 6 - j) % 6 - 3) - 1).clamp(0, 1) for j in (0, 2, 4)], 1)
            neb = neb + smooth(-.2, 1.6, self.fbm(1.6, 1.6, 6, .55)) * mix(rgb, col((.6, .4, .8), rgb), .4) * self.rand(.25, .85)
        spiral = (self.f("variant") == 3).float() * (1 - self.f("on0"))
        x, y = (self.u - .5) * self.aspect, (self.v - .5) * 1.7
        r, a = torch.sqrt(x * x + y * y), torch.atan2(y, x)
        arms = (.5 + .5 * torch.cos(2 * (a - 5.5 * torch.log(r + .05)) + 6.28 * self.rand())) * torch.exp(-r * 5.5) * 1.6 + torch.exp(-r * r * 160)
        gal = arms * mix(col((1, .86, .66), x), col((.55, .62, 1), x), smooth(.05, .3, r)) * (1 + .25 * self.fbm(14, 14, 3))
        img = base + neb * (1 - .75 * spiral) + spiral * gal + self.stars(1.7)
        return img.clamp(0, 1)

    def underwater(self):
        tone = mix(col((.10, .55, .72), self.v), col((.06, .42, .72), self.v), self.rand())
        img = mix(tone * 1.35 + .10, tone * .32, smooth(0, 1, self.v)).expand(self.B, 3, self.H, self.W)
        x = (self.u - self.f("sun_x")) * self.aspect / (.35 + self.v)
        rays = self.line(5, 3)
        grid = torch.stack([(x * .8).expand(self.B, 1, self.H, self.W)[:, 0], torch.zeros(self.B, self.H, self.W, device=self.dev)], -1)
        ray = F.grid_sample(rays, grid, mode="bilinear", padding_mode="reflection", align_corners=False)
        img = img + .16 * smooth(0, .9, ray) * (1 - self.v) * col((.9, 1, .95), img)
        top = .86 - .05 * self.line(1.5, 4)
        sand = col((.70, .66, .48), img) * mix(constant(.55, self.dev), constant(.9, self.dev), self.rand()) * (1 + .1 * self.fbm(10, 28, 3))
        img = mix(img, mix(sand, tone * .6, .35), self.edge(self.v - top))
        cu = self.u * int(12 * self.aspect)
        n = int(12 * self.aspect)
        tab = torch.rand(self.B, 4, n + 1, device=self.dev)
        idx = cu.floor().long().clamp(0, n).expand(self.B, 1, 1, self.W).reshape(self.B, self.W)
        g = lambda k: tab[:, k].gather(1, idx).view(self.B, 1, 1, self.W)
        hgt = .08 + .20 * g(0)
        t = ((.93 - self.v) / hgt)
        sway = .12 * torch.sin(t * 4 + 6 * g(1))
        weed = self.edge((.10 * (1 - t).clamp(0, 1) ** .6 - (cu - cu.floor() - .5 - sway).abs()) / n * self.aspect) * ((t > 0) & (t < 1)).float() * (g(2) < .5).float()
        coral = rgb_of([(.90, .35, .38), (.20, .55, .28), (.85, .48, .62), (.24, .60, .40)], self.p["variant"])
        img = mix(img, mix(coral * (.7 + .4 * g(3)), tone, .30).clamp(0, 1), weed)
        bub = self.stars(.5)[:, :1]
        return (img + .5 * bub).clamp(0, 1)

    # ------------------------------------------------------------ weather and objects
    def weather(self, img):
        p = self.p
        if "fog" in self.present:
            m = self.f("fog") * (.38 + .32 * smooth(.2, .8, self.v) + .16 * self.fbm(1.5, 4, 3)).clamp(0, .85)
            img = mix(img, mix(self.hor, col((.84, .86, .88), img) * self.amb, .5), m)
        if "rain" in self.present:
            n = 44
            a = .10
            cu = (self.u + a * self.v) * int(n * self.aspect)
            idx = (cu.floor().long() % 128).expand(self.B, 1, self.H, self.W).reshape(self.B, -1)
            tab = torch.rand(self.B, 2, 128, device=self.dev)
            g = lambda k: tab[:, k].gather(1, idx).view(self.B, 1, self.H, self.W)
            ph = (self.v * 5.0 + 7 * g(0)) % 1
            streak = smooth(.55, .95, ph) * smooth(.34, .16, (cu - cu.floor() - .5).abs()) * (g(1) < .55).float()
            img = mix(img * (1 - .10 * self.f("rain")), col((.86, .90, .95), img), self.f("rain") * streak * .38)
        if "snowfall" in self.present:
            flakes = (self.stars(2.2, 1.5) + self.stars(1.6, 1.9))[:, :1]
            img = mix(img, torch.ones_like(img), self.f("snowfall") * flakes.clamp(0, .95))
        return img.clamp(0, 1)

    def objects(self, img, sprites, lit=None):
        """Composite up to SLOTS sprites, far ones first, with a soft contact shadow."""
        p = self.p
        order = torch.stack([p[f"y{k}"] for k in range(SLOTS)], 1).argsort(1)
        stack = {f: torch.stack([p[f"{f}{k}"] for k in range(SLOTS)], 1).gather(1, order) for f in ("on", "id", "x", "y", "size", "flip", "air")}
        lit = mix(torch.ones_like(self.amb), self.amb, .55) if lit is None else lit
        self.covered = torch.zeros(self.B, 1, self.H, self.W, device=self.dev)
        for k in range(SLOTS):
            if len(self.present & {f"on{j}" for j in range(SLOTS)}) < SLOTS - k:
                continue   # the empty slots come first: their y is zero
            on = stack["on"][:, k].view(-1, 1, 1, 1)
            g = {f: stack[f][:, k].view(-1, 1, 1, 1) for f in stack}
            tex = sprites[stack["id"][:, k].long()].float() / 255
            rgb, a = tex[:, :3], tex[:, 3:]
            tex = torch.cat([rgb * a, a], 1)
            size = g["size"].clamp(min=.02)
            du = (self.u - g["x"]) * self.aspect / size * 2
            du = torch.where(g["flip"] > 0, -du, du)
            dv = (self.v - (g["y"] - size / 2)) / size * 2
            tilt = .06 * torch.randn(self.B, 1, 1, 1, device=self.dev) * g["air"]
            gu, gv = du + tilt * dv, dv - tilt * du
            grid = torch.stack([gu.expand(self.B, 1, self.H, self.W)[:, 0], gv.expand(self.B, 1, self.H, self.W)[:, 0]], -1)
            s = F.grid_sample(tex, grid, mode="bicubic", padding_mode="zeros", align_corners=False).clamp(0, 1)
            rgb, a = s[:, :3], s[:, 3:]
            shadow = torch.exp(-((du / .80) ** 2 + ((dv - .97) / .16) ** 2)) * (1 - g["air"]) * on
            img = img * (1 - .48 * shadow)
            img = img * (1 - a * on) + rgb * on * lit
            self.covered = torch.maximum(self.covered, a * on)
        return img.clamp(0, 1)


def paint(kind, p, H, W, sprites, present=None):
    """The pictures and where objects cover them, [B, 1, H, W]. `present` names the numbers that are not zero everywhere:
    the caller knows them on the CPU, asking the GPU would stop it."""
    present = {k for k, v in p.items() if bool((v > 0).any())} if present is None else present
    q = Painter(p, H, W, present)
    if kind in ("table", "plain", "space", "underwater"):
        q.amb = q.hazecol = torch.ones(q.B, 3, 1, 1, device=q.dev)
        img = getattr(q, kind)()
        lit = torch.ones(q.B, 3, 1, 1, device=q.dev) if kind != "underwater" else col((.80, .94, 1.0), img)
        if kind == "space":
            lit = col((.94, .94, 1.0), img)
        return q.objects(img, sprites, lit), q.covered
    img = q.sky()
    q.hazecol = mix(q.hor, q.mid, .35)
    h = q.f("horizon")
    if kind == "mountains":
        img = q.mountains(img, h, q.rand(.38, .56), 3)
        if random.random() > .4:
            img = q.ground(img, h + .10 + .03 * q.line(1.2, 3), q.grass_tone() * (.85 if "snowcap" in q.present and random.random() > .5 else 1))
            img = q.tree_row(img, h + .15 + .02 * q.line(1.5, 2), 20, .11, .10, keep=q.f("trees") * .85)
        else:
            img = q.ridge_layer(img, h + .26, q.rand(.16, .26), 2.4, col((.16, .24, .20), img), .0, rough=1.6)
            img = q.tree_row(img, h + .25 + .02 * q.line(1.5, 2), 17, .15, .03, keep=q.f("trees") * .9)
    elif kind == "lake":
        img = q.mountains(img, h, q.rand(.28, .44), 3)
        img = q.tree_row(img, h + .006, 30, .085, .14, keep=.35 + .6 * q.f("trees"))
        img = q.reflect(img, h)
        if random.random() > .5:
            img = q.ground(img, .90 - .05 * q.line(1.0, 4) - .10 * ((q.u - .5) * 2 * torch.sign(q.rand(-1, 1))).clamp(-1, 1), q.grass_tone() * .8)
    elif kind == "sea":
        if random.random() > .45:
            img = q.ridge_layer(img, h + .01, q.rand(.03, .14), 1.5, col((.30, .36, .40), img), .45)
        img = q.sea(img, h)
    elif kind == "beach":
        img = q.sea(img, h, torch.where(q.f("time") == 1, mix(col((.05, .58, .66), img), col((.04, .45, .64), img), q.rand()), col((.10, .24, .36), img)))
        shore = h + .22 + .05 * q.line(.7, 3) + .10 * (q.u - .5) * torch.sign(q.rand(-1, 1))
        sand = col((.93, .82, .60), img) * q.rand(.92, 1.05)
        img = q.ground(img, shore, sand, .06)
        d = q.v - shore
        wet = smooth(.10, .0, d) * q.edge(d)
        img = mix(img, img * .80, wet * .7)
        foam = torch.exp(-((d + .012 * q.fbm(9, 9, 3)) / .011) ** 2)
        img = mix(img, mix(torch.ones_like(q.amb), q.amb, .75), (foam * .9).clamp(0, 1))
    elif kind == "desert":
        tone = rgb_of([(.93, .72, .44), (.90, .62, .36), (.95, .80, .56), (.86, .56, .34)], q.p["variant"])
        for k in range(3):
            z = k / 2
            line = q.line(.9 + .3 * k, 2, .3)
            top = h + .28 * z - .10 * line + .02
            d = q.v - top
            light = (.5 + 6 * (torch.roll(line, max(1, q.W // 60), 3) - line)).clamp(0, 1)
            ripple = torch.sin((q.v * 150 / (.6 + d.clamp(0, 1)) + 5 * q.fbm(3, 5, 2)) * (1 - .4 * z)) * .025
            c = tone * (.70 + .36 * light) * (1 + ripple + .03 * q.fbm(20, 30, 2))
            c = mix(c * q.amb, q.hazecol, .38 * (1 - z))
            img = mix(img, c.clamp(0, 1), q.edge(d))
    elif kind == "forest":
        if random.random() > .5:
            img = q.mountains(img, h, q.rand(.25, .40), 2)
        round_ = random.random() > .5
        img = q.tree_row(img, h + .02 + .02 * q.line(2, 2), 30, .20, .48, round_)
        img = q.ground(img, h + .015, q.grass_tone() * .9)
        for k, (c, s, hz) in enumerate(((20, .27, .30), (13, .38, .14), (8, .56, .02))):
            keep = 1.0 if k == 0 else (.85 if k == 1 else .55 * (1 - .7 * q.f("on0")))
            if k == 2:
                edge = (smooth(.16, .34, (q.u - .5).abs()) > .5).float()
            img = q.tree_row(img, h + .05 + .10 * k, c, s, hz, round_, keep if k < 2 else keep * edge)
    elif kind == "hills":
        if random.random() > .6:
            img = q.mountains(img, h, q.rand(.16, .30), 2)
        img = q.hills(img, h, q.grass_tone())
    elif kind == "city":
        img = q.city(img, h)
        if random.random() > .45:
            img = q.reflect(img, h)
        else:
            img = q.ground(img, h, col((.30, .31, .33), img), .05)
            img = q.tree_row(img, h + .015, 26, .05, .02, True, keep=.7 * q.f("trees"))
    elif kind == "meadow":
        if random.random() > .5:
            img = q.mountains(img, h, q.rand(.20, .36), 2)
        top = h + .03 * q.line(1, 3)
        img = q.tree_row(img, h + .01, 26, .07, .25, True, keep=.8 * q.f("trees"))
        img = q.ground(img, top, q.grass_tone())
        img = q.flowers(img, h + .02)
    elif kind == "snow":
        if random.random() > .4:
            img = q.mountains(img, h, q.rand(.22, .40), 2, torch.ones(q.B, 1, 1, 1, device=q.dev))
        img = q.tree_row(img, h + .03 + .02 * q.line(2, 2), 22, .15, .30, keep=.85)
        img = q.ground(img, h + .02 + .03 * q.line(.9, 3), col((.91, .94, .99), img), .03)
        img = q.tree_row(img, h + .14 + .02 * q.line(1.2, 2), 11, .28, .05, keep=.6 * q.f("trees") * (smooth(.12, .3, (q.u - .5).abs()) > .5).float())
    elif kind == "garden":
        if random.random() > .5:
            img = q.tree_row(img, h + .03, 14, .30, .22, True)
        img = q.tree_row(img, h + .05, 17, .16, .08, True, tone=mix(col((.20, .44, .20), img), col((.34, .52, .22), img), q.rand()))
        img = q.ground(img, h + .02 * q.line(1, 3), q.grass_tone(), .12)
        img = q.flowers(img, h + .03, 7, .30, .9) if random.random() > .35 else img
    elif kind == "road":
        if random.random() > .5:
            img = q.mountains(img, h, q.rand(.14, .32), 2)
        img = q.ground(img, h + .01 * q.line(1, 2), q.grass_tone())
        img = q.tree_row(img, h + .015, 24, .07, .22, True, keep=.7 * q.f("trees"))
        depth = ((q.v - h) / (1 - h)).clamp(0, 1)
        vp = q.rand(.38, .62)
        x = (q.u - mix(vp, torch.full_like(vp, .5), depth)) * q.aspect
        half = .012 + .50 * depth
        c = col((.34, .35, .37), img) * (1 + .05 * q.fbm(20, 32, 2)) * q.amb
        img = mix(img, mix(c, q.hazecol, .3 * (1 - smooth(0, .3, depth))), q.edge(half - x.abs()) * q.edge(q.v - h))
        side = (q.edge(.018 * depth + .001 - (x.abs() - half * .92).abs()) * q.edge(q.v - h))
        dash = (((1 / (depth + .06)) * 1.6 + q.rand()) % 1 > .45).float()
        mid = q.edge(.016 * depth + .001 - x.abs()) * dash * q.edge(q.v - h - .01)
        img = mix(img, col((.92, .90, .84), img) * q.amb, (side * .8 + mid).clamp(0, 1))
    img = q.objects(img, sprites)
    return q.weather(img), q.covered
