#!/bin/sh
# make install and uninstall: what is put where, and that nothing is left.
. "${0%/*}/../tap/tap.sh"
cd "$T_TOP" || exit 255
dest=$T_DIR/w/dest

t_run make --no-print-directory -s install DESTDIR="$dest" PREFIX=/opt/exam
t_exit 0
t_out ''
t_err ''
t_run "$dest/opt/exam/bin/ncre" version
t_exit 0
t_out_like '^ncre [0-9.]+ '
t_err ''
for page in man1/ncre.1 man1/ncre-setup.1 man5/ncre-layout.5 man7/ncre-rules.7; do
	t_ok "$page is there" [ -s "$dest/opt/exam/share/man/$page" ]
done
t_ok 'the samples are there' [ -s "$dest/opt/exam/share/ncre/samples/setup.xlsx" ]
t_run make --no-print-directory -s uninstall DESTDIR="$dest" PREFIX=/opt/exam
t_exit 0
t_out ''
t_err ''
t_is "$(find "$dest" -type f -o -type l)" '' 'nothing is left'

# a bare machine: no compiler, no pkg-config; the Makefile can still be read and says what it would do
mkdir "$T_DIR/w/bin"
for tool in make sh sed awk printf; do
	ln -s "$(command -v $tool)" "$T_DIR/w/bin/$tool"
done
t_run env PATH="$T_DIR/w/bin" make -n check
t_exit 0
t_out_has scripts/install-deps
t_err ''
t_done
