#!/usr/bin/env python3
"""Places: given mentions to coordinates, and how many are right within 161 km.

Each line of figures stands beside two others: `population`, which takes the most peopled place of
that name, and `ceiling`, the share of mentions of whose name the gazetteer has any place near enough.

  eval/place.py --driver build/release/place_driver --lgl lgl.xml --trnews TR-News.xml \
                --ucdp ucdp_syria_2016_2017.csv

LGL and TR-News: as published with "A pragmatic guide to geoparsing evaluation" (Gritta et al. 2020).
UCDP: each event's headline with the words of its place; right where the place found is the event's.
"""

import argparse
import collections
import csv
import json
import math
import pathlib
import subprocess
import xml.etree.ElementTree as ElementTree

RIGHT_KM = 161.0
NEAR_KM = 10.0
ADJECTIVE = 5  # NameMatch::kAdjective

Point = tuple[float, float]


def distance_km(a: Point, b: Point) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def read_xml(path: pathlib.Path) -> tuple[list[dict], dict[str, list[Point]]]:
    """Documents for the driver, and the true point of each of their mentions."""
    documents, truth = [], {}
    for article in ElementTree.parse(path).getroot().iter("article"):
        text = article.findtext("text") or ""
        mentions, points = [], []
        for toponym in article.iter("toponym"):
            tag = toponym.find("gaztag")
            start, end = int(toponym.findtext("start")), int(toponym.findtext("end"))
            if tag is None or not tag.findtext("lat") or end > len(text):
                continue
            phrase = toponym.findtext("phrase") or ""
            if text[start:end] != phrase:  # offsets of a text with other line ends
                start = text.find(phrase, max(0, start - 60))
                end = start + len(phrase)
                if start < 0:
                    continue
            mentions.append([start, end])
            points.append((float(tag.findtext("lat")), float(tag.findtext("lon"))))
        identity = article.get("docid")
        documents.append({"id": identity, "text": text, "mentions": mentions})
        truth[identity] = points
    return documents, truth


def read_ucdp(path: pathlib.Path) -> tuple[list[dict], dict[str, list[Point]]]:
    """One document for each place and district: "<place>, <district>, <governorate>, Syria"."""
    documents, truth = [], {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if float(row["where_prec"]) > 2 or not row["adm_1"]:
                continue
            place = row["where_coordinates"]
            identity = f"{place}|{row['adm_1']}"
            if identity in truth:
                continue
            text = f"Fighting was reported at {place}, {row['adm_1']}, Syria."
            start = text.index(place)
            documents.append({"id": identity, "text": text, "mentions": mentions_of(text, row)})
            assert documents[-1]["mentions"][0][0] == start
            truth[identity] = [(float(row["latitude"]), float(row["longitude"]))]
    return documents, truth


def mentions_of(text: str, row: dict[str, str]) -> list[list[int]]:
    found, after = [], 0
    for words in (row["where_coordinates"], row["adm_1"], "Syria"):
        start = text.index(words, after)
        after = start + len(words)
        found.append([start, after])
    return found


def resolve(driver: list[str], documents: list[dict]) -> list[dict]:
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    done = subprocess.run(driver, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def near(place: dict | None, truth: Point, within: float) -> bool:
    return place is not None and distance_km((place["lat"], place["lon"]), truth) <= within


def score(results: list[dict], truth: dict, within: float, show: int) -> dict[str, float]:
    counts: collections.Counter[str] = collections.Counter()
    wrong: collections.Counter[tuple] = collections.Counter()
    for result in results:
        for index, point in enumerate(truth[result["id"]]):
            value, rows = result["places"][index], result["rows"][index]
            counts["all"] += 1
            reachable = any(distance_km((row[0], row[1]), point) <= within for row in rows)
            counts["ceiling"] += reachable
            if rows:
                best = max(rows, key=lambda row: (row[3] <= 1 or row[3] == ADJECTIVE, row[2]))
                counts["population"] += distance_km((best[0], best[1]), point) <= within
            counts["given"] += value["place"] is not None
            right = near(value["place"], point, within)
            counts["right"] += right
            candidates = [value["place"], *value["candidates"]]
            counts["right with a guess"] += near(next(filter(None, candidates), None), point, within)
            counts["among candidates"] += any(near(c, point, within) for c in candidates)
            if not right:
                got = value["place"] or {"id": None, "name": None}
                wrong[(result["id"], reachable, value["reason"], got["name"], point)] += 1
    for key, number in wrong.most_common(show):
        print("  wrong", number, *key)
    return {name: number / counts["all"] for name, number in counts.items()} | {"n": counts["all"]}


def report(name: str, figures: dict[str, float]) -> None:
    print(f"{name}: {figures['n']} mentions")
    for key in ("right", "given", "right with a guess", "among candidates", "population", "ceiling"):
        of_ceiling = figures.get(key, 0) / figures["ceiling"]
        print(f"  {key:20} {figures.get(key, 0):7.1%}   {of_ceiling:7.1%} of the ceiling")


def main() -> None:
    root = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--driver", type=pathlib.Path, required=True)
    parser.add_argument("--data", type=pathlib.Path, default=root / "data")
    parser.add_argument("--gazetteer", type=pathlib.Path, default=root / "build/gazetteer.tgaz")
    parser.add_argument("--lgl", type=pathlib.Path)
    parser.add_argument("--trnews", type=pathlib.Path)
    parser.add_argument("--ucdp", type=pathlib.Path)
    parser.add_argument("--show", type=int, default=0, help="so many of the mistakes")
    options = parser.parse_args()
    driver = [str(options.driver), str(options.data), str(options.gazetteer)]
    tasks = [
        ("LGL", options.lgl, read_xml, RIGHT_KM),
        ("TR-News", options.trnews, read_xml, RIGHT_KM),
        ("UCDP Syria, within 10 km", options.ucdp, read_ucdp, NEAR_KM),
    ]
    for name, path, read, within in tasks:
        if path:
            documents, truth = read(path)
            report(name, score(resolve(driver, documents), truth, within, options.show))


if __name__ == "__main__":
    main()
