#!/bin/sh
# ncre purge: what goes, what stays for the ledger, the chain, the certificate; not before its time.
. "${0%/*}/../tap/tap.sh"
"$T_TOP/scripts/demo" demo >demo.log 2>&1 || t_bail 'the demo'
NCRE_OFFICE=$T_DIR/w/demo/office
t_sql 'SELECT id_number FROM candidate UNION SELECT name FROM candidate UNION SELECT phone FROM candidate
	WHERE phone IS NOT NULL' >people
money() { t_sql 'SELECT account, sum(amount_fen) FROM v_ledger GROUP BY account; SELECT order_no, amount_fen,
	state FROM pay_order; SELECT count(*), sum(amount_fen) FROM payment; SELECT number FROM certificate'; }
found() { find "$NCRE_OFFICE" -maxdepth 1 \( -name ncre.db -o -name "ncre.db-*" \) -exec cat {} + | LC_ALL=C grep -a -c -F -f people; }
t_not 'names stand in the database before' test "$(found)" = 0

# R-PRIV: not while the retention runs, to the second; not while money is owed.
NCRE_NOW=2030-09-26T23:59:59+08:00
t_run ncre purge 83
t_exit 4
t_out ''
t_err 'ncre: 考次 83 于 2027-09-27 结束，个人信息须保存 1095 天，到 2030-09-27 00:00:00 才能清除（策略 retention.days）'
t_unchanged
NCRE_NOW=2030-09-27T00:00:00+08:00
t_run ncre purge 83
t_exit 4
t_out ''
t_err_has '考次 83 还有 1 笔应退款未退'
t_unchanged
t_run ncre purge 84
t_exit 3
t_out ''
t_err_has 84
t_run ncre purge
t_exit 2
t_out ''
t_err_has SITTING
"$NCRE" refunds -q record 2 --reference 退款单7 || t_bail refund
last=$(t_sql 'SELECT max(id) FROM run')

t_run ncre purge --dry-run 83 --format csv
t_exit 0
t_out_like '^pseudonyms,188'
t_err_has '未作更改'
t_unchanged
t_not 'and no certificate' test -e "$NCRE_OFFICE/out/purge-83.pdf"

"$NCRE" backup -q || t_bail backup
"$NCRE" restore -q --force "$NCRE_OFFICE"/backup/ncre-2*.db || t_bail restore
money >money-before
t_run ncre purge 83 --format csv
t_exit 1
t_out_like '^pseudonyms,188'
t_out_like '^candidates,12'
t_out_like "^purged_through,$last"
t_err_has '数据库已重写'
t_err_has '还有 2 份以前的数据库'
money >money-after
t_same_file money-before money-after
t_is "$(found)" 0 'no name, document or phone is left in any file'
t_is "$(find "$NCRE_OFFICE/photos" -type f | wc -l)" 0 'no photo either'
t_is "$(t_sql "SELECT count(*), count(DISTINCT id_number), min(name), max(name), count(photo_sha256) FROM candidate")" \
	'188|188|已清除|已清除|0' 'who has money is a pseudonym'
t_is "$(t_sql "SELECT count(*) FROM run_changeset WHERE run <= $last; SELECT count(*) FROM run_finding WHERE run <= $last;
	SELECT count(*) FROM run WHERE argv <> '' AND id <= $last" | tr '\n' ' ')" '0 0 0 ' 'the runs are empty'
t_run ncre check
t_exit 0
t_out ''
t_err ''
t_ok 'the certificate is a sound PDF' qpdf --check "$NCRE_OFFICE/out/purge-83.pdf"
pdftotext -layout "$NCRE_OFFICE/out/purge-83.pdf" certificate
t_ok 'and says what went' grep -q '个人信息销毁证明' certificate
t_ok 'and who is kept' grep -q '以代号留存的考生（有账目） *188' certificate

# What went cannot be brought back; later work goes on.
t_run ncre undo 3
t_exit 4
t_out ''
t_err 'ncre: 操作记录 3 的内容已随个人信息清除，不能撤销'
t_run ncre undo "$((last + 1))"
t_exit 4
t_out ''
t_err_has '不能撤销'
t_run ncre purge 83
t_exit 1
t_out ''
t_err_has '早已清除'
t_run ncre today --format csv
t_exit 1
t_out_lacks unplaced
t_err ''

# The chain still proves every run; a changeset that goes without a purge is missed.
t_sql "DROP TRIGGER \"run R-RUN update\"; UPDATE run SET argv = '[\"x\"]' WHERE id = 2;" || t_bail tamper
t_run ncre check --journal
t_exit 1
t_out_like 'R-RUN.*run 2'
t_err ''
t_sql "UPDATE run SET argv = '' WHERE id = 2; UPDATE run SET operator = 'nobody' WHERE id = 2;"
t_run ncre check --journal
t_exit 1
t_out_like 'R-RUN.*run 2'
t_err ''
t_done
