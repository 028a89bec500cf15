#!/bin/sh
# ncre debug-rows: rows as TSV, cells with their types, and what is refused.
. "${0%/*}/../tap/tap.sh"

printf '\320\325\303\373,\320\324\261\360\n"\325\305\n\310\375",\304\320\n' >"$T_DIR/gbk.csv"
t_run ncre debug-rows "$T_DIR/gbk.csv"
t_exit 0
t_out '姓名	性别
张\n三	男'
t_err ''

t_run ncre debug-rows --cells "$T_DIR/gbk.csv"
t_exit 0
t_out '#sheet	0	visible	gbk.csv
0	A1	s	姓名
0	B1	s	性别
0	A2	s	张\n三
0	B2	s	男'
t_err ''

t_run ncre debug-rows --sheet 没有 "$T_DIR/gbk.csv"
t_exit 3
t_out ''
t_err 'ncre: 没有这张工作表：没有'

printf '<html><body><table><tr><td>1</td></tr></table>' >"$T_DIR/a.xls"
t_run ncre debug-rows --cells "$T_DIR/a.xls"
t_exit 3
t_out_like '^ERR	.*网页'
t_err_has '另存为'

printf 'a,b\n1,"2\n' >"$T_DIR/open.csv"
t_run ncre debug-rows "$T_DIR/open.csv"
t_exit 3
t_out 'a	b'
t_err_has '第 2 行：双引号没有配对'

: >"$T_DIR/empty.csv"
t_run ncre debug-rows "$T_DIR/empty.csv"
t_exit 3
t_out ''
t_err_has '请核对是否选错文件'

t_run ncre debug-rows "$T_DIR/none.csv"
t_exit 3
t_out ''
t_err_has '没有这个文件'

t_run ncre debug-rows
t_exit 2
t_out ''
t_err_has debug-rows
t_done
