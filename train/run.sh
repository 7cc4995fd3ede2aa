#!/usr/bin/env bash
# Trains, evaluates and exports the reader, and writes its card: `make train`. Restartable: finished steps are skipped.
# SHARED names the folder with the annotated real texts; RUN the folder for what is made on the way.
set -euo pipefail
cd "$(dirname "$0")"
shared=${SHARED:-../../shared} run=${RUN:-runs/reader-1} python=../.venv-train/bin/python

[ -x "$python" ] || { python3 -m venv ../.venv-train && ../.venv-train/bin/pip install -q -r requirements.txt; }
[ -f runs/base/model.safetensors ] || "$python" base.py --out runs/base
[ -f runs/vocabulary/pieces.json ] || "$python" vocabulary.py --base runs/base --shared "$shared" --out runs/vocabulary
"$python" train.py --base runs/base --vocabulary runs/vocabulary --shared "$shared" --out "$run" "$@"
"$python" export.py --run "$run" --vocabulary runs/vocabulary --shared "$shared" --out ../models/tocsin-reader-1.tmodel
"$python" card.py --run "$run" --out ../models/MODEL_CARD.md
