#!/usr/bin/env python3
"""Events, roles and reality that the built program codes, against annotated documents.

usage: events.py GOLD.jsonl [--program build/release/tocsin] [--json OUT] [--errors]
       events.py FILE.tann...                       (annotated files are read directly)

GOLD.jsonl holds a document a line: id, text, date, lang, events, as train/annotation.py --jsonl prints them.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

import scoring

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "train"))
import annotation

MENTION_ROLES = ("actor", "recipient", "source", "weapon", "object", "place", "from", "to", "time")
COUNT_ROLES = ("killed", "injured", "detained", "displaced", "count")


def documents(paths):
    found = []
    for path in paths:
        if path.suffix == ".tann":
            found += annotation.read(path)
        else:
            found += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return found


def coded(program, gold, extra):
    """The program's records for the documents' texts, by id."""
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"], "lang": d.get("lang", ""),
                                **({"date": d["date"]} if d.get("date", "-") != "-" else {})}, ensure_ascii=False) + "\n"
                    for d in gold)
    run = subprocess.run([program, "code", "--format", "jsonl", "--input-format", "jsonl", *extra, "-"],
                         input=lines.encode(), stdout=subprocess.PIPE, check=False)
    if run.returncode not in (0, 4):
        sys.exit(f"{program} ended with status {run.returncode}")
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def found_documents(program, gold, extra=()):
    """What the program codes in the documents, in the shape that scoring takes."""
    return [{"id": r["report_id"], "events": [event(e) for e in r["events"]]} for r in coded(program, gold, extra)]


def event(record):
    """One coded event in the shape that scoring takes."""
    roles = [{"role": name, "start": m["start"], "end": m["end"]} for name in MENTION_ROLES for m in record.get(name) or []]
    for name in COUNT_ROLES:
        if record.get(name):
            parts = record[name].get("parts") or [record[name]]
            roles += [{"role": name, "start": p["start"], "end": p["end"]} for p in parts]
    return {"type": record["event"], "mode": record["mode"] or "-", "trigger": record["trigger"], "roles": roles,
            "reality": record["reality"], "aspect": record["aspect"]}


def table(title, rows):
    print(f"\n{title:24} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6}")
    for name, f in rows.items():
        print(f"{name:24} {100 * f['p']:6.1f} {100 * f['r']:6.1f} {100 * f['f1']:6.1f} {f['gold']:6}")


def show(figures, count):
    print(f"{count} documents, {figures['type']['gold']} annotated events, {figures['type']['found']} coded")
    table("events and roles", {n: figures[n] for n in ("trigger", "type", "mode", "roles")})
    print(f"{'reality right':24} {100 * figures['reality']:20.1f} {figures['matched']:6}")
    print(f"{'aspect right':24} {100 * figures['aspect']:20.1f} {figures['matched']:6}")
    table("by type", figures["by_type"])
    table("by role", figures["by_role"])
    print("\nconfused (annotated -> coded):")
    for (gold, found), n in figures["confusions"]:
        print(f"  {n:3}  {gold} -> {found}")


def show_errors(gold, found):
    """Every event that was missed or coded without need, with its words."""
    by_id = {d["id"]: d for d in found}
    for document in gold:
        events = by_id.get(document["id"], {"events": []})["events"]
        pairs = scoring.pair(document["events"], events, scoring.same_mode, scoring.same_type)
        matched = [id(e) for p in pairs for e in p]
        for mark, side in (("missed", document["events"]), ("extra", events)):
            for e in side:
                if id(e) not in matched:
                    a, b = e["trigger"]["start"], e["trigger"]["end"]
                    text = document["text"]
                    context = f"{text[max(0, a - 50):a]}[{text[a:b]}]{text[b:b + 50]}".replace("\n", " ")
                    print(f"{mark:6} {document['id'][-24:]:24} {scoring.label(e):24} {context}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--program", default=str(ROOT / "build/release/tocsin"))
    parser.add_argument("--json", type=Path, help="write all figures there")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was coded without need")
    args, extra = parser.parse_known_args()
    gold = documents(args.gold)
    found = found_documents(args.program, gold, extra)
    figures = scoring.score(gold, found)
    if args.errors:
        show_errors(gold, found)
    show(figures, len(gold))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
