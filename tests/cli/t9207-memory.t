#!/bin/sh
# Memory that a library does not get, or room: the command says so and nothing is handed out, or what
# it hands out is as ever. No library may draw another character, leave a table out, or forget a user.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/tap/print.sh"
faults=$T_TOP/build/tools/faults.so
[ -f "$faults" ] || t_bail "$faults is not built"
[ "${B:-release}" = release ] || t_skip_all 'the sanitizers bring their own allocation'
t_print_office
t_sql 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
cp -r "$NCRE_OFFICE" before
"$NCRE" print-forms -q -o peace.pdf --candidate 82830001000001 || t_bail print-forms

print_without() { # FAULT: prints what went wrong
	rm -rf "$NCRE_OFFICE" forms.pdf
	cp -r before "$NCRE_OFFICE"
	LD_PRELOAD=$faults FAULT=$1 "$NCRE" print-forms -q -o forms.pdf --candidate 82830001000001 >out 2>err
	code=$?
	case $code in
	0) cmp -s peace.pdf forms.pdf || echo "# $1: done, and another file" ;;
	7) [ ! -f forms.pdf ] && grep -q '内存不足\|libharu 出错' err || echo "# $1: $(cat err)" ;;
	*) echo "# $1: exit $code $(cat err)" ;;
	esac
}
for library in libfreetype libhpdf libharfbuzz libz.so; do
	for n in 1 2 5 9 16 31 60 94 117 183; do
		print_without "alloc:$n:$library"
	done >wrong
	t_is "$(cat wrong)" '' "memory that $library does not get"
done

# What SQLite cannot look at for want of memory is not damaged, nor of another version.
for n in 1 30 6250 6254 6258 8770 8800 8807 8844 8900 9029 9500 10500 11500 12500 13500 14500 15500; do
	LD_PRELOAD=$faults FAULT=alloc:$n:libsqlite "$NCRE" check >out 2>err
	code=$?
	[ $code = 7 ] && grep -q 内存不足 err || echo "# $n: exit $code $(cat out err)"
done >wrong
t_is "$(cat wrong)" '' 'memory that SQLite does not get'

# A workbook of which a piece could not be written is not handed out.
cat >whole.py <<'PYTHON'
import sys, zipfile
import xml.etree.ElementTree as tree
with zipfile.ZipFile(sys.argv[1]) as z:
    for name in z.namelist():
        tree.fromstring(z.read(name))
PYTHON
for n in $(seq 1 40); do
	rm -rf "$NCRE_OFFICE" list.xlsx
	cp -r before "$NCRE_OFFICE"
	LD_PRELOAD=$faults FAULT=write:$n "$NCRE" export registrations -q -o list.xlsx >out 2>err
	code=$?
	case $code in
	0) python3 whole.py list.xlsx 2>&1 | sed "s/^/# $n: /" ;;
	7) [ ! -f list.xlsx ] && [ -s err ] || echo "# $n: $(cat err)" ;;
	*) echo "# $n: exit $code $(cat err)" ;;
	esac
done >wrong
t_is "$(cat wrong)" '' 'a piece of a workbook that could not be written'

# Who runs it: the journal never says uid0 of root because the look-up got no memory.
rm -rf "$NCRE_OFFICE"
cp -r before "$NCRE_OFFICE"
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16; do
	LD_PRELOAD=$faults FAULT=alloc:$n:libc.so "$NCRE" expire-unpaid -q >out 2>err
	case $? in
	3) grep -q '查不到运行命令的是哪个用户\|打不开' err || cat err ;;
	esac
done >wrong
t_is "$(cat wrong)" '' 'what is said'
t_is "$(t_sql "SELECT count(*) FROM run WHERE operator <> '$(id -un)'")" 0 'the journal names the user'
t_is "$(t_sql 'SELECT count(*) > 0 FROM run')" 1 'where it was found'
t_done
