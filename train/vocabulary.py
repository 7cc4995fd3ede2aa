#!/usr/bin/env python3
"""Cut the base encoder's 250,002 pieces to those that the served languages use.

Kept: every piece that the corpora use under the full vocabulary, every single character of the served
scripts, and the most frequent other pieces of those scripts, up to SIZE.

usage: vocabulary.py --base DIR --shared DIR --out DIR     (DIR of the base: see base.py)
"""
import argparse
import json
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from tokenizer import SPACE, Tokenizer, special

SIZE = 64_000
SCRIPTS = ("LATIN", "ARABIC", "CYRILLIC")
EMBEDDING = "embeddings.word_embeddings.weight"


def corpus_texts(shared, corpus):
    """Texts in the languages served; the scored part (dev) is left out."""
    import annotation
    for folder in (corpus / "authored", shared / "annotation/real", shared / "annotation/rams"):
        for path in sorted(folder.glob("*.tann")):
            for document in annotation.read(path):
                yield document["text"]
    for name in ("fusion/gvc_train_dev.jsonl", "fusion/violent_half.jsonl"):
        with open(shared / "eval" / name, encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line).get("text") or ""
    for name in ("rams_dev", "rams_test", "wikievents_train", "geneva"):
        with open(shared / "annotation/public" / f"{name}.jsonl", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield record.get("sentence") or " ".join(record.get("tokens") or sum(record["sentences"], []))


def served(piece):
    """Whether all letters of the piece belong to a served script."""
    letters = [c for c in piece if c != SPACE and c.isalpha()]
    return all(unicodedata.name(c, "").startswith(SCRIPTS) for c in letters)


def choose(pieces, texts):
    full = Tokenizer(pieces)
    counts = Counter()
    for text in texts:
        for _, _, ids in full.encode(text):
            counts.update(ids)
    kept = {i for i, (p, _) in enumerate(pieces)
            if special(p) or i in counts or (len(p.strip(SPACE)) <= 1 and served(p))}
    by_score = sorted((i for i, (p, _) in enumerate(pieces) if i not in kept and served(p)),
                      key=lambda i: (-pieces[i][1], i))
    kept.update(by_score[:max(0, SIZE - len(kept))])
    return sorted(kept), len(counts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parent / "corpus")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    pieces = [tuple(p) for p in json.loads((args.base / "pieces.json").read_text(encoding="utf-8"))]
    kept, used = choose(pieces, corpus_texts(args.shared, args.corpus))
    args.out.mkdir(parents=True, exist_ok=True)
    rows = load_file(args.base / "model.safetensors")[EMBEDDING][kept]
    np.save(args.out / "embeddings.npy", rows.astype(np.float16))
    (args.out / "pieces.json").write_text(json.dumps([pieces[i] for i in kept], ensure_ascii=False), encoding="utf-8")
    print(f"{len(kept)} of {len(pieces)} pieces kept, {used} of them seen in the corpora")


if __name__ == "__main__":
    main()
