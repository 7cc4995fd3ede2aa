#!/usr/bin/env python3
"""Scores TIMEX3 values on annotated narratives.

    eval/time.py DIR [--program build/release/eval/tocsin_time_eval] [--misses]

DIR: texts in TimeML (.tml) with the document's date, as the WikiWars narratives are.

An expression found counts as that of the gold standard when the two overlap; it is right when its
value is the same. Types are not scored. A range counts through its two ends, as WikiWars marks them.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TIMEX = re.compile(r"<TIMEX3([^>]*)>|</TIMEX3>")


def read_tml(path):
    """The text, the document's date and the gold expressions as (start, end, value)."""
    source = path.read_text(encoding="utf-8")
    date = re.search(r'<DCT><TIMEX3[^>]*value="([^"]*)"', source).group(1)
    body = source.split("<TEXT>", 1)[1].split("</TEXT>", 1)[0]
    text, gold, opened, last = "", [], [], 0
    for tag in TIMEX.finditer(body):
        text += unescape(body[last : tag.start()])
        last = tag.end()
        if tag.group(0).startswith("</"):
            start, value = opened.pop()
            gold.append((start, len(text), value))
        else:
            value = re.search(r'value="([^"]*)"', tag.group(1))
            opened.append((len(text), value.group(1) if value else ""))
    return text + unescape(body[last:]), date, sorted(gold)


def unescape(text):
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, character)
    return text


def match(gold, found):
    """Pairs (gold, found) that overlap, each used once; the longest overlap first."""
    pairs = []
    for g, (start, end, _) in enumerate(gold):
        for f, time in enumerate(found):
            overlap = min(end, time["end"]) - max(start, time["start"])
            if overlap > 0:
                pairs.append((-overlap, g, f))
    taken_gold, taken_found, result = set(), set(), []
    for _, g, f in sorted(pairs):
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            result.append((g, f))
    return result


def f1(correct, found, gold):
    precision = correct / found if found else 0.0
    recall = correct / gold if gold else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def show_misses(name, text, gold, found, pairs):
    of_gold = dict(pairs)
    of_found = {f: g for g, f in pairs}
    for g, (start, end, value) in enumerate(gold):
        time = found[of_gold[g]] if g in of_gold else None
        if time is None or time["value"] != value:
            got = f'{time["value"]} "{time["text"]}"' if time else "nothing"
            context = text[max(0, start - 60) : end + 30].replace("\n", " ")
            print(f'{name}: {value} "{text[start:end]}" got {got} | …{context}…')
    for f, time in enumerate(found):
        if f not in of_found:
            context = text[max(0, time["start"] - 40) : time["end"] + 30].replace("\n", " ")
            print(f'{name}: no gold, got {time["value"]} "{time["text"]}" | …{context}…')


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--program", default=ROOT / "build/release/eval/tocsin_time_eval")
    parser.add_argument("--misses", action="store_true", help="print every disagreement")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.tml"))
    if not files:
        sys.exit(f"{options.folder}: no .tml files")
    documents = [read_tml(path) for path in files]
    lines = "".join(
        json.dumps({"text": text, "date": date, "lang": "en"}) + "\n" for text, date, _ in documents
    )
    output = subprocess.run(
        [options.program, ROOT / "data"], input=lines, capture_output=True, text=True, check=False
    )
    if output.returncode != 0:
        sys.exit(output.stderr)
    totals = [0, 0, 0, 0]
    for path, (text, _, gold), line in zip(files, documents, output.stdout.splitlines()):
        found = [t for t in json.loads(line)["times"] if "/" not in t["value"]]
        pairs = match(gold, found)
        right = sum(gold[g][2] == found[f]["value"] for g, f in pairs)
        if options.misses:
            show_misses(path.stem, text, gold, found, pairs)
        counts = [right, len(pairs), len(found), len(gold)]
        totals = [a + b for a, b in zip(totals, counts)]
        print(f"{path.stem:22} value F1 {f1(right, len(found), len(gold))[2]:.3f}  "
              f"right {right}  overlapping {len(pairs)}  found {len(found)}  gold {len(gold)}")
    right, overlapping, found, gold = totals
    for name, correct in (("span", overlapping), ("value", right)):
        precision, recall, score = f1(correct, found, gold)
        print(f"{name}: precision {precision:.3f}  recall {recall:.3f}  F1 {score:.3f}")


if __name__ == "__main__":
    main()
