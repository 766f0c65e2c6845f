#!/bin/sh
# Runs a function's process with a /tmp of its own, its code read-only, under a user of its own.
# $1 sandbox directory, $2 code, $3 bootstraps, $4 user id, then the command. Called inside a fresh mount namespace.
set -e
mkdir -p "$1/tmp/.sluice/task" "$1/tmp/.sluice/runtime"
chmod 1777 "$1/tmp"
mount --bind "$2" "$1/tmp/.sluice/task"
mount -o remount,bind,ro "$1/tmp/.sluice/task"
mount --bind "$3" "$1/tmp/.sluice/runtime"
mount -o remount,bind,ro "$1/tmp/.sluice/runtime"
mount --rbind "$1/tmp" /tmp
uid=$4
shift 4
cd /tmp/.sluice/task
exec setpriv --reuid "$uid" --regid "$uid" --clear-groups --no-new-privs --pdeathsig KILL "$@"
