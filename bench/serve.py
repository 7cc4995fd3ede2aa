#!/usr/bin/env python3
"""Measures a served desk: requests a second and their times under 50 clients, and beside slow ones.

usage: serve.py [--reports 17000] [--clients 50] [--seconds 30] [--bin build/release/tocsin] [--desk FILE]

The desk holds ten invented events for each report (bench/invented.py), 100,000 incidents and more
for 17,000 reports; --desk serves one that is there, and changes it. Nine of ten requests look: pages of incidents
and events under changing filters, single incidents and reports, searches, counts. One of ten
writes: an event is accepted or rejected on the version that was read. wrk (Debian's package) asks,
by bench/serve.lua. Then 500 clients send their headers a letter at a time, and wrk asks again.
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
import urllib.request

import invented

ROOT = pathlib.Path(__file__).resolve().parent.parent
GOALS = {"requests a second": 500, "p99 ms": 150, "p99 ms beside slow clients": 200}


def targets(port, token):
    """What the clients look at: one address an entry, as often as it is asked for."""
    def page(name):
        asked = urllib.request.Request(f"http://127.0.0.1:{port}/v1/{name}?limit=1000&order=arrival",
                                       headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(asked) as answer:
            found = json.load(answer)
        print(f"{name}: {found['total']:,}")
        return found["items"]

    ids = lambda items: [urllib.parse.quote(item["id"], safe="") for item in items]
    events = page("events")
    known = {"incidents": ids(page("incidents")), "events": ids(events), "reports": ids(page("reports"))}
    words = [w for item in events for w in item["sentence"].strip(".").split() if len(w) > 4]
    known["words"] = [f"{a}+{b}" for a, b in zip(words, words[1:]) if (a + b).isalpha()]
    return [target(random.Random(n), known) for n in range(20000)]


def target(chance, known):
    filters = ["", "&type=ASSAULT", "&reality=threatened", "&from=2020-01-05", "&min_confidence=0.8",
               f"&near=33,36,{chance.choice((10, 20, 40))}", f"&report={chance.choice(known['reports'])}"]
    kind = chance.choices(["incidents", "incident", "events", "report", "search", "counts", "event"],
                          [27, 22, 13, 13, 9, 4, 12])[0]   # an event that was looked at can be decided on
    return {
        "incidents": "/v1/incidents?limit=20" + chance.choice(filters),
        "incident": f"/v1/incidents/{chance.choice(known['incidents'])}",
        "events": "/v1/events?limit=20" + chance.choice(filters),
        "report": f"/v1/reports/{chance.choice(known['reports'])}",
        "search": f"/v1/search?limit=20&words={chance.choice(known['words'])}",
        "counts": "/v1/counts?" + chance.choice(filters).removeprefix("&"),
        "event": f"/v1/events/{chance.choice(known['events'])}",
    }[kind]


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


async def load(port, targets_file, clients, seconds, seed):
    """Runs wrk; returns what it counted."""
    wrk = await asyncio.create_subprocess_exec(
        "wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "10s", "-s", str(ROOT / "bench" / "serve.lua"),
        f"http://127.0.0.1:{port}", "--", str(targets_file), str(seed), stdout=subprocess.PIPE)
    out = (await wrk.communicate())[0].decode()
    return json.loads(out.split("RESULT ", 1)[1])


async def measure(port, targets_file, options):
    await load(port, targets_file, 4, 5, 1)   # warms up
    print(f"load average before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, shared with wrk")
    print("| | requests/s | of them decisions | p50 ms | p99 ms | longest ms | errors | lost updates refused |\n"
          "|---|---:|---:|---:|---:|---:|---:|---:|")
    for seed, (name, slow) in enumerate((("50 clients", 0), ("the same beside 500 slow clients", 500)), 2):
        until = time.monotonic() + options.seconds
        work = [slow_client(port, until) for _ in range(slow)]
        found, *_ = await asyncio.gather(load(port, targets_file, options.clients, options.seconds, seed), *work)
        print(f"| {name} | {found['requests'] / found['seconds']:.0f} | {found['decided'] / found['requests']:.1%} "
              f"| {found['p50']:.1f} | {found['p99']:.1f} | {found['longest']:.0f} | {found['errors']} "
              f"| {found['refused']} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=17000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=30)
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
            token = link.fragment.removeprefix("token=")
            targets_file = pathlib.Path(folder) / "targets"
            targets_file.write_text("\n".join([token, *targets(link.port, token)]))
            asyncio.run(measure(link.port, targets_file, options))
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    print("\nGoals: " + "; ".join(f"{name} {value}" for name, value in GOALS.items()))


if __name__ == "__main__":
    main()
