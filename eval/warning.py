#!/usr/bin/env python3
"""Scores forecasts of deaths: walks forward over a span of months, with everything before as history.

    eval/warning.py EVENTS.csv [MORE.csv...] --from YYYY-MM --to YYYY-MM [--program P] [--chart OUT.svg]

A table has the columns date_start, date_end, admin1, best. The program makes a forecast for each area on each
month's first morning; its scores stand beside those of four simple forecasts. The scores of these four are
reckoned here anew from the tables, and a difference from what the program says of them is an error.
"""

import argparse
import csv
import json
import pathlib
import subprocess
import sys
from collections import defaultdict

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOLERANCE = 1e-4


def months(first, last):
    year, month = map(int, first.split("-"))
    while f"{year:04d}-{month:02d}" <= last:
        yield f"{year:04d}-{month:02d}"
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def deaths_by_month(paths):
    """Deaths by area and month of an event's first day."""
    deaths = defaultdict(lambda: defaultdict(float))
    for path in paths:
        with open(path, newline="", encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                if row["admin1"]:
                    deaths[row["admin1"]][row["date_start"][:7]] += float(row["best"])
    return deaths


def ensemble_crps(members, observed):
    n = len(members)
    distance = sum(abs(m - observed) for m in members) / n
    return distance - sum(abs(a - b) for a in members for b in members) / (2 * n * n)


def simple_forecasts(before):
    recent = before[-12:]
    return {"none": [0.0], "last": [before[-1]], "mean12": [sum(recent) / len(recent)], "conflictology": recent}


def simple_scores(deaths, first, last):
    """CRPS and Brier score of the four simple forecasts."""
    start = min(month for by_month in deaths.values() for month in by_month)
    sums, count = defaultdict(lambda: [0.0, 0.0]), 0
    for month in months(first, last):
        history = list(months(start, month))[:-1]
        for by_month in deaths.values():
            before = [by_month.get(m, 0.0) for m in history]
            observed = round(by_month.get(month, 0.0))
            threshold = max(1.0, 2 * sum(before[-3:]) / len(before[-3:]))
            count += 1
            for name, members in simple_forecasts(before).items():
                chance = sum(m >= threshold for m in members) / len(members)
                sums[name][0] += ensemble_crps(members, observed)
                sums[name][1] += (chance - (observed >= threshold)) ** 2
    return {name: (crps / count, brier / count) for name, (crps, brier) in sums.items()}


def run(options):
    command = [options.program, "backtest", "--events", *options.events, "--from", options.first, "--to", options.last,
               "--format", "json"]
    if options.chart:
        command += ["--chart", options.chart]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def ranged(measured, digits):
    return f"{measured['value']:.{digits}f} [{measured['low']:.{digits}f}, {measured['high']:.{digits}f}]"


def show(result):
    print(f"{len(result['areas'])} areas, {result['from']} to {result['to']}, {len(result['forecasts'])} forecasts;"
          " in brackets 90 % intervals, by drawing months anew")
    print(f"{'':31}{'CRPS':26}{'Brier (doubling)':26}{'ignorance (bits)':22}{'in 90 %':>8}{'precision':>11}{'recall':>8}"
          f"{'lead':>6}")
    for method in result["methods"]:
        alerts = method["alerts"]
        print(f"{method['name']:31}{ranged(method['crps'], 2):26}{ranged(method['brier'], 4):26}"
              f"{ranged(method['ignorance'], 2):22}{method['covered_90']:8.1%}{alerts['precision']:11.1%}"
              f"{alerts['recall']:8.1%}{alerts['lead_days']:6.0f}")
    print(f"program / best simple forecast: CRPS {ranged(result['crps_against_best'], 3)},"
          f" Brier {ranged(result['brier_against_best'], 3)}")
    print("chance given -> came: " + ", ".join(
        f"{b['mean_chance']:.2f} -> {b['share_observed']:.2f} (n={b['forecasts']})"
        for b in result["calibration"] if b["forecasts"]))


def differences(result, expected):
    for method in result["methods"]:
        if method["id"] in expected:
            for name, value in zip(("crps", "brier"), expected[method["id"]]):
                if abs(method[name]["value"] - value) > TOLERANCE * max(1.0, value):
                    yield f"{method['id']}: {name} {method[name]['value']} of the program, {value:.6f} reckoned here"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="+", metavar="EVENTS.csv")
    parser.add_argument("--from", dest="first", required=True, metavar="YYYY-MM")
    parser.add_argument("--to", dest="last", required=True, metavar="YYYY-MM")
    parser.add_argument("--program", default=str(ROOT / "build/release/tocsin"))
    parser.add_argument("--chart", help="draw the scores into this SVG file")
    options = parser.parse_args()
    result = run(options)
    show(result)
    wrong = list(differences(result, simple_scores(deaths_by_month(options.events), options.first, options.last)))
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
