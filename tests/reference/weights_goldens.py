"""Goldens of runs whose prompts hold weights.

The rule is that of ComfyUI's encode_token_weights: z_empty + (z - z_empty) * weight for every token of T5. Which token
has which weight comes from transformers' offset mappings of the whole text, so this and genserve share no code.
"""

import math
import re

import torch

from golden_file import load_pipeline, save_golden, write_hashes
from peer_run import DEFAULTS, run_peer

RUNS = {
    "text2img": dict(prompt="a (red:1.5) cat sleeping (in the (snow:0.5):1.2), paper (\\(drawing\\):0) of a river",
                     width=64, height=48, steps=5, max_sequence_length=40),
    "true_cfg": dict(prompt="a red cat", prompt_2="(watercolour painting:2) of a river, (2 birds:0.25)", width=48,
                     height=64, steps=4, max_sequence_length=24, negative_prompt="dark (paper:1.75)",
                     true_cfg_scale=2.5),
}


def parse(prompt):
    """The text, and the weight of each of its characters. Every bare parenthesis of RUNS belongs to a weight."""
    text, groups, opened = "", [], []
    for piece in re.findall(r"\\[()\\]|\(|:[0-9.]+\)|[^()]", prompt):
        if piece == "(":
            opened.append(len(text))
        elif re.fullmatch(r":[0-9.]+\)", piece):
            groups.append((opened.pop(), len(text), float(piece[1:-1])))
        else:
            text += piece[-1]
    assert not opened
    return text, [math.prod(weight for begin, end, weight in groups if begin <= at < end) for at in range(len(text))]


def t5_embeds(pipeline, text, character_weights, length):
    def encode(ids):
        return pipeline.text_encoder_2(ids)[0]

    tokenizer = pipeline.tokenizer_2
    read = tokenizer(text, padding="max_length", max_length=length, truncation=True, return_tensors="pt",
                     return_offsets_mapping=True)
    empty = tokenizer("", padding="max_length", max_length=length, truncation=True, return_tensors="pt").input_ids
    weights = [1.0 if begin == end else character_weights[begin] for begin, end in read.offset_mapping[0].tolist()]
    plain, none = encode(read.input_ids), encode(empty)
    return none + (plain - none) * torch.tensor(weights)[None, :, None], read.input_ids


def clip_embeds(pipeline, text):
    ids = pipeline.tokenizer(text, padding="max_length", max_length=77, truncation=True, return_tensors="pt").input_ids
    return pipeline.text_encoder(ids).pooler_output, ids


@torch.no_grad()
def main():
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    pipeline = load_pipeline("odd")
    for name, run in RUNS.items():
        settings = DEFAULTS | dict(precision="fp32", prompt_weights=True) | run
        length = settings["max_sequence_length"]
        tokens, t5_ids = t5_embeds(pipeline, *parse(settings["prompt_2"] or settings["prompt"]), length)
        pooled, clip_ids = clip_embeds(pipeline, parse(settings["prompt"])[0])
        embeds = dict(prompt_embeds=tokens, pooled_prompt_embeds=pooled)
        if settings["negative_prompt"]:
            negative = parse(settings["negative_prompt"])
            embeds |= dict(negative_prompt_embeds=t5_embeds(pipeline, *negative, length)[0],
                           negative_pooled_prompt_embeds=clip_embeds(pipeline, negative[0])[0])
        latents, image = run_peer(pipeline, settings, embeds=embeds)
        save_golden(f"pipeline_weights_{name}",
                    {"clip_ids": clip_ids, "t5_ids": t5_ids, "latents_first_step": latents[0],
                     "latents": latents[-1], "image": torch.from_numpy(image)},
                    settings | {"model": "odd", "steps_run": len(latents)})
        print(f"{name}: latents {latents[-1].std():.2f}")
    write_hashes()


if __name__ == "__main__":
    main()
