"""The words of the situation report are complete in every language."""

import pathlib
import re
import tomllib
import unittest

DATA = pathlib.Path(__file__).resolve().parents[2] / "data"


def load(path):
    with path.open("rb") as file:
        return tomllib.load(file)


def flat(table, path=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{path}{key}.")
        else:
            yield path + key, value


WORDS = {path.stem: dict(flat(load(path))) for path in (DATA / "report").glob("*.toml")}


class ReportWords(unittest.TestCase):
    def test_every_language_has_the_same_keys(self):
        for language, words in WORDS.items():
            self.assertEqual(set(words), set(WORDS["en"]), language)

    def test_every_language_fills_the_same_slots(self):
        for language, words in WORDS.items():
            for key, phrase in words.items():
                if isinstance(phrase, str):
                    slots = [set(re.findall(r"\{\w+\}", p)) for p in (phrase, WORDS["en"][key])]
                    self.assertEqual(*slots, f"{language}: {key}")

    def test_every_type_and_mode_of_the_codebook_has_a_name(self):
        kinds = set()
        for path in (DATA / "codebook").glob("*.toml"):
            book = load(path)
            for mode in book.get("mode", []) if "id" in book else []:
                kinds |= {book["id"], book["id"] + (":" + mode["id"] if mode["id"] else "")}
        self.assertGreater(len(kinds), 100)
        for language, words in WORDS.items():
            named = {key[len("kind.") :] for key in words if key.startswith("kind.")}
            self.assertEqual(named, kinds, language)


if __name__ == "__main__":
    unittest.main()
