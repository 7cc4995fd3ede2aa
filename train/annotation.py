#!/usr/bin/env python3
"""Read and check .tann files (docs/annotation.md); print their documents as JSON lines with character offsets.

usage: annotation.py [--jsonl OUT] FILE...
Prints one line for each fault (file:line: what is wrong) and a closing count; exits 1 when there is a fault.
"""
import argparse
import json
import re
import sys
import tomllib
from pathlib import Path

CODEBOOK = Path(__file__).resolve().parent.parent / "data" / "codebook"
ROLES = {"actor", "recipient", "place", "from", "to", "time", "weapon", "object", "killed", "injured",
         "detained", "displaced", "count", "source"}
LINKS = {"content", "cause", "exchange", "same"}
REALITY = {"actual", "possible", "planned", "demanded", "threatened", "conditional", "denied"}
ASPECT = {"once", "habitual", "ongoing", "background"}
SECTORS = set("GOV MIL COP SPY PRM REB UAF CRM JUD LEG PTY OPP CVL REF ETH JRN MED NGO IGO REL BUS EDU LAB UNK".split())
KINDS = {"loc", "time", "num", "arm", "obj"} | {f"{k}.{s}" for k in "pg" for s in SECTORS}
QUOTED = r'"((?:[^"\\]|\\.)*)"(?:#(\d+))?'
MENTION = re.compile(rf'^([a-z]+(?:\.[A-Z]+)?):{QUOTED}(?:->{QUOTED})?$')
EVENT = re.compile(rf'^(\d+) ([A-Z]+)(?::([a-z-]+))? {QUOTED}$')


class Fault(Exception):
    pass


def event_types():
    """(TYPE, mode) pairs of the codebook; the mode is "-" where a type is used alone."""
    pairs = set()
    for path in sorted(CODEBOOK.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        pairs |= {(table["id"], mode["id"] or "-") for mode in table.get("mode", [])}
    return pairs


def locate(text, quoted, occurrence):
    """Offsets (start, end) in characters of the given occurrence of a string, whole words first."""
    quoted = quoted.replace('\\"', '"')
    if not quoted:
        raise Fault("empty string")
    whole = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(quoted)}(?!\w)", text)]
    starts = whole or [m.start() for m in re.finditer(re.escape(quoted), text)]
    n = int(occurrence or 1)
    if not starts:
        raise Fault(f'"{quoted}" is not in the text')
    if n > len(starts):
        raise Fault(f'"{quoted}" occurs {len(starts)} times, not {n}')
    return starts[n - 1], starts[n - 1] + len(quoted)


def mention(text, item):
    m = MENTION.match(item)
    if not m:
        raise Fault(f"not a mention: {item}")
    if m[1] not in KINDS:
        raise Fault(f"unknown kind {m[1]}")
    start, end = locate(text, m[2], m[3])
    found = {"kind": m[1], "start": start, "end": end, "text": text[start:end]}
    if m[4] is not None:
        start, end = locate(text, m[4], m[5])
        found["antecedent"] = {"start": start, "end": end, "text": text[start:end]}
    return found


def event(text, line, types):
    head, *items = line.split(" ; ")
    m = EVENT.match(head.strip())
    if not m:
        raise Fault(f"not an event: {head}")
    if (m[2], m[3] or "-") not in types:
        raise Fault(f"unknown type {m[2]}:{m[3] or '-'}")
    start, end = locate(text, m[4], m[5])
    found = {"n": int(m[1]), "type": m[2], "mode": m[3] or "-", "trigger": {"start": start, "end": end, "text": text[start:end]},
             "roles": [], "links": [], "reality": "actual", "aspect": "once"}
    for item in map(str.strip, items):
        if item.startswith("@"):
            if item[1:] in REALITY:
                found["reality"] = item[1:]
            elif item[1:] in ASPECT:
                found["aspect"] = item[1:]
            else:
                raise Fault(f"unknown attribute {item}")
            continue
        name, _, value = item.partition("=")
        if name in LINKS:
            if not value.isdigit():
                raise Fault(f"{name} takes an event's number")
            found["links"].append({"link": name, "event": int(value)})
        elif name in ROLES:
            found["roles"].append({"role": name, **mention(text, value)})
        else:
            raise Fault(f"unknown role {name}")
    return found


def documents(path, types, faults):
    doc, part = None, None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            if line.startswith("=== "):
                if doc:
                    raise Fault("document before this one has no END")
                meta = dict(re.findall(r"(\w+)=(.*?)(?= \w+=|$)", line[4:]))
                if "id" not in meta:
                    raise Fault("document has no id")
                doc, part = {"id": meta["id"], "date": meta.get("date", "-"), "lang": meta.get("lang", "en"),
                             "source": meta.get("source", "-"), "lines": [], "events": [], "mentions": []}, None
            elif line.strip() in ("TEXT", "EVENTS") and doc:
                part = line.strip()
                if part == "EVENTS":
                    doc["text"] = "\n".join(doc.pop("lines")).strip()
            elif line.strip() == "END" and doc:
                if "text" not in doc:
                    raise Fault("document has no EVENTS line")
                numbers = [e["n"] for e in doc["events"]]
                for e in doc["events"]:
                    for link in e["links"]:
                        if link["event"] not in numbers or link["event"] == e["n"]:
                            faults.append(f"{path}:{number}: {doc['id']} event {e['n']} links to {link['event']}")
                if len(set(numbers)) != len(numbers):
                    faults.append(f"{path}:{number}: {doc['id']} repeats an event number")
                doc.pop("lines", None)
                yield doc
                doc, part = None, None
            elif part == "TEXT":
                doc["lines"].append(line)
            elif part == "EVENTS" and line.strip():
                if line.startswith("M "):
                    doc["mentions"].append(mention(doc["text"], line[2:].strip()))
                else:
                    doc["events"].append(event(doc["text"], line.strip(), types))
            elif line.strip():
                raise Fault(f"outside a document: {line[:60]}")
        except Fault as fault:
            faults.append(f"{path}:{number}: {fault}")
    if doc:
        faults.append(f"{path}: the last document has no END")


def read(path):
    """Documents of one file. Throws ValueError naming file and line at the first fault."""
    faults = []
    found = list(documents(Path(path), event_types(), faults))
    if faults:
        raise ValueError(faults[0])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--jsonl", type=Path)
    args = parser.parse_args()
    types, faults, docs = event_types(), [], []
    for path in args.files:
        docs += documents(path, types, faults)
    print(*faults, sep="\n", end="\n" if faults else "")
    if args.jsonl:
        args.jsonl.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in docs), encoding="utf-8")
    print(f"{len(docs)} documents, {sum(len(d['text'].split()) for d in docs)} words, "
          f"{sum(len(d['events']) for d in docs)} events, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
