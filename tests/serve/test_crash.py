"""Nothing that was acknowledged is lost, however the server ends.

usage: test_crash.py [ROUNDS]     kill the server ROUNDS times under load (the test suite: 3)
"""

import random
import signal
import sys
import tempfile
import threading
import time
import unittest

import desk
from desk import Server

ROUNDS = 3


class Load(threading.Thread):
    """Writes feeds, ratings of alerts and tokens, and remembers what was acknowledged."""

    def __init__(self, server, name):
        super().__init__(daemon=True)
        self.server, self.name = server, name
        self.acknowledged = []
        self.is_ending = False

    def run(self):
        n = 0
        while not self.is_ending:
            n += 1
            url = f"https://news.example/{self.name}/{n}"
            try:
                answer = self.server.post("/v1/feeds", {"url": url}, headers={"Idempotency-Key": url})
            except (OSError, EOFError, desk.http.client.HTTPException):
                return
            if answer.status == 201:
                self.acknowledged.append((answer.json()["id"], url))


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
            path = desk.fresh_desk(folder, reports=False)
            chance = random.Random(7)
            promised = {}
            for round_ in range(ROUNDS):
                server = Server(path).start()
                writers = [Load(server, f"{round_}-{i}") for i in range(4)]
                for writer in writers:
                    writer.start()
                time.sleep(chance.uniform(0.2, 1.0))
                server.end(signal.SIGKILL)
                for writer in writers:
                    writer.is_ending = True
                    writer.join(60)
                    promised.update(dict(writer.acknowledged))
                with Server(path) as again:
                    held = feeds(again)
                    lost = {i: url for i, url in promised.items() if held.get(i) != url}
                    self.assertEqual(lost, {})
                    self.assertEqual(len(set(held.values())), len(held))
                    self.assertTrue(again.post("/v1/verify").json()["ok"])
            self.assertGreater(len(promised), ROUNDS)
            print(f"killed {ROUNDS} times: {len(promised)} acknowledged, 0 lost", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].isdigit():
        ROUNDS = int(sys.argv.pop(1))
    unittest.main()
