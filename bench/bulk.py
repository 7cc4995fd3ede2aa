#!/usr/bin/env python3
"""Bulk speed and memory: sentences a second over JSONL of news text, and the largest resident size.

usage: bulk.py [--program P] [--shared DIR] [--words N] [--threads N] [--repeat N] [--other P2]

The text is real news read in place from DIR/eval (TR-News and LGL articles, shooting reports); the best of
several runs counts. With --other, both programs run in turn and both figures are printed.
"""
import argparse
import json
import os
import subprocess
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def articles(shared):
    """Texts of news articles, in a fixed order that mixes the collections."""
    collections = []
    for name in ("TR-News.xml", "lgl.xml"):
        collections.append([e.text or "" for e in ElementTree.parse(shared / "eval/place" / name).getroot().iter("text")])
    with open(shared / "eval/fusion/gvc_train_dev.jsonl", encoding="utf-8") as lines:
        collections.append([json.loads(line).get("text") or "" for line in lines])
    for turn in range(max(map(len, collections))):
        yield from (c[turn] for c in collections if turn < len(c) and c[turn].strip())


def write_input(path, shared, words):
    """JSONL of articles until `words` words are reached. Returns the number of articles."""
    count, total = 0, 0
    with open(path, "w", encoding="utf-8") as file:
        for text in articles(shared):
            file.write(json.dumps({"id": f"a{count}", "text": text, "lang": "en"}, ensure_ascii=False) + "\n")
            count, total = count + 1, total + len(text.split())
            if total >= words:
                break
    return count


def run(program, path, threads):
    """Seconds, largest resident size in MB, sentences read, and events of one run."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen([program, "code", "--format", "jsonl", "-j", str(threads), path], stdout=out,
                                   stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{program} ended with status {process.returncode}")
        out.seek(0)
        records = [json.loads(line) for line in out]
    return {"seconds": seconds, "mb": usage.ru_maxrss / 1024, "read": sum(r["sentences_read"] for r in records),
            "events": sum(len(r["events"]) for r in records)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / "build/release/tocsin"))
    parser.add_argument("--other", help="a second build, run in turn with the first")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--words", type=int, default=60_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "news.jsonl")
        count = write_input(path, args.shared, args.words)
        programs = [args.program, *([args.other] if args.other else [])]
        runs = {p: [] for p in programs}
        for _ in range(args.repeat):
            for program in programs:
                runs[program].append(run(program, path, args.threads))
        for program, found in runs.items():
            best = min(found, key=lambda r: r["seconds"])
            sentences = best["read"]
            print(f"{program}: {count} articles, {sentences} sentences, {best['events']} events, "
                  f"{args.threads} threads: {best['seconds']:.1f} s = {sentences / best['seconds']:.0f} sentences/s, "
                  f"{max(r['mb'] for r in found):.0f} MB resident (best of {args.repeat})")


if __name__ == "__main__":
    main()
