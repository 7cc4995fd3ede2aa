#!/usr/bin/env python3
"""Speed of the warning: one assessment over many incidents, and a backtest of ten years in 14 areas.

usage: warning.py [--build build/release] [--incidents N]

Both inputs are made up, the same in each run.
"""
import argparse
import csv
import datetime
import random
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def write_events(path):
    """Ten years of events in 14 areas, some hundred a month in all."""
    draw = random.Random(1)
    first = datetime.date(2010, 1, 1)
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["date_start", "date_end", "admin1", "best"])
        count = 0
        for day in range(3653):
            date = (first + datetime.timedelta(days=day)).isoformat()
            for area in range(14):
                for _ in range(draw.choice((0, 0, 1, 2)) if area < 7 else draw.choice((0, 0, 0, 1))):
                    table.writerow([date, date, f"Area {area:02d}", draw.choice((0, 1, 1, 2, 3, 5, 20))])
                    count += 1
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", type=Path, default=ROOT / "build/release")
    parser.add_argument("--incidents", type=int, default=100_000)
    options = parser.parse_args()
    driver = [options.build / "bench/assess_driver", ROOT / "data", str(options.incidents)]
    print(f"assessment over {options.incidents} incidents: ", end="", flush=True)
    print(subprocess.run(driver, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())
    with tempfile.TemporaryDirectory() as folder:
        events = Path(folder) / "events.csv"
        count = write_events(events)
        start = time.perf_counter()
        subprocess.run([options.build / "tocsin", "backtest", "--events", events, "--from", "2010-04", "--to", "2019-12",
                        "--data", ROOT / "data"], check=True, stdout=subprocess.DEVNULL)
        print(f"backtest of 117 months in 14 areas, {count} events: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
