#!/usr/bin/env bash
# Trains, evaluates and exports the reader, and writes its card: `make train`. Restartable: finished steps are skipped.
# SHARED names the folder with the annotated real texts; RUN the folder for what is made on the way. Seven minutes for each
# teacher on a GPU, two to three hours on two CPU cores; TEACHERS: how many, 6 for the shipped reader.
set -euo pipefail
cd "$(dirname "$0")"
shared=${SHARED:-../../shared} run=${RUN:-runs/reader-1} python=../.venv-train/bin/python

[ -x "$python" ] || { python3 -m venv ../.venv-train && ../.venv-train/bin/pip install -q -r requirements.txt; }
[ -f runs/base/model.safetensors ] || "$python" base.py --out runs/base
[ -f runs/vocabulary/pieces.json ] || "$python" vocabulary.py --base runs/base --shared "$shared" --out runs/vocabulary
learn() { "$python" train.py --base runs/base --vocabulary runs/vocabulary --shared "$shared" --out "$@"; }

# The first is the one that the reader goes on from; they differ so that they do not share their mistakes.
options=("--seed 4 --rate 2.4e-4" "--seed 1 --rate 1.2e-4 --head-rate 1e-3" "--seed 2" "--seed 3"
         "--seed 5 --public-epochs 2 --epochs 9 --closest-epochs 7" "--seed 6 --window 256")
teachers=()
for each in "${options[@]:0:${TEACHERS:-6}}"; do
  set -- $each
  [ -f "$run/teacher-$2/reader.pt" ] || learn "$run/teacher-$2" "$@"
  teachers+=("$run/teacher-$2/closest.pt")
done
learn "$run" --seed 13 --head-rate 1e-3 --public-epochs 0 --epochs 0 --real-epochs 0 --closest-epochs 0 --start "${teachers[0]}" \
  --teachers "${teachers[@]}"
"$python" export.py --run "$run" --vocabulary runs/vocabulary --shared "$shared" --out ../models/tocsin-reader-1.tmodel
"$python" card.py --run "$run" --out ../models/MODEL_CARD.md
