"""Tiny tokenizers in the files of FLUX.1's: CLIP vocab.json + merges.txt, T5 spiece.model."""

import io
import json
import random
import tempfile
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

WORDS = """a an the of in on with and under over near red blue green yellow black white golden small large old new
cat dog bird horse fish tree house boat river mountain street window night morning rain snow sun moon light shadow
painting photo drawing watercolour portrait landscape detailed sharp soft bright dark quiet busy running sleeping
flying standing beautiful wooden stone glass metal paper city forest beach garden kitchen bridge train lantern""".split()

# A few rules in the spirit of nmt_nfkc (whose table would be 240 KB): sources and targets as hexadecimal code points.
T5_RULES = [("FB01", "66 69"), ("65 301", "E9"), ("2126", "3A9"), ("2160", "49"), ("2026", "2E 2E 2E")]
T5_RULES += [(f"{0xFF01 + i:X}", f"{0x21 + i:X}") for i in range(94)]
T5_RULES += [(f"{point:X}", "20") for point in [0x9, 0xA, 0xD, 0x85, 0xA0, *range(0x2000, 0x200B), 0x2028, 0x3000]]


def _sentences():
    draw = random.Random(7)
    lines = [" ".join(draw.choices(WORDS, k=draw.randint(3, 12))) for _ in range(400)]
    return lines + ["café déjà vu naïve façade, 3 cats & 12 dogs!", "it's 1984: (don't) stop?", "“quoted” – dash ..."] * 3


def _byte_characters():
    """GPT-2's printable stand-ins for the 256 bytes, in the order of CLIP's vocabulary."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + i) for i in range(len(rest))]


def save_clip_tokenizer(folder, merge_count=110):
    trained = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    trained.normalizer = normalizers.Lowercase()
    trained.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Split(Regex(r"\p{L}+|\p{N}|[^\s\p{L}\p{N}]+"), "removed", invert=True),
         pre_tokenizers.ByteLevel(add_prefix_space=False)])
    alphabet = _byte_characters()
    trainer = trainers.BpeTrainer(vocab_size=2000, initial_alphabet=alphabet, end_of_word_suffix="</w>",
                                  show_progress=False)
    trained.train_from_iterator(_sentences(), trainer)
    merges = [tuple(pair) for pair in json.loads(trained.to_str())["model"]["merges"]][:merge_count]
    tokens = alphabet + [character + "</w>" for character in alphabet] + ["".join(pair) for pair in merges]
    tokens = list(dict.fromkeys(tokens)) + ["<|startoftext|>", "<|endoftext|>"]
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {token: index for index, token in enumerate(tokens)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False, separators=(",", ":")), "utf-8")
    lines = ["#version: 0.2"] + [" ".join(pair) for pair in merges]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", "utf-8")
    config = {"tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "bos_token": "<|startoftext|>",
              "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>", "pad_token": "<|endoftext|>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
    return len(tokens)


def save_t5_tokenizer(folder, piece_count=400):
    folder.mkdir(parents=True, exist_ok=True)
    model = io.BytesIO()
    with tempfile.TemporaryDirectory() as scratch:
        rules = Path(scratch) / "rules.tsv"
        rules.write_text("".join(f"{source}\t{target}\n" for source, target in T5_RULES))
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(_sentences()), model_writer=model, vocab_size=piece_count, model_type="unigram",
            normalization_rule_tsv=str(rules), pad_id=0, eos_id=1, unk_id=2, bos_id=-1, num_threads=1,
            hard_vocab_limit=False, character_coverage=1.0, minloglevel=2)
    trained = sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())
    trained.normalizer_spec.ClearField("normalization_rule_tsv")  # the scratch file's path
    (folder / "spiece.model").write_bytes(trained.SerializeToString())
    config = {"tokenizer_class": "T5TokenizerFast", "model_max_length": 512, "extra_ids": 100, "eos_token": "</s>",
              "pad_token": "<pad>", "unk_token": "<unk>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
