#!/usr/bin/env bash
# Comparisons for the model card: short trainings (6 layers, half of the corpus, 3 epochs, no pretraining), each of which
# differs from the first in one thing. A line of train/comparisons.tsv for each; one that is there is not made again.
set -euo pipefail
cd "$(dirname "$0")"
shared=${SHARED:-../../shared} python=../.venv-train/bin/python base=${BASE:-runs/base} vocabulary=${VOCABULARY:-runs/vocabulary}
table=comparisons.tsv
compare() {
  local name=$1; shift
  grep -q "^$name	" $table && return
  local out=runs/compare/${name// /-}
  "$python" train.py --base "$base" --vocabulary "$vocabulary" --shared "$shared" --out "$out" --no-keep --every 99 \
    --layers 6 --epochs 3 --public-epochs 0 --real-epochs 0 --share 0.5 "$@"
  "$python" - "$name" "$out" >> $table <<'EOF'
import json, sys
name, out = sys.argv[1:]
f, run = json.load(open(f"{out}/figures.json"))["dev"], json.load(open(f"{out}/run.json"))
cells = [f"{100 * f[k]['f1']:.1f}" for k in ("trigger", "type", "mode", "roles")] + [f"{100 * f[k]:.1f}" for k in ("reality", "aspect")]
print(name, *cells, f"{run['seconds'] / 60:.0f}", sep="\t")
EOF
}

compare "short: the first"
compare "short: 12 layers" --layers 12
compare "short: without real texts" --no-real
compare "short: one softmax over TYPE:mode" --typing joint
compare "short: TYPE then mode" --typing stepwise
compare "short: context of about one sentence" --window 40
compare "short: pretraining on GENEVA and WikiEvents" --public-epochs 1
compare "short: a quarter of the corpus" --share 0.25
compare "short: all of the corpus" --share 1.0
