"""The desk from outside: taking in, fusing, searching, correcting, verifying, backing up."""

import json
import os
import pathlib
import pty
import select
import sqlite3
import subprocess
import sys
import time

from program import BIN, EVENT, NOTHING, OK, PARTLY, ROOT, USAGE, ProgramTest, needs_model

sys.path.insert(0, str(ROOT / "bench"))
import invented  # noqa: E402

INTEGRITY, MISSING = 6, 1


class DeskTest(ProgramTest):
    """A desk of invented reports that were coded already: no model is needed."""

    def setUp(self):
        super().setUp()
        self.desk = str(self.folder / "desk.tocsin")

    def tocsin(self, *arguments, status=OK, **options):
        result = self.run_program(*arguments, env={"TOCSIN_DESK": self.desk}, **options)
        self.assert_status(result, status)
        return result.stdout.decode()

    def fill(self, count=10, events=6):
        path = self.folder / "reports.jsonl"
        invented.write(path, 0, count, events)
        return self.tocsin("add", "--no-code", str(path))

    def exported(self, *arguments, status=OK):
        lines = self.tocsin("export", "jsonl", *arguments, status=status).splitlines()
        return [json.loads(line) for line in lines]

    def events(self, *arguments, status=OK):
        reports = self.exported(*arguments, status=status)
        return {event["id"]: event for report in reports for event in report["events"]}

    def incidents(self, *arguments):
        return {each["id"]: each for each in self.exported("--incidents", *arguments)}


class TakingIn(DeskTest):
    def test_every_report_is_acknowledged_by_name(self):
        lines = self.fill(3).splitlines()
        self.assertEqual(lines[0].split("\t"), ["added", "report-000000", "6 events"])
        self.assertEqual(len(lines), 3)

    def test_the_same_report_twice_is_one_report(self):
        self.fill(3)
        self.assertEqual(self.fill(4).count("known\t"), 3)
        self.assertEqual(len(self.exported()), 4)

    def test_a_file_is_kept_byte_for_byte(self):
        content = "\ufeff" + EVENT.replace("\n", "\r\n")
        self.tocsin("add", "--no-code", self.write("a.txt", content))
        with sqlite3.connect(self.desk) as desk:
            name, raw = desk.execute("SELECT r.raw_sha256, w.bytes FROM report r JOIN raw w "
                                     "ON w.sha256 = r.raw_sha256").fetchone()
        self.assertEqual(raw, content.encode())
        self.assertEqual(len(name), 64)

    def test_what_comes_through_standard_input_is_kept_too(self):
        self.tocsin("add", "--no-code", "-", stdin=EVENT.encode())
        with sqlite3.connect(self.desk) as desk:
            raw = desk.execute("SELECT bytes FROM raw").fetchone()[0]
        self.assertEqual(raw, EVENT.encode())

    def test_a_row_that_is_refused_is_named_and_the_rest_is_taken_in(self):
        rows = json.dumps({"id": "a", "text": EVENT}) + "\n" + json.dumps({"id": "b"}) + "\n"
        result = self.run_program("add", "--no-code", "--desk", self.desk,
                                  self.write("desk.jsonl", rows))
        self.assert_status(result, PARTLY)
        self.assert_one_fault(result, "desk.jsonl:2", "text")
        self.assertIn(b"added\ta", result.stdout)

    def test_a_folder_with_a_manifest_goes_by_the_manifest(self):
        self.write("in/reports/01.txt", EVENT)
        self.write("in/reports/02.txt", "Another text altogether.\n")
        self.write("in/README.md", "Not a report.\n")
        self.write("in/meta.json", json.dumps([
            {"file": "01.txt", "date": "2024-03-05", "source": "Ridge Monitor", "lang": "en"},
            {"file": "02.txt", "date": None, "source": "Valley Post"},
            {"file": "../../secret.txt"},
            {"file": "missing.txt"},
        ]))
        result = self.run_program("add", "--no-code", "--desk", self.desk, str(self.folder / "in"))
        self.assert_status(result, PARTLY)
        self.assertEqual(result.stdout.decode(), "added\t01\nadded\t02\n")
        self.assert_one_fault(result, "meta.json:3")
        self.assert_one_fault(result, "meta.json:4", "missing.txt")
        listed = self.tocsin("search", "--list", "reports")
        self.assertIn("2024-03-05  Ridge Monitor", listed)
        self.assertIn("no date  Valley Post", listed)

    def test_what_was_exported_is_read_back_the_same(self):
        self.fill(5)
        self.tocsin("fuse")
        before, incidents = self.exported(), self.incidents()
        copy = str(self.folder / "copy.jsonl")
        self.tocsin("export", "desk", "-o", copy)
        self.desk = str(self.folder / "second.tocsin")
        self.tocsin("add", "--no-code", copy)
        self.tocsin("fuse")
        self.assertEqual(self.exported(), before)
        self.assertEqual(self.incidents(), incidents)

    def test_a_missing_desk_is_an_error_with_a_way_out(self):
        result = self.run_program("search", "x", "--desk", self.desk)
        self.assert_status(result, MISSING)
        self.assert_one_fault(result, "desk.tocsin", "tocsin add")
        self.assertFalse(os.path.exists(self.desk))


