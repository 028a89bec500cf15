#!/bin/sh
# ncre help: groups, one command, unknown ones; every command's help works.
. "${0%/*}/../tap/tap.sh"

t_run ncre help
t_exit 0
t_out_like '^  import +导入报名等各类表格$'
t_err ''
t_not 'hidden commands stay hidden' grep -q debug "$T_OUT"
t_run env NCRE_LANG=en "$NCRE" help
t_exit 0
t_out_like '^  undo +take one run back'
t_err ''
t_run ncre help nothing
t_exit 2
t_out ''
t_err_has '没有 nothing 这个命令'
t_run ncre --help
t_exit 0
t_out_has '用法：ncre [-C 办公文件夹] 命令'
t_err ''
for c in $("$NCRE" help | sed -n 's/^  \([a-z-]*\) .*/\1/p'); do
	t_run ncre "$c" --help
	t_exit 0
	t_out_has "用法： ncre $c"
	t_err ''
done

# Subcommands: told by help, by a wrong one, by none; too many arguments of one.
t_run ncre help bill
t_exit 0
t_out_has '用法： ncre bill [选项] 子命令 ...'
t_out_like '^  close \[ORDER\.\.\.\]$'
t_err ''
t_run ncre help reconcile-payments
t_exit 0
t_out_has '用法： ncre reconcile-payments [选项] FILE... | 子命令 ...'
t_err ''
t_run ncre bill
t_exit 2
t_out ''
t_err 'ncre: bill 需要参数：open, close, list, notice（用法：ncre help bill）'
t_run ncre bill pay
t_exit 2
t_out ''
t_err 'ncre: 没有 pay 这个子命令；可用：open, close, list, notice'
t_run ncre bill list all
t_exit 2
t_out ''
t_err 'ncre: bill list 不带参数（用法：ncre help bill）'
t_run ncre bill notice
t_exit 2
t_out ''
t_err 'ncre: bill notice 需要参数：ORDER（用法：ncre help bill）'

# A command's own option stands in place of the common one, and is shown once.
t_run ncre export --help
t_exit 0
t_out_has '--format csv|xlsx|jsonl'
t_is "$(grep -c -e '--format .*|' "$T_OUT")" 1 'one --format'
t_err ''
t_done
