#!/usr/bin/env bash
# Comparisons for the model card: whole trainings from the base, without teachers, each of which differs from the first in one
# thing, but for the seed where that is told. A line of train/comparisons.tsv for each; one that is there is not made
# again. Seven minutes each on a GPU.
set -euo pipefail
cd "$(dirname "$0")"
shared=${SHARED:-../../shared} python=../.venv-train/bin/python base=${BASE:-runs/base} vocabulary=${VOCABULARY:-runs/vocabulary}
table=comparisons.tsv
compare() {
  local name=$1 out=runs/compare/${1// /-}; shift
  grep -qF "$name	" "$table" && return
  "$python" train.py --base "$base" --vocabulary "$vocabulary" --shared "$shared" --out "$out" --no-keep --every 99 --seed 2 "$@"
  "$python" - "$name" "$out" >> "$table" <<'EOF'
import json, sys
name, out = sys.argv[1:]
f, run = json.load(open(f"{out}/figures.json")), json.load(open(f"{out}/run.json"))
cells = [f"{100 * f['dev'][k]['f1']:.1f}" for k in ("trigger", "type", "mode", "roles")] + [f"{100 * f['dev'][k]:.1f}" for k in ("reality", "aspect")]
print(name, *cells, f"{100 * f['arabic']['type']['f1']:.1f}", f"{run['seconds'] / 60:.0f}", sep="\t")
EOF
}
compare "the first (seed 2)"
compare "seed 3" --seed 3
compare "seed 1, rate 1.2e-4, heads 1e-3" --seed 1 --rate 1.2e-4 --head-rate 1e-3
compare "seed 4, rate 2.4e-4" --seed 4 --rate 2.4e-4
compare "seed 5, 2 epochs on GENEVA and WikiEvents, 9 on all, 7 on the closest" --seed 5 --public-epochs 2 --epochs 9 --closest-epochs 7
compare "seed 6, context of 256 pieces instead of 160" --seed 6 --window 256
compare "context of about one sentence (40 pieces)" --window 40
compare "the lower 6 layers (seed 1)" --seed 1 --layers 6
compare "without real texts" --no-real
compare "without GENEVA and WikiEvents" --public-epochs 0
compare "one softmax over TYPE:mode" --typing joint
compare "TYPE then mode" --typing stepwise
compare "a quarter of the texts" --share 0.25
compare "half of the texts" --share 0.5
