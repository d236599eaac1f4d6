#!/usr/bin/env bash
# The files in deploy/ are tested with the system's nginx and Caddy; install them where that is possible, else these tests are skipped.
set -u
command -v caddy >/dev/null 2>&1 && PATH="$PATH:/usr/sbin" command -v nginx >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo '正在安装 nginx 与 Caddy（只供测试，不启动） · installing nginx and Caddy (for tests, not started)'
  (apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light caddy) >/dev/null && exit 0
fi
echo '没有 nginx 或 Caddy，deploy/ 的测试从略 · without nginx or Caddy the tests of deploy/ are skipped: apt install nginx-light caddy'
