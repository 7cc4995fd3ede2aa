"""Nothing that was acknowledged is lost, however the server ends.

usage: test_crash.py [ROUNDS]     kill the server ROUNDS times under load (the test suite: 3)
"""

import contextlib
import pathlib
import random
import signal
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

import desk
from desk import Server

sys.path.insert(0, str(desk.ROOT / "bench"))
import invented  # noqa: E402

ROUNDS = 3


class Load(threading.Thread):
    """Writes until the server is gone."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.server = server
        self.is_ending = False

    def run(self):
        with contextlib.suppress(OSError, EOFError, desk.http.client.HTTPException):
            while not self.is_ending:
                self.write()


class Feeds(Load):
    """Adds feeds, and remembers those that were acknowledged."""

    def __init__(self, server, name):
        super().__init__(server)
        self.name, self.tried, self.acknowledged = name, 0, {}

    def write(self):
        self.tried += 1
        url = f"https://news.example/{self.name}/{self.tried}"
        answer = self.server.post("/v1/feeds", {"url": url}, headers={"Idempotency-Key": url})
        if answer.status == 201:
            self.acknowledged[answer.json()["id"]] = url


class Corrections(Load):
    """Corrects figures of its own events upwards, one by one; remembers what was tried and what was acknowledged."""

    def __init__(self, server, events, start):
        super().__init__(server)
        self.events, self.figure = events, start
        self.tried, self.acknowledged = {}, {}

    def write(self):
        self.figure += 1
        event = self.events[self.figure % len(self.events)]
        address = address_of(event)
        version = self.server.get(address).headers["ETag"]
        self.tried[event] = self.figure
        answer = self.server.post(f"{address}/corrections", {"field": "killed", "value": str(self.figure), "why": "count"},
                                  headers={"If-Match": version})
        if answer.status == 200:
            self.acknowledged[event] = self.figure


def invented_desk(folder):
    """A desk with events that no reader had to find."""
    path = desk.fresh_desk(folder, reports=False)
    reports = pathlib.Path(folder) / "reports.jsonl"
    invented.write(reports, 0, 20)
    for command in (["add", "--no-code", str(reports)], ["fuse"]):
        desk.run(*command, "--desk", str(path)).check_returncode()
    return path


def address_of(event):
    return f"/v1/events/{urllib.parse.quote(event, safe='')}"


def figure(server, event):
    killed = server.get(address_of(event)).json()["event"]["killed"]
    return killed and killed["min"]


def feeds(server):
    found, cursor = {}, ""
    while True:
        page = server.get("/v1/feeds?limit=1000" + (f"&cursor={cursor}" if cursor else "")).json()
        found.update({feed["id"]: feed["url"] for feed in page["items"]})
        if not page["next"]:
            return found
        cursor = page["next"]


class Killed(unittest.TestCase):
    def test_a_server_that_is_killed_under_load_has_lost_nothing_it_acknowledged(self):
        with tempfile.TemporaryDirectory() as folder:
            path = invented_desk(folder)
            chance = random.Random(7)
            promised, figures, decided = {}, {}, 0
            with Server(path) as server:
                events = [item["id"] for item in server.get("/v1/events?limit=40&order=arrival").json()["items"]]
            for round_ in range(ROUNDS):
                server = Server(path).start()
                adders = [Feeds(server, f"{round_}-{i}") for i in range(2)]
                correctors = [Corrections(server, events[i::2], 10000 * (round_ + 1)) for i in range(2)]
                for writer in adders + correctors:
                    writer.start()
                time.sleep(chance.uniform(0.2, 1.0))
                server.end(signal.SIGKILL)
                for writer in adders + correctors:
                    writer.is_ending = True
                    writer.join(60)
                for writer in adders:
                    promised.update(writer.acknowledged)
                for writer in correctors:
                    figures.update(writer.acknowledged)
                    decided += len(writer.acknowledged)
                tried = {event: last for writer in correctors for event, last in writer.tried.items()}
                with Server(path) as again:
                    self.expect_kept(again, promised, figures, tried)
            self.assertGreater(len(promised), ROUNDS)
            self.assertGreater(decided, ROUNDS)
            print(f"killed {ROUNDS} times: {len(promised)} feeds and {decided} figures acknowledged, 0 lost", file=sys.stderr)

    def expect_kept(self, server, promised, figures, tried):
        held = feeds(server)
        self.assertEqual({i: url for i, url in promised.items() if held.get(i) != url}, {})
        self.assertEqual(len(set(held.values())), len(held))
        for event, acknowledged in figures.items():
            # What was written and not yet acknowledged may stand as well.
            figures[event] = figure(server, event)
            self.assertIn(figures[event], (acknowledged, tried.get(event)), event)
        self.assertTrue(server.post("/v1/verify").json()["ok"])


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].isdigit():
        ROUNDS = int(sys.argv.pop(1))
    unittest.main()
