#!/usr/bin/env python3
"""Latency: one report from process start to output, best and median of several runs.

usage: one_report.py [--program P] [--report FILE] [--repeat N]
"""
import argparse
import statistics
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", default=str(ROOT / "build/release/tocsin"))
    parser.add_argument("--report", default=str(sorted((ROOT / "examples").rglob("*.txt"))[0]))
    parser.add_argument("--repeat", type=int, default=7)
    args = parser.parse_args()
    seconds = []
    for _ in range(args.repeat):
        start = time.perf_counter()
        subprocess.run([args.program, "code", args.report], stdout=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - start)
    print(f"{Path(args.report).name}: best {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s "
          f"from process start to output ({args.repeat} runs)")


if __name__ == "__main__":
    main()
