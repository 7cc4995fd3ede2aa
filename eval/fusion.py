#!/usr/bin/env python3
"""Which reports tell of one happening, against texts whose incident is known: B3 over documents.

usage: fusion.py FILE.jsonl [--driver build/release/eval/fusion_driver] [--misses]

FILE holds a document a line: id, incident, date, title, text. The reports' stories come from eval/fusion_driver; a desk
compares whole reports by the same scores and groups events alone, which eval/dossier.py measures.
"""
import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from dossier import b_cubed, lines_of, run

ROOT = Path(__file__).resolve().parent.parent


def documents(rows):
    """The documents in file order, each once; a row may name one again for another incident."""
    found = {}
    for document in rows:
        found.setdefault(document["id"], document)
    return list(found.values())


def write(reports, path):
    fields = ("id", "date", "title", "text")
    lines = (json.dumps({k: d[k] for k in fields if d.get(k)}, ensure_ascii=False) for d in reports)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def stories(options, reports):
    """The stories that fusion makes of the reports: lists of report ids."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "reports.jsonl"
        write(reports, path)
        out = run([options.driver, ROOT / "data", path])
    return [sorted({e["report_id"] for e in line["events"]}) for line in lines_of(out) if not line["type"]]


def show_misses(reports, found):
    """Pairs that were joined wrongly and pairs that were missed."""
    by_id = {d["id"]: d for d in reports}
    tell = lambda d: f"    {d['date']} {d['title'][:100]}"
    groups = defaultdict(set)
    for identity, story in found.items():
        groups[story].add(identity)
    for story, members in sorted(groups.items()):
        if len({by_id[i]["incident"] for i in members}) > 1:
            print("joined though apart:", *(tell(by_id[i]) + f" [{by_id[i]['incident']}]" for i in sorted(members)), sep="\n")
    gold = defaultdict(set)
    for document in reports:
        gold[document["incident"]].add(document["id"])
    for incident, members in sorted(gold.items()):
        if len({found[i] for i in members}) > 1:
            print(f"one incident [{incident}] in {len({found[i] for i in members})} stories:",
                  *(tell(by_id[i]) for i in sorted(members)), sep="\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--driver", default=str(ROOT / "build/release/eval/fusion_driver"), help="the program that fuses")
    parser.add_argument("--misses", action="store_true", help="list what was joined wrongly and what was missed")
    options = parser.parse_args()
    rows = lines_of(options.file.read_text(encoding="utf-8"))
    reports = documents(rows)
    found = {identity: number for number, ids in enumerate(stories(options, reports)) for identity in ids}
    alone = [d["id"] for d in reports if d["id"] not in found]
    found |= {identity: f"alone {identity}" for identity in alone}
    if options.misses:
        show_misses(reports, found)
    incidents = len({d["incident"] for d in rows})
    print(f"{len(rows)} documents of {incidents} incidents in {len(set(found.values()))} stories; {len(alone)} without one")
    print("B3 precision {:.4f} recall {:.4f} F1 {:.4f}".format(*b_cubed([(d["incident"], found[d["id"]]) for d in rows])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
