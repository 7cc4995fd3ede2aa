#!/usr/bin/env bash
# Runs every fuzz target of a build for some seconds over its corpus, and keeps the input of a crash.
#
# usage: tools/fuzz.sh BUILD_DIR SECONDS
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "$1") seconds=$2
folder=$build/tests/fuzz
/usr/bin/python3 -B tests/fuzz/seeds.py "$folder/corpus"
failed=0
for target in "$folder"/fuzz_*; do
  [ -x "$target" ] && [ -f "$target" ] || continue
  name=$(basename "$target"); name=${name#fuzz_}
  mkdir -p "$folder/run/$name"
  echo "== $name"
  (cd "$folder/run/$name" && "$target" "$folder/corpus/$name" "$seconds") || { failed=1; echo "$name: see $folder/run/$name"; }
done
exit $failed
