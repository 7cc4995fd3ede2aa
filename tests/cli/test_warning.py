"""The warning: backtests over tables, assessments over reports, alerts over a desk."""

import datetime
import json
import pathlib
import unittest

import program
from program import NOTHING, OK, USAGE, ProgramTest, needs_model

TENSE = (
    "The army began to besiege the town of Mill on 3 March 2024 and closed the bridge. "
    "The governor threatened to storm the town. Elders rejected the demand to hand over their rifles. "
    "Talks between the army and the elders went on in the evening.\n"
)


def table_of_events(areas=3, days=500):
    lines = ["date_start,date_end,admin1,best"]
    first = datetime.date(2020, 1, 1)
    for day in range(days):
        date = (first + datetime.timedelta(days=day)).isoformat()
        for area in range(areas):
            if day % (area + 2) == 0:
                lines.append(f"{date},{date},Area {area},{1 + day % 4}")
    return "\n".join(lines) + "\n"


class BacktestTest(ProgramTest):
    def backtest(self, *arguments):
        events = self.write("events.csv", table_of_events())
        return self.run_program("backtest", "--events", events, *arguments)

    def test_json_holds_five_methods_and_a_forecast_for_each_area_and_month(self):
        result = self.backtest("--from", "2020-10", "--to", "2020-12", "--format", "json")
        self.assertEqual(result.returncode, OK, result.stderr)
        found = json.loads(result.stdout)
        self.assertEqual([m["id"] for m in found["methods"]], ["tocsin", "none", "last", "mean12", "conflictology"])
        self.assertEqual(len(found["forecasts"]), 9)
        self.assertLess(found["methods"][0]["crps"]["value"], found["methods"][1]["crps"]["value"])

    def test_the_same_table_gives_the_same_bytes(self):
        runs = [self.backtest("--from", "2020-10", "--to", "2020-11", "--format", "json").stdout for _ in range(2)]
        self.assertEqual(*runs)

    def test_a_picture_is_drawn(self):
        chart = self.folder / "scores.svg"
        result = self.backtest("--from", "2020-10", "--to", "2020-11", "--chart", str(chart))
        self.assertEqual(result.returncode, OK, result.stderr)
        self.assertTrue(chart.read_text(encoding="utf-8").startswith("<svg"))

    def test_months_without_history_and_a_bad_row_are_named(self):
        self.assertEqual(self.backtest("--from", "2020-01", "--to", "2020-03").returncode, USAGE)
        bad = self.write("bad.csv", "date_start,date_end,admin1,best\n2020-01-01,,A,many\n")
        result = self.run_program("backtest", "--events", bad, "--from", "2020-10", "--to", "2020-11")
        self.assertNotEqual(result.returncode, OK)
        self.assertIn(b"bad.csv, row 2", result.stderr)


@needs_model
class AssessTest(ProgramTest):
    def test_a_report_alone_gives_a_level_with_sentences_and_no_probability(self):
        report = self.write("mill.txt", TENSE)
        result = self.run_program("assess", report, "--format", "json", "--date", "2024-03-04")
        self.assertEqual(result.returncode, OK, result.stderr)
        found = json.loads(result.stdout)
        self.assertIn("siege", [i["id"] for i in found["indicators"]])
        self.assertIsNone(found["probability"])
        self.assertIsNone(found["baseline"])
        for indicator in found["indicators"]:
            self.assertTrue(indicator["evidence"])
            for each in indicator["evidence"]:
                self.assertEqual(TENSE[each["start"] : each["end"]].strip(), each["sentence"].strip())

    def test_nothing_tense_is_told_by_the_exit_status(self):
        report = self.write("bread.txt", program.NO_EVENT)
        self.assertEqual(self.run_program("assess", report, "--date", "2024-03-04").returncode, NOTHING)

    def test_why_and_chart(self):
        report = self.write("mill.txt", TENSE)
        chart = self.folder / "level.svg"
        result = self.run_program("assess", report, "--date", "2024-03-04", "--why", "--chart", str(chart))
        self.assertEqual(result.returncode, OK, result.stderr)
        self.assertIn("half-life", result.stdout.decode())
        self.assertIn("</svg>", chart.read_text(encoding="utf-8"))


@needs_model
class AlertTest(ProgramTest):
    def test_an_alert_is_given_once_listed_and_acknowledged(self):
        desk = str(self.folder / "desk.tocsin")
        rules = pathlib.Path(program.ROOT / "data" / "assess" / "alerts.toml").read_text(encoding="utf-8")
        self.write("alerts.toml", rules)
        report = self.write("mill.txt", TENSE)
        added = self.run_program("add", report, "--desk", desk, "--date", "2024-03-04")
        self.assertEqual(added.returncode, OK, added.stderr)
        self.assertIn(b"ALERT", added.stderr)
        again = self.run_program("alerts", "check", "--desk", desk)
        self.assertEqual(again.returncode, NOTHING, again.stderr)
        listed = self.run_program("alerts", "list", "--desk", desk).stdout.decode()
        identifier = listed.splitlines()[0].split("[")[-1].rstrip("]")
        self.assertEqual(self.run_program("alerts", "ack", identifier, "--desk", desk).returncode, OK)
        left = self.run_program("alerts", "list", "--open", "--desk", desk).stdout.decode()
        self.assertNotIn(f"[{identifier}]", left)


if __name__ == "__main__":
    unittest.main()
