#!/usr/bin/env python3
"""Syrian places: the words for an event's place beside its headline to coordinates, right within 10 km.

    eval/syria.py FILE.csv [--misses] [--driver build/release/eval/place_driver]

FILE: events of the UCDP Georeferenced Event Dataset with source_headline, where_coordinates, where_prec, adm_1,
latitude, longitude; those known to a place or its surroundings count (where_prec 1 and 2). The last figures are
of the events whose place the headline names.
"""

import csv
import pathlib

import geo

RIGHT_KM = 10.0
KINDS = (" village", " town", " city", " suburb", " neighborhood", " neighbourhood")


def bare(name: str) -> str:
    for kind in KINDS:
        name = name.removesuffix(kind)
    return name


def read(path: pathlib.Path) -> list[dict]:
    """One document for each headline with its place: the headline, and below it the words for the place."""
    documents, seen = [], set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["source_headline"], row["where_coordinates"], row["adm_1"])
            if float(row["where_prec"]) > 2 or key in seen:
                continue
            seen.add(key)
            documents.append(document(str(len(documents)), row))
    return documents


def document(identity: str, row: dict[str, str]) -> dict:
    headline, place = row["source_headline"], row["where_coordinates"]
    text = f"{headline}\n{place}"
    start = headline.lower().find(bare(place).lower())
    mentions = [[len(headline) + 1, len(text)]]
    if start >= 0:
        mentions.append([start, start + len(bare(place))])
    governorate = row["adm_1"].removesuffix(" Governorate")
    other = headline.find(governorate) if governorate else -1
    if other >= 0 and (start < 0 or not start <= other < start + len(bare(place))):
        mentions.append([other, other + len(governorate)])
    return {"id": identity, "text": text, "mentions": mentions, "is_named": start >= 0,
            "point": (float(row["latitude"]), float(row["longitude"]))}


def main() -> None:
    options = geo.arguments(__doc__.splitlines()[0]).parse_args()
    documents = read(options.file)
    every, named = geo.Tally(RIGHT_KM), geo.Tally(RIGHT_KM)
    for one, result in zip(documents, geo.resolve(options, documents)):
        value, rows, point = result["places"][0], result["rows"][0], one["point"]
        right = every.add(value, rows, point)
        if one["is_named"]:
            named.add(value, rows, point)
        if not right and options.misses:
            geo.show_miss(one["text"].replace("\n", " | "), one["text"].split("\n")[-1], value, point)
    every.show(f"{options.file.name}, within {RIGHT_KM:.0f} km")
    named.show("those whose place the headline names")


if __name__ == "__main__":
    main()
