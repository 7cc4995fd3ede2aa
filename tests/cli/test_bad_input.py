"""Input that is broken: one clear line for each, never a crash, and the rest is coded."""

import json
import unittest

from program import (
    EVENT,
    FAILED,
    NOTHING,
    OK,
    PARTLY,
    ProgramTest,
    needs_model,
)


@needs_model
class BadInput(ProgramTest):
    def assert_fails(self, path, *parts):
        result = self.code("--format", "jsonl", path)
        self.assert_status(result, FAILED)
        self.assertEqual(result.stdout, b"")
        self.assert_one_fault(result, *parts)
        self.assert_one_fault(result, "0 of 1 input coded, 1 failed.")

    def test_a_missing_file(self):
        path = str(self.folder / "none.txt")
        self.assert_fails(path, path, "Check the path.")

    def test_an_empty_file(self):
        self.assert_fails(self.write("empty.txt", ""), "empty.txt")

    def test_a_file_of_blanks(self):
        self.assert_fails(self.write("blank.txt", " \n\t\n "), "blank.txt")

    def test_a_binary_file(self):
        content = b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)) * 40
        self.assert_fails(self.write("program.txt", content), "program.txt")

    def test_a_record_without_text_names_its_line(self):
        content = json.dumps({"id": "a", "text": EVENT}) + "\n" + json.dumps({"id": "b"}) + "\n"
        result = self.code("--format", "jsonl", self.write("desk.jsonl", content))
        self.assert_status(result, PARTLY)
        self.assert_one_fault(result, "desk.jsonl:2", "Each record is one object")
        self.assert_one_fault(result, "1 of 2 inputs coded, 1 failed.")

    def test_a_line_that_is_no_json_names_its_line(self):
        content = "{broken\n" + json.dumps({"text": EVENT}) + "\n[1, 2]\n"
        result = self.code("--format", "jsonl", self.write("desk.jsonl", content))
        self.assert_status(result, PARTLY)
        self.assert_one_fault(result, "desk.jsonl:1")
        self.assert_one_fault(result, "desk.jsonl:3")

    def test_a_bad_date_in_a_record_is_told(self):
        content = json.dumps({"id": "a", "date": "yesterday", "text": EVENT})
        result = self.code("--format", "jsonl", self.write("desk.jsonl", content))
        self.assertIn(result.returncode, (OK, FAILED))
        self.assertIn("date", (result.stdout + result.stderr).decode().lower())

    def test_one_bad_file_among_good_ones_stops_nothing(self):
        self.write("a.txt", EVENT)
        self.write("b.txt", "")
        self.write("c.txt", EVENT)
        result = self.code("--format", "jsonl", str(self.folder))
        self.assert_status(result, PARTLY)
        ids = [json.loads(line)["report_id"] for line in result.stdout.splitlines()]
        self.assertEqual(ids, ["a", "c"])
        self.assert_one_fault(result, "2 of 3 inputs coded, 1 failed.")

    def test_an_empty_folder_holds_no_report(self):
        result = self.code("--format", "jsonl", str(self.folder))
        self.assert_status(result, NOTHING)
        self.assert_one_fault(result, "held no report")

    def test_text_cut_off_within_a_character_is_read_to_there(self):
        content = ("نيران على رتل. " + EVENT + "قُتل").encode()[:-1]
        result = self.code("--format", "jsonl", self.write("cut.txt", content))
        self.assertIn(result.returncode, (OK, FAILED))
        for line in result.stdout.decode().splitlines():
            json.loads(line)

    def test_arabic_in_an_old_encoding_is_read_or_told(self):
        text = "أغلقت قوات الجيش يوم الثلاثاء الطريق الرئيسي المؤدي إلى بلدة دير السماح. " * 5
        result = self.code("--format", "jsonl", self.write("old.txt", text.encode("cp1256")))
        if result.returncode == FAILED:
            self.assert_one_fault(result, "old.txt")
        else:
            (record,) = [json.loads(line) for line in result.stdout.splitlines()]
            self.assertEqual(record["language"], "ar")

    def test_a_line_of_100_megabytes_is_refused_and_the_next_is_coded(self):
        path = self.folder / "long.jsonl"
        with path.open("w") as out:
            out.write('{"id":"long","text":"')
            for _ in range(100):
                out.write("Gunmen attacked a post. " * 43690)
            out.write('"}\n' + json.dumps({"id": "next", "text": EVENT}) + "\n")
        result = self.code("--format", "jsonl", str(path), timeout=300)
        self.assert_status(result, PARTLY)
        self.assert_one_fault(result, "long.jsonl:1", "Split the input")
        (record,) = [json.loads(line) for line in result.stdout.splitlines()]
        self.assertEqual(record["report_id"], "next")

    def test_json_nested_without_end_is_refused(self):
        result = self.code("--format", "jsonl", self.write("deep.jsonl", '{"text":' + "[" * 200000))
        self.assert_status(result, FAILED)

    def test_escape_sequences_in_a_report_do_not_reach_the_terminal(self):
        text = "\033]0;owned\a \033[2J" + EVENT + "\u202e"
        result = self.code(self.write("a.txt", text))
        self.assertNotIn(b"\033", result.stdout + result.stderr)
        self.assertNotIn("\u202e", result.stdout.decode())

    def test_a_file_name_cannot_drive_the_terminal(self):
        result = self.code(str(self.folder / "\033[2Jnone.txt"))
        self.assert_status(result, FAILED)
        self.assertNotIn(b"\033", result.stderr)

    def test_a_formula_in_a_report_stays_text_in_a_spreadsheet(self):
        record = {"id": "=1+1", "source": "@SUM(A1)", "date": "2024-03-05", "text": EVENT}
        result = self.code("--format", "acled", self.write("a.jsonl", json.dumps(record)))
        for row in result.stdout.decode().splitlines()[1:]:
            self.assertTrue(row.startswith("'=1+1"), row)
            self.assertIn("'@SUM(A1)", row)


if __name__ == "__main__":
    unittest.main()
