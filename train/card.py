#!/usr/bin/env python3
"""Write the model card: data, settings, scores, the table of comparisons, what holds the reader back.

usage: card.py --run DIR --out FILE

The comparisons are the lines of train/comparisons.tsv, each measured by the run that it names; notes that
need judgement stand in train/card_notes.md and are copied in.
"""
import argparse
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent
MEASURES = ("trigger", "type", "mode", "roles")


def percent(figures):
    return [f"{100 * figures[m]['f1']:.1f}" for m in MEASURES] + [f"{100 * figures[m]:.1f}" for m in ("reality", "aspect")]


def scores(figures):
    rows = ["| scored on | trigger | TYPE | TYPE:mode | roles | reality | aspect |", "|---|---|---|---|---|---|---|"]
    for name, title in (("dev", "40 real news texts (development)"), ("arabic", "15 Arabic reports (held out)")):
        rows.append(f"| {title} | " + " | ".join(percent(figures[name])) + " |")
    return rows


def by_label(figures, key, title):
    rows = [f"| {title} | P | R | F1 | annotated |", "|---|---|---|---|---|"]
    for name, f in figures["dev"][key].items():
        rows.append(f"| {name} | {100 * f['p']:.0f} | {100 * f['r']:.0f} | {100 * f['f1']:.0f} | {f['gold']} |")
    return rows


def comparisons():
    lines = (ROOT / "comparisons.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return ["| " + " | ".join(r) + " |" for r in (head, ["---"] * len(head), *rows)]


def taught(run):
    """How the reader was trained."""
    used, minutes = run["options"], run["seconds"] / 60
    by = f"taught by {used['teachers']} readers for {used['taught_epochs']} epochs, also on texts that nobody annotated; seed {used['seed']}"
    if used.get("rehearse", 1.0) < 1:
        return (f"It is the mean of two readers that went on, one from the other, from the version before (`FROM` in `train/run.sh`), the "
                f"second of them on {run['documents']} annotated documents, {by}; {minutes:.0f} minutes on {used['device']}.")
    return f"Trained on {run['documents']} annotated documents; {by} (`train/run.sh`); {minutes:.0f} minutes on {used['device']}, without the teachers."


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    run = json.loads((args.run / "run.json").read_text())
    figures = json.loads((args.run / "exported.json").read_text())
    used = run["options"]
    confused = [f"{n} x {gold} -> {found}" for (gold, found), n in figures["dev"]["confusions"][:12]]
    lines = ["# The reader's card", "",
             f"multilingual-e5-small (MIT), {used['layers']} layers, vocabulary cut to 64,000 pieces; heads for triggers, roles, "
             f"reality, aspect, links, kinds and antecedents. {taught(run)}", "",
             "## Scores of the exported file", "", *scores(figures), "", "By type, on the 40 real texts:", "",
             *by_label(figures, "by_type", "type"), "", "By role, on matched events:", "", *by_label(figures, "by_role", "role"), "",
             "Most confused there: " + "; ".join(confused) + ".", "",
             "## Comparisons", "", *comparisons(), "", (ROOT / "card_notes.md").read_text(encoding="utf-8").strip(), ""]
    args.out.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
