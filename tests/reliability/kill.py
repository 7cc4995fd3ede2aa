#!/usr/bin/env python3
"""Kills the program with SIGKILL at random moments while it writes to a desk.

usage: kill.py [--rounds 200] [--bin build/release/tocsin] [--seed 1]

Each round begins an `add`, `fuse`, `correct` or `backup`, kills it after a random while and
checks: every report that was acknowledged on standard output is there, once, with its events; every
correction that was acknowledged stands; the journal verifies; opening takes no more than a second.
In the end the run is completed, and the desk holds what a desk holds that nobody interrupted.
"""

import argparse
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bench"))
import invented  # noqa: E402

REPORTS = 400
EVENTS = 4
LONGEST_RESTART = 1.0  # seconds


class Failure(Exception):
    pass


class Killing:
    def __init__(self, binary, folder, seed):
        self.binary = binary
        self.folder = pathlib.Path(folder)
        self.desk = self.folder / "desk.tocsin"
        self.random = random.Random(seed)
        self.reports = self.folder / "reports.jsonl"
        self.acknowledged = set()
        self.corrected = {}
        self.restarts = []
        self.kills = 0
        invented.write(self.reports, 0, REPORTS, EVENTS)

    def command(self, *arguments):
        return [self.binary, *arguments, "--desk", str(self.desk)]

    def run(self, *arguments, ok=(0,)):
        result = subprocess.run(self.command(*arguments), capture_output=True, text=True)
        if result.returncode not in ok:
            raise Failure(f"{arguments}: status {result.returncode}: {result.stderr}")
        return result.stdout

    def killed(self, *arguments):
        """What the program had said on standard output when it was killed or had ended."""
        process = subprocess.Popen(self.command(*arguments), stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        usual = sorted(self.restarts)[len(self.restarts) // 2] if self.restarts else 0.1
        time.sleep(self.random.uniform(0, 10 * usual))  # from before it opens the desk to its end
        if process.poll() is None:
            self.kills += 1
        process.send_signal(signal.SIGKILL)
        return process.communicate()[0]

    def add(self):
        for line in self.killed("add", "--no-code", str(self.reports)).splitlines(keepends=True):
            if line.endswith("\n"):
                self.acknowledged.add(line.split("\t")[1].strip())

    def correct(self):
        if not self.acknowledged:
            return
        event = self.random.choice(sorted(self.acknowledged)) + f"/{self.random.randint(1, EVENTS)}"
        value = str(self.random.randint(1, 99))
        if self.killed("correct", event, f"injured={value}", "--why", "test").endswith("\n"):
            self.corrected[event] = value
        else:
            self.corrected.pop(event, None)  # it may stand or not, but is whole either way

    def round(self):
        kind = self.random.choice(["add", "add", "fuse", "correct", "correct", "backup"])
        if kind == "add":
            self.add()
        elif not self.desk.exists():
            return
        elif kind == "correct":
            self.correct()
        elif kind == "backup":
            copy = self.folder / "copy"
            self.killed("backup", str(copy))
            copy.unlink(missing_ok=True)
        else:
            self.killed("fuse")
        self.check()

    def check(self):
        if not self.desk.exists():
            if self.acknowledged:
                raise Failure("the desk is gone")
            return
        begin = time.monotonic()
        self.run("search", "--list", "reports", "--limit", "1", ok=(0, 1, 4, 6))
        self.restarts.append(time.monotonic() - begin)
        if not self.acknowledged:
            return
        self.run("verify")
        with sqlite3.connect(f"file:{self.desk}?mode=ro", uri=True) as database:
            self.check_rows(database)

    def check_rows(self, database):
        ids = [row[0] for row in database.execute("SELECT id FROM report")]
        texts = database.execute("SELECT count(DISTINCT text_sha256) FROM report").fetchone()[0]
        if len(ids) != texts:
            raise Failure(f"{len(ids)} reports with {texts} texts: something is doubled")
        lost = self.acknowledged - set(ids)
        if lost:
            raise Failure(f"acknowledged and lost: {sorted(lost)[:5]}")
        halves = database.execute(
            "SELECT r.id FROM report r LEFT JOIN event e ON e.report = r.n "
            "GROUP BY r.n HAVING count(e.n) <> ?", (EVENTS,)).fetchall()
        if halves:
            raise Failure(f"half written: {halves[:5]}")
        for event, value in self.corrected.items():
            row = database.execute(
                "SELECT after FROM journal WHERE event = ? AND action = 'correct' "
                "ORDER BY n DESC LIMIT 1", (event,)).fetchone()
            if row is None or row[0] != value:
                raise Failure(f"{event}: injured {row}, acknowledged {value}")

    def content(self, desk):
        """What the desk holds, without when it came and in which order it was fused."""
        with sqlite3.connect(f"file:{desk}?mode=ro", uri=True) as database:
            return {
                "reports": database.execute(
                    "SELECT n, id, digest FROM report ORDER BY n").fetchall(),
                "codings": database.execute(
                    "SELECT report, record FROM coding ORDER BY report").fetchall(),
                "incidents": database.execute(
                    "SELECT id, record FROM incident ORDER BY id").fetchall(),
            }

    def complete(self):
        """Ends what was begun, takes the corrections back, and compares with a quiet run."""
        self.run("add", "--no-code", "--resume", str(self.reports))
        self.run("fuse")
        while self.run("undo", "10", ok=(0, 4)):
            pass
        self.run("verify")
        quiet = self.folder / "quiet.tocsin"
        for arguments in (["add", "--no-code", str(self.reports)], ["fuse"]):
            subprocess.run([self.binary, *arguments, "--desk", str(quiet)], check=True,
                           capture_output=True)
        ours, theirs = self.content(self.desk), self.content(quiet)
        for name in ours:
            if ours[name] != theirs[name]:
                raise Failure(f"{name} differ from those of a run without interruption")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--bin", default=str(ROOT / "build" / "release" / "tocsin"))
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        killing = Killing(options.bin, folder, options.seed)
        try:
            for _ in range(options.rounds):
                killing.round()
            killing.complete()
        except Failure as failure:
            print(f"FAILED after {killing.kills} kills: {failure}")
            return 1
        restarts = sorted(killing.restarts)
        median = restarts[len(restarts) // 2]
        print(f"{options.rounds} rounds, {killing.kills} kills, {len(killing.acknowledged)} reports "
              f"acknowledged, 0 lost, 0 doubled; restart median {median * 1000:.0f} ms, "
              f"longest {restarts[-1] * 1000:.0f} ms")
        return 0 if restarts[-1] <= LONGEST_RESTART else 1


if __name__ == "__main__":
    sys.exit(main())
