"""What `tocsin code` does with good input."""

import csv
import io
import json
import os
import signal
import subprocess
import unittest

from program import (
    BIN,
    EVENT,
    FAILED,
    INTERRUPTED,
    NO_EVENT,
    NOTHING,
    OK,
    ROOT,
    ProgramTest,
    needs_model,
)

EXAMPLES = str(ROOT / "examples" / "reports")


@needs_model
class Code(ProgramTest):
    def test_columns_and_encoding_are_taken_as_they_were_said(self):
        table = "Beschreibung;Tag\nGunmen attacked the café of the army post, killing three soldiers.;2024-03-04\n"
        file = self.write("table.csv", table.encode("latin-1"))
        (record,) = self.records("--map", "text=Beschreibung,date=Tag", "--encoding", "ISO-8859-1", file)
        self.assertEqual(record["published"], "2024-03-04")
        self.assertIn("café", json.dumps(record, ensure_ascii=False))

    def test_a_report_from_standard_input_is_coded(self):
        for arguments in ((), ("-",)):
            with self.subTest(arguments=arguments):
                (record,) = self.records(*arguments, stdin=EVENT.encode())
                self.assertGreaterEqual(len(record["events"]), 1)

    def test_offsets_cut_the_words_out_of_the_text(self):
        text = "Café, 4 March 2024. " + EVENT
        (record,) = self.records(self.write("a.txt", text))
        for event in record["events"]:
            for span in (event["trigger"], event["sentence"], *event["actor"], *event["place"]):
                self.assertEqual(text[span["start"] : span["end"]], span["text"])

    def test_what_the_user_says_of_the_report_stands_in_the_record(self):
        path = self.write("a.txt", EVENT)
        (record,) = self.records(
            path, "--date", "2024-03-05", "--source", "Ridge Monitor", "--lang", "en"
        )
        self.assertEqual(record["published"], "2024-03-05")
        self.assertEqual(record["published_basis"], "given")
        self.assertEqual(record["source"], "Ridge Monitor")
        self.assertEqual(record["language"], "en")

    def test_event_ids_begin_with_the_id_of_the_report(self):
        (record,) = self.records(self.write("a.txt", EVENT))
        for number, event in enumerate(record["events"], start=1):
            self.assertEqual(event["id"], f"{record['report_id']}/{number}")

    def test_the_bytes_are_the_same_with_any_number_of_threads(self):
        for form in ("jsonl", "plover", "acled", "geojson", "table"):
            with self.subTest(form=form):
                one = self.code("--format", form, "-j", "1", "--explain", EXAMPLES)
                two = self.code("--format", form, "-j", "2", "--explain", EXAMPLES)
                self.assert_status(one, OK)
                self.assertEqual(one.stdout, two.stdout)

    def test_an_id_that_comes_twice_gets_a_number(self):
        line = json.dumps({"id": "x", "text": EVENT})
        records = self.records(self.write("a.jsonl", f"{line}\n{line}\n{line}\n"))
        self.assertEqual([r["report_id"] for r in records], ["x", "x~2", "x~3"])
        self.assertIn("duplicate_id", [d["code"] for d in records[1]["diagnostics"]])
        self.assertTrue(records[1]["events"][0]["id"].startswith("x~2/"))

    def test_an_output_file_holds_what_standard_output_would(self):
        path = self.write("a.txt", EVENT)
        output = self.folder / "out.jsonl"
        result = self.code("--format", "jsonl", path, "-o", str(output))
        self.assert_status(result, OK)
        self.assertEqual(result.stdout, b"")
        self.assertEqual(output.read_bytes(), self.code("--format", "jsonl", path).stdout)

    def test_an_output_that_cannot_be_written_is_an_error(self):
        path = self.write("a.txt", EVENT)
        for output in ("/dev/full", str(self.folder / "none" / "out.jsonl")):
            with self.subTest(output=output):
                result = self.code("--format", "jsonl", path, "-o", output)
                self.assert_status(result, FAILED)
                self.assert_one_fault(result, output, "Check the free space")

    def test_no_event_at_all_says_why(self):
        for form in ("table", "jsonl"):
            with self.subTest(form=form):
                result = self.code("--format", form, self.write("a.txt", NO_EVENT))
                self.assert_status(result, NOTHING)
                self.assertIn("0 events", result.stderr.decode())
                both = (result.stdout + result.stderr).decode()
                self.assertIn("1 sentence read", both)

    def test_a_report_without_events_among_others_is_no_failure(self):
        self.write("a.txt", EVENT)
        self.write("b.txt", NO_EVENT)
        records = self.records(str(self.folder))
        self.assertEqual([r["report_id"] for r in records], ["a", "b"])
        self.assertEqual(records[1]["events"], [])
        self.assertEqual(records[1]["sentences_read"], 1)

    def test_events_of_low_confidence_can_be_left_out(self):
        path = self.write("a.txt", EVENT)
        result = self.code("--format", "jsonl", "--min-confidence", "1", path)
        self.assert_status(result, NOTHING)
        self.assertIn("confidence below 1.00", result.stderr.decode())

    def test_reasons_are_in_the_record_where_they_are_asked_for(self):
        path = self.write("a.txt", EVENT)
        (plain,) = self.records(path)
        (explained,) = self.records("--explain", path)
        self.assertNotIn("published_reason", plain)
        self.assertIn("published_reason", explained)

    def test_csv_geojson_and_plover_can_be_read_by_others(self):
        table = list(csv.reader(io.StringIO(self.code("-f", "acled", EXAMPLES).stdout.decode())))
        self.assertTrue(all(len(row) == 31 for row in table))
        features = json.loads(self.code("-f", "geojson", EXAMPLES).stdout)["features"]
        plover = self.code("-f", "plover", EXAMPLES).stdout.decode().splitlines()
        events = sum(len(r["events"]) for r in self.records(EXAMPLES))
        self.assertEqual(len(features), events)
        self.assertEqual(len([json.loads(line) for line in plover]), events)
        self.assertLessEqual(len(table) - 1, events)

    def test_an_arabic_report_is_coded_and_shown_in_its_own_direction(self):
        path = f"{EXAMPLES}/hisar-ar.txt"
        (record,) = self.records(path)
        self.assertEqual(record["language"], "ar")
        self.assertGreaterEqual(len(record["events"]), 1)
        text = self.code(path).stdout.decode()
        self.assertIn("\u2067", text)
        self.assertEqual(text.count("\u2067") + text.count("\u2066") + text.count("\u2068"),
                         text.count("\u2069"))

    def test_a_pipe_gets_no_colour_unless_it_is_asked_for(self):
        path = self.write("a.txt", EVENT)
        self.assertNotIn(b"\033", self.code(path).stdout)
        self.assertIn(b"\033[", self.code("--color", "always", path).stdout)
        self.assertNotIn(b"\033", self.code("--color", "never", path).stdout)

    def test_an_interrupt_ends_the_run_with_whole_output(self):
        process = subprocess.Popen(
            [BIN, "code", "--format", "jsonl", "--input-format", "jsonl", "-j", "1", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        # Input is taken in blocks: the second record is long enough to fill one.
        for record in ({"text": EVENT}, {"text": EVENT, "url": "x" * 100_000}):
            process.stdin.write(json.dumps(record).encode() + b"\n")
        process.stdin.flush()
        first = process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        # The pipe stays open: the program must leave its waiting for more by itself.
        try:
            process.wait(timeout=60)
        finally:
            process.kill()
            rest = process.stdout.read()
            errors = process.stderr.read().decode()
            for pipe in (process.stdin, process.stdout, process.stderr):
                pipe.close()
        self.assertEqual(process.returncode, INTERRUPTED, errors)
        self.assertIn("interrupted", errors)
        for record in [first, *rest.splitlines()]:
            json.loads(record)


if __name__ == "__main__":
    unittest.main()
