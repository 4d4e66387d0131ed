"""Token ids by Hugging Face's CLIPTokenizer, for CLIP's own vocabulary or for a pack's.

    python -m modelkit.reference.clip_tokens --merges bpe_simple_vocab_16e6.txt.gz --out clip_tokens.json
    python -m modelkit.reference.clip_tokens --pack assets/packs/starter --out starter_tokens.json
"""

import argparse
import gzip
import json
from pathlib import Path

from transformers import CLIPTokenizer

from ..starter.tokenizer import END, START, base_symbols
from .strings import strings

#: Merges of CLIP's own vocabulary; the file has more.
CLIP_MERGES = 49152 - 256 - 2


def clip_merges(path: Path) -> list[tuple[str, str]]:
    """CLIP's merges from ``bpe_simple_vocab_16e6.txt.gz``, whose first line is a header."""
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")
    return [tuple(line.split()) for line in lines[1:CLIP_MERGES + 1]]


def clip_tokenizer(path: Path) -> CLIPTokenizer:
    """Hugging Face's tokenizer with CLIP's own merges."""
    base, merges = base_symbols(), clip_merges(path)
    symbols = [*base, *(symbol + "</w>" for symbol in base), *(a + b for a, b in merges), START, END]
    return CLIPTokenizer(vocab={symbol: k for k, symbol in enumerate(symbols)}, merges=merges)


def pack_tokenizer(folder: Path) -> CLIPTokenizer:
    """Hugging Face's tokenizer with a pack's merges and ids."""
    data = json.loads((folder / "tokenizer.json").read_text("utf-8"))
    return CLIPTokenizer(vocab=data["vocab"], merges=[tuple(line.split(" ")) for line in data["merges"]])


def write(tokenizer: CLIPTokenizer, out: Path) -> None:
    """The ids of all strings by a tokenizer."""
    cases = []
    for text in strings():
        inner = tokenizer(text, add_special_tokens=False)["input_ids"]
        padded = tokenizer(text, padding="max_length", truncation=True, max_length=77)
        # trailing pads repeat one number: what comes before them is kept
        length = sum(padded["attention_mask"])
        cases.append({"text": text, "ids": inner, "padded": padded["input_ids"][:length], "length": length})
    facts = {"start": tokenizer.bos_token_id, "end": tokenizer.eos_token_id, "pad": tokenizer.pad_token_id,
             "context": 77, "vocabulary": len(tokenizer)}
    lines = ",\n".join(json.dumps(case, ensure_ascii=True) for case in cases)
    out.write_text(f'{json.dumps(facts)[:-1]}, "cases": [\n{lines}\n]}}\n', "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--merges", type=Path, help="CLIP's merges, as OpenAI and open_clip publish them")
    choice.add_argument("--pack", type=Path, help="a pack's folder")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    write(clip_tokenizer(arguments.merges) if arguments.merges else pack_tokenizer(arguments.pack), arguments.out)


if __name__ == "__main__":
    main()
