"""Words and word pieces, exactly as the program cuts them (tocsin/text/tokens.cc, tocsin/analyse/tokenizer.cc).

A word is a run of letters, marks and digits; every other visible character is a word alone. A word is
normalised (NFKC, tatweel and Arabic vowel signs left out) and cut by a Unigram model: the cut with the
highest sum of piece scores; of equal sums, the one found first from the left.
"""
import json
import unicodedata
from functools import lru_cache

SPACE = "\u2581"
REMOVED = {0x0640, *range(0x064B, 0x0653), 0x0670}
MAX_PIECES = 16   # a longer word keeps its first pieces
MAX_WORD = 120    # code points of a normalised word that are looked at
UNKNOWN_PENALTY = 10.0


def words(text):
    """The words of a text: (start, end, spaced), in code points; `spaced`: white space or nothing stands before."""
    found, start, spaced, blank = [], None, True, True
    for at, char in enumerate(text):
        category = unicodedata.category(char)
        if category[0] in "LMN":
            if start is None:
                start, spaced = at, blank
        else:
            if start is not None:
                found.append((start, at, spaced))
                start = None
            if category[0] in "PS":
                found.append((at, at + 1, blank))
        blank = category[0] in "ZC"
    if start is not None:
        found.append((start, len(text), spaced))
    return found


def normalise(word):
    word = unicodedata.normalize("NFKC", word)
    return "".join(c for c in word if ord(c) not in REMOVED and not c.isspace())[:MAX_WORD]


class Tokenizer:
    """Piece ids of words under a vocabulary: a list of (piece, score), special pieces first."""

    def __init__(self, pieces):
        self.pieces = [p for p, _ in pieces]
        self.scores = {p: (s, i) for i, (p, s) in enumerate(pieces) if not special(p)}
        self.bos, self.pad, self.eos, self.unknown = (self.pieces.index(p) for p in ("<s>", "<pad>", "</s>", "<unk>"))
        self.longest = max(len(p) for p in self.scores)
        self.unknown_score = min(s for s, _ in self.scores.values()) - UNKNOWN_PENALTY
        self.word = lru_cache(maxsize=400_000)(self._word)

    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls([tuple(p) for p in json.load(file)])

    def _word(self, word, spaced):
        """Piece ids of one word; never empty."""
        text = normalise(word)
        if not text:
            return (self.unknown,)
        if spaced:
            text = SPACE + text
        return tuple(self._cut(text)[:MAX_PIECES])

    def _cut(self, text):
        best = [(0.0, 0, -1)] + [None] * len(text)   # score, start of the last piece, its id
        for start in range(len(text)):
            if best[start] is None:
                continue
            base = best[start][0]
            single = False
            for end in range(start + 1, min(len(text), start + self.longest) + 1):
                entry = self.scores.get(text[start:end])
                if entry is None:
                    continue
                single |= end == start + 1
                if best[end] is None or base + entry[0] > best[end][0]:
                    best[end] = (base + entry[0], start, entry[1])
            if not single:
                score = base + self.unknown_score
                if best[start + 1] is None or score > best[start + 1][0]:
                    best[start + 1] = (score, start, self.unknown)
        ids, end = [], len(text)
        while end > 0:
            _, start, piece = best[end]
            if not (ids and piece == self.unknown and ids[-1] == self.unknown):   # neighbours unknown are one
                ids.append(piece)
            end = start
        return ids[::-1]

    def encode(self, text):
        """[(start, end, piece ids)] for each word of the text."""
        return [(s, e, self.word(text[s:e], spaced)) for s, e, spaced in words(text)]


def special(piece):
    return piece in ("<s>", "<pad>", "</s>", "<unk>")
