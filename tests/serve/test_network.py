"""What only a socket shows: limits, deadlines, broken requests, many slow clients."""

import concurrent.futures
import itertools
import json
import socket
import ssl
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import desk
from desk import BIN, ServedTest, Server


def first_line(sock):
    data = b""
    while b"\r\n" not in data:
        piece = sock.recv(4096)
        if not piece:
            break
        data += piece
    return data.split(b"\r\n")[0].decode("latin-1")


class Limits(ServedTest):
    with_reports = False

    def send(self, data):
        with self.server.socket() as sock:
            sock.sendall(data)
            return first_line(sock)

    def head(self, *lines):
        host = f"Host: 127.0.0.1:{self.server.port}"
        token = f"Authorization: Bearer {self.server.token}"
        return "\r\n".join([lines[0], host, token, *lines[1:], "", ""]).encode()

    def test_a_header_over_16_kilobytes_is_refused(self):
        self.assertIn(" 431 ", self.send(self.head("GET /v1/status HTTP/1.1", "X-A: " + "a" * 20000)))

    def test_a_body_over_the_limit_is_refused_before_it_is_sent(self):
        for target, size in (("/v1/tokens", 70 << 10), ("/v1/reports", 65 << 20), ("/v1/code", 1 << 40)):
            with self.subTest(target):
                line = self.send(self.head(f"POST {target} HTTP/1.1", "Content-Type: application/json",
                                           f"Content-Length: {size}"))
                self.assertIn(" 413 ", line)

    def test_a_chunked_body_over_the_limit_is_refused_on_the_way(self):
        data = self.head("POST /v1/tokens HTTP/1.1", "Content-Type: application/json",
                         "Transfer-Encoding: chunked") + b"20000\r\n" + b"a" * 0x20000 + b"\r\n0\r\n\r\n"
        self.assertIn(" 413 ", self.send(data))

    def test_nobody_without_a_token_may_send_a_body(self):
        line = self.send(f"POST /v1/reports HTTP/1.1\r\nHost: 127.0.0.1:{self.server.port}\r\n"
                         "Content-Length: 1000000\r\n\r\n".encode())
        self.assertIn(" 401 ", line)

    def test_a_header_that_takes_longer_than_five_seconds_is_cut_off(self):
        with self.server.socket() as sock:
            begin = time.monotonic()
            sock.sendall(b"GET / HTTP/1.1\r\n")
            self.assertEqual(sock.recv(100), b"")
            self.assertLess(time.monotonic() - begin, 12)

    def test_what_is_no_request_is_refused_and_never_harms(self):
        for data in (b"\x00\x01\x02\x03\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n\r\n\r\n",
                     b"GET / HTTP/1.1\r\nHost : a\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                     b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                     b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", b"G" * 100000,
                     b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET / HTTP/1.1\r\nA\x00: b\r\n\r\n"):
            with self.subTest(data[:40]):
                with self.server.socket() as sock:
                    sock.sendall(data)
                    self.assertIn(first_line(sock)[9:12], ("400", "403", "431", ""))
        self.assertEqual(self.server.get("/v1/status").status, 200)

    def test_one_connection_serves_one_request_after_another(self):
        with self.server.connection() as connection:
            for _ in range(20):
                connection.request("GET", "/v1/status", headers={"Authorization": f"Bearer {self.server.token}"})
                response = connection.getresponse()
                self.assertEqual(response.status, 200)
                response.read()

    def test_head_gives_the_headers_of_get(self):
        answer = self.server.ask("HEAD", "/v1/status")
        self.assertEqual((answer.status, answer.body), (200, b""))
        self.assertGreater(int(answer.headers["Content-Length"]), 100)

    def test_500_clients_with_slow_headers_hold_nobody_up(self):
        slow = [self.server.socket() for _ in range(500)]
        try:
            for sock in slow:
                sock.sendall(b"GET / HT")
            times = []
            with self.server.connection() as connection:
                for _ in range(100):
                    begin = time.monotonic()
                    connection.request("GET", "/v1/status",
                                       headers={"Authorization": f"Bearer {self.server.token}"})
                    self.assertEqual(connection.getresponse().read()[:1], b"{")
                    times.append(time.monotonic() - begin)
            # The goal is 0.2 s on an idle machine (bench/serve.py); tests run beside others.
            self.assertLess(sorted(times)[98], 2)
        finally:
            for sock in slow:
                sock.close()

    def test_more_connections_than_the_limit_are_turned_away_and_later_ones_served(self):
        held = []
        try:
            for _ in range(2100):
                try:
                    held.append(self.server.socket())
                except OSError:
                    break
        finally:
            for sock in held:
                sock.close()
        time.sleep(1)
        self.assertEqual(self.server.get("/v1/status").status, 200)


class Stream(ServedTest):
    with_reports = False

    def test_changes_come_as_they_happen(self):
        with self.server.connection() as connection:
            connection.request("GET", "/v1/changes", headers={"Authorization": f"Bearer {self.server.token}"})
            response = connection.getresponse()
            self.assertEqual(response.headers["Content-Type"], "text/event-stream")
            self.assertEqual(response.readline(), b"retry: 2000\n")
            made = self.server.post("/v1/feeds", {"url": "https://news.example/feed.xml"})
            self.assertEqual(made.status, 201)
            lines = [response.readline() for _ in range(4)]
            data = json.loads(next(line for line in lines if line.startswith(b"data: "))[6:])
            self.assertEqual((data["kind"], data["id"], data["what"]), ("feed", made.json()["id"], "added"))


class Start(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def serve(self, *options):
        return subprocess.run([BIN, "serve", "--desk", str(self.folder / "d.tocsin"), "--port", "0", *options],
                              capture_output=True, text=True, timeout=60)

    def test_an_open_address_without_tls_or_proxy_is_refused(self):
        for options in (["--address", "0.0.0.0"], ["--address", "::"], ["--address", "192.0.2.1"],
                        ["--address", "0.0.0.0", "--behind-proxy"], ["--tls-cert", "a.pem"],
                        ["--address", "news.example"]):
            with self.subTest(options):
                self.assertEqual(self.serve(*options).returncode, 2)

    def test_tokens_are_made_listed_and_revoked(self):
        with Server(self.folder / "d.tocsin") as server:
            made = desk.run("token", "create", "night desk", "--scope", "review", "--desk", server.desk)
            self.assertEqual(made.returncode, 0, made.stderr)
            secret = made.stdout.strip()
            self.assertRegex(secret, r"^tk_[A-Za-z0-9_-]{43}$")
            time.sleep(1)
            answer = server.get("/v1/status", token=secret)
            self.assertEqual(answer.json()["scopes"], ["read", "review"])
            listed = desk.run("token", "list", "--desk", server.desk)
            self.assertIn("night desk", listed.stdout)
            self.assertNotIn(secret, listed.stdout)
            self.assertEqual(desk.run("token", "revoke", listed.stdout.split("\t")[0],
                                      "--desk", server.desk).returncode, 0)
            time.sleep(1)
            self.assertEqual(server.get("/v1/status", token=secret).status, 401)
        stored = (self.folder / "d.tocsin").read_bytes()
        self.assertNotIn(secret.encode(), stored)

    def test_over_tls_the_desk_answers_and_its_cookie_is_secure(self):
        cert, key = self.folder / "c.pem", self.folder / "k.pem"
        made = subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                               "-subj", "/CN=127.0.0.1", "-keyout", str(key), "-out", str(cert)],
                              capture_output=True)
        if made.returncode != 0:
            self.skipTest("no openssl to make a certificate with")
        with Server(self.folder / "d.tocsin", "--tls-cert", str(cert), "--tls-key", str(key)) as server:
            self.assertTrue(server.link.startswith("https://"))
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            with context.wrap_socket(server.socket()) as sock:
                body = json.dumps({"token": server.token})
                sock.sendall((f"POST /v1/session HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
                              f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode())
                answer = sock.recv(65536).decode()
            self.assertIn(" 200 ", answer)
            self.assertIn("; Secure", answer)


class Forgery(ServedTest):
    """Feeds that lead inwards: refused before any connection, though feeds may be fetched."""

    with_reports = False
    options = ("--allow-net",)

    def addresses(self, port):
        """Names and notations of this machine and of networks that are not public."""
        hosts = ["127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.0.0.1",
                 "0177.0.0.1", "017700000001", "0", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.1",
                 "192.168.0.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1",
                 "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]",
                 "[fc00::1]", "[2002:7f00:1::]", "[64:ff9b::7f00:1]", "localhost", "LOCALHOST.", "a.localhost",
                 "desk.local", "metadata.google.internal", "user@127.0.0.1", "news.example@127.0.0.1",
                 "127.0.0.1%00.news.example", "%31%32%37.0.0.1", "①②⑦.0.0.1", "127。0。0。1"]
        for host in hosts:
            yield f"http://{host}:{port}/"
            yield f"http://{host}/"
        yield from (f"{scheme}://127.0.0.1:{port}/" for scheme in ("file", "gopher", "ftp", "dict", "ldap", "jar:http"))

    def test_80_forged_addresses_make_no_connection(self):
        with socket.create_server(("127.0.0.1", 0)) as trap:
            trap.settimeout(0.5)
            addresses = list(self.addresses(trap.getsockname()[1]))
            self.assertGreaterEqual(len(addresses), 80)
            for address in addresses:
                with self.subTest(address):
                    made = self.server.post("/v1/feeds", {"url": address})
                    self.assertEqual(made.status, 400, made.body)
            self.assertEqual(self.server.get("/v1/feeds").json()["items"], [])
            with self.assertRaises(TimeoutError):
                trap.accept()


class Climbing(ServedTest):
    with_reports = False

    def test_no_path_leads_out_of_what_is_served(self):
        ups = ["..", "%2e%2e", "%2E.", ".%2e", "..%2f", "%2e%2e%2f", "..%5c", "..\\", "....", "%c0%ae%c0%ae", "%252e%252e"]
        roots = ["/", "/assets/", "/v1/backups/", "/v1/sitreps/", "/v1/reports/", "/v1/"]
        files = ["etc/passwd", "proc/self/environ", "desk.tocsin", "etc%2fpasswd"]
        cases = 0
        with self.server.connection() as connection:
            for up, root, file in itertools.product(ups, roots, files):
                for deep in (1, 8):
                    target = root + (up + "/") * deep + file
                    connection.putrequest("GET", target, skip_host=True)
                    connection.putheader("Host", f"127.0.0.1:{self.server.port}")
                    connection.putheader("Authorization", f"Bearer {self.server.token}")
                    connection.endheaders()
                    answer = connection.getresponse()
                    body = answer.read()
                    cases += 1
                    with self.subTest(target):
                        self.assertIn(answer.status, (400, 404, 405))
                        self.assertNotIn(b"root:", body)
                        self.assertNotIn(b"SQLite format", body)
                    if answer.getheader("Connection") == "close":
                        connection.close()
        self.assertGreater(cases, 500)


class Guessing(ServedTest):
    with_reports = False

    def test_wrong_tokens_are_soon_held_back_and_the_right_one_still_opens(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(lambda i: self.server.get("/v1/status", token=f"tk_{i}").status, range(200)))
        self.assertLessEqual(statuses.count(401), 6)
        self.assertEqual(set(statuses), {401, 429})
        self.assertEqual(self.server.get("/v1/status").status, 200)


if __name__ == "__main__":
    unittest.main()
