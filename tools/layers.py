#!/usr/bin/env python3
"""Check every #include of the project against the tables below.

usage: layers.py                  print each violation as file:line; exit 1 when there is one
       layers.py --markdown       print the tables as ARCHITECTURE.md holds them
       layers.py --check FILE     exit 1 when FILE does not hold the tables as they are here
"""

import argparse
import difflib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ALL_STAGES = ["core", "text", "ingest", "analyse", "resolve", "code", "fuse", "assess", "store", "export", "report"]

# What the files of a folder may include besides the folder itself. "tocsin.h" is the public header.
LAYERS = {
    "core": [],
    "text": ["core"],
    "ingest": ["core"],
    "analyse": ["core", "text"],
    "resolve": ["core", "text"],
    "code": ["core", "text", "resolve"],
    "fuse": ["core"],
    "assess": ["core"],
    "store": ["core"],
    "export": ["core"],
    "report": ["core", "export"],
    "engine": ALL_STAGES,
    "serve": ["core", "export", "report", "engine"],
    "tocsin.h": ["core", "ingest", "export", "engine"],
    "apps": ["core", "ingest", "assess", "export", "report", "engine", "serve", "tocsin.h"],
    "tests": [*ALL_STAGES, "engine", "serve", "tocsin.h", "apps"],
    "eval": [*ALL_STAGES, "engine", "tocsin.h"],
}

# Which folders may include a library: its name, how its headers begin, the folders.
LIBRARIES = [
    ("OpenVINO", "openvino/", ["analyse"]),
    ("CLD2", "cld2/", ["text"]),
    ("gumbo", "gumbo.h", ["ingest"]),
    ("libarchive", "archive", ["ingest"]),
    ("pugixml", "pugixml.hpp", ["ingest"]),
    ("GMime", "gmime/", ["ingest"]),
    ("RE2", "re2/", ["resolve"]),
    ("GeographicLib", "GeographicLib/", ["resolve"]),
    ("ICU", "unicode/", ["text", "ingest", "analyse", "resolve", "fuse", "assess", "store", "apps"]),
    ("toml++", "toml++/", ["text", "resolve", "code", "fuse", "assess", "store", "export", "report"]),
    ("nlohmann/json", "nlohmann/", ["ingest", "analyse", "resolve", "assess", "store", "export", "serve", "tests", "eval"]),
    ("SQLite", "sqlite3.h", ["store", "tests"]),
    ("OpenSSL", "openssl/", ["store", "serve"]),
    ("zlib", "zlib.h", ["serve"]),
    ("Eigen", "Eigen/", ["assess"]),
    ("Boost.Math", "boost/math/", ["assess"]),
    ("Boost.Asio and Boost.Beast", ("boost/asio/", "boost/beast/"), ["serve"]),
    ("CLI11", "CLI/", ["apps"]),
    ("doctest", "doctest/", ["tests"]),
    ("POSIX", ("unistd.h", "fcntl.h", "poll.h", "spawn.h", "termios.h", "sys/", "arpa/"), ["ingest", "analyse", "resolve", "engine", "serve", "apps", "tests"]),
    ("glibc", "malloc.h", ["apps"]),
]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
BEGIN = "<!-- tools/layers.py --markdown -->"
END = "<!-- end -->"


def folder_of(path: Path) -> str:
    """The key of LAYERS that a path below the project's root belongs to."""
    if path.parts[0] == "tocsin" and len(path.parts) > 1:
        return path.parts[1]
    return path.parts[0]


def sources(root: Path) -> list[Path]:
    """Every C++ file, relative to the root, in the order of their names."""
    tops = ("tocsin", "apps", "tests", "eval")
    found = (p for top in tops for p in (root / top).rglob("*") if p.suffix in (".h", ".cc"))
    return sorted(p.relative_to(root) for p in found)


def own_include(path: Path, header: str) -> str | None:
    """What is wrong with an include in quotes; None when nothing is."""
    folder, top = folder_of(path), header.split("/")[0]
    if top not in ("tocsin", "apps", "tests", "eval"):
        if folder in ("tests", "eval"):  # helpers beside a test are named by their file
            return None
        return f'"{header}" does not begin at the root of the project'
    target = folder_of(Path(header))
    if target == folder or target in LAYERS[folder]:
        return None
    return f'{folder} may not include {target} ("{header}")'


def foreign_include(path: Path, header: str) -> str | None:
    """What is wrong with an include in angle brackets; None when nothing is."""
    if not re.search(r"[/.]", header):  # the standard library
        return None
    folder = folder_of(path)
    for name, beginning, folders in LIBRARIES:
        if header.startswith(beginning):
            if folder in folders:
                return None
            return f"{name} may be included in {', '.join(folders)} only, not in {folder} (<{header}>)"
    return f"<{header}> belongs to no library of this table"


def violations(root: Path) -> list[str]:
    found = []
    for path in sources(root):
        if folder_of(path) not in LAYERS:
            found.append(f"{path}:1: the folder {folder_of(path)} is not in the table")
            continue
        lines = (root / path).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            check = own_include if match[1] == '"' else foreign_include
            problem = check(path, match[2])
            if problem:
                found.append(f"{path}:{number}: {problem}")
    return found


def markdown() -> str:
    names = lambda folders: ", ".join(f"`{f}`" for f in folders) or "nothing"
    lines = [BEGIN, "", "| folder | may include |", "|---|---|"]
    lines += [f"| `{folder}` | {names(allowed)} |" for folder, allowed in LAYERS.items()]
    lines += ["", "| library | may be included in |", "|---|---|"]
    lines += [f"| {name} | {names(folders)} |" for name, _, folders in LIBRARIES]
    return "\n".join([*lines, "", END])


def check_page(page: Path) -> int:
    text = page.read_text(encoding="utf-8")
    begin, end = text.find(BEGIN), text.find(END)
    there = text[begin : end + len(END)] if 0 <= begin < end else ""
    if there == markdown():
        return 0
    print(f"{page}: the tables differ from tools/layers.py; put in what --markdown prints")
    print(*difflib.unified_diff(there.splitlines(), markdown().splitlines(), lineterm=""), sep="\n")
    return 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--markdown", action="store_true", help="print the tables")
    parser.add_argument("--check", type=Path, metavar="FILE", help="compare the tables in FILE")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's root")
    options = parser.parse_args()
    if options.markdown:
        print(markdown())
        return 0
    if options.check:
        return check_page(options.check)
    found = violations(options.root)
    print(*found, sep="\n", end="\n" if found else "")
    print(f"layers: {len(sources(options.root))} files, {len(found)} violations")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
