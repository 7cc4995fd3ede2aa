#!/usr/bin/env python3
"""Incidents, tolls, voices, dates and places that a desk makes of a dossier, against its gold.json.

usage: dossier.py DIR [--program build/release/tocsin] [--misses]
       dossier.py DIR --driver build/release/eval/fusion_driver     (fusion without a desk)

DIR holds reports/*.txt, meta.json (file, date, source, lang) and gold.json. The rules of scoring are in its README.
"""
import argparse
import datetime
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Tally:
    """Right answers out of all, by question, with what went wrong."""

    def __init__(self):
        self.right, self.all, self.misses = Counter(), Counter(), defaultdict(list)

    def add(self, question, share, what):
        self.right[question] += share
        self.all[question] += 1
        if share < 1:
            self.misses[question].append(what)

    def show(self, misses):
        for question, count in self.all.items():
            print(f"{question:22} {self.right[question]:6.1f} of {count:3}  {100 * self.right[question] / count:5.1f}%")
            for what in self.misses[question] if misses else ():
                print(f"    {what}")


def run(command, accepted=(0,), **options):
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, check=False, **options)
    if done.returncode not in accepted:
        sys.exit(f"{command[0]} {command[1]} ended with status {done.returncode}")
    return done.stdout.decode()


def lines_of(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def by_desk(program, folder):
    """Records and incidents of a fresh desk."""
    with tempfile.TemporaryDirectory() as scratch:
        desk = ["--desk", Path(scratch) / "desk.tocsin"]
        run([program, "add", folder / "reports", *desk], (0, 3))
        run([program, "code", *desk], (0, 3, 4))
        run([program, "fuse", *desk])
        records = lines_of(run([program, "export", "jsonl", *desk], (0, 4)))
        incidents = lines_of(run([program, "export", "jsonl", "--incidents", *desk], (0, 4)))
    return records, incidents


def by_driver(program, driver, folder):
    """Records of the program and incidents of the driver, without a desk."""
    lines = ""
    for entry in json.loads((folder / "meta.json").read_text(encoding="utf-8")):
        report = {"id": Path(entry["file"]).stem, "source": entry["source"], "lang": entry["lang"],
                  "text": (folder / "reports" / entry["file"]).read_text(encoding="utf-8")}
        lines += json.dumps(report | ({"date": entry["date"]} if entry["date"] else {}), ensure_ascii=False) + "\n"
    with tempfile.TemporaryDirectory() as scratch:
        reports, coded = Path(scratch) / "reports.jsonl", Path(scratch) / "coded.jsonl"
        reports.write_text(lines, encoding="utf-8")
        coded.write_text(run([program, "code", "--format", "jsonl", reports], (0, 3, 4)), encoding="utf-8")
        return lines_of(coded.read_text(encoding="utf-8")), lines_of(run([driver, ROOT / "data", reports, coded]))


def nth(text, words, occurrence):
    """The span of the n-th occurrence of words in a text; nothing where there are fewer."""
    at = -1
    for _ in range(occurrence):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def span(found):
    return (found["start"], found["end"]) if found and found.get("start") is not None else (0, 0)


def label(record):
    return f"{record.get('event') or record.get('type')}:{record['mode']}" if record.get("mode") else record.get("event") or record.get("type")


def is_acceptable(record, incident):
    wanted = {f"{incident['type']}:{incident['mode']}" if incident["mode"] else incident["type"], *incident["acceptable"]}
    return label(record) in wanted or record.get("event", record.get("type")) in wanted


def find_mention(mention, incident, record, text):
    """The coded event that stands for a gold mention: one whose trigger overlaps, else one of an acceptable type in its
    sentence, the nearest first."""
    at = nth(text, mention["trigger"], mention["occurrence"])
    if at is None or record is None:
        return None
    hits = [e for e in record["events"] if overlap(span(e["trigger"]), at)]
    hits.sort(key=lambda e: not is_acceptable(e, incident))
    if not hits:
        hits = [e for e in record["events"] if overlap(span(e["sentence"]), at) and is_acceptable(e, incident)]
        hits.sort(key=lambda e: abs(e["trigger"]["start"] - at[0]))
    return hits[0]["id"] if hits else None


def b_cubed(items):
    """Precision, recall and F1 over (gold, found) labels."""
    gold, found = defaultdict(set), defaultdict(set)
    for number, (g, f) in enumerate(items):
        gold[g].add(number)
        found[f].add(number)
    p = sum(len(gold[g] & found[f]) / len(found[f]) for g, f in items) / len(items)
    r = sum(len(gold[g] & found[f]) / len(gold[g]) for g, f in items) / len(items)
    return p, r, 2 * p * r / (p + r) if p + r else 0


def days(date):
    return datetime.date.fromisoformat(date).toordinal() if date else None


def date_share(gold, found, lasting):
    """1 for the same interval, a half for one that overlaps it and is at most 3 days longer."""
    if not found or not (found.get("start") or found.get("end")):
        return 0
    start, end = days(found.get("start")), days(found.get("end"))
    gold_start, gold_end = days(gold["start"]), days(gold["end"])
    if (start, end) == (gold_start, gold_end) or (lasting and start == gold_start):
        return 1
    if start is None or end is None or end < gold_start or start > gold_end:
        return 0
    return 0.5 if (end - start) - (gold_end - gold_start) <= 3 else 0


def kilometres(a, b):
    lat1, lon1, lat2, lon2 = map(math.radians, (a["lat"], a["lon"], b["lat"], b["lon"]))
    chord = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(chord)))


