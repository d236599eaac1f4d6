#!/usr/bin/env bash
# The browser tests use the system's Chromium; install it where that is possible, else say what to install.
set -u
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo '正在安装 Chromium 与中文字体 · installing Chromium and Chinese fonts'
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk) >/dev/null && exit 0
fi
echo '浏览器测试需要 Chromium 与中文字体，请安装: apt install chromium fonts-noto-cjk · the browser tests need these packages'
exit 2
