#!/usr/bin/env bash
# Trains, evaluates and exports the reader, and writes its card: `make train`. Restartable: finished steps are skipped.
# SHARED names the folder with the annotated real texts; RUN the folder for what is made on the way. Seven minutes for each
# teacher on a GPU, two to three hours on two CPU cores; TEACHERS: how many, 6 for tocsin-reader-1. FROM=FILE.tmodel goes on
# from that reader instead, with what was annotated since: about an hour on two CPU cores. So tocsin-reader-2 came from
# tocsin-reader-1.
set -euo pipefail
cd "$(dirname "$0")"
shared=${SHARED:-../../shared} run=${RUN:-runs/reader-2} python=../.venv-train/bin/python

[ -x "$python" ] || { python3 -m venv ../.venv-train && ../.venv-train/bin/pip install -q -r requirements.txt; }
[ -f runs/base/model.safetensors ] || "$python" base.py --out runs/base
vocabulary=runs/vocabulary
learn() { "$python" train.py --base runs/base --vocabulary "$vocabulary" --shared "$shared" --out "$@"; }
later() { learn "$@" --head-rate 1e-3 --public-epochs 0 --epochs 0 --real-epochs 0 --closest-epochs 0; }
finish() {
  "$python" export.py --run "$run" --vocabulary "$vocabulary" --shared "$shared" --out ../models/tocsin-reader-2.tmodel
  "$python" card.py --run "$run" --out ../models/MODEL_CARD.md
}

if [ -n "${FROM:-}" ]; then
  vocabulary=$run/from
  [ -f "$run/from/reader.pt" ] || "$python" recover.py --model "$FROM" --base runs/base --out "$run/from"
  [ -f "$run/first/reader.pt" ] || later "$run/first" --seed 41 --taught-epochs 5 --rehearse 0.33 --start "$run/from/reader.pt" \
    --teachers "$run/from/reader.pt"
  [ -f "$run/second/reader.pt" ] || later "$run/second" --seed 42 --taught-epochs 4 --rehearse 0.33 \
    --start "$run/first/reader.pt" --teachers "$run/from/reader.pt" "$run/first/reader.pt"
  cp "$run/second/run.json" "$run/run.json"
  "$python" mean.py --out "$run/reader.pt" "$run/first/reader.pt" "$run/second/reader.pt"
  finish
  exit
fi

[ -f runs/vocabulary/pieces.json ] || "$python" vocabulary.py --base runs/base --shared "$shared" --out runs/vocabulary
# The first is the one that the reader goes on from; they differ so that they do not share their mistakes.
options=("--seed 4 --rate 2.4e-4" "--seed 1 --rate 1.2e-4 --head-rate 1e-3" "--seed 2" "--seed 3"
         "--seed 5 --public-epochs 2 --epochs 9 --closest-epochs 7" "--seed 6 --window 256")
teachers=()
for each in "${options[@]:0:${TEACHERS:-6}}"; do
  set -- $each
  [ -f "$run/teacher-$2/reader.pt" ] || learn "$run/teacher-$2" "$@"
  teachers+=("$run/teacher-$2/closest.pt")
done
later "$run" --seed 13 --start "${teachers[0]}" --teachers "${teachers[@]}"
finish
