# Runs on the host of a published site, as the beginning of the input of sh -s -- TARGET BUILDS. It has the lock until its
# input ends, and answers each further line with one line.
set -eu
umask 022
target=$1 builds=$2

inode() { set -- $(ls -di -- "$1"); echo "$1"; }
published() { if [ -d "$target" ]; then (cd -P -- "$target" && pwd -P); fi; }
# The folder that was published before, if it is the one that was recorded, and is not published now.
previous() {
  [ -f "$builds/previous" ] || return 0
  read -r name number < "$builds/previous" || return 0
  [ -d "$builds/$name" ] && [ "$(inode "$builds/$name")" = "$number" ] || return 0
  found=$(cd -P -- "$builds/$name" && pwd -P)
  [ "$found" = "$(published)" ] || echo "$found"
}
clean() {
  now=$(published) before=$(previous) all=$(cd -P -- "$builds" && pwd -P)
  for path in "$all"/*; do
    case $path in "$now" | "$before" | "$all/lock" | "$all/previous") ;; *) rm -rf -- "$path" ;; esac
  done
}
put() {
  now=$(published)
  if [ "${now%/*}" = "$(cd -P -- "$builds" && pwd -P)" ]; then
    echo "${now##*/} $(inode "$now")" > "$builds/previous-new"
    mv -f -- "$builds/previous-new" "$builds/previous"
  fi
  ln -s "${builds##*/}/$1" "$builds/link-new"
  # Rename the link over the other one: GNU, BusyBox, and BSD. Without this option, it would be moved into the folder.
  mv -fT -- "$builds/link-new" "$target" 2> /dev/null || mv -fh -- "$builds/link-new" "$target"
}
files() { (cd -- "$1" && find . -type f | LC_ALL=C sort); }
count() {
  now=$(published)
  if [ -z "$now" ]; then echo 0 0; return; fi
  files "$now" > "$builds/old-files"
  files "$builds/$1" > "$builds/new-files"
  echo $(LC_ALL=C comm -23 "$builds/old-files" "$builds/new-files" | wc -l) $(wc -l < "$builds/old-files")
}

if ! command -v flock > /dev/null; then echo no-flock; exit; fi
if [ -e "$target" ] && [ ! -L "$target" ]; then echo folder; exit; fi
mkdir -p -- "$builds"
exec 9> "$builds/lock"
flock -n 9 || { echo busy; exit; }
clean
trap clean EXIT
trap "exit 1" HUP INT TERM PIPE
echo "ready $(published)"
while read -r question name; do
  case $question in
    stage) mkdir -- "$builds/$name"; echo staged ;;
    count) count "$name" ;;
    switch) sync; put "$name"; echo switched ;;
    back) before=$(previous); if [ -n "$before" ]; then put "${before##*/}"; echo switched; else echo none; fi ;;
    forget) rm -f -- "$builds/previous"; clean; echo forgotten ;;
  esac
done
