#!/bin/sh
# ncre verify-ticket: from the printed page to the verdict; changed codes; without an office.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/tap/print.sh"
t_print_office

# From paper: what a scanner reads is what was signed. zbarimg is not needed for the rest.
t_run ncre print-tickets -o t.pdf --candidate 82830001000002
t_exit 0
t_out ''
t_err_has '已打印 1 份'
if command -v zbarimg >/dev/null; then
	pdftoppm -r 150 -png -singlefile t.pdf page
	zbarimg -q --raw page.png >scanned.txt 2>/dev/null
	t_run ncre verify-ticket scanned.txt --format jsonl
	t_exit 0
	t_out '{"verdict":"genuine","ticket_no":"6582830001020005","site_code":"830001","room_code":"02","seat":5,"starts":"2027-09-18 09:00","id_tail":"0027","name":"李*"}'
	t_err ''
	t_run ncre verify-ticket --reveal --format csv "$(cat scanned.txt)"
	t_exit 0
	t_out_has 李𬀩
	t_err '操作记录 2：新增 0 行、修改 0 行、删除 0 行' # R-PRIV: looking is recorded

	# At the door: only the public key.
	cp "$NCRE_OFFICE/ticket.pub" .
	t_run env NCRE_OFFICE=/nonexistent "$NCRE" verify-ticket --key ticket.pub scanned.txt
	t_exit 0
	t_out_has genuine
	t_err ''
	sed 's/\.02\.5\./.02.6./' scanned.txt >changed.txt
	t_run ncre verify-ticket changed.txt scanned.txt --format csv
	t_exit 1
	t_out_like '^false,'
	t_err_has 不是本考务处签发的
fi
t_run ncre verify-ticket NCRE1.x
t_exit 1
t_out_has false
t_err_has 不是本考务处签发的
t_run ncre verify-ticket
t_exit 2
t_out ''
t_err_has verify-ticket
t_run ncre verify-ticket no-such-file
t_exit 3
t_out_lacks genuine
t_err_has no-such-file
: >empty
t_run ncre verify-ticket empty
t_exit 3
t_out_lacks genuine
t_err_has empty
t_run ncre verify-ticket --key "$T_TOP/Makefile" NCRE1.x
t_exit 3
t_out ''
t_err_has Makefile
t_done
