#!/bin/sh
# ncre check-layout: the office's own headers, and what is wrong with them.
. "${0%/*}/../tap/tap.sh"
t_office

t_run ncre check-layout --format csv
t_exit 0
t_out_like '^kind,fields,names,required$'
t_out_like '^registrations,[0-9]+,[0-9]+,考点代码 '
t_err ''
t_unchanged

mkdir -p "$NCRE_OFFICE/layout"
echo 'alias id_number : 学生证件' >"$NCRE_OFFICE/layout/registrations.layout"
t_run ncre check-layout registrations --format csv
t_exit 0
t_out_like '^registrations,'
t_err ''

echo 'alias nothing : 学生证件' >>"$NCRE_OFFICE/layout/registrations.layout"
echo 'alias name : 名' >"$NCRE_OFFICE/layout/registration.layout"
t_run ncre check-layout registrations --format jsonl
t_exit 1
t_out_like 'layout/registrations.layout 第 2 行：没有这个字段'
t_out_like '"subject":"[^"]*layout/registration.layout"'
t_err ''

t_run ncre check-layout nonsense
t_exit 2
t_out_has 'registration.layout'
t_err_has nonsense
t_done
