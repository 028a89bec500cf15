#!/bin/sh
# ncre confirm: what a scanner reads from a form or a ticket; who missed the window.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/tap/print.sh"
command -v zbarimg >/dev/null || t_skip_all 'zbarimg (zbar-tools) reads the codes'
t_print_office
scan() { # PDF PAGE: the text of the code on the page
	pdftoppm -r 200 -f "$2" -l "$2" -png "$1" scan && zbarimg -q --raw scan-*.png
	rm -f scan-*.png
}

# The form's code is the registration number.
"$NCRE" print-forms -q -o forms.pdf --candidate 82830002000002 || t_bail forms
t_is "$(scan forms.pdf 1)" 82830002000002 'the code on a form'
t_run ncre confirm "$(scan forms.pdf 1)"
t_exit 0
t_out ''
t_err_has '现场确认 1 名'

# The ticket's code is signed.
"$NCRE" print-tickets -q -o tickets.pdf --candidate 82830002000003 || t_bail tickets
code=$(scan tickets.pdf 1)
t_run ncre confirm "$code"
t_exit 0
t_out ''
t_err_has '现场确认 1 名'
t_is "$(t_sql 'SELECT confirmed_at IS NOT NULL FROM candidate WHERE id = 7')" 1 'the candidate of the ticket'
t_run ncre confirm "$(echo "$code" | sed 's/1482830002010002/1482830002010001/')" 'NCRE1.1482830002010001' --format jsonl
t_exit 1
t_out_like '不是本办签发的准考证二维码'
t_is "$(grep -c 二维码 "$T_OUT")" 2 'both are refused'
t_err_has '现场确认 0 名'
t_run ncre confirm 1482830002010001
t_exit 0
t_out ''
t_err_has '已确认过的 1 名'
t_run ncre confirm １４８２８３０００２０１０００２
t_exit 0
t_out ''
t_err_has '已确认过的 1 名'

# Who was not confirmed in the window.
t_run ncre confirm --list --late --format csv
t_exit 0
t_out 'reg_no,site_code,name,phone,paid,closes_at,is_late'
t_err ''
t_run ncre today --format csv
t_exit 0
t_out_lacks unconfirmed
t_err ''
NCRE_NOW=2027-06-29T09:00:00+08:00
t_run ncre today -q --format csv
t_exit 1
t_out_has '!,unconfirmed,2 名考生尚未现场确认（其中 0 名已过确认时间），截止 2027-06-30 00:00,2'
t_err ''
NCRE_NOW=2027-06-30T00:00:00+08:00
t_run ncre confirm --list --late --format csv
t_exit 0
t_out_has '82830002000001,830002,样**,,0,2027-06-30T00:00:00+08:00,1'
t_out_has '82830002000004,'
t_err ''
t_run ncre today -q --format csv
t_exit 1
t_out_has '（其中 2 名已过确认时间）'
t_err ''

# A dry run, and back.
NCRE_NOW=2027-06-29T09:00:00+08:00
t_run ncre confirm 82830002000004 --dry-run
t_exit 0
t_out_has 修改
t_err_has '现场确认 1 名'
t_unchanged
t_run ncre confirm 82830002000004
t_exit 0
t_out ''
t_err_has '现场确认 1 名'
t_run ncre undo "$(t_sql 'SELECT max(id) FROM run')"
t_exit 0
t_out ''
t_err_has 已撤销
t_is "$(t_sql 'SELECT confirmed_at IS NULL FROM candidate WHERE id = 8')" 1 'undone'
t_done
