#!/usr/bin/env bash
# All evaluations over one program: `make eval`. SHARED names the folder with the development data.
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")"
shared=${SHARED:-../../shared}
[ -d "$shared/annotation" ] || { echo "eval: no development data under $shared: set SHARED" >&2; exit 1; }
echo "== 40 real news texts"; python3 events.py "$shared"/annotation/dev/*.tann --program "$program"
echo; echo "== Arabic, held out"; python3 events.py ../train/corpus/authored/arabic-05.tann --program "$program"
echo; echo "== the acceptance report"; python3 events.py "$shared"/acceptance/daraa-2021-06-28.tann --program "$program"
# What the resolvers make of given mentions; their drivers stand beside the program.
drivers=$(dirname "$program")/eval
echo; echo "== times"; python3 time.py "$shared/eval/time/wikiwars" --program "$drivers/tocsin_time_eval"
echo; echo "== places"; for file in lgl TR-News; do python3 place.py "$shared/eval/place/$file.xml" --driver "$drivers/place_driver"; done
echo; echo "== Syrian places"; python3 syria.py "$shared/eval/place/ucdp_syria_2016_2017.csv" --driver "$drivers/place_driver"
echo; echo "== actors"; python3 actors.py --texts "$shared/annotation/dev" --driver "$drivers/mention_driver"
echo; echo "== quantities"; python3 quantities.py --texts "$shared/annotation/dev" --driver "$drivers/mention_driver"
