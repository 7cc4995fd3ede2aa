"""What eval/place.py and eval/syria.py share: the driver, distances, and the counting."""

import argparse
import collections
import json
import math
import pathlib
import statistics
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent
ADJECTIVE = 5  # NameMatch::kAdjective

Point = tuple[float, float]


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--driver", type=pathlib.Path, default=ROOT / "build/release/eval/place_driver")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "data")
    parser.add_argument("--gazetteer", type=pathlib.Path, default=ROOT / "build/gazetteer.tgaz")
    parser.add_argument("--misses", action="store_true", help="list every mention that is not right")
    return parser


def distance_km(a: Point, b: Point) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))


def resolve(options: argparse.Namespace, documents: list[dict]) -> list[dict]:
    lines = "".join(json.dumps(document) + "\n" for document in documents)
    driver = [options.driver, options.data, options.gazetteer]
    done = subprocess.run(driver, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def error_km(place: dict | None, truth: Point) -> float | None:
    return None if place is None else distance_km((place["lat"], place["lon"]), truth)


def near(place: dict | None, truth: Point, within: float) -> bool:
    error = error_km(place, truth)
    return error is not None and error <= within


class Tally:
    """Counts over mentions: right, given, and what the gazetteer could give at all."""

    def __init__(self, within: float) -> None:
        self.within = within
        self.counts: collections.Counter[str] = collections.Counter()
        self.errors: list[float] = []

    def add(self, value: dict, rows: list, point: Point) -> bool:
        """Takes one mention into account; whether it is right."""
        counts = self.counts
        counts["all"] += 1
        counts["ceiling"] += any(distance_km((row[0], row[1]), point) <= self.within for row in rows)
        if rows:
            best = max(rows, key=lambda row: (row[3] <= 1 or row[3] == ADJECTIVE, row[2]))
            counts["population"] += distance_km((best[0], best[1]), point) <= self.within
        error = error_km(value["place"], point)
        if error is not None:
            counts["given"] += 1
            self.errors.append(error)
        right = error is not None and error <= self.within
        counts["right"] += right
        candidates = [value["place"], *value["candidates"]]
        counts["right with a guess"] += near(next(filter(None, candidates), None), point, self.within)
        counts["among candidates"] += any(near(c, point, self.within) for c in candidates)
        return right

    def share(self, key: str) -> float:
        return self.counts[key] / max(1, self.counts["all"])

    def of_ceiling(self, key: str) -> float:
        return self.counts[key] / max(1, self.counts["ceiling"])

    def show(self, name: str) -> None:
        median = statistics.median(self.errors) if self.errors else math.nan
        print(f"{name}: {self.counts['all']} mentions; median error of those given {median:.1f} km")
        for key in ("given", "right with a guess", "among candidates", "population", "ceiling"):
            print(f"  {key:20} {self.share(key):7.1%}   {self.of_ceiling(key):7.1%} of the ceiling")
        print(f"  {'right':20} {self.share('right'):7.1%}   {self.of_ceiling('right'):7.1%} of the ceiling")


def show_miss(identity: str, words: str, value: dict, point: Point) -> None:
    got = value["place"] or {"id": None, "name": None}
    print(f"  {identity}: \"{words}\" is at {point[0]:.3f} {point[1]:.3f}, got {got['id']} {got['name']} | "
          f"{value['reason']}")
