#!/usr/bin/env python3
"""Generated strings with the training tokenizer's words and pieces, for the test that the program agrees.

usage: tokenizer_fixture.py PIECES.json      (writes tests/fixtures/tokenizer/)

The fixture has a small vocabulary of its own, so that the test needs no model; the strings are random mixes
of Latin, Arabic and Cyrillic words, digits, punctuation, emoji, rare characters and broken UTF-8.
"""
import random
import sys
import unicodedata
from pathlib import Path

from tokenizer import Tokenizer, special

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "tokenizer"
COUNT = 3000
WORDS = """convoy militias entered Izraa Daraa according negotiations reconnaissance don't U.S. F-16 1,200 naïve café
الجيش دخلت قوات النظام مدينة إزرع وقُتل مدنيّان ـــ الأربعاء ٢٥ لا ﷺ ﻻ колонна боевиков вошла в город Київ Донецьк
straße ﬁre ½ Ⅳ ² e\u0301 İstanbul ＡＢＣ 日本 नमस्ते 🔥 👨‍👩‍👧 ❤️ 🇸🇾 “quoted” — – … \u00ad \u200f \u200c € $5 #tag @user http://a.b/c?d=1""".split()


def string(chance):
    """One random text as bytes."""
    parts = []
    for _ in range(chance.randrange(1, 9)):
        kind = chance.random()
        if kind < 0.6:
            parts.append(chance.choice(WORDS))
        elif kind < 0.8:
            low, high = chance.choice([(0x20, 0x7F), (0xA0, 0x24F), (0x600, 0x700), (0x400, 0x500), (0x2000, 0x2100),
                                       (0x300, 0x370), (0x1F300, 0x1F700), (0xFB50, 0xFE00), (0xFF00, 0xFFEF), (0x80, 0xA0)])
            parts.append("".join(chr(chance.randrange(low, high)) for _ in range(chance.randrange(1, 8))))
        else:
            parts.append(chance.choice(WORDS) * chance.randrange(1, 6))
        parts.append(chance.choice([" ", " ", " ", "", "\n", "\t", "\u00a0", ". ", ", ", "-"]))
    # code points that Unicode 14 left unassigned may since have a category
    text = "".join(c for c in parts for c in c if unicodedata.category(c) != "Cn")
    raw = bytearray(text.encode())
    if chance.random() < 0.2 and raw:
        for _ in range(chance.randrange(1, 4)):
            at = chance.randrange(len(raw))
            raw[at:at + chance.randrange(0, 2)] = bytes([chance.randrange(256)])
    return bytes(raw)


def main():
    chance = random.Random(20260101)
    full = Tokenizer.load(sys.argv[1])
    texts = [string(chance) for _ in range(COUNT)]
    used = {piece for raw in texts for _, _, ids in full.encode(raw.decode(errors="replace")) for piece in ids}
    kept = [(p, full.scores.get(p, (0.0,))[0]) for i, p in enumerate(full.pieces)
            if special(p) or i in used or len(p) == 1 and chance.random() < 0.3]
    tokenizer = Tokenizer(kept)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / "pieces.tsv", "w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{p}\t{s!r}\n" for p, s in kept)
    with open(FOLDER / "expected.tsv", "w", encoding="utf-8", newline="\n") as file:
        for raw in texts:
            words = (",".join(map(str, (f"{a}-{b}", *ids))) for a, b, ids in tokenizer.encode(raw.decode(errors="replace")))
            file.write(f"{raw.hex()}\t{' '.join(words)}\n")
    print(f"{COUNT} strings over {len(kept)} pieces")


if __name__ == "__main__":
    main()
