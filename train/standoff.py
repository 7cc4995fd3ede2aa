#!/usr/bin/env python3
"""Annotation of texts that the project may read but not hold: labels as character offsets, without the words.

usage: standoff.py --shared DIR FILE.tann...     write train/corpus/standoff/FILE.jsonl for each file
"""
import argparse
import hashlib
import json
from pathlib import Path

import annotation
import excerpts

FOLDER = Path(__file__).resolve().parent / "corpus" / "standoff"


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def read(shared, name="*"):
    """Records of the files of that name, in the shape of annotation.py, words put back. Throws ValueError where a text
    is another one."""
    texts = excerpts.texts(shared)
    records = []
    for path in sorted(FOLDER.glob(f"{name}.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            record = json.loads(line)
            text = texts[record["id"]]["text"]
            if digest(text) != record.pop("sha256"):
                raise ValueError(f"{path}:{number}: the text of {record['id']} is not the one that was annotated")
            records.append({**record, "text": text})
    return records


def without_words(item):
    """The item with every "text" left out, at any depth."""
    if isinstance(item, dict):
        return {k: without_words(v) for k, v in item.items() if k != "text"}
    return [without_words(v) for v in item] if isinstance(item, list) else item


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--shared", type=Path, required=True)
    args = parser.parse_args()
    texts = excerpts.texts(args.shared)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in args.files:
        lines = []
        for record in annotation.read(path):
            if record["text"] != texts[record["id"]]["text"].strip():
                raise SystemExit(f"{path}: the text of {record['id']} differs from the excerpt")
            kept = {"sha256": digest(record["text"]), **without_words(record)}
            lines.append(json.dumps(kept, ensure_ascii=False, separators=(",", ":")))
        (FOLDER / f"{path.stem}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{path.stem}: {len(lines)} documents")


if __name__ == "__main__":
    main()
