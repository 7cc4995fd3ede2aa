"""A served desk for the tests of this folder: starts the built program on a desk of its own and asks it.

TOCSIN_BIN names the program.
"""

import contextlib
import http.client
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[2]
BIN = os.environ.get("TOCSIN_BIN", str(ROOT / "build" / "release" / "tocsin"))

REPORTS = [
    {"id": "ridge-1", "date": "2024-03-14", "source": "Ridge Monitor", "lang": "en",
     "text": "On Tuesday gunmen attacked an army post in Izra, killing two soldiers. "
             "The army closed the road to Daraa."},
    {"id": "valley-1", "date": "2024-03-15", "source": "Valley Wire", "lang": "en",
     "text": "Police arrested three students in Daraa on 13 March 2024. "
             "The governor threatened to expel the workers."},
    {"id": "valley-2", "date": "2024-03-15", "source": "شبكة الوادي", "lang": "ar",
     "text": "قتل جنديان في هجوم مسلح على موقع للجيش في إزرع يوم الثلاثاء."},
]


def has_model():
    return bool(os.environ.get("TOCSIN_MODEL")) or any((ROOT / "models").glob("*.tmodel"))


needs_model = unittest.skipUnless(has_model(), "no model file under models/")


class Answer:
    """Status, headers and body of one answer."""

    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    def json(self):
        return json.loads(self.body)


class Server:
    """The program `tocsin serve` on a desk; ends with the `with` block."""

    def __init__(self, desk, *options):
        self.desk = str(desk)
        self.options = options

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.end(signal.SIGTERM)

    def start(self):
        self.process = subprocess.Popen(
            [BIN, "serve", "--desk", self.desk, "--port", "0", "--rate", "100000", *self.options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        link = self.process.stdout.readline().strip()
        if not link:
            raise RuntimeError(self.process.stderr.read())
        parts = urllib.parse.urlsplit(link)
        self.link, self.port = link, parts.port
        self.token = parts.fragment.removeprefix("token=")
        return self

    def end(self, signal_number):
        self.process.send_signal(signal_number)
        self.process.wait(30)
        self.errors = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()

    @contextlib.contextmanager
    def connection(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            yield connection
        finally:
            connection.close()

    def ask(self, method, target, body=None, token=True, headers=None, raw=None):
        sent = {"Host": f"127.0.0.1:{self.port}"}
        if token:
            sent["Authorization"] = f"Bearer {self.token if token is True else token}"
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        with self.connection() as connection:
            connection.request(method, target, body=data, headers=sent)
            response = connection.getresponse()
            return Answer(response, response.read())

    def get(self, target, **options):
        return self.ask("GET", target, **options)

    def post(self, target, body=None, **options):
        return self.ask("POST", target, body if body is not None else {}, **options)

    def socket(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)


def run(*arguments):
    return subprocess.run([BIN, *arguments], capture_output=True, text=True, timeout=600)


def fresh_desk(folder, reports=True):
    """A new desk; with a model, the reports of this file are coded and fused in it."""
    desk = pathlib.Path(folder) / "desk.tocsin"
    if reports and has_model():
        inbox = pathlib.Path(folder) / "inbox.jsonl"
        inbox.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in REPORTS), "utf-8")
        for command in (["add", str(inbox), "--desk", str(desk)], ["fuse", "--desk", str(desk)]):
            done = run(*command)
            if done.returncode not in (0, 3):
                raise RuntimeError(f"{command}: {done.stderr}")
    return desk


class ServedTest(unittest.TestCase):
    """One server for all tests of a class, on a desk that they share."""

    with_reports = True
    options = ()

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.server = Server(fresh_desk(cls.folder.name, cls.with_reports), *cls.options).start()
        cls.addClassCleanup(lambda: cls.server.end(signal.SIGTERM))


def quoted(text):
    return urllib.parse.quote(text, safe="")


if __name__ == "__main__":
    sys.exit("run with: python3 -m unittest discover -s tests/serve -t tests/serve")