class Fusing(DeskTest):
    def test_incidents_hold_every_event_once(self):
        self.fill(20)
        self.tocsin("fuse")
        told = [each["event"] for one in self.incidents().values() for each in one["events"]]
        self.assertEqual(sorted(told), sorted(self.events()))

    def test_an_incident_has_the_fields_of_the_contract(self):
        self.fill(10)
        self.tocsin("fuse")
        for incident in self.incidents().values():
            for field in ("id", "type", "mode", "reality", "date", "location", "actors", "killed",
                          "injured", "voices", "voice_groups", "events", "disagreements"):
                self.assertIn(field, incident)
            self.assertEqual(incident["voices"], len(incident["voice_groups"]))

    def test_triggers_are_counted_in_code_points(self):
        self.fill(3)
        self.tocsin("fuse")
        events = self.events()
        for incident in self.incidents().values():
            for each in incident["events"]:
                trigger = events[each["event"]]["trigger"]
                self.assertEqual((each["start"], each["end"]), (trigger["start"], trigger["end"]))

    def test_the_order_of_arrival_does_not_matter(self):
        lines = [invented.report(number, 6) for number in range(15)]
        outcomes = []
        for name, step in (("one", 15), ("two", 4), ("three", 1)):
            self.desk = str(self.folder / name)
            rows = lines if name == "one" else list(reversed(lines))
            for first in range(0, len(rows), step):
                path = self.write(f"{name}-{first}.jsonl", "\n".join(rows[first:first + step]))
                self.tocsin("add", "--no-code", path)
                self.tocsin("fuse")
            outcomes.append(self.incidents())
        self.assertEqual(outcomes[0], outcomes[1])
        self.assertEqual(outcomes[0], outcomes[2])

    def test_nothing_new_changes_nothing(self):
        self.fill(5)
        self.tocsin("fuse")
        before = self.incidents()
        result = self.run_program("fuse", "--desk", self.desk)
        self.assertIn(b"0 are new or changed", result.stderr)
        self.assertEqual(self.incidents(), before)


