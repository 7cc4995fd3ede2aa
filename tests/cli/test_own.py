"""Places and actors of the desk's own: looked up, explained, added, and winning over ours."""

import time
import unittest

from program import FAILED, NOTHING, OK, ROOT, USAGE, ProgramTest, needs_model

SAMPLE = str(ROOT / "tests" / "fixtures" / "gazetteer" / "sample.tgaz")


class OwnTest(ProgramTest):
    def setUp(self):
        super().setUp()
        self.home = {"TOCSIN_HOME": str(self.folder / "home"), "TOCSIN_GAZETTEER": SAMPLE}

    def own(self, *arguments):
        return self.run_program(*arguments, env=self.home)

    def lines(self, *arguments, status=OK):
        result = self.own(*arguments)
        self.assert_status(result, status)
        return result.stdout.decode().splitlines()


class Gazetteer(OwnTest):
    def test_a_name_is_found_with_its_row_in_any_spelling(self):
        for name in ("Tafas", "طفس", "al-Tafas"):
            with self.subTest(name=name):
                self.assertIn("supplement:tafas", self.lines("gazetteer", "find", name)[0])

    def test_a_name_that_no_place_bears_says_so(self):
        result = self.own("gazetteer", "find", "Nowhereton")
        self.assert_status(result, NOTHING)
        self.assert_one_fault(result, "Nowhereton", "gazetteer add")

    def test_explain_says_why_a_name_means_a_place(self):
        near = self.lines("gazetteer", "explain", "Paris", "--near", "Texas")
        self.assertIn("supplement:paris-texas", near[0])
        alone = self.lines("gazetteer", "explain", "Paris")
        self.assertIn("supplement:paris,", alone[0])
        self.assertEqual(len([line for line in alone if "supplement:paris" in line and "  PPL" in line]), 2)

    def test_one_place_is_added_and_wins(self):
        place = ("--name", "Tafas", "--aka", "طفس البلد", "--lat", "32.74", "--lon", "36.07",
                 "--country", "SY", "--admin1", "Dar'a")
        self.assert_status(self.own("gazetteer", "add", *place), OK)
        found = self.lines("gazetteer", "find", "Tafas")
        self.assertIn("own:tafas", found[0])
        self.assertIn("Daraa, SYR", found[0])
        self.assertNotIn("supplement:tafas", "\n".join(found))
        self.assertIn("own:tafas", self.lines("gazetteer", "find", "طفس البلد")[0])
        self.assert_status(self.own("gazetteer", "add", *place), OK)
        table = (self.folder / "home" / "gazetteer" / "own.csv").read_text()
        self.assertEqual(table.count("own:tafas"), 1)

    def test_a_table_is_taken_over_with_its_columns_named(self):
        file = self.write("field.csv", "Village,Y,X\nTall Harra,33.05,36.0\n")
        result = self.own("gazetteer", "add", file, "--columns", "name=Village,lat=Y,lon=X")
        self.assert_status(result, OK)
        self.assertIn("field:tall-harra", self.lines("gazetteer", "find", "Tall Harra")[0])

    def test_a_table_with_a_fault_changes_nothing(self):
        file = self.write("field.csv", "name,lat,lon\nTall,133.05,36.0\n")
        result = self.own("gazetteer", "add", file)
        self.assert_status(result, FAILED)
        self.assert_one_fault(result, "field.csv:2", "133.05")
        self.assertFalse((self.folder / "home" / "gazetteer" / "field.csv").exists())

    def test_tables_edited_by_hand_count_after_build(self):
        file = self.write("field.csv", "name,lat,lon\nTall Harra,33.05,36.0\n")
        self.assert_status(self.own("gazetteer", "add", file), OK)
        table = self.folder / "home" / "gazetteer" / "field.csv"
        table.write_text(table.read_text().replace("Tall Harra", "Tall Hara Kebir"))
        self.assert_status(self.own("gazetteer", "build"), OK)
        self.assertIn("field:", self.lines("gazetteer", "find", "Tall Hara Kebir")[0])

    def test_neither_file_nor_name_is_a_usage_error(self):
        self.assert_status(self.own("gazetteer", "add"), USAGE)
        self.assert_status(self.own("gazetteer", "add", "--name", "X"), USAGE)
        self.assert_status(self.own("gazetteer"), USAGE)

    def test_a_place_that_cannot_be_is_refused(self):
        result = self.own("gazetteer", "add", "--name", "X", "--lat", "95", "--lon", "0")
        self.assert_status(result, USAGE)
        self.assert_one_fault(result, "latitude")

    @needs_model
    def test_explain_reads_the_name_as_a_report_has_it(self):
        file = self.write("report.txt", "Shells fell on Tafas, in western Daraa, on 3 May 2021.\n")
        first = self.lines("gazetteer", "explain", "Tafas", "--in", file)[0]
        self.assertIn("supplement:tafas", first)

    @unittest.skipUnless((ROOT / "build" / "gazetteer.tgaz").exists(), "the gazetteer is not built")
    def test_a_name_is_found_in_the_whole_gazetteer_in_a_moment(self):
        begin = time.monotonic()
        whole = str(ROOT / "build" / "gazetteer.tgaz")
        result = self.own("gazetteer", "find", "Daraa", "--gazetteer", whole)
        self.assert_status(result, OK)
        self.assertLess(time.monotonic() - begin, 5)


class Actors(OwnTest):
    def test_the_register_is_listed(self):
        self.assertGreater(len(self.lines("actors", "list")), 600)
        syrian = self.lines("actors", "list", "--country", "SYR", "--sector", "REB")
        self.assertTrue(syrian)
        self.assertTrue(all("  SYR  " in line for line in syrian))

    def test_who_a_title_is_depends_on_the_day(self):
        for day, name in (("2021-06-28", "Joe Biden"), ("2018-06-28", "Donald Trump")):
            with self.subTest(day=day):
                first = self.lines("actors", "explain", "US president", "--sector", "GOV", "--date", day)[0]
                self.assertIn(name, first)

    def test_an_actor_is_added_and_wins(self):
        added = self.own("actors", "add", "--name", "Hamas", "--id", "our-hamas", "--country", "YEM",
                         "--sector", "REB,PTY")
        self.assert_status(added, OK)
        self.assertIn("actors:our-hamas", self.lines("actors", "explain", "Hamas")[0])
        self.assertEqual(len(self.lines("actors", "list", "--own")), 1)

    def test_a_table_of_actors_is_taken_over(self):
        file = self.write("ours.toml", '[[actor]]\nid = "syr-guard"\nname = "Tall Guard"\n'
                                       'country = "SYR"\nsectors = ["PRM"]\n')
        self.assert_status(self.own("actors", "add", file), OK)
        self.assertIn("actors:syr-guard", self.lines("actors", "explain", "Tall Guard")[0])

    def test_a_table_with_a_fault_is_refused_and_changes_nothing(self):
        file = self.write("ours.csv", "name,sectors\nTall Guard,GUARD\n")
        result = self.own("actors", "add", file)
        self.assert_status(result, FAILED)
        self.assert_one_fault(result, "ours.csv:2", "GUARD", "expected one of")
        self.assertFalse((self.folder / "home" / "actors" / "ours.csv").exists())

    def test_a_name_that_nobody_bears_says_so(self):
        self.assert_status(self.own("actors", "explain", "Nobody at All"), NOTHING)


if __name__ == "__main__":
    unittest.main()
