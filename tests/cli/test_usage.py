"""What the program says where the command line or its resources are wrong."""

import pathlib
import re
import unittest

from program import FAILED, INTEGRITY, OK, ROOT, USAGE, ProgramTest, needs_model


class Usage(ProgramTest):
    def test_version_is_that_of_the_project(self):
        result = self.run_program("--version")
        self.assert_status(result, OK)
        version = re.search(r"VERSION ([\d.]+) LANGUAGES", (ROOT / "CMakeLists.txt").read_text())
        self.assertEqual(result.stdout.decode(), f"tocsin {version.group(1)}\n")

    def test_help_names_every_option_of_the_manual(self):
        result = self.run_program("code", "--help")
        self.assert_status(result, OK)
        manual = (ROOT / "docs" / "cli.md").read_text()
        for option in re.findall(r"^\| `(?:-\w, )?(--[\w-]+)", manual, re.MULTILINE):
            self.assertIn(option, result.stdout.decode())

    def test_an_unknown_option_is_named_with_the_nearest_one(self):
        result = self.code("--fromat", "jsonl", "x.txt")
        self.assert_status(result, USAGE)
        self.assert_one_fault(result, "unknown option --fromat", "Did you mean --format?")
        self.assertEqual(result.stdout, b"")

    def test_an_option_like_no_other_gets_no_suggestion(self):
        result = self.code("--zzzzzzzzzz")
        self.assert_status(result, USAGE)
        self.assertNotIn("Did you mean", result.stderr.decode())

    def test_an_unknown_command_is_named_with_the_nearest_one(self):
        result = self.run_program("cod")
        self.assert_status(result, USAGE)
        self.assert_one_fault(result, "unknown command cod", "Did you mean code?")

    def test_no_command_is_a_usage_error(self):
        self.assert_status(self.run_program(), USAGE)

    def test_values_that_options_cannot_have_are_usage_errors(self):
        for arguments in (
            ("--format", "xls"),
            ("--input-format", "odt"),
            ("--color", "pink"),
            ("--min-confidence", "1.5"),
            ("--min-confidence", "high"),
            ("-j", "-1"),
            ("-j", "9999"),
            ("--map", "nosuch=column"),
            ("--map", "text"),
            ("--date", "28.06.2021"),
            ("--date", "2021-02-30"),
            ("--date", "2021-06-28T00:00"),
        ):
            with self.subTest(arguments=arguments):
                result = self.code(*arguments, "x.txt")
                self.assert_status(result, USAGE)
                self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)

    def test_an_output_that_is_the_input_is_refused_and_the_input_stays(self):
        path = self.write("a.txt", "Gunmen attacked a post.")
        self.assert_status(self.code(path, "-o", path), USAGE)
        self.assert_status(self.code(str(self.folder), "-o", str(self.folder / "b.txt")), USAGE)
        self.assertEqual((self.folder / "a.txt").read_text(), "Gunmen attacked a post.")
        self.assertFalse((self.folder / "b.txt").exists())


class Resources(ProgramTest):
    def test_a_missing_model_is_named_and_how_to_mend_it(self):
        result = self.code("--model", "/nowhere/reader.tmodel", "x.txt")
        self.assert_status(result, FAILED)
        self.assert_one_fault(result, "/nowhere/reader.tmodel: not found", "TOCSIN_MODEL")

    def test_a_damaged_model_is_an_integrity_error(self):
        model = self.write("broken.tmodel", b"\x00\x01 this is no model")
        result = self.code("--model", model, "x.txt")
        self.assert_status(result, INTEGRITY)
        self.assert_one_fault(result, "broken.tmodel")

    def test_a_missing_data_folder_is_named(self):
        result = self.code("--data", "/nowhere", "x.txt")
        self.assert_status(result, FAILED)
        self.assert_one_fault(result, "/nowhere", "TOCSIN_DATA")

    def test_an_output_is_not_touched_where_the_model_cannot_be_loaded(self):
        model = self.write("broken.tmodel", b"no model")
        output = self.write("out.jsonl", "yesterday's work")
        self.assert_status(self.code("--model", model, "x.txt", "-o", output), INTEGRITY)
        self.assertEqual(pathlib.Path(output).read_text(), "yesterday's work")

    def test_doctor_fails_where_coding_would(self):
        result = self.run_program("doctor", "--model", "/nowhere/reader.tmodel")
        self.assert_status(result, FAILED)
        self.assertIn("FAILED", result.stdout.decode())
        self.assertIn("tocsin ", result.stdout.decode())

    @needs_model
    def test_doctor_tells_what_was_found(self):
        result = self.run_program("doctor")
        self.assert_status(result, OK)
        text = result.stdout.decode()
        for word in ("data", "model", "languages", "ar, en", "codebook", "Reports can be coded"):
            self.assertIn(word, text)


if __name__ == "__main__":
    unittest.main()
