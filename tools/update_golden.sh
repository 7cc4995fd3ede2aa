#!/usr/bin/env bash
# Records how the built program codes examples/; review the diff before it is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
python3 tests/model/test_reader.py --record
git diff --stat -- tests/golden
