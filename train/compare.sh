#!/usr/bin/env bash
# Comparisons for the model card: two epochs on the texts that are the most like what is read, from the trained reader as
# it was before those (START: its real.pt), each of which differs from the first in one thing. A line of
# train/comparisons.tsv for each; one that is there is not made again.
set -euo pipefail
cd "$(dirname "$0")"
shared=${SHARED:-../../shared} python=../.venv-train/bin/python base=${BASE:-runs/base} vocabulary=${VOCABULARY:-runs/vocabulary}
start=${START:-runs/reader-1/real.pt} table=comparisons.tsv
compare() {
  local name=$1 out=runs/compare/${1// /-}; shift
  grep -qF "$name	" "$table" && return
  "$python" train.py --base "$base" --vocabulary "$vocabulary" --shared "$shared" --out "$out" --no-keep --every 99 "$@"
  "$python" - "$name" "$out" >> "$table" <<'EOF'
import json, sys
name, out = sys.argv[1:]
f, run = json.load(open(f"{out}/figures.json"))["dev"], json.load(open(f"{out}/run.json"))
cells = [f"{100 * f[k]['f1']:.1f}" for k in ("trigger", "type", "mode", "roles")] + [f"{100 * f[k]:.1f}" for k in ("reality", "aspect")]
print(name, *cells, f"{run['seconds'] / 60:.0f}", sep="\t")
EOF
}
last() { compare "$1" --public-epochs 0 --epochs 0 --real-epochs 0 --closest-epochs 2 --rounded-epochs 0 --start "$start" "${@:2}"; }
# What comes first cannot be taken away from a trained reader.
from_base() { compare "$1" --layers 6 --epochs 3 --real-epochs 0 --closest-epochs 0 --rounded-epochs 0 --share 0.5 "${@:2}"; }

last "last stage: the first"
last "last stage: the lower 6 layers" --layers 6
last "last stage: without real texts" --no-real
last "last stage: one softmax over TYPE:mode" --typing joint
last "last stage: TYPE then mode" --typing stepwise
last "last stage: context of about one sentence" --window 40
last "last stage: a quarter of its texts" --share 0.25
last "last stage: half of its texts" --share 0.5
from_base "from the base: 6 layers, 3 epochs on half of the corpus" --public-epochs 0
from_base "from the base: the same after GENEVA and WikiEvents" --public-epochs 1
