"""What eval/actors.py and eval/quantities.py share: gold tables, annotated texts, and the resolvers' driver."""
import argparse
import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "train"))
import annotation


def arguments(description, gold):
    """The options of such a program."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("gold", nargs="?", type=Path, default=ROOT / "eval/gold" / gold, help="table of right answers")
    parser.add_argument("--texts", type=Path, default=ROOT.parent / "shared/annotation/dev",
                        help="folder of the annotated texts (.tann) that the table speaks of")
    parser.add_argument("--driver", type=Path, default=ROOT / "build/release/eval/mention_driver")
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    parser.add_argument("--gazetteer", type=Path, default=ROOT / "build/gazetteer.tgaz")
    parser.add_argument("--misses", action="store_true", help="list every mention that is not right")
    return parser


def read_gold(path):
    """The rows of a table as dictionaries, with numbers for offsets, by document."""
    by_document = {}
    with path.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    for row in csv.DictReader(lines, delimiter="\t"):
        row["start"], row["end"] = int(row["start"]), int(row["end"])
        by_document.setdefault(row["document"], []).append(row)
    return by_document


def read_texts(folder):
    """The annotated documents of a folder by id."""
    files = sorted(folder.glob("*.tann"))
    if not files:
        sys.exit(f"{folder}: no annotated texts (.tann); point --texts at them")
    return {d["id"]: d for path in files for d in annotation.read(path)}


def mentions_of(document):
    """Every mention of the annotation once, in text order."""
    found = {}
    for mention in [*document["mentions"], *(r for e in document["events"] for r in e["roles"])]:
        found.setdefault((mention["start"], mention["end"]), {}).update(
            {key: mention[key] for key in ("kind", "start", "end", "antecedent") if key in mention})
    return [found[span] for span in sorted(found)]


def resolve(options, documents):
    """What the driver says of documents {"id", "text", "date", "lang", "mentions"}, in their order."""
    lines = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents)
    run = subprocess.run([options.driver, options.data, options.gazetteer], input=lines.encode(),
                         stdout=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit(f"{options.driver} ended with status {run.returncode}")
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def document_of(source, mentions):
    date = source.get("date", "-")
    return {"id": source["id"], "text": source["text"], "lang": source.get("lang", ""),
            "date": "" if date == "-" else date, "mentions": mentions}


def in_context(text, start, end):
    return f"{text[max(0, start - 40):start]}[{text[start:end]}]{text[end:end + 30]}".replace("\n", " ")
