#!/bin/sh
# A command has one name in five places.
. "${0%/*}/../tap/tap.sh"

t_run "$T_TOP/scripts/check-names" "$T_TOP"
t_exit 0
t_out ''
t_err ''

mkdir -p cmd man tests/cli
printf 'CMD(good)\nCMD(absent)\nCMD(un_done)\n' >cmd/commands.def
printf 'const struct cmd cmd_good = {\n\t.name = "good",\n' >cmd/good.c
printf 'const struct cmd cmd_undone = {\n\t.name = "un_done",\n' >cmd/un-done.c
: >cmd/main.c
: >man/ncre-good.1
: >man/ncre-old.1
: >tests/cli/t0100-good.t
t_run "$T_TOP/scripts/check-names" .
t_exit 1
t_out 'cmd/un-done.c: does not define cmd_un_done
cmd/un-done.c: its .name is not "un-done"
cmd/un-done.c: no tests/cli/tNNNN-un-done.t
cmd/un-done.c: no man/ncre-un-done.1
cmd/commands.def: absent has no cmd/absent.c
man/ncre-old.1: no such command'
t_err ''
t_done
