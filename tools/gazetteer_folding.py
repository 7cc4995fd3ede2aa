"""How names are folded, so that spellings of one place meet; tocsin/resolve/gazetteer_fold.cc does the same in C++."""

import unicodedata


class Folding:
    """The rules of transliteration.toml. tocsin/resolve/gazetteer_fold.cc does the same in C++."""

    def __init__(self, rules: dict) -> None:
        fold, loose = rules["fold"], rules["loose"]
        self.remove = set(fold["remove"])
        self.replace = dict(fold["replace"])
        self.loose = loose
        self.consonant = rules["consonants"]
        self.articles = set(loose["articles"])
        self._table = FoldTable(self)

    def character(self, letter: str) -> str:
        folded = ""
        for part in unicodedata.normalize("NFKD", letter):
            category = unicodedata.category(part)
            if category in ("Mn", "Me", "Cf") or part in self.remove:
                continue
            lower = part.lower()
            if lower in self.replace:
                folded += self.replace[lower]
            elif category[0] in "LN" or category == "Mc":
                folded += lower
            else:
                folded += " "
        return folded

    def fold(self, name: str) -> str:
        return " ".join(name.translate(self._table).split())

    def strip(self, folded: str) -> str:
        """Without articles, free or attached; the name itself where nothing would be left."""
        words = []
        for word in folded.split(" "):
            if word in self.articles:
                continue
            for article in self.loose["attached"]:
                rest = len(word) - len(article)
                if word.startswith(article) and rest >= self.loose["attached_rest"]:
                    word = word[len(article) :]
                    break
            words.append(word)
        return " ".join(words) or folded

    def skeleton(self, stripped: str) -> str:
        """What is left when spellings of one Arabic name are made alike; empty where too short."""
        if not stripped.isascii():
            return ""
        key = stripped.replace(" ", "")
        for old, new in self.loose["before"]:
            key = key.replace(old, new)
        key = undouble(key)
        for old, new in self.loose["after"]:
            key = key.replace(old, new)
        key = undouble(key)
        for suffix in self.loose["suffixes"]:
            key = key.removesuffix(suffix)
        return key if len(key) >= self.loose["skeleton_letters"] else ""


    def consonants(self, stripped: str) -> str:
        """The consonants of a Latin or Arabic name in one spelling; empty where too few."""
        key = stripped.replace(" ", "")
        key = undouble(key) if key.isascii() else key  # of bytes in C++, so of ASCII alone
        for old, new in self.consonant["latin" if key.isascii() else "arabic"]:
            key = key.replace(old, new)
        return key if key.isascii() and len(key) >= self.consonant["least"] else ""


class FoldTable(dict):
    """Every letter met so far, folded; `str.translate` asks for the others."""

    def __init__(self, folding: Folding) -> None:
        super().__init__()
        self.folding = folding

    def __missing__(self, code: int) -> str:
        folded = self[code] = self.folding.character(chr(code))
        return folded


def undouble(key: str) -> str:
    return "".join(letter for i, letter in enumerate(key) if i == 0 or key[i - 1] != letter)
