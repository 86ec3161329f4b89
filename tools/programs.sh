#!/bin/sh
# Makes sure that the programs the tests drive are there: a real Chromium and Firefox, Chinese fonts, nginx, openssl,
# zbar, strace, LibreOffice's writer and its spreadsheet.
# Installs Debian's packages where it may; elsewhere says in one line what to install.
set -eu
missing=""
need() { "$@" >/dev/null 2>&1 || missing="$missing $package"; }
package=chromium need command -v chromium
package=fonts-noto-cjk need sh -c "fc-list :lang=zh | grep -q Noto"
package=fonts-lxgw-wenkai need sh -c "fc-list | grep -q 'LXGW WenKai'"
package=nginx-light need sh -c "command -v nginx || test -x /usr/sbin/nginx"
package=firefox-esr need sh -c "command -v firefox-esr || command -v firefox"
package=openssl need command -v openssl
package=zbar-tools need command -v zbarimg
package=strace need command -v strace
office() { for place in /usr/lib /usr/lib64 /opt; do ls "$place"/libreoffice*/program/"$1" && return; done; return 1; }
package=libreoffice-writer-nogui need office libswlo.so
package=libreoffice-calc-nogui need office libsclo.so
[ -z "$missing" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "installing$missing"
  apt-get update -qq -o DPkg::Lock::Timeout=300  # another package manager may be at work
  DEBIAN_FRONTEND=noninteractive apt-get install -o DPkg::Lock::Timeout=300 -y -qq --no-install-recommends fontconfig $missing >/dev/null
else
  echo "please install:$missing (on Debian: sudo apt-get install fontconfig$missing)" >&2
  exit 1
fi
