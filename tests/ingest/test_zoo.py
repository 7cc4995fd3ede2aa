"""Every broken input is told with its reason: no crash, no long wait, little memory."""

import json
import os
import shutil
import subprocess
import tempfile
import threading
import time
import unittest

from driver import DRIVER, DriverTest, of_kind
from zoo import animals

SECONDS = 10
MEGABYTES = 512
NEEDS_PROGRAM = shutil.which("pdftotext") is None
# The instruments of a sanitizer take memory of their own.
IS_MEASURED = "TOCSIN_ZOO_MEMORY_UNLIMITED" not in os.environ


class Zoo(DriverTest):
    def read(self, path):
        """The lines, the seconds and the most megabytes that were used; None for a crash."""
        start = time.monotonic()
        with tempfile.TemporaryFile() as out:
            child = subprocess.Popen([DRIVER, str(path)], stdout=out, stderr=subprocess.DEVNULL)
            killer = threading.Timer(3 * SECONDS, child.kill)
            killer.start()
            _, status, usage = os.wait4(child.pid, 0)
            killer.cancel()
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            lines = None
            if child.returncode == 0:
                lines = [json.loads(line) for line in out.read().decode("utf-8").splitlines()]
        return lines, time.monotonic() - start, usage.ru_maxrss / 1024

    def complaint(self, lines, seconds, megabytes, expected):
        """What is wrong with an outcome; "" for nothing."""
        if lines is None:
            return "crashed"
        if seconds > SECONDS + 2:  # the program of a PDF may use all of its ten
            return f"took {seconds:.1f} s"
        if megabytes > MEGABYTES and IS_MEASURED:
            return f"took {megabytes:.0f} MB"
        faults, reports = of_kind(lines, "fault"), of_kind(lines, "report")
        for fault in faults:
            if not (fault["message"] and fault["fix"] and fault["file"]):
                return f"a fault without its reason, fix or file: {fault}"
        is_told = bool(faults or of_kind(lines, "skipped") or any(r["diagnostics"] for r in reports))
        met = {"fault": bool(faults), "told": is_told, "report": bool(reports)}[expected]
        return "" if met else f"expected {expected}: {str(lines)[:300]}"

    def test_every_animal_is_told_with_its_reason(self):
        bad, count, slowest, most = [], 0, (0, ""), (0, "")
        for name, content, expected in animals():
            if NEEDS_PROGRAM and name.endswith(".pdf"):
                continue
            count += 1
            path = self.folder / name
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as out:
                out.write(content) if isinstance(content, bytes) else content.write(out)
            lines, seconds, megabytes = self.read(path)
            path.unlink()
            slowest, most = max(slowest, (seconds, name)), max(most, (megabytes, name))
            complaint = self.complaint(lines, seconds, megabytes, expected)
            if complaint:
                bad.append(f"{name}: {complaint}")
        print(f"{count} inputs; slowest {slowest[0]:.1f} s {slowest[1]}; most {most[0]:.0f} MB {most[1]}")
        if NEEDS_PROGRAM:
            print("pdftotext is not installed: the PDF documents were left out")
        self.assertEqual(bad, [], "\n" + "\n".join(bad))
        self.assertGreaterEqual(count, 150)


if __name__ == "__main__":
    unittest.main()
