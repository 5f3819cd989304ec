# Becomes the model server ($2 ...), as the leader of a session and a process group of its own: so
# what a terminal sends to its foreground does not reach it, and one signal reaches all of it.
#
# The standard input is a pipe whose other end is letterhead's and nobody else's. It ends when
# letterhead does, in whatever way: then a watcher ends the group, by force after $1 seconds.
exec 3<&0 </dev/null >&2
grace=$1
shift

to_all() {
  kill -s "$1" -- "-$$" || kill -s "$1" "$$"
}

# In a shell within a shell, so that the server has no child that it did not make.
( (
  trap '' HUP INT QUIT TERM
  exec >/dev/null 2>&1
  while read -r _ <&3; do :; done
  to_all TERM
  while [ "$grace" -gt 0 ] && to_all 0; do
    sleep 1
    grace=$((grace - 1))
  done
  to_all KILL
) & )
exec 3<&-
if command -v setsid >/dev/null; then
  exec setsid "$@"
fi
exec "$@"
