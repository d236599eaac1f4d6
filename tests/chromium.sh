#!/usr/bin/env bash
# Prints the path of the Chromium that the browser tests drive; installs one where that is possible, else says what to install.
# Its build without windows comes first: the same engine opens a page with a third of the work.
set -u
found() {
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" 2>/dev/null && return 0
  done
  return 1
}
found && exit 0
install() { DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fonts-noto-cjk "$1" >/dev/null 2>&1; }
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo '正在安装 Chromium 与中文字体 · installing Chromium and Chinese fonts' >&2
  apt-get update -qq >/dev/null && { install chromium-headless-shell || install chromium; } && found && exit 0
fi
echo '浏览器测试需要 Chromium 与中文字体，请安装: apt install chromium fonts-noto-cjk · the browser tests need these packages' >&2
exit 2
