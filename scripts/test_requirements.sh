#!/usr/bin/env bash
# What the tests need beside Python packages: Chromium, Chinese fonts, Node.js 20 with the peers' packages.
# Installs what is missing where it may (root on Debian), else prints the exact command and fails.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
if ! command -v fc-list >/dev/null || [ -z "$(fc-list :lang=zh-cn family 2>/dev/null)" ]; then missing+=(fontconfig fonts-noto-cjk); fi
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)

if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} …" >&2
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  else
    echo "The tests need: ${missing[*]}. Run: sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi

# The peers' packages, by the lock's hashes; nothing to do when they are there already.
lock=tests/peers/package-lock.json
stamp=tests/peers/node_modules/.installed
if ! [ -f "$stamp" ] || ! sha256sum --check --status "$stamp"; then
  npm ci --prefix tests/peers --no-audit --no-fund --loglevel=error >&2
  sha256sum "$lock" > "$stamp"
fi