class Searching(DeskTest):
    def test_words_are_found_with_their_sentence(self):
        self.fill(30)
        found = self.tocsin("search", "detained")
        self.assertIn("COERCE:arrest", found)
        self.assertIn("detained men of", found)
        self.assertNotIn("PROTEST", found)

    def test_search_and_export_mean_the_same_by_the_same_options(self):
        self.fill(30)
        options = ["--type", "COERCE", "--from", "2010-01-01", "--to", "2010-01-01",
                   "--min-confidence", "0.5", "--bbox", "35,30,39,37"]
        ids = set(self.events(*options))
        found = self.tocsin("search", "--limit", "0", *options).splitlines()
        self.assertEqual({line.split()[0] for line in found if line.startswith("report-")}, ids)
        self.assertTrue(ids)

    def test_a_filter_that_is_wrong_is_told(self):
        self.fill(1)
        for option, value in (("--near", "1,2"), ("--bbox", "1,2,3"), ("--from", "yesterday"),
                              ("--near", "91,0,5"), ("--bbox", "1,9,2,8")):
            result = self.run_program("search", option, value, "--desk", self.desk)
            self.assert_status(result, USAGE)
            self.assert_one_fault(result, option, "expected")

    def test_nothing_found_says_what_there_is(self):
        self.fill(1)
        result = self.run_program("search", "nosuchword", "--desk", self.desk)
        self.assert_status(result, NOTHING)
        self.assert_one_fault(result, "nothing matches", "1 reports")

    def test_reports_events_and_incidents_are_shown(self):
        self.fill(5)
        self.tocsin("fuse")
        self.assertIn("report-000001", self.tocsin("show", "report-000001"))
        self.assertIn("«", self.tocsin("show", "report-000001/2"))
        incident = next(iter(self.incidents()))
        self.assertIn("voices", self.tocsin("show", incident))
        result = self.run_program("show", "none", "--desk", self.desk)
        self.assert_status(result, NOTHING)


class Deciding(DeskTest):
    def setUp(self):
        super().setUp()
        self.fill(5)
        self.tocsin("fuse")
        self.before = self.events()
        self.one = "report-000001/1"

    def correct(self, *fields, status=OK):
        return self.tocsin("correct", self.one, *fields, "--why", "the text says so", status=status)

    def test_each_field_can_be_corrected(self):
        values = {
            "type=COERCE:siege": ("event", "COERCE"), "mode=arrest": ("mode", "arrest"), "reality=denied": ("reality", "denied"),
            "aspect=ongoing": ("aspect", "ongoing"), "killed=3-5": ("killed", {"min": 3, "max": 5}),
            "injured=7": ("injured", {"min": 7, "max": 7}),
            "date=2021-02-03/2021-02-05": ("date", {"start": "2021-02-03", "end": "2021-02-05"}),
            "location=Upper Tal@33.5,36.25": ("location", {"name": "Upper Tal", "lat": 33.5}),
        }
        for words, (field, expected) in values.items():
            self.correct(words)
            value = self.events()[self.one][field]
            if isinstance(expected, dict):
                value = {key: value[key] for key in expected}
            self.assertEqual(value, expected, words)
        self.correct("actor=Hill Brigade (SYR/REB); Delta Band")
        self.assertEqual([each["name"] for each in self.events()[self.one]["actor"]],
                         ["Hill Brigade", "Delta Band"])
        self.correct("killed=none", "date=none")
        self.assertIsNone(self.events()[self.one]["killed"])

    def test_a_value_that_is_wrong_changes_nothing(self):
        for words in ("killed=many", "killed=5-3", "date=2021-02-30", "type=NOSUCH", "mode=nosuch", "reality=maybe",
                      "location=Nowhere", "nosuch=1", "killed"):
            self.correct(words, status=USAGE)
        self.correct("killed=1", "date=never", status=USAGE)
        self.assertEqual(self.events(), self.before)

    def test_the_incident_follows_a_correction_at_once(self):
        self.correct("killed=41")
        told = [one for one in self.incidents().values()
                if self.one in [each["event"] for each in one["events"]]]
        self.assertEqual(told[0]["killed"]["high"], 41)

    def test_undo_takes_back_the_last_first_until_nothing_is_left(self):
        incidents = self.incidents()
        self.correct("killed=41")
        self.correct("killed=42", "reality=denied")
        self.assertIn("reality", self.tocsin("undo"))
        self.assertEqual(self.events()[self.one]["killed"]["min"], 42)
        self.tocsin("undo", "2")
        self.assertEqual(self.events(), self.before)
        self.assertEqual(self.incidents(), incidents)
        self.tocsin("undo", status=NOTHING)
        self.tocsin("verify")

    def test_history_tells_who_did_what_and_why(self):
        self.tocsin("correct", self.one, "killed=41", "--why", "hospital list", "--by", "Noor")
        self.tocsin("undo", "--by", "Sami")
        history = self.tocsin("show", self.one, "--history")
        self.assertRegex(history, r"Noor  correct .*killed: .* → 41  — hospital list")
        self.assertRegex(history, r"Sami  undo .*→ ")

    def test_the_machines_own_coding_is_never_overwritten(self):
        with sqlite3.connect(self.desk) as desk:
            before = desk.execute("SELECT * FROM coding").fetchall()
        self.correct("killed=41")
        with sqlite3.connect(self.desk) as desk:
            self.assertEqual(desk.execute("SELECT * FROM coding").fetchall(), before)


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self, *arguments, env):
        leader, follower = pty.openpty()
        self.leader = leader
        self.process = subprocess.Popen([BIN, *arguments], stdin=follower, stdout=follower,
                                        stderr=follower, env={**os.environ, **env}, close_fds=True)
        os.close(follower)
        self.seen = ""

    def until(self, words, timeout=30):
        end = time.monotonic() + timeout
        while words not in self.seen:
            if time.monotonic() > end:
                raise AssertionError(f"{words!r} was not seen in {self.seen!r}")
            if select.select([self.leader], [], [], 0.2)[0]:
                self.seen += os.read(self.leader, 65536).decode(errors="replace")
        seen, self.seen = self.seen, ""
        return seen

    def press(self, keys):
        os.write(self.leader, keys.encode())

    def end(self):
        self.press("q")
        try:
            while os.read(self.leader, 65536):
                pass
        except OSError:
            pass  # the terminal closes with the program
        os.close(self.leader)
        return self.process.wait(10)


