#!/usr/bin/env bash
# Runs every fuzz target of a build for some seconds over its corpus, as many at a time as there are
# processors, and keeps the input of a crash. Ends with the line "N passed, N failed".
#
# usage: tools/fuzz.sh BUILD_DIR SECONDS
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 2 ] && [ -d "$1" ] || { echo "usage: tools/fuzz.sh BUILD_DIR SECONDS" >&2; exit 2; }
folder=$(realpath "$1")/tests/fuzz seconds=$2
export folder seconds
/usr/bin/python3 -B tests/fuzz/seeds.py "$folder/corpus"

fuzz_one() {
  local name=$1 run=$folder/run/$1
  mkdir -p "$run"
  if (cd "$run" && "$folder/fuzz_$name" "$folder/corpus/$name" "$seconds" > log 2>&1); then
    echo "passed: $name: $(tail -1 "$run/log")"
  else
    tail -40 "$run/log"
    echo "failed: $name: its last input and log are in $run"
  fi
}
export -f fuzz_one

results=$(find "$folder" -maxdepth 1 -type f -executable -name 'fuzz_*' -printf '%f\n' | sed 's/^fuzz_//' | sort |
  xargs -P "$(nproc)" -I{} bash -c 'fuzz_one {}')
echo "$results"
passed=$(grep -c '^passed: ' <<< "$results" || true)
failed=$(grep -c '^failed: ' <<< "$results" || true)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
