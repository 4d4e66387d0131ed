#!/usr/bin/env bash
# Starts the application image once, as a user would, under Xvfb: a picture on the command line, then the window.
# Usage: installer/check-image.sh [folder for the screenshot]. Needs xvfb, xdotool and ImageMagick.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
program="$here/target/image/unclip-studio/bin/unclip-studio"
commands="$here/target/image/unclip-studio/bin/unclip"
out=${1:-"$here/target"}
[ -x "$program" ] || { echo "no image: run mvn -Pinstaller -DskipTests verify first" >&2; exit 1; }
export UNCLIP_HOME; UNCLIP_HOME=$(mktemp -d)
trap 'rm -rf "$UNCLIP_HOME"' EXIT

"$commands" generate "an owl" --seed 7 -o "$UNCLIP_HOME/owl.png"
[ -s "$UNCLIP_HOME/owl.png" ] || { echo "the image made no picture" >&2; exit 1; }
"$commands" recipe "$UNCLIP_HOME/owl.png" | grep -q "^prompt  an owl$"

xvfb-run -a -s "-screen 0 1280x800x24" bash -c '
  "$1" & pid=$!
  for _ in $(seq 60); do
    window=$(xdotool search --onlyvisible --name "Unclip Studio" 2>/dev/null | head -n 1) && [ -n "$window" ] && break
    sleep 0.5
  done
  [ -n "${window:-}" ] || { echo "no window within 30 s" >&2; kill $pid; exit 1; }
  sleep 3
  import -window root "$2/installer-window.png"
  kill $pid; wait $pid 2>/dev/null || true
' _ "$program" "$out"
echo "the image makes pictures and opens its window; screenshot: $out/installer-window.png"
