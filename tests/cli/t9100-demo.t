#!/bin/sh
# make demo's script: the whole job on the samples, counted against samples/expected.csv.
. "${0%/*}/../tap/tap.sh"

t_run "$T_TOP/scripts/demo" "$T_DIR/w/demo"
t_exit 0
t_out_has '演示完成'
t_err ''
NCRE_OFFICE=$T_DIR/w/demo/office

expected() { sed -n "s/^$1,//p" "$T_SAMPLES/expected.csv"; }
counts() { # KEY SQL
	t_is "$(t_sql "$2")" "$(expected "$1")" "$1"
}
counts candidates "SELECT count(*) FROM candidate"
counts entries "SELECT count(*) FROM entry"
counts rows_refused "SELECT json_extract(summary, '\$.rows_refused') FROM run WHERE command = 'import' ORDER BY id LIMIT 1"
counts reviews_rejected "SELECT count(*) FROM candidate WHERE review = 'rejected'"
counts decisions "SELECT count(*) FROM review_decision WHERE decision <> 'submitted'"
counts orders_opened "SELECT count(*) FROM pay_order"
counts orders_paid "SELECT count(*) FROM pay_order WHERE state = 'paid'"
counts entries_paid "SELECT count(*) FROM entry WHERE state = 'paid'"
counts paid_fen "SELECT sum(fee_fen) FROM entry WHERE state = 'paid'"
counts entries_expired "SELECT count(*) FROM entry WHERE state = 'expired'"
counts entries_paid "SELECT count(*) FROM placement WHERE ticket_no IS NOT NULL"
t_is "$(t_sql "SELECT count(*) FROM candidate WHERE photo_sha256 IS NULL")" \
	$(($(expected photos_missing) + $(expected photos_refused))) 'photos missing and refused'
for name in 䶮 㛃 𬭎 𠮷; do
	t_is "$(t_sql "SELECT count(*) > 0 FROM candidate WHERE name LIKE '%$name%'")" 1 "a name with $name"
done
t_is "$(t_sql "SELECT count(*) FROM candidate WHERE name LIKE '%·%'")" 5 'names with ·'

cd "$T_DIR/w/demo/out" || exit 255
for f in tickets-990101.pdf tickets-990102.pdf tickets-990201.pdf 报名登记表.pdf 考场资料-990201.pdf 退回-990101.xlsx 名单-990201.xlsx; do
	t_ok "$f is there" [ -s "$f" ]
done
if command -v pdftotext >/dev/null; then
	pdftotext tickets-990101.pdf tickets.txt
	pages=$(pdfinfo tickets-990101.pdf | sed -n 's/^Pages: *//p')
	t_is "$pages" "$(t_sql "SELECT count(*) FROM placement p JOIN session s ON s.id = p.session_id
		WHERE s.site_code = '990101'")" 'a ticket for every seat'
	for name in 䶮 㛃 𬭎; do
		t_ok "a ticket with $name can be searched" grep -q "$name" tickets.txt
	done
fi

NCRE_OFFICE=$T_DIR/w/demo/office
NCRE_NOW=2027-09-15T09:00:00+08:00
t_run ncre backup --prove -o proved
t_exit 0
t_out ''
t_err_has '新增照片 191 张），已打开验证'
t_done
