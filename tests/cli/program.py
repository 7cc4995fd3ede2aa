"""Runs the built program for the tests of this folder.

TOCSIN_BIN names the program. Tests that need a model are skipped where there is no model file.
"""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("TOCSIN_BIN", str(ROOT / "build" / "release" / "tocsin"))

OK, FAILED, USAGE, PARTLY, NOTHING, INTEGRITY, INTERRUPTED = 0, 1, 2, 3, 4, 6, 130

EVENT = "Gunmen attacked an army post near the river on 3 March 2024, killing three soldiers.\n"
NO_EVENT = "The bakery on Harbour Street sells bread from six in the morning.\n"


def has_model():
    return bool(os.environ.get("TOCSIN_MODEL")) or any((ROOT / "models").glob("*.tmodel"))


needs_model = unittest.skipUnless(has_model(), "no model file under models/")


class ProgramTest(unittest.TestCase):
    """A folder of its own for every test, and the program."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def run_program(self, *arguments, stdin=b"", env=None, timeout=120):
        # What the user asked for in their own environment must not reach the tests.
        clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS")}
        return subprocess.run(
            [BIN, *arguments],
            input=stdin,
            capture_output=True,
            timeout=timeout,
            env={**clean, **(env or {})},
        )

    def code(self, *arguments, **options):
        return self.run_program("code", *arguments, **options)

    def records(self, *arguments, status=OK, **options):
        result = self.code("--format", "jsonl", *arguments, **options)
        self.assert_status(result, status)
        return [json.loads(line) for line in result.stdout.splitlines()]

    def assert_status(self, result, status):
        self.assertEqual(result.returncode, status, result.stderr.decode(errors="replace"))

    def assert_one_fault(self, result, *parts):
        """One line on standard error holds all `parts`."""
        lines = result.stderr.decode().splitlines()
        found = [line for line in lines if all(part in line for part in parts)]
        self.assertTrue(found, lines)
        self.assertTrue(found[0].startswith("tocsin: "), found[0])
