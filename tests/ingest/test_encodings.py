"""The right text comes out of 200 generated reports in each encoding, in 99 of 100 at least."""

import unittest

from documents import documents
from driver import DriverTest, read

COUNT = 200
SHARE = 0.99
ALL = ("en", "ar", "ru", "fr")

# What it is called here, Python's codec, a mark before it, and the languages written in it.
ENCODINGS = [
    ("utf-8", "utf-8", b"", ALL),
    ("utf-8 with mark", "utf-8-sig", b"", ALL),
    ("utf-16 with mark", "utf-16", b"", ALL),
    ("utf-16be with mark", "utf-16-be", b"\xfe\xff", ALL),
    ("utf-16le", "utf-16-le", b"", ALL),
    ("utf-16be", "utf-16-be", b"", ALL),
    ("windows-1256", "cp1256", b"", ("ar",)),
    ("iso-8859-6", "iso8859-6", b"", ("ar",)),
    ("windows-1251", "cp1251", b"", ("ru",)),
    ("koi8-r", "koi8-r", b"", ("ru",)),
    ("latin-1", "latin-1", b"", ("fr",)),
    ("windows-1252", "cp1252", b"", ("fr",)),
]


class Encodings(DriverTest):
    def measure(self, codec, mark, languages, suffix):
        """How many texts were right, how many there were, and those that were wrong without a word."""
        each = COUNT // len(languages)
        expected = {}
        for language in languages:
            for number, text in enumerate(documents(language, each)):
                name = f"{language}{number:03}"
                expected[name] = text
                self.write(f"{suffix}/{name}.txt", mark + text.encode(codec))
        lines = read(self.folder / suffix)
        read_texts = {line["id"]: line for line in lines if line["kind"] == "report"}
        told = {line["file"] for line in lines if line["kind"] == "fault"}
        right = sum(read_texts.get(name, {}).get("text") == text for name, text in expected.items())
        silent = [
            name
            for name, text in expected.items()
            if (name not in read_texts and not any(f"{name}.txt" in file for file in told))
            or (
                name in read_texts
                and read_texts[name]["text"] != text
                and not read_texts[name]["diagnostics"]
            )
        ]
        return right, len(expected), silent

    def test_the_share_of_right_texts_of_each_encoding(self):
        for number, (name, codec, mark, languages) in enumerate(ENCODINGS):
            with self.subTest(encoding=name):
                right, count, silent = self.measure(codec, mark, languages, str(number))
                print(f"{name}: {right} of {count}")
                self.assertEqual(silent, [])
                self.assertGreaterEqual(right / count, SHARE)

    def test_an_encoding_that_is_given_is_used(self):
        text = documents("ru", 1)[0]
        path = self.write("a.txt", text.encode("cp1251"))
        (report,) = self.reports("--encoding", "windows-1251", path)
        self.assertEqual(report["text"], text)
        self.assertEqual(report["encoding"], "windows-1251")

    def test_a_table_in_an_old_encoding_is_read_row_by_row(self):
        texts = documents("ar", 20)
        rows = ["text"] + ['"' + text + '"' for text in texts]
        path = self.write("a.csv", "\r\n".join(rows).encode("cp1256"))
        self.assertEqual([each["text"] for each in self.reports(path)], texts)

    def test_a_table_in_utf_16_with_tabs_is_read(self):
        texts = [text.replace("\n\n", " ") for text in documents("ru", 20)]
        path = self.write("a.csv", "\n".join(["text\tid"] + [t + "\t" for t in texts]).encode("utf-16"))
        self.assertEqual([each["text"] for each in self.reports(path)], texts)


if __name__ == "__main__":
    unittest.main()
