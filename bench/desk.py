#!/usr/bin/env python3
"""Measures a desk: taking coded reports in, fusing them, one report more, searches, memory.

usage: desk.py [--reports 1000,10000,100000] [--bin build/release/tocsin] [--folder DIR]

Reports are invented and coded already (bench/invented.py), ten events each, so that the desk is
measured and not the reader. Prints one row of a table for each number of reports; in brackets the
seconds of processor, which other programs on the machine do not touch.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import time

import invented

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIMITS = {"add+fuse at 100,000 reports": 1800, "one report more": 1.0, "memory (MB)": 1024}


def run(binary, folder, *arguments, ok=(0,)):
    """Seconds, seconds of processor, and peak memory in MB of one call of the program."""
    begin = time.monotonic()
    process = subprocess.Popen([binary, *arguments, "--desk", str(folder / "desk.tocsin")],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in ok:
        raise SystemExit(f"{arguments}: {message.decode(errors='replace')}")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(binary, folder, count):
    data = folder / "reports.jsonl"
    invented.write(data, 0, count)
    add, add_cpu, add_memory = run(binary, folder, "add", "--no-code", str(data))
    fuse, fuse_cpu, fuse_memory = run(binary, folder, "fuse")
    one = folder / "one.jsonl"
    invented.write(one, count, 1)
    added = run(binary, folder, "add", "--no-code", str(one))
    fused = run(binary, folder, "fuse")
    search, _, _ = run(binary, folder, "search", "shelled", "--from", "2020-01-05", ok=(0, 4))
    near, _, _ = run(binary, folder, "search", "--near", "33,36,20", ok=(0, 4))
    size = (folder / "desk.tocsin").stat().st_size / 1e6
    return [f"{count:,}", f"{add:.1f} ({add_cpu:.1f})", f"{fuse:.1f} ({fuse_cpu:.1f})",
            f"{added[0] + fused[0]:.2f} ({added[1] + fused[1]:.2f})", f"{search:.2f}",
            f"{near:.2f}", f"{max(add_memory, fuse_memory):.0f}", f"{size:.0f}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", default="1000,10000,100000")
    parser.add_argument("--bin", default=str(ROOT / "build" / "release" / "tocsin"))
    parser.add_argument("--folder", help="where the desks are made; the system's temporary folder")
    options = parser.parse_args()
    heads = ["reports", "add s", "fuse s", "one more s", "search s", "near s", "memory MB", "file MB"]
    print("| " + " | ".join(heads) + " |\n" + "|---:" * len(heads) + "|", flush=True)
    for count in (int(each) for each in options.reports.split(",")):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            print("| " + " | ".join(measure(options.bin, pathlib.Path(folder), count)) + " |",
                  flush=True)
    print("\nLimits: " + "; ".join(f"{name} {value}" for name, value in LIMITS.items()))


if __name__ == "__main__":
    main()
