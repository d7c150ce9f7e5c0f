"""Random requests and random tiny models, drawn from one seeded random.Random."""

import torch

from pipeline_goldens import make_mask, make_picture
from tiny_tokenizers import WORDS

HARD_TEXTS = [
    "一只红色的猫在雪地里睡觉", "café, naïve façade — “quoted” … ½ ﬁne", "👩‍👩‍👧 a family 🚀🚀", "हिन्दी में लिखा", "ＦＵＬＬ ｗｉｄｔｈ １２３",
    "it's don't WE'VE I'll 1984 3.14", "<|endoftext|> after the end <|startoftext|>", "</s> a <extra_id_0> b <pad> c",
    "tab\there\nnew line\u00a0no-break\u3000wide", "zero\u200bwidth \u200d joiner \ufeff bom", "e\u0301 combining A\u030a",
    "x" * 300, "ΑΣΣ ẞ İ ǅ ﬄ", "a  b   c    d", "\u0001\u0002 control \u007f", "!!! ??? ,,, ((( ::: ###", "ééé" * 40,
]
STORAGE = [torch.float32, torch.float16, torch.bfloat16]


def random_text(draw):
    if draw.random() < 0.35:
        return draw.choice(HARD_TEXTS)
    words = draw.choices(WORDS, k=draw.choice([1, 3, 8, 20, 90]))
    if draw.random() < 0.3:
        words.insert(draw.randrange(len(words) + 1), draw.choice(HARD_TEXTS))
    return " ".join(words)


def random_uses(draw, nets):
    """How each of the nets is used: one control picture and one mode for all, as the command line has them."""
    mode = draw.randrange(min(net["num_mode"] for net in nets if net["num_mode"])) if any(
        net["num_mode"] for net in nets) else None
    uses = []
    for net in nets:
        start, end = draw.choice([(0.0, 1.0), (0.0, 0.6), (0.3, 1.0), (0.25, 0.75)])
        uses.append(dict(scale=round(draw.uniform(0.1, 1.5), 2), start=start, end=end,
                         mode=mode if net["num_mode"] else None))
    return uses


def random_strength(draw, steps, full):
    """`full`: the strengths that stand for a whole run."""
    while True:
        strength = draw.choice([full, round(draw.uniform(0.05, 0.99), 2)])
        if strength is None or steps - int(max(steps * (1 - strength), 0)) >= 1:
            return strength


def random_request(draw, largest_side, kind="plain", nets=()):
    """Settings as peer_run.run_peer takes them, and a dict of the pictures that belong to them.

    `kind` is the model's: plain, fill or control; `nets` are the configurations of ControlNets to be used with it.
    """
    guided = bool(nets) or kind == "control"
    modes = ["fill"] if kind == "fill" else ["controlnet", "fill"] if guided else ["text2img", "img2img", "fill"]
    sides = range(16, largest_side + 1, 16)
    settings = dict(mode=draw.choice(modes), prompt=random_text(draw),
                    width=draw.choice(sides), height=draw.choice(sides), steps=draw.randint(1, 6),
                    cfg=draw.choice([0.0, 1.0, 3.5, 7.25, 30.0]), seed=draw.choice([0, 42, draw.randrange(2**48)]),
                    max_sequence_length=draw.choice([1, 2, 16, 77, 256, 512]))
    if draw.random() < 0.3:
        settings["prompt_2"] = random_text(draw)
    if settings["mode"] != "text2img" and kind != "fill":
        strength = random_strength(draw, settings["steps"], None if settings["mode"] == "controlnet" else 1.0)
        settings["strength"] = strength
    if nets:
        settings["controlnets"] = random_uses(draw, nets)
    has_cfg = not guided or (nets and settings["mode"] == "controlnet" and settings["strength"] is None)
    if kind != "fill" and has_cfg and draw.random() < 0.3:
        settings |= dict(negative_prompt=draw.choice(["", random_text(draw)]),
                         true_cfg_scale=draw.choice([1.0, 1.5, 4.0]))

    def size():
        if draw.random() < 0.3:
            return settings["width"], settings["height"]
        return draw.randint(5, 2 * largest_side), draw.randint(5, 2 * largest_side)

    pictures, picture_size = {}, size()
    if settings["mode"] != "text2img":
        pictures["picture"] = make_picture(picture_size, draw.randrange(2**32))
    if settings["mode"] == "fill":
        pictures["mask"] = make_mask(picture_size, draw.randrange(100))
    if guided:
        pictures["control"] = make_picture(size(), draw.randrange(2**32))
    return settings, pictures


