#!/usr/bin/env python3
"""Asks a served desk whatever the contract, docs/openapi.yaml, allows and does not allow, until so
many requests were answered. None may be a fault of the server.

usage: run_schemathesis.py [REQUESTS]     10000 unless given

Schemathesis is not among the project's dependencies; it is used where it is installed:
  python3 -m venv /tmp/schemathesis && /tmp/schemathesis/bin/pip install schemathesis
  SCHEMATHESIS=/tmp/schemathesis/bin/schemathesis python3 tests/serve/run_schemathesis.py
TOCSIN_BIN names the program.
"""

import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from desk import ROOT, Server, fresh_desk

# Streams without an end.
LEFT_OUT = ["--exclude-path", "/v1/changes"]
EXAMPLES = 20  # of each operation in one round


def exchanges(line):
    """What was asked and answered in one event of a report."""
    for event in json.loads(line).values():
        if isinstance(event, dict):
            yield from event.get("recorder", {}).get("interactions", {}).values()


def statuses_of(report):
    """How often each status was answered, and the requests that were answered with a fault."""
    statuses, faults = collections.Counter(), []
    for line in report.read_text("utf-8").splitlines():
        for exchange in exchanges(line):
            request, status = exchange["request"], (exchange["response"] or {}).get("status_code")
            statuses[status] += 1
            if status is None or status >= 500:
                faults.append(f"{request['method']} {request['uri']}: {status}")
    return statuses, faults


def ask(program, server, seed, report):
    """One round; returns what Schemathesis printed."""
    return subprocess.run(
        [program, "run", str(ROOT / "docs" / "openapi.yaml"), "--url", f"http://127.0.0.1:{server.port}",
         "-H", f"Authorization: Bearer {server.token}", "-c", "not_a_server_error", "-n", str(EXAMPLES),
         "--mode", "all", "--seed", str(seed), "--phases", "examples,coverage,fuzzing", "--continue-on-failure",
         "--max-failures", "1000000", "--suppress-health-check", "all", "--request-timeout", "60",
         "--generation-database", "none", "--report-ndjson-path", str(report), *LEFT_OUT],
        capture_output=True, text=True).stdout


def main():
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    program = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
    if not program:
        sys.exit(__doc__)
    statuses, faults = collections.Counter(), []
    with tempfile.TemporaryDirectory() as folder, Server(fresh_desk(folder)) as server:
        seed = 0
        while sum(statuses.values()) < wanted:
            seed += 1
            report = pathlib.Path(folder) / "report.ndjson"
            printed = ask(program, server, seed, report)
            if not report.exists():
                sys.exit(printed)
            found, wrong = statuses_of(report)
            report.unlink()
            if not found:
                sys.exit(printed)
            statuses += found
            faults += wrong
            print(f"round {seed}: {sum(statuses.values())} requests, {len(faults)} faults", file=sys.stderr)
    for fault in faults:
        print(fault)
    print(f"{sum(statuses.values())} requests, {len(faults)} faults; by status: "
          + ", ".join(f"{status} {count}" for status, count in sorted(statuses.items(), key=str)))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
