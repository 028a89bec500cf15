#!/bin/sh
# Every header compiles alone.
. "${0%/*}/../tap/tap.sh"
cd "$T_TOP" || exit 255
t_run make --no-print-directory -s hdr-check
t_exit 0
t_out ''
t_err ''
t_done
