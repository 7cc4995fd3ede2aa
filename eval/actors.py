#!/usr/bin/env python3
"""Whose the actors and recipients of annotated texts are, and of which sector.

usage: actors.py [GOLD.tsv] [--texts DIR] [--misses] [--program build/release/tocsin]

GOLD.tsv: document, start, end (code points), country (ISO 3166 alpha-3, - for none, | between answers that are
both right). The mentions are those of the annotation; sectors are compared with it. With --program the mentions
are those that the program itself finds, matched by overlap, so that the sector is the reader's own.
"""
import events
import mentions


def by_driver(options, gold, texts):
    """(row, kind, what was found) for every row of the gold table."""
    sources = [texts[d] for d in gold]
    given = [mentions.mentions_of(s) for s in sources]
    results = mentions.resolve(options, [mentions.document_of(s, m) for s, m in zip(sources, given)])
    for source, its, result in zip(sources, given, results):
        found = {(m["start"], m["end"]): (m["kind"], a) for m, a in zip(its, result["actors"])}
        for row in gold[source["id"]]:
            kind, actor = found[(row["start"], row["end"])]
            yield source, row, kind, actor


def by_program(options, gold, texts):
    """The same with the program's own mentions; None where it has none there."""
    sources = [texts[d] for d in gold]
    records = {r["report_id"]: r for r in events.coded(options.program, sources, ())}
    for source in sources:
        found = [a for e in records[source["id"]]["events"] for name in ("actor", "recipient", "source")
                 for a in e[name]]
        kinds = {(m["start"], m["end"]): m["kind"] for m in mentions.mentions_of(source)}
        for row in gold[source["id"]]:
            over = [a for a in found if a["start"] < row["end"] and row["start"] < a["end"]]
            best = max(over, default=None, key=lambda a: min(a["end"], row["end"]) - max(a["start"], row["start"]))
            yield source, row, kinds[(row["start"], row["end"])], best


def main():
    parser = mentions.arguments(__doc__.splitlines()[0], "actors.tsv")
    parser.add_argument("--program", help="code the texts with this program, and use its own mentions")
    options = parser.parse_args()
    gold, texts = mentions.read_gold(options.gold), mentions.read_texts(options.texts)
    all_rows = found_rows = countries = sectors = 0
    for source, row, kind, actor in (by_program if options.program else by_driver)(options, gold, texts):
        all_rows += 1
        if actor is None:
            continue
        found_rows += 1
        country, sector = actor.get("country") or "-", actor.get("sector") or "-"
        right = country in row["country"].split("|")
        same = sector == kind[2:]
        countries += right
        sectors += same
        if options.misses and not (right and same):
            print(f"{source['id'][-10:]} {row['start']}: {row['country']} {kind} got {country} {sector} "
                  f"({actor.get('name')}) | {mentions.in_context(source['text'], row['start'], row['end'])}"
                  f" | {actor.get('reason', '')}")
    print(f"{all_rows} mentions of actors and recipients, {found_rows} found")
    print(f"sector right  {sectors / found_rows:.3f}")
    print(f"country right {countries / found_rows:.3f}")


if __name__ == "__main__":
    main()