def random_model(draw):
    """A spec for tiny_models.build."""
    axes = [2 * draw.randint(1, 6) for _ in range(3)]
    pooled_heads, groups, latent_channels = draw.randint(1, 4), draw.randint(1, 5), draw.choice([2, 4, 5, 7, 8, 16])
    shard_size = draw.choice(["5GB", "20KB"])
    pooled, text_width = pooled_heads * draw.randint(3, 17), draw.randint(9, 60)
    return dict(
        seed=draw.randrange(1000),
        transformer=dict(in_channels=4 * latent_channels, num_layers=draw.randint(1, 3),
                         num_single_layers=draw.randint(1, 3), attention_head_dim=sum(axes),
                         num_attention_heads=draw.randint(1, 4), joint_attention_dim=text_width,
                         pooled_projection_dim=pooled, guidance_embeds=draw.random() < 0.5, axes_dims_rope=axes),
        vae=dict(blocks=[groups * draw.randint(2, 5) for _ in range(draw.randint(2, 4))],
                 layers_per_block=draw.randint(1, 3), latent_channels=latent_channels, norm_num_groups=groups,
                 scaling_factor=draw.uniform(0.3, 1.5), shift_factor=draw.uniform(-0.5, 0.5),
                 use_quant_conv=draw.random() < 0.5, use_post_quant_conv=draw.random() < 0.5,
                 mid_block_add_attention=draw.random() < 0.7),
        clip=dict(hidden_size=pooled, num_attention_heads=pooled_heads, num_hidden_layers=draw.randint(1, 4),
                  intermediate_size=draw.randint(9, 70), eos_token_id=draw.choice([2, 623])),
        t5=dict(d_model=text_width, num_heads=draw.randint(1, 4), d_kv=draw.randint(3, 20), d_ff=draw.randint(9, 70),
                num_layers=draw.randint(1, 4), relative_attention_num_buckets=4 * draw.randint(2, 10),
                relative_attention_max_distance=draw.randint(24, 200)),
        scheduler=dict(shift=draw.uniform(0.5, 4), use_dynamic_shifting=draw.random() < 0.5,
                       base_shift=draw.uniform(0.2, 0.8), max_shift=draw.uniform(0.9, 2),
                       base_image_seq_len=draw.randint(8, 256), max_image_seq_len=draw.randint(500, 5000)),
        storage={part: draw.choice(STORAGE) for part in ["transformer", "vae", "clip", "t5"]},
        shard_size=shard_size,
        clip_prefix=shard_size == "5GB" and draw.random() < 0.5,  # renaming handles one file only
    )


def random_kind(draw, spec):
    """Makes the model of a spec a Fill or control model, or leaves it plain."""
    kind, transformer = draw.choice(["plain", "plain", "fill", "control"]), spec["transformer"]
    latents = transformer["in_channels"]
    if kind != "plain":
        scale = 2 ** (len(spec["vae"]["blocks"]) - 1)
        spec["transformer"] = transformer | dict(
            out_channels=latents, in_channels=2 * latents + (4 * scale**2 if kind == "fill" else 0))
    return kind


def random_controlnets(draw, spec):
    """Configurations of one or two nets that fit the model, and each other as diffusers demands."""
    shared = {key: spec["transformer"][key] for key in
              ("in_channels", "joint_attention_dim", "pooled_projection_dim", "attention_head_dim",
               "num_attention_heads", "axes_dims_rope")}
    shared |= dict(guidance_embeds=draw.random() < 0.5, conditioning_embedding_channels=None, patch_size=1)
    token = 2 ** len(spec["vae"]["blocks"])  # px
    if token >= 8 and draw.random() < 0.4:
        patch = token // 8
        shared |= dict(patch_size=patch, conditioning_embedding_channels=shared["in_channels"] // patch**2)
    return [shared | dict(num_layers=draw.randint(1, 3), num_single_layers=draw.randint(0, 3),
                          num_mode=draw.choice([None, draw.randint(1, 9)])) for _ in range(draw.choice([1, 1, 2]))]
