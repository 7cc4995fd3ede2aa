#!/usr/bin/env python3
"""Writes the files that fuzzing starts from: good ones of each format, and small broken ones.

usage: seeds.py FOLDER
"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "ingest"))

from documents import documents  # noqa: E402
from zoo import animals, good  # noqa: E402

MOST = 8192
KINDS = {
    "text": ["txt"], "html": ["html"], "jsonl": ["jsonl"], "json": ["json"], "csv": ["csv", "tsv"],
    "docx": ["docx"], "feed": ["rss"], "message": ["eml"], "mbox": ["mbox"], "telegram": ["telegram"],
    "whatsapp": ["whatsapp"], "archive": ["zip", "tar", "gz"], "pdf_pages": ["txt"],
    "encoding": ["txt"], "dates": [],
}  # fmt: skip
DATES = ["2024-02-13T08:15:00+03:00", "Tue, 13 Feb 2024 08:15:00 +0300", "13/02/2024", "20240213",
         "February 13, 2024"]  # fmt: skip


def target_of(name):
    stem, _, extension = name.rpartition(".")
    for special in ("telegram", "whatsapp"):
        if special in stem:
            return special
    return next((target for target, kinds in KINDS.items() if extension in kinds), None)


def main():
    folder = pathlib.Path(sys.argv[1])
    for target, kinds in KINDS.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            for language in ("en", "ar"):
                text = documents(language, 1)[0].replace("\n\n", " ")
                (folder / target / f"good-{language}-{kind}").write_bytes(good(kind, text))
    for number, date in enumerate(DATES):
        (folder / "dates" / f"date-{number}").write_text(date)
    for codec in ("cp1256", "koi8-r", "utf-16", "utf-16-le", "latin-1"):
        text = documents({"cp1256": "ar", "koi8-r": "ru"}.get(codec, "fr"), 1)[0]
        (folder / "encoding" / codec).write_bytes(text.encode(codec))
    for name, content, _ in animals():
        target = target_of(name)
        if target and isinstance(content, bytes) and len(content) <= MOST:
            (folder / target / name.replace("/", "-")).write_bytes(content)


if __name__ == "__main__":
    main()
