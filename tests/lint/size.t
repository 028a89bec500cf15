#!/bin/sh
# No file or function past its size.
. "${0%/*}/../tap/tap.sh"

cd "$T_TOP" || exit 255
t_run scripts/check-size lib/*/*.[ch] cmd/*.[ch]
t_exit 0
t_out ''
t_err ''

cd "$T_DIR/w" || exit 255
mkdir -p cmd lib/base
yes 'int x;' | head -n 301 >cmd/a.c
yes 'int x;' | head -n 301 >lib/base/a.c
t_run "$T_TOP/scripts/check-size" cmd/a.c lib/base/a.c
t_exit 1
t_out 'cmd/a.c: 301 lines, at most 300'
t_err ''

if ctags --version 2>/dev/null | grep -q Universal; then
	{
		echo 'int long_one(void)'
		echo '{'
		yes '	;' | head -n 98
		echo '}'
	} >lib/base/b.c
	t_run "$T_TOP/scripts/check-size" lib/base/b.c
	t_exit 1
	t_out 'lib/base/b.c: long_one has 101 lines, at most 100'
	t_err ''
fi
t_done