def place_share(gold, found):
    if not found or found.get("lat") is None:
        return 0
    return 1 if kilometres(gold, found) <= gold["tolerance_km"] else 0


class Dossier:
    def __init__(self, folder, records, incidents):
        self.gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        self.texts = {p.stem: p.read_text(encoding="utf-8") for p in sorted((folder / "reports").glob("*.txt"))}
        self.records = {Path(r["report_id"]).name: r for r in records}
        self.incidents = {i["id"]: i for i in incidents if i["type"]}
        self.incident_of = {e["event"]: i["id"] for i in self.incidents.values() for e in i["events"]}
        self.tally = Tally()
        self.found = {}  # gold incident to the incidents of its mentions
        self.clustering = []  # lines that tell of it

    def score(self):
        self.mentions()
        for gold in self.gold["incidents"]:
            self.incident(gold)
        self.expressions()
        return self.tally

    def mentions(self):
        items = []
        for gold in self.gold["incidents"]:
            here = self.found.setdefault(gold["id"], [])
            for mention in gold["mentions"]:
                report = mention["report"]
                event = find_mention(mention, gold, self.records.get(report), self.texts[report])
                incident = self.incident_of.get(event)
                where = f"{gold['id']} {report} \"{mention['trigger']}\""
                self.tally.add("mentions found", event is not None, where)
                items.append((gold["id"], incident or where))
                if incident:
                    here.append(incident)
        figures = "precision {:.3f} recall {:.3f} F1 {:.3f}"
        self.clustering.append("B3 over all mentions  " + figures.format(*b_cubed(items)))
        met = [(g, f) for g, f in items if f in self.incidents]
        if met:
            self.clustering.append("B3 over those found   " + figures.format(*b_cubed(met)))
        for gold in self.gold["incidents"]:
            for other in gold["must_not_merge_with"]:
                if gold["id"] < other:
                    joined = set(self.found[gold["id"]]) & set(self.found.get(other, ()))
                    self.tally.add("forbidden pairs apart", not joined, f"{gold['id']} and {other} in {sorted(joined)}")

    def incident(self, gold):
        counts = Counter(self.found[gold["id"]])
        if not counts:
            return
        ours = self.incidents[max(sorted(counts), key=lambda i: counts[i])]
        tell = f"{gold['id']} ({gold['summary'][:50]}): "
        tally = self.tally
        tally.add("type", is_acceptable(ours, gold), tell + f"{label(ours)}, gold {gold['type']}:{gold['mode']}")
        for what in ("killed", "injured", "detained"):
            if gold.get(what):
                figure = ours.get(what) or {}
                for end in ("low", "high"):
                    tally.add(f"{what} {end}", figure.get(end) == gold[what][end], tell + f"{figure}, gold {gold[what]}")
                tally.add(f"{what} best", figure.get("best") == gold[what]["latest"], tell + f"{figure}, gold {gold[what]}")
        realities = [gold["reality_final"], *gold["acceptable_reality"]]
        tally.add("reality at the end", ours["reality"] in realities, tell + f"{ours['reality']}, gold {realities}")
        least, most = gold["acceptable_voices"]
        tally.add("voices", least <= ours["voices"] <= most, tell + f"{ours['voice_groups']}, gold {gold['voices']}")
        lasting = gold["date"] and gold["date"]["start"] != gold["date"]["end"]
        if gold["date"]:
            share = date_share(gold["date"], ours["date"], lasting)
            tally.add("date of incident", share, tell + f"{ours['date']}, gold {gold['date']}")
        if gold["place"]:
            found = ours["location"]
            tally.add("place of incident", place_share(gold["place"], found),
                      tell + f"{found and found['name']}, gold {gold['place']['name']}")

    def events(self, report):
        record = self.records.get(report)
        return record["events"] if record else []

    def expressions(self):
        """Time expressions, places and quantities, as far as an event carries their value."""
        for gold in self.gold["dates"]:
            at = nth(self.texts[gold["report"]], gold["expression"], gold["occurrence"])
            record = self.records.get(gold["report"]) or {"mentions": []}
            seen = at and any(m["kind"] == "time" and overlap(span(m), at) for m in record["mentions"])
            tell = f"{gold['report']} \"{gold['expression']}\""
            self.tally.add("time expressions found", bool(seen), tell)
            if at and gold["start"]:
                dates = [e["date"] for e in self.events(gold["report"]) if e["date"] and overlap(span(e["date"]["evidence"]), at)]
                if dates:
                    wanted = [(gold["start"], gold["end"]), *map(tuple, gold.get("also", []))]
                    right = any((d["start"], d["end"]) in wanted for d in dates)
                    self.tally.add("their days in events", right, tell + f" {[(d['start'], d['end']) for d in dates]}")
        for gold in self.gold["places"]:
            at = nth(self.texts[gold["report"]], gold["name"], gold["occurrence"])
            spots = [e["location"] for e in self.events(gold["report"]) if at and e["location"] and e["location"]["name"]
                     and any(overlap(span(p), at) for p in e["place"])]
            if spots:
                right = any(place_share(gold, s) for s in spots)
                self.tally.add("places in events", right, f"{gold['report']} {gold['name']}: {[s['name'] for s in spots]}")
        for gold in self.gold["quantities"]:
            self.quantity(gold)
        for gold in self.gold["document_dates"]:
            found = (self.records.get(gold["report"]) or {}).get("published")
            near = found and abs(days(found) - days(gold["date"])) <= gold.get("tolerance_days", 0)
            self.tally.add("dates of reports", bool(near), f"{gold['report']} {found}, gold {gold['date']}")

    def quantity(self, gold):
        at = nth(self.texts[gold["report"]], gold["string"], gold["occurrence"])
        fields = ("killed", "injured", "detained", "displaced", "count")
        counts = [e[f] for e in self.events(gold["report"]) for f in fields if e[f] and at and overlap(span(e[f]), at)]
        tell = f"{gold['report']} \"{gold['string']}\" ({gold['what']})"
        right = any((c["min"], c["max"]) == (gold["min"], gold["max"]) for c in counts)
        self.tally.add("quantities in events", right, tell + f" {[(c['min'], c['max']) for c in counts]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--program", default=str(ROOT / "build/release/tocsin"))
    parser.add_argument("--driver", help="fuse with eval/fusion_driver instead of a desk")
    parser.add_argument("--misses", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    if options.driver:
        records, incidents = by_driver(options.program, options.driver, options.folder)
    else:
        records, incidents = by_desk(options.program, options.folder)
    dossier = Dossier(options.folder, records, incidents)
    dossier.score().show(options.misses)
    print(*dossier.clustering, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
