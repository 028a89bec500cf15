#!/bin/sh
# The sources are as clang-format leaves them, where it is installed.
. "${0%/*}/../tap/tap.sh"
command -v clang-format >/dev/null || t_skip_all 'clang-format is not installed'
cd "$T_TOP" || exit 255
t_run make --no-print-directory -s format-check
t_exit 0
t_out ''
t_err ''
t_done
