#!/usr/bin/env bash
# Makes .venv with the locked dependencies, and installs this checkout in it.
# usage: scripts/setup.sh server|dev [PYTHON]
# A second call with the same lock does nothing and needs no network.
set -euo pipefail
cd "$(dirname "$0")/.."
what=$1
python=${2:-python3}

lock=requirements/$what.txt
stamp=.venv/installed
digest=$(cat "$lock" pyproject.toml | sha256sum | cut -d' ' -f1)

# The dev set contains the server set.
if [ -x .venv/bin/certreg ] && grep -qsx -e "$what $digest" -e "dev $(cat requirements/dev.txt pyproject.toml | sha256sum | cut -d' ' -f1)" "$stamp"; then
  exit 0
fi

if ! "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
  echo "certreg needs Python 3.11, 3.12 or 3.13; '$python' is $("$python" --version 2>&1 || echo missing). Call: make PYTHON=python3.12 …" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "Python's venv module is missing. Run: sudo apt-get install python3-venv" >&2
  exit 1
fi

echo "Setting up .venv ($what) …" >&2
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
echo "$what $digest" > "$stamp"
