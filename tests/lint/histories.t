#!/bin/sh
# The random histories play every command that writes, and every subcommand that does.
. "${0%/*}/../tap/tap.sh"
command -v python3 >/dev/null || t_skip_all 'python3 is not installed'
# a command with subcommands and nothing besides writes by those alone
awk '
	function whole() { if (writes && (!words || runs)) print name }
	FNR == 1 { whole(); name = FILENAME; gsub(/.*\/|\.c$/, "", name); writes = words = runs = 0 }
	/^ *\.need = NEED_(WRITE|LOCK),/ { writes = 1 }
	/^ *\.words =/ { words = 1 }
	/^ *\.run =/ { runs = 1 }
	/^ *\{"[a-z-]+", ".*NEED_WRITE,/ { split($0, part, "\""); print name " " part[2] }
	END { whole() }' "$T_TOP"/cmd/*.c >want
printf '%s\n' backup export init >>want # their work is outside the transaction
LC_ALL=C sort -o want want
"$T_TOP/tests/property/office.py" --commands >got
t_ok 'some commands write' grep -q '^refunds record$' want
t_same_file want got
t_done
