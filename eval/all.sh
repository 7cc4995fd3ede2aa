#!/usr/bin/env bash
# All evaluations over one program: `make eval`. SHARED names the folder with the development data.
set -euo pipefail
cd "$(dirname "$0")"
shared=${SHARED:-../../shared}
[ -d "$shared/annotation" ] || { echo "eval: no development data under $shared: set SHARED" >&2; exit 1; }
echo "== 40 real news texts"; python3 events.py "$shared"/annotation/dev/*.tann --program "$1"
echo; echo "== Arabic, held out"; python3 events.py ../train/corpus/authored/arabic-05.tann --program "$1"
echo; echo "== the acceptance report"; python3 events.py "$shared"/acceptance/daraa-2021-06-28.tann --program "$1"