class Reviewing(DeskTest):
    def setUp(self):
        super().setUp()
        self.fill(3)
        self.tocsin("fuse")

    def queue(self):
        return [line.split()[0] for line in self.tocsin("review", "--list").splitlines()]

    def test_the_least_sure_come_first(self):
        events = self.events()
        sure = [events[each]["confidence"] for each in self.queue()]
        self.assertEqual(sure, sorted(sure))
        self.assertEqual(len(sure), 18)

    def test_one_key_decides_and_goes_on(self):
        queue = self.queue()
        terminal = Terminal("review", env={"TOCSIN_DESK": self.desk, "TERM": "dumb"})
        self.assertIn(queue[0].split("/")[0], terminal.until("q quit"))
        terminal.press("a")
        terminal.until("2 of 18")
        terminal.press("x")
        terminal.until("3 of 18")
        terminal.press("j")
        terminal.until("4 of 18")
        terminal.press("k")
        terminal.until("3 of 18")
        terminal.press("e")
        terminal.until("field=value: ")
        terminal.press("killed=77\n")
        terminal.until("why: ")
        terminal.press("test\n")
        terminal.until("corrected by hand: killed")
        self.assertEqual(terminal.end(), OK)
        self.assertNotIn(queue[0], self.queue())
        self.assertNotIn(queue[1], self.events())
        self.assertEqual(self.events()[queue[2]]["killed"]["min"], 77)

    def test_u_brings_a_rejected_event_back(self):
        queue = self.queue()
        terminal = Terminal("review", env={"TOCSIN_DESK": self.desk, "TERM": "dumb"})
        terminal.until("q quit")
        terminal.press("x")
        terminal.until("2 of 18")
        terminal.press("u")
        terminal.until("1 of 18")
        self.assertEqual(terminal.end(), OK)
        self.assertEqual(self.queue(), queue)

    def test_merges_and_splits_by_hand_outlive_new_reports(self):
        incident_of = {each["event"]: one for one in self.incidents().values()
                       for each in one["events"]}
        queue = self.queue()
        first = queue[0]
        other = next(each for each in queue if incident_of[each] is not incident_of[first])
        terminal = Terminal("review", env={"TOCSIN_DESK": self.desk, "TERM": "dumb"})
        terminal.until("q quit")
        terminal.press("m")
        terminal.until("merge with incident or event: ")
        terminal.press(other + "\n")
        terminal.until("q quit")
        self.assertEqual(terminal.end(), OK)

        def together():
            for one in self.incidents().values():
                events = [each["event"] for each in one["events"]]
                if first in events:
                    return other in events
            return None

        self.assertTrue(together())
        self.fill(12)
        self.tocsin("fuse")
        self.assertTrue(together())
        self.tocsin("undo")
        self.assertFalse(together())


