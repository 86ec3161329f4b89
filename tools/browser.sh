#!/bin/sh
# Makes sure that a real Chromium and Chinese fonts are there: installs Debian's packages where it may, else says what to do.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "installing$missing"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig $missing >/dev/null
else
  echo "please install:$missing fontconfig (on Debian: sudo apt-get install$missing fontconfig)" >&2
  exit 1
fi
