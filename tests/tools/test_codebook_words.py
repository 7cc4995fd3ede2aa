"""What the codebook and the indicators say is said in Arabic too (web/src/i18n/codebook.ar.json)."""

import json
import pathlib
import tomllib
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]


def tables(folder):
    return [tomllib.loads(path.read_text("utf-8")) for path in sorted((ROOT / "data" / folder).glob("*.toml"))]


def english():
    for table in tables("codebook"):
        if "mode" in table:
            yield table["id"], table["definition"]
            yield from ((f"{table['id']}:{mode['id']}", mode.get("definition")) for mode in table["mode"])
    for table in tables("assess/indicators"):
        yield from ((f"indicator.{each['id']}", each.get("basis")) for each in table.get("indicator", []))


class CodebookWords(unittest.TestCase):
    def test_every_definition_and_basis_has_its_arabic(self):
        arabic = json.loads((ROOT / "web/src/i18n/codebook.ar.json").read_text("utf-8"))
        self.assertEqual(sorted(arabic), sorted(key for key, words in english() if words))
        for key, words in arabic.items():
            self.assertRegex(words, "[\u0621-\u064a]", key)


if __name__ == "__main__":
    unittest.main()
