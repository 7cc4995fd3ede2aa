#!/usr/bin/env bash
# Everything that must hold before a change is merged: format, includes, generated pages, headers that
# compile alone, a build without warnings, and all tests. Stops at the first that does not hold.
#
# usage: tools/check.sh [--tidy]      --tidy: clang-tidy over all sources as well (slow)
set -euo pipefail
cd "$(dirname "$0")/.."
build=build/check
jobs=${JOBS:-$(nproc)}
tidy=${1:-}
step() { echo "== $*"; }
sources() { find tocsin apps tests eval -name "$1" -print0 | sort -z; }

step format
if command -v clang-format >/dev/null; then
  { sources '*.h'; sources '*.cc'; } | xargs -0 clang-format --dry-run -Werror
else
  echo "clang-format is not installed: not checked"
fi

step includes
python3 tools/layers.py
python3 tools/layers.py --check ARCHITECTURE.md

step generated pages
python3 tools/codebook_docs.py --check

step headers compile alone
read -ra flags <<< "$(pkg-config --cflags icu-uc icu-i18n gumbo re2 geographiclib)"
sources '*.h' | xargs -0 -n 1 -P "$jobs" \
  g++ -std=c++20 -fsyntax-only -w -I. "${flags[@]}" -x c++

step build
make --no-print-directory setup gazetteer
cmake --preset release -B "$build" -DTOCSIN_WARNINGS_AS_ERRORS=ON >/dev/null
cmake --build "$build" -j "$jobs" -- --quiet

if [ "$tidy" = --tidy ]; then
  step clang-tidy
  { find tocsin apps -name '*.cc' -print0 | sort -z; } |
    xargs -0 -n 1 -P "$jobs" clang-tidy --quiet -p "$build"
fi

step tests
tools/test.sh "$build"
