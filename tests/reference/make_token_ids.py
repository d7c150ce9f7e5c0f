"""Writes tests/data/tokens: hard strings with the ids that transformers' tokenizers give them.

usage: make_token_ids.py (no arguments; packages: requirements.txt)
"""

import json
import logging
import shutil
import tempfile
from pathlib import Path

import tokenizers
import transformers
from transformers import CLIPTokenizer, T5TokenizerFast

ROOT = Path(__file__).resolve().parents[2]
RESOURCES = ROOT / "resources"
DATA = ROOT / "tests" / "data"
OUT = DATA / "tokens"

PROMPTS = [
    "", " ", " \t\n ", "a", "A cat.", "a photo of a cat sitting on a wooden bench, 35mm, f/1.8",
    "Masterpiece, best quality, 1girl, (smile:1.2), [blue eyes], <lora:foo:0.8>",
    "It's we've they're I'm he'll I'd don't CAN'T 'S 'tis rock'n'roll o'clock", "'s", "''s", "!'s", "“It’s”",
    "2024年3月14日 π≈3.14159 10,000.50 €", "１２３ ٣٤٥ ४५६ Ⅻ ½ ² ① 〇 一二三 𝟙𝟚 ௧ ༣",
    "一只猫坐在木凳上，阳光明媚", "寿司とラーメン、東京の夜景。カタカナ ｶﾀｶﾅ", "고양이가 의자에 앉아 있다", "ㄱㅏ 각",
    "кошка сидит на скамейке", "η γάτα ΚΆΘΕΤΑΙ ΣΤΟ ΠΑΓΚΆΚΙ ΟΔΥΣΣΕΥΣ ΣΑΣ.", "חתול יושב על ספסל", "قطة تجلس على مقعد خشبي",
    "लकड़ी की बेंच पर बैठी बिल्ली क्षत्रिय ज़", "แมวนั่งบนม้านั่งไม้ กำลัง", "পাখি கிளி పిల్లి ಬೆಕ್ಕು", "မြန်မာ ខ្មែរ བོད་",
    "🐱", "👩‍👩‍👧‍👦 👍🏽 🏳️‍🌈 🇩🇪🇫🇷 ❤️ ☺ ©️ 1️⃣", "a🐱b😀😀c",
    "café naïve façade Ångström Ñandú", "cafe\u0301 nai\u0308ve fac\u0327ade A\u030angstro\u0308m",
    "a\u0323\u0301 a\u0301\u0323 q\u0307\u0323 \u0301start", "İstanbul ısı IĞDIR iğdır", "ẞ ß ſ ŉ ǰ ǅ Ǆ ΐ",
    "ﬁne ﬂuﬀy eﬃcient ﬅ", "ｆｕｌｌ－ｗｉｄｔｈ　ＴＥＸＴ！", "℡ № ℃ ㎏ ㍿ ™ Å Ω K",
    "zero\u200bwidth\u200cjoi\u200dner\u2060word\ufeffbom", "soft\u00adhyphen", "\u202eright\u202c to \u200fleft",
    "nul\0inside", "\0", "bell\a back\b form\f vt\v esc\x1b del\x7f c1\x85\x9f", "\x01\x02\x1f",
    "tab\tnew\nline\r\ncr\rend", "  leading and   many    spaces  ", "nb\u00a0sp thin\u2009sp em\u2003sp ideo\u3000sp",
    "\u1680\u2028\u2029\u202f\u205f", "line\u2028sep", "\u180e mongolian",
    "a\ufffdb", "private \ue000 \U000f0000", "unassigned \u0378 \U0001fbff", "\U0010ffff\ufffe",
    "</w>", "a</w>b", "a </w> b", "<|endoftext|>", "a<|endoftext|>b", "a <|endoftext|> b <|startoftext|> c",
    "<|ENDOFTEXT|> <|StartOfText|>!!", "!!<|STARTOFTEXT|>!!", "<|endoftext|", "<<|endoftext|>>",
    "</s>", "a</s>b", "a </s> b", "<pad>", "a <pad> b<pad>c", "<unk>", "a <unk> b", "<unk><unk>", "＜/s＞ ＜unk＞ ＜pad＞",
    "<extra_id_0>", "a<extra_id_0>b <extra_id_99> c", "<extra_id_100>", "<extra_id_0><extra_id_1>", "<0x41> <0x00>",
    "▁", "a▁b ▁▁ c▁", "_ __ ___", "𓀀𓂀𓃠", "𓀀 𓂀 𓃠", "日𓀀本𓂀", "𠀀𪚥㐀",
    "supercalifragilisticexpialidocious antidisestablishmentarianism", "x" * 300, "ab" * 200, "é" * 90, "猫" * 120,
    "http://example.com/a?b=c&d=e#f user@mail.org C:\\path\\file.txt", "{\"json\": [1, 2.5e-3, null]} \\n `code` ~tilde~ ^",
    "... !!! ??? --- *** ### $$$ %%% &&& @@@ ;;; ::: ,,,", "«guillemets» „low“ ‚single‘ – — … • ‰ § ¶ † ‡",
    "a cat " * 40, "a very detailed landscape with mountains and rivers, " * 80,
    "".join(chr(0x21 + 7 * i % 94) if i % 9 else " " for i in range(10000)),
    "混合 mixed текст κείμενο 🎨 123 naïve\u0301 <|endoftext|> </s> it's\u3000ＯＫ\n\tend", "\u212bngstr\u00f6m \u1e9b\u0323",
]

