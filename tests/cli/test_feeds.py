"""Feeds and watched folders from outside: adding, listing, asking, what fails and what is refused."""

import http.server
import json
import os
import signal
import sqlite3
import subprocess
import threading
import time
import unittest

from program import BIN, EVENT, FAILED, INTERRUPTED, NO_EVENT, NOTHING, OK, PARTLY, USAGE, ProgramTest, needs_model

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Valley Wire</title>{}</channel></rss>"""
ITEM = ("<item><guid>{0}</guid><title>Item {0}</title><pubDate>Mon, 04 Mar 2024 08:00:00 GMT</pubDate>"
        "<description>Item {0}: {1}</description></item>")


def feed(*numbers, text=EVENT):
    return FEED.format("".join(ITEM.format(f"wire-{number}", text) for number in numbers))


class Counting(http.server.BaseHTTPRequestHandler):
    """Counts who asks."""

    asked = 0

    def do_GET(self):
        type(self).asked += 1
        self.send_response(200)
        self.end_headers()
        self.wfile.write(feed(1).encode())

    def log_message(self, *_):
        pass


class FeedsTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.desk = str(self.folder / "desk.tocsin")

    def feeds(self, *arguments, status=OK, **options):
        result = self.run_program("feeds", *arguments, env={"TOCSIN_DESK": self.desk}, **options)
        self.assert_status(result, status)
        return result

    def add(self, address, *options):
        return self.feeds("add", str(address), *options).stdout.decode().strip()

    def poll(self, *arguments, status=OK):
        """The ids of the reports that were new."""
        result = self.feeds("poll", "--no-code", *arguments, status=status)
        self.told = result.stderr.decode()
        return [line.split("\t")[1] for line in result.stdout.decode().splitlines()]

    def listed(self):
        lines = self.feeds("list").stdout.decode().splitlines()
        return {line.split("\t")[0]: line.split("\t")[1:] for line in lines}


class Keeping(FeedsTest):
    def test_what_is_added_is_listed_until_it_is_removed(self):
        page = self.add("https://news.example/feed.xml", "--name", "Example News")
        folder = self.add(self.folder)
        listed = self.listed()
        self.assertEqual(listed[page][:3], ["https://news.example/feed.xml", "on", "never asked"])
        self.assertEqual(listed[page][-1], "Example News")
        self.assertEqual(listed[folder][0], str(self.folder))
        self.feeds("remove", page)
        self.feeds("remove", str(self.folder))
        self.feeds("list", status=NOTHING)
        self.feeds("remove", page, status=NOTHING)

    def test_nothing_is_added_twice(self):
        self.add(self.folder)
        result = self.feeds("add", str(self.folder) + "/.", status=USAGE)
        self.assert_one_fault(result, "fd-1 has it already")

    def test_addresses_that_lead_inwards_are_refused(self):
        for address in ("http://127.0.0.1/feed.xml", "http://localhost/feed.xml", "http://[::1]/",
                        "http://169.254.169.254/latest", "http://10.0.0.8/", "http://2130706433/",
                        "http://news.example:8080/feed.xml", "ftp://news.example/feed.xml",
                        "https://user@news.example/"):
            with self.subTest(address):
                result = self.feeds("add", address, status=USAGE)
                self.assert_one_fault(result, address)
        self.feeds("list", status=NOTHING)

    def test_a_file_that_is_not_there_or_on_another_machine_is_refused(self):
        self.assert_one_fault(self.feeds("add", str(self.folder / "none.xml"), status=FAILED), "none.xml", "not found")
        self.assert_one_fault(self.feeds("add", "file://far.example/a.xml", status=USAGE), "another machine")


class Asking(FeedsTest):
    def test_a_folder_gives_what_is_new_in_it_each_time(self):
        self.write("in/a.txt", EVENT)
        self.write("in/below/b.txt", NO_EVENT)
        self.add(self.folder / "in", "--source", "Ridge Monitor", "--lang", "en")
        self.assertEqual(sorted(self.poll()), ["a", "below/b"])
        self.assertEqual(self.poll(), [])
        self.write("in/c.txt", "Police arrested three students in the old town.\n")
        self.assertEqual(self.poll(), ["c"])
        (listed,) = self.listed().values()
        self.assertEqual(listed[3:5], ["1 new", "3 in all"])
        found = self.run_program("search", "--list", "reports", "--desk", self.desk)
        self.assertEqual(found.stdout.decode().count("Ridge Monitor"), 3)

    def test_a_folder_in_a_circle_is_read_once(self):
        self.write("in/a.txt", EVENT)
        os.symlink(self.folder / "in", self.folder / "in" / "again")
        self.add(self.folder / "in")
        self.assertEqual(self.poll(), ["a"])
        self.assertEqual(self.poll(), [])

    def test_a_feed_in_a_file_gives_its_new_entries_and_nothing_twice(self):
        path = self.write("wire one.xml", feed(1, 2))
        self.add("file://" + path.replace(" ", "%20"))
        self.assertEqual(self.poll(), ["wire-1", "wire-2"])
        self.assertEqual(self.poll(), [])
        self.write("wire one.xml", feed(3, 2, 1))
        self.assertEqual(self.poll(), ["wire-3"])
        with sqlite3.connect(self.desk) as desk:
            self.assertEqual(desk.execute("SELECT count(*) FROM report").fetchone()[0], 3)

    def test_a_fault_of_one_feed_stops_no_other_and_is_kept(self):
        bad = self.add(self.write("bad.xml", "<rss><channel>"))
        circle = self.folder / "circle.xml"
        circle.write_text("once")
        turning = self.add(circle)
        circle.unlink()
        os.symlink(circle, circle)
        good = self.add(self.write("good.xml", feed(1)))
        self.assertEqual(self.poll(status=PARTLY), ["wire-1"])
        listed = self.listed()
        self.assertTrue(listed[bad][-1].startswith("failed: "), listed[bad])
        self.assertTrue(listed[turning][-1].startswith("failed: "), listed[turning])
        self.assertEqual(listed[good][-1], "")
        self.write("bad.xml", feed(7))
        self.assertEqual(self.poll(bad), ["wire-7"])
        self.assertEqual(self.listed()[bad][-1], "")

    def test_where_every_feed_fails_the_command_does(self):
        self.add(self.write("bad.xml", "<rss><channel>"))
        self.assertEqual(self.poll(status=FAILED), [])

    def test_what_was_refused_in_a_feed_is_told_again_while_the_rest_is_in_the_desk(self):
        self.add(self.write("in.jsonl", json.dumps({"id": "a", "text": EVENT}) + "\n{\n"))
        self.assertEqual(self.poll(status=PARTLY), ["a"])
        self.assertIn("in.jsonl:2", self.told)
        self.assertEqual(self.poll(status=FAILED), [])
        self.assertIn("in.jsonl:2", self.told)

    def test_without_feeds_there_is_nothing_to_ask(self):
        self.run_program("add", "--no-code", "--desk", self.desk, self.write("a.txt", EVENT))
        self.poll(status=NOTHING)
        self.assertIn("tocsin feeds add", self.told)
        self.poll("fd-9", status=NOTHING)

    def test_without_a_desk_the_way_out_is_told(self):
        self.assert_one_fault(self.feeds("poll", "--no-code", status=FAILED), "desk.tocsin")

    @needs_model
    def test_what_is_new_is_coded_and_fused(self):
        self.add(self.write("wire.xml", feed(1)))
        result = self.feeds("poll")
        self.assertRegex(result.stdout.decode(), r"^added\twire-1\t[1-9]\d* events?\n$")
        told = self.run_program("export", "jsonl", "--incidents", "--desk", self.desk)
        self.assertIn(b'"report_id":"wire-1"', told.stdout)


class Network(FeedsTest):
    def test_without_allow_net_no_address_is_asked(self):
        self.add("https://news.example/feed.xml")
        result = self.feeds("poll", "--no-code", status=USAGE)
        self.assert_one_fault(result, "fd-1", "--allow-net")
        self.write("in/a.txt", EVENT)
        self.add(self.folder / "in")
        self.assertEqual(self.poll(status=PARTLY), ["a"])
        self.assertEqual(self.listed()["fd-1"][2], "never asked")

    def serve(self):
        server = http.server.HTTPServer(("127.0.0.1", 0), type("Counted", (Counting,), {"asked": 0}))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return server

    def test_an_address_of_this_machine_in_the_desk_is_not_asked_either(self):
        server = self.serve()
        identity = self.add("https://news.example/feed.xml")
        for address in (f"http://127.0.0.1:{server.server_port}/", "http://127.0.0.1/", "http://localhost/"):
            with self.subTest(address):
                with sqlite3.connect(self.desk) as desk:
                    desk.execute("UPDATE drawer SET record = json_set(record, '$.url', ?) WHERE id = ?",
                                 (address, identity))
                desk.close()
                self.assertEqual(self.poll("--allow-net", status=FAILED), [])
                self.assertTrue(self.listed()[identity][-1].startswith("failed: "))
        self.assertEqual(server.RequestHandlerClass.asked, 0)


class GoingOn(FeedsTest):
    def start(self, *options):
        process = subprocess.Popen(
            [BIN, "feeds", "poll", "--no-code", "--desk", self.desk, *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def test_ctrl_c_ends_the_rounds_cleanly(self):
        self.write("in/a.txt", EVENT)
        self.add(self.folder / "in")
        process = self.start("--every", "1h")
        self.assertEqual(process.stdout.readline(), "added\ta\n")
        while "1 new report from 1 feed" not in process.stderr.readline():
            self.assertIsNone(process.poll())
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(30), OK)
        self.assertLess(time.monotonic() - begin, 10)
        self.assert_status(self.run_program("verify", "--desk", self.desk), OK)

    def test_each_round_takes_in_what_is_new(self):
        self.write("in/a.txt", EVENT)
        self.add(self.folder / "in")
        process = self.start("--every", "10s")
        self.assertEqual(process.stdout.readline(), "added\ta\n")
        self.write("in/b.txt", NO_EVENT)
        self.assertEqual(process.stdout.readline(), "added\tb\n")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(30), OK)

    def test_ctrl_c_in_a_round_leaves_what_was_taken_in_and_the_rest_comes_next_time(self):
        rows = "".join(json.dumps({"id": f"r{n}", "text": f"Report {n}. {EVENT}"}) + "\n" for n in range(20000))
        self.write("in/a.jsonl", rows)
        self.add(self.folder / "in")
        process = self.start()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        taken = 1 + len(process.stdout.readlines())
        self.assertEqual(process.wait(60), INTERRUPTED)
        self.assertIn("interrupted", process.stderr.read())
        self.assertLess(taken, 20000)
        self.assertEqual(taken + len(self.poll()), 20000)

    def test_times_that_cannot_be_are_told(self):
        for words in ("10", "5s", "m", "10d", "-1m", "1.5h", "999h", "99999999999999h"):
            with self.subTest(words):
                result = self.feeds("poll", "--every", words, status=USAGE)
                self.assert_one_fault(result, "--every", words, "expected")


if __name__ == "__main__":
    unittest.main()
