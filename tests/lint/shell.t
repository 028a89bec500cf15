#!/bin/sh
# Shell scripts are clean: shellcheck where it is installed.
. "${0%/*}/../tap/tap.sh"
command -v shellcheck >/dev/null || t_skip_all 'shellcheck is not installed'

cd "$T_TOP" || exit 255
scripts=$(grep -lE '^#!.*/(env )?(ba)?sh$' scripts/* .ci/run tests/*/*.t)
# SC1091: sourced files are not followed. SC2016: programs in single quotes are meant.
# SC2010: the names in a test are ours. SC1111, SC1112: quotation marks of Chinese sentences.
# SC2034, SC2154: variables of the harness. SC2086: lists of words are meant where they stand bare.
t_run env LC_ALL=C.UTF-8 shellcheck -S warning -e SC1091,SC1111,SC1112,SC2010,SC2016,SC2034,SC2154,SC2086 $scripts
t_exit 0
t_out ''
t_err ''
t_done