class Safety(DeskTest):
    def harm(self, sql):
        with sqlite3.connect(self.desk) as desk:
            desk.executescript("DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete;" + sql)

    def test_a_sound_desk_verifies(self):
        self.fill(3)
        self.assertIn("sound: 6 journal rows, 3 reports", self.tocsin("verify"))

    def test_the_journal_cannot_be_changed_with_other_programs(self):
        self.fill(1)
        with sqlite3.connect(self.desk) as desk:
            for sql in ("UPDATE journal SET who = 'x'", "DELETE FROM journal"):
                with self.assertRaises(sqlite3.DatabaseError):
                    desk.execute(sql)

    def test_verify_names_the_first_bad_row(self):
        self.fill(5)
        self.harm("UPDATE journal SET after = 'x' WHERE n = 4;")
        found = self.tocsin("verify", status=INTEGRITY)
        self.assertIn("first bad: journal row 4", found)

    def test_a_file_that_is_no_desk_is_told(self):
        pathlib.Path(self.desk).write_bytes(b"no database at all, but bytes" * 100)
        self.assertIn("first bad: database", self.tocsin("verify", status=INTEGRITY))

    def test_a_backup_under_writes_is_a_sound_desk_of_one_moment(self):
        self.fill(200, events=3)
        more = self.folder / "more.jsonl"
        invented.write(more, 200, 300, 3)
        writer = subprocess.Popen([BIN, "add", "--no-code", str(more), "--desk", self.desk],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for number in range(3):
            self.tocsin("backup", str(self.folder / f"copy{number}"))
        self.assertEqual(writer.wait(120), OK)
        for number in range(3):
            copy = str(self.folder / f"copy{number}")
            self.assert_status(self.run_program("verify", "--desk", copy), OK)
            with sqlite3.connect(copy) as desk:
                ids = [row[0] for row in desk.execute("SELECT id FROM report ORDER BY n")]
            self.assertEqual(ids, [f"report-{n:06d}" for n in range(len(ids))])
            self.assertGreaterEqual(len(ids), 200)

    def test_a_backup_is_restored_to_the_same_content(self):
        self.fill(3)
        before = self.exported()
        copy = str(self.folder / "copy")
        self.tocsin("backup", copy)
        os.remove(self.desk)
        self.tocsin("restore", copy)
        self.assertEqual(self.exported(), before)
        self.tocsin("restore", copy, status=1)  # what is there is never overwritten

    def test_kills_at_random_moments_lose_and_double_nothing(self):
        result = subprocess.run([sys.executable, str(ROOT / "tests/reliability/kill.py"), "--rounds",
                                 "30", "--bin", BIN], capture_output=True, text=True, timeout=600)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)


@needs_model
class Coding(DeskTest):
    def test_reports_are_coded_as_they_come_in(self):
        out = self.tocsin("add", self.write("a.txt", EVENT))
        self.assertRegex(out, r"added\ta\t\d+ events?\n")
        self.assertTrue(self.events())

    def test_coding_the_desk_gives_what_adding_with_coding_gives(self):
        for name in "abc":
            self.write(f"in/{name}.txt", f"Report {name}. " + EVENT)
        self.tocsin("add", str(self.folder / "in"))
        at_once = self.events()
        self.desk = str(self.folder / "second.tocsin")
        self.tocsin("add", "--no-code", str(self.folder / "in"))
        self.tocsin("code")
        self.assertEqual(self.events(), at_once)
        result = self.run_program("code", "--desk", self.desk)
        self.assertIn(b"every report is coded", result.stderr)
