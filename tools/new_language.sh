#!/usr/bin/env bash
# Starts data/lang/CODE from English: language.toml to be filled in, which the program reads at once, and
# one *.toml.template for each further part, which it reads once you have filled it in and renamed it.
#
# usage: tools/new_language.sh CODE [NAME [SCRIPT [DIRECTION]]]
#        tools/new_language.sh fr French Latn ltr
set -euo pipefail
cd "$(dirname "$0")/.."
[[ $# -ge 1 && $# -le 4 && $1 =~ ^[a-z]{2,3}$ ]] || {
  echo "usage: tools/new_language.sh CODE [NAME [SCRIPT [DIRECTION]]]; CODE is two or three letters" >&2
  exit 2
}
code=$1 name=${2:-$1} script=${3:-Latn} direction=${4:-ltr}
[[ $direction == ltr || $direction == rtl ]] || { echo "DIRECTION is ltr or rtl, not $direction" >&2; exit 2; }
folder=data/lang/$code
[ ! -e "$folder" ] || { echo "$folder exists already: nothing was changed" >&2; exit 1; }
mkdir "$folder"

python3 - "$folder" "$name" "$script" "$direction" <<'PYTHON'
import re
import sys
from pathlib import Path

folder, name, script, direction = sys.argv[1:]
ENGLISH = Path("data/lang/en")
SIGNS = {"sentence_ends", "cuts", "group_separators", "decimal_separators"}  # the same in many languages
ENGLISH_ONLY = {"[[rule]]", "[[join]]", "[[example]]", "[pattern]", "[context]"}  # commented out
WORD_VALUES = {"[numbers]", "[multipliers]", "[attached]", "[fractions]"}  # words as keys: commented out
LIST = re.compile(r'^(?P<key>[\w"-]+) = \[')
WORD_VALUE = re.compile(r'^[\w"-]+ = -?[\d.]+$')


def emptied(lines):
    """The lines with the words of lists left out, and what only makes sense in English commented out."""
    section, examples, in_list = "", 0, False
    for line in lines:
        if in_list:
            in_list = not line.endswith("]")
            continue
        if line.startswith("["):
            section, examples = line, examples + (line == "[[example]]")
        if section == "[[example]]" and examples > 1:
            continue  # one example shows the form
        found = LIST.match(line)
        if section in ENGLISH_ONLY or section in WORD_VALUES and WORD_VALUE.match(line):
            yield f"# {line}" if line and not line.startswith("#") else line
        elif found and found["key"] not in {*SIGNS, "capitalised"}:
            in_list = not line.endswith("]")
            yield f"{found['key']} = []"
        else:
            yield line


for source in sorted(ENGLISH.glob("*.toml")):
    text = "\n".join(emptied(source.read_text(encoding="utf-8").splitlines())) + "\n"
    text = re.sub(r"\n{3,}", "\n\n", text)
    target = Path(folder) / source.name
    if source.name == "language.toml":
        text = re.sub(r'^name = .*$', f'name = "{name}"', text, flags=re.M)
        text = re.sub(r'^script = .*$', f'script = "{script}"', text, flags=re.M)
        text = re.sub(r'^direction = .*$', f'direction = "{direction}"', text, flags=re.M)
        text = re.sub(r"\A# .*", f"# How {name} is written. The fields are explained in ../README.md.", text)
    else:
        target = target.with_name(target.name + ".template")
        text = f"# For {name}: fill in the words, then rename this file to {source.name}.\n#\n" + text.replace(
            "English", name, 1)
    target.write_text(text, encoding="utf-8")
PYTHON

echo "$folder:"
ls "$folder" | sed 's/^/  /'
echo "Next: fill in language.toml (data/lang/README.md), and add tests/cases/text/sentences.$code.case."
