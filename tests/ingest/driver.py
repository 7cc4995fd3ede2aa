"""Runs the program ingest_driver and gives what it wrote."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DRIVER = os.environ.get(
    "TOCSIN_INGEST_DRIVER", str(ROOT / "build" / "release" / "tests" / "ingest" / "ingest_driver")
)


def read(*arguments, timeout=60, **options):
    """Every line as a dictionary. Raises where the program fails."""
    result = subprocess.run(
        [DRIVER, *map(str, arguments)], capture_output=True, timeout=timeout, **options
    )
    if result.returncode != 0:
        raise RuntimeError(f"exit {result.returncode}: {result.stderr.decode(errors='replace')}")
    return [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]


def of_kind(lines, kind):
    return [line for line in lines if line["kind"] == kind]


class DriverTest(unittest.TestCase):
    """A folder of its own for every test."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def reports(self, *arguments, **options):
        return of_kind(read(*arguments, **options), "report")

    def faults(self, *arguments, **options):
        return of_kind(read(*arguments, **options), "fault")
