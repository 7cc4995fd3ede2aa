#!/usr/bin/env bash
# All benchmarks over one program: `make bench`.
set -euo pipefail
cd "$(dirname "$0")"
python3 bulk.py --program "$1"
python3 one_report.py --program "$1"
