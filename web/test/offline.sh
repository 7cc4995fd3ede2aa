#!/bin/sh
# Runs a command where no network is but the machine's own loopback: what asks anything of elsewhere fails.
#   web/test/offline.sh COMMAND...
set -eu
as_root=$([ "$(id -u)" = 0 ] || echo --map-root-user)
exec unshare $as_root --net sh -c 'ip link set lo up && exec "$@"' offline "$@"
