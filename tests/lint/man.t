#!/bin/sh
# The manual: clean mdoc, and what it says is what the program does.
. "${0%/*}/../tap/tap.sh"
command -v mandoc >/dev/null || t_skip_all 'mandoc is not installed'

cd "$T_TOP" || exit 255
t_run mandoc -T lint -W warning man/*.[157]
t_exit 0
t_out ''
t_err ''

t_run scripts/check-docs "$NCRE" man
t_exit 0
t_out ''
t_err ''

cd "$T_DIR/w" || exit 255
mkdir man
cp "$T_TOP"/man/* man/
sed '/^\.It Ev NCRE_NOW/d; /^\.It 70/d' "$T_TOP/man/ncre.1" >man/ncre.1
sed '/^\.It Sy R-CAP/d' "$T_TOP/man/ncre-rules.7" >man/ncre-rules.7
sed '/^\.It Li expiry\.hours/d; s/^\.It Li payment$/.It Li payments/' "$T_TOP/man/ncre-schema.7" >man/ncre-schema.7
sed 's/\\-before/\\-after/g' "$T_TOP/man/ncre-log.1" >man/ncre-log.1
t_run "$T_TOP/scripts/check-docs" "$NCRE" man
t_exit 1
t_out 'man/ncre-log.1: --before is missing
man/ncre-log.1: there is no --after
man/ncre.1: the exit codes are not those of base/err.h
man/ncre.1: the environment is not what the program reads
man/ncre-rules.7: R-CAP is missing
man/ncre-schema.7: expiry.hours is missing
man/ncre-schema.7: payment is missing
man/ncre-schema.7: there is no payments'
t_err ''
t_done
