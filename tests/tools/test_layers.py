"""What tools/layers.py finds."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "tools" / "layers.py"


def run(*arguments):
    return subprocess.run(
        [sys.executable, str(PROGRAM), *map(str, arguments)], capture_output=True, text=True
    )


class Layers(unittest.TestCase):
    def violations(self, name, content):
        """The lines printed for a tree with one file."""
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True)
            path.write_text(content)
            result = run("--root", folder)
        lines = result.stdout.splitlines()[:-1]
        self.assertEqual(result.returncode, 1 if lines else 0)
        return lines

    def test_a_stage_that_includes_a_later_one_is_named_with_its_line(self):
        (line,) = self.violations(
            "tocsin/text/a.cc", '#include <string>\n#include "tocsin/code/code.h"\n'
        )
        self.assertIn("tocsin/text/a.cc:2: text may not include code", line)

    def test_a_library_outside_its_folder_is_a_violation(self):
        (line,) = self.violations("tocsin/code/a.cc", "#include <openvino/openvino.hpp>\n")
        self.assertIn("OpenVINO may be included in analyse only", line)

    def test_a_library_of_no_table_is_a_violation(self):
        (line,) = self.violations("apps/a.cc", "#include <boost/asio.hpp>\n")
        self.assertIn("belongs to no library", line)

    def test_a_folder_of_no_table_is_a_violation(self):
        (line,) = self.violations("tocsin/extra/a.h", "#pragma once\n")
        self.assertIn("extra is not in the table", line)

    def test_an_include_that_begins_beside_the_file_is_a_violation(self):
        (line,) = self.violations("tocsin/text/a.cc", '#include "read.h"\n')
        self.assertIn("does not begin at the root", line)

    def test_allowed_includes_give_no_line(self):
        content = '#include <vector>\n#include <re2/re2.h>\n#include "tocsin/core/span.h"\n'
        self.assertEqual(self.violations("tocsin/resolve/a.cc", content), [])

    def test_the_project_keeps_to_its_tables(self):
        result = run()
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_the_architecture_page_holds_the_tables(self):
        result = run("--check", ROOT / "ARCHITECTURE.md")
        self.assertEqual(result.returncode, 0, result.stdout)

    def test_a_page_with_other_tables_is_told(self):
        with tempfile.NamedTemporaryFile("w", suffix=".md") as page:
            page.write(run("--markdown").stdout.replace("| `text` | `core` |", "| `text` | all |"))
            page.flush()
            result = run("--check", page.name)
        self.assertEqual(result.returncode, 1)
        self.assertIn("-| `text` | all |", result.stdout)


if __name__ == "__main__":
    unittest.main()
