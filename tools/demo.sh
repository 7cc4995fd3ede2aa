#!/usr/bin/env bash
# Shows the whole way: the reports under examples/ as coded events, then a desk with their incidents and a warning.
#
# usage: tools/demo.sh PROGRAM
set -euo pipefail
cd "$(dirname "$0")/.."
program=$1
desk=build/demo.tocsin

"$program" code examples

rm -f "$desk" "$desk"-wal "$desk"-shm
echo; echo "== A desk of the same reports: $desk"
"$program" add examples/reports --desk "$desk" > /dev/null
"$program" fuse --desk "$desk"
echo; echo "== How tense is Wadi Selim's country, and why?"
"$program" assess --desk "$desk" --area Sudan --as-of 2023-09-02
echo
echo "Open it in the browser:  $program serve --desk $desk"
