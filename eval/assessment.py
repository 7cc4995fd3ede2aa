#!/usr/bin/env python3
"""Levels, trends and indicators of dossiers beside those of their gold.

    eval/assessment.py DOSSIER... [--program build/release/tocsin] [--why]

A dossier is a folder with reports/, meta.json and gold.json. Level and trend are right when they are among the
acceptable ones; the indicators are printed side by side, since they are judged by sense.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def write_reports(dossier, path):
    with open(path, "w", encoding="utf-8") as file:
        for meta in json.loads((dossier / "meta.json").read_text(encoding="utf-8")):
            record = {"id": pathlib.Path(meta["file"]).stem, "source": meta["source"], "lang": meta["lang"],
                      "text": (dossier / "reports" / meta["file"]).read_text(encoding="utf-8")}
            if meta["date"]:
                record["date"] = meta["date"]
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def assess(program, dossier, gold):
    with tempfile.TemporaryDirectory() as folder:
        reports = pathlib.Path(folder) / "reports.jsonl"
        write_reports(dossier, reports)
        command = [program, "assess", reports, "--as-of", gold["as_of"], "--format", "json"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if not done.stdout:
        sys.exit(f"{dossier}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def show(dossier, gold, found, why):
    expected = gold["assessment"]
    level = found["level"] in expected.get("acceptable_levels", [expected["level"]])
    trend = found["trend"] in expected.get("acceptable_trends", [expected["trend"]])
    print(f"{dossier.name}: level {found['level']} ({expected['level']}: {'right' if level else 'WRONG'}), "
          f"trend {found['trend']} ({expected['trend']}: {'right' if trend else 'WRONG'})")
    for direction in ("up", "down"):
        names = [f"{i['id']} {i['weight']:.1f}" for i in found["indicators"] if i["direction"] == direction]
        print(f"  {direction:5}found: {', '.join(names)}")
        print(f"       gold:  {', '.join(expected['indicators_' + direction])}")
    if why:
        for indicator in found["indicators"]:
            for evidence in indicator["evidence"]:
                print(f"    {indicator['id']}: {evidence['report_id']} {evidence['date']} {evidence['sentence'][:100]}")
    return level, trend


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossiers", nargs="+", type=pathlib.Path)
    parser.add_argument("--program", default=str(ROOT / "build/release/tocsin"))
    parser.add_argument("--why", action="store_true", help="print the sentences too")
    options = parser.parse_args()
    right = []
    for dossier in options.dossiers:
        gold = json.loads((dossier / "gold.json").read_text(encoding="utf-8"))
        right.append(show(dossier, gold, assess(options.program, dossier, gold), options.why))
    print(f"levels right {sum(r[0] for r in right)} of {len(right)}, trends {sum(r[1] for r in right)} of {len(right)}")


if __name__ == "__main__":
    main()
