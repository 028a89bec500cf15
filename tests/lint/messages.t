#!/bin/sh
# Both languages of a message take the same arguments.
. "${0%/*}/../tap/tap.sh"
check="awk -f $T_TOP/scripts/check-messages.awk"

t_run $check "$T_TOP"/lib/base/messages*.h
t_exit 0
t_out ''
t_err ''

cat >m.h <<'END'
#define E_GOOD T("第 %d 行，%s", "row %d, (%s)")
#define E_TWO                                     \
	T("甲 %lld",                              \
	  "a " "%lld")
#define E_SWAPPED T("%s %d", "%d %s")
#define E_WIDTH T("%5d 100%%", "%-3d")
#define E_EMPTY T("", "")
#define X_NAME T("甲", "a")
#define E_GOOD T("甲", "a")
#define E_BARE "a"
END
t_run $check m.h
t_exit 1
t_out 'm.h:5: E_SWAPPED: the languages differ in their arguments: %s %d and %d %s
m.h:7: E_EMPTY: an empty text
m.h:8: X_NAME: starts with none of E_ W_ I_ F_ S_
m.h:9: E_GOOD: defined twice
m.h:10: E_BARE: not T("...", "...")'
t_err ''
t_done
