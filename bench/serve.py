#!/usr/bin/env python3
"""Measures a served desk: requests a second and their times under 50 clients, and beside slow ones.

usage: serve.py [--reports 17000] [--clients 50] [--seconds 30] [--bin build/release/tocsin] [--desk FILE]

The desk holds ten invented events for each report (bench/invented.py), 100,000 incidents and more
for 17,000 reports; --desk serves one that is there, and changes it. Nine of ten requests look: pages of incidents
and events under changing filters, single incidents and reports, searches, counts. One of ten
writes: an event is accepted or rejected on the version that was read. Then 500 clients send their
headers a letter at a time, and the others are measured again.
"""

import argparse
import asyncio
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

import invented

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOALS = {"requests a second": 500, "p99 ms": 150, "p99 ms beside slow clients": 200}


class Client:
    """One connection that is kept."""

    def __init__(self, port, token):
        self.port = port
        self.head = f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"

    async def connect(self):
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 24)

    async def ask(self, method, target, body=None, headers=""):
        data = b"" if body is None else json.dumps(body).encode()
        kind = "" if body is None else f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n"
        self.writer.write(f"{method} {target} HTTP/1.1\r\n{self.head}{kind}{headers}\r\n".encode() + data)
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        fields = dict(line.split(": ", 1) for line in lines[1:] if ": " in line)
        body = await self.reader.readexactly(int(fields.get("Content-Length", 0)))
        return int(lines[0].split()[1]), fields, body


class Work:
    """What the clients ask, and how long it took."""

    def __init__(self, seconds):
        self.until = time.monotonic() + seconds
        self.times, self.errors, self.lost = [], 0, 0
        self.by_kind = {}

    async def timed(self, kind, request):
        begin = time.monotonic()
        status, fields, body = await request
        took = time.monotonic() - begin
        self.times.append(took)
        self.by_kind.setdefault(kind, []).append(took)
        self.lost += status == 409
        # A decision may join the incident that was asked for to another: 410.
        is_error = status >= 400 and status not in (409, 410)
        self.errors += is_error
        if is_error and self.errors < 5:
            print(f"{kind}: {status} {body[:300]!r}", file=sys.stderr)
        return status, fields, body

    async def client(self, port, token, seed, known):
        chance = random.Random(seed)
        client = Client(port, token)
        await client.connect()
        while time.monotonic() < self.until:
            if chance.random() < 0.1:
                await self.write(client, chance, known)
            else:
                await self.look(client, chance, known)
        client.writer.close()

    async def look(self, client, chance, known):
        filters = ["", "&type=ASSAULT", "&reality=threatened", "&from=2020-01-05", "&min_confidence=0.8",
                   f"&near=33,36,{chance.choice((10, 20, 40))}", f"&report={chance.choice(known['reports'])}"]
        kind = chance.choices(["incidents", "incident", "events", "report", "search", "counts"],
                              [30, 25, 15, 15, 10, 5])[0]
        target = {
            "incidents": "/v1/incidents?limit=20" + chance.choice(filters),
            "incident": f"/v1/incidents/{chance.choice(known['incidents'])}",
            "events": "/v1/events?limit=20" + chance.choice(filters),
            "report": f"/v1/reports/{chance.choice(known['reports'])}",
            "search": f"/v1/search?limit=20&words={chance.choice(known['words'])}",
            "counts": "/v1/counts?" + chance.choice(filters).removeprefix("&"),
        }[kind]
        await self.timed(kind, client.ask("GET", target))

    async def write(self, client, chance, known):
        event = chance.choice(known["events"])
        status, fields, _ = await self.timed("event", client.ask("GET", f"/v1/events/{event}"))
        if status == 200:
            await self.timed("review", client.ask(
                "POST", f"/v1/events/{event}/review", {"decision": chance.choice(("accept", "reject"))},
                f"If-Match: {fields['ETag']}\r\n"))


async def known_things(port, token):
    client = Client(port, token)
    await client.connect()
    known = {}
    for name in ("incidents", "events", "reports"):
        _, _, body = await client.ask("GET", f"/v1/{name}?limit=1000&order=arrival")
        page = json.loads(body)
        known[name] = [urllib.parse.quote(item["id"], safe="") for item in page["items"]]
        if name == "events":  # words that the desk's sentences have, two of them as people search
            words = [w for item in page["items"] for w in item["sentence"].strip(".").split() if len(w) > 4]
            known["words"] = [f"{a}+{b}" for a, b in zip(words, words[1:]) if (a + b).isalpha()]
        print(f"{name}: {page['total']:,}")
    return known


async def slow_client(port, until):
    """Sends a header a letter at a time, again and again."""
    while time.monotonic() < until:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for letter in f"GET /v1/status HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Slow: " + "a" * 1000:
                writer.write(letter.encode())
                await writer.drain()
                await asyncio.sleep(0.5)
                if reader.at_eof() or time.monotonic() > until:
                    break
            writer.close()
        except OSError:
            await asyncio.sleep(0.1)


def row(name, work, seconds):
    times = sorted(work.times)
    at = lambda share: 1000 * times[min(len(times) - 1, int(share * len(times)))]
    print(f"| {name} | {len(times) / seconds:.0f} | {at(0.5):.1f} | {at(0.99):.1f} | {1000 * times[-1]:.0f} "
          f"| {work.errors} | {work.lost} |", flush=True)
    for kind, all_of_kind in sorted(work.by_kind.items()):
        each = sorted(all_of_kind)
        print(f"  {kind}: {len(each)}, p50 {1000 * each[len(each) // 2]:.1f} ms, "
              f"p99 {1000 * each[int(0.99 * len(each))]:.1f} ms", file=sys.stderr)


async def measure(port, token, options):
    known = await known_things(port, token)
    warm = Work(5)
    await asyncio.gather(*(warm.client(port, token, 1000 + seed, known) for seed in range(4)))
    print(f"load average before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, shared with this program")
    print("| | requests/s | p50 ms | p99 ms | longest ms | errors | lost updates refused |\n|---|---:|---:|---:|---:|---:|---:|")
    for name, slow in (("50 clients, 90 % looking", 0), ("the same beside 500 slow clients", 500)):
        work = Work(options.seconds)
        tasks = [slow_client(port, work.until) for _ in range(slow)]
        tasks += [work.client(port, token, seed, known) for seed in range(options.clients)]
        await asyncio.gather(*tasks)
        row(name, work, options.seconds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=17000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--bin", default=str(ROOT / "build" / "release" / "tocsin"))
    parser.add_argument("--desk", help="serve this desk instead of an invented one")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = options.desk or os.path.join(folder, "desk.tocsin")
        if not options.desk:
            data = pathlib.Path(folder) / "reports.jsonl"
            invented.write(data, 0, options.reports)
            subprocess.run([options.bin, "add", "--no-code", str(data), "--desk", desk], check=True,
                           stdout=subprocess.DEVNULL)
            subprocess.run([options.bin, "fuse", "--desk", desk], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([options.bin, "serve", "--desk", desk, "--port", "0", "--rate", "1000000"],
                                  stdout=subprocess.PIPE, text=True)
        link = urllib.parse.urlsplit(server.stdout.readline().strip())
        try:
            asyncio.run(measure(link.port, link.fragment.removeprefix("token="), options))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    print("\nGoals: " + "; ".join(f"{name} {value}" for name, value in GOALS.items()))


if __name__ == "__main__":
    main()