# Flags and ids of special tokens as other checkpoints have them, each on top of the starter's vocabulary.
CLIP_VARIANTS = {
    "flags": {
        "tokenizer_config.json": {
            "model_max_length": 40, "pad_token": "!",
            "added_tokens_decoder": {
                "2046": {"content": "<|startoftext|>", "lstrip": False, "rstrip": False, "single_word": False,
                         "normalized": True, "special": True},
                "2047": {"content": "<|endoftext|>", "lstrip": True, "rstrip": True, "single_word": False,
                         "normalized": False, "special": True},
                "3000": {"content": "<CAT>", "lstrip": True, "rstrip": False, "single_word": False,
                         "normalized": True, "special": False},
                "2500": {"content": "dog", "lstrip": False, "rstrip": False, "single_word": True,
                         "normalized": False, "special": False},
                "2501": {"content": "<CAT><CAT>", "normalized": False, "special": False},
            },
        },
    },
    "older": {
        "tokenizer_config.json": {"model_max_length": 1000000000000000019884624838656},
        "special_tokens_map.json": {
            "bos_token": {"content": "<|startoftext|>", "lstrip": False, "normalized": True, "rstrip": False,
                          "single_word": False},
            "eos_token": {"content": "<|endoftext|>", "lstrip": False, "normalized": True, "rstrip": False,
                          "single_word": False},
            "pad_token": "<|padding|>", "unk_token": "<|endoftext|>", "additional_special_tokens": ["<more>"],
        },
        "added_tokens.json": {"<sks>": 2048, "dog": 2049},
    },
    "bare": {},
}
CLIP_VARIANT_PROMPTS = [
    "", "a dog and dogs, hotdog dog", "a <cat> <CAT><CAT> <Cat>b", " x <|endoftext|>  y <|ENDOFTEXT|> ",
    "<|STARTOFTEXT|> <|startoftext|>", "a<sks>dog <more> <|padding|>", "dog", "dog dog", "_dog dog_ dog,",
]


def cases(tokenizer, prompts, limit):
    result = []
    for text in prompts:
        ids = tokenizer(text, truncation=True, max_length=limit).input_ids
        result.append({"text": text, "ids": ids, "count": len(tokenizer(text).input_ids)})
    return result


def describe(tokenizer, prompts, limit):
    return {"transformers": transformers.__version__, "tokenizers": tokenizers.__version__, "limit": limit,
            "pad_id": tokenizer.pad_token_id, "id_count": max(tokenizer.get_vocab().values()) + 1,
            "cases": cases(tokenizer, prompts, limit)}


def write(name, content):
    text = json.dumps(content, ensure_ascii=True, separators=(",", ":"))
    (OUT / name).write_text(text.replace('{"text"', '\n{"text"') + "\n")


def save_as_transformers_5(tokenizer, folder):
    """save_pretrained() writes tokenizer.json and tokenizer_config.json alone; here without its indentation."""
    shutil.rmtree(folder, ignore_errors=True)
    tokenizer.save_pretrained(folder)
    path = folder / "tokenizer.json"
    path.write_text(json.dumps(json.loads(path.read_text()), ensure_ascii=False, separators=(",", ":")) + "\n")


def clip_variant(files):
    with tempfile.TemporaryDirectory() as scratch:
        for name in ("vocab.json", "merges.txt"):
            shutil.copy(RESOURCES / "starter" / "tokenizer" / name, scratch)
        for name, content in files.items():
            (Path(scratch) / name).write_text(json.dumps(content))
        tokenizer = CLIPTokenizer.from_pretrained(scratch)
        return {"files": files} | describe(tokenizer, CLIP_VARIANT_PROMPTS, 77)


def main():
    logging.getLogger("transformers").setLevel(logging.ERROR)
    OUT.mkdir(parents=True, exist_ok=True)
    folders = {"starter": (RESOURCES / "starter" / "tokenizer", RESOURCES / "starter" / "tokenizer_2"),
               "flux": (RESOURCES / "tokenizers" / "clip", RESOURCES / "tokenizers" / "t5"),
               "odd": (DATA / "models" / "odd" / "tokenizer", DATA / "models" / "odd" / "tokenizer_2")}
    for name, (clip_folder, t5_folder) in folders.items():
        clip, t5 = CLIPTokenizer.from_pretrained(clip_folder), T5TokenizerFast.from_pretrained(t5_folder)
        write(f"{name}_clip.json", describe(clip, PROMPTS, 77))
        write(f"{name}_t5.json", describe(t5, PROMPTS, 512))
        if name == "odd":
            save_as_transformers_5(clip, OUT / "saved_clip")
            save_as_transformers_5(t5, OUT / "saved_t5")
    write("clip_variants.json", {name: clip_variant(files) for name, files in CLIP_VARIANTS.items()})


if __name__ == "__main__":
    main()
