#!/bin/sh
# ncre export: kinds, formats, filters, masking; registrations come back unchanged.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture

t_run ncre export candidates --site 830001
t_exit 0
t_out_like '^reg_no,site_code,site_name,source,name,'
t_out_like '^82830001000001,830001,.*,样\*\*,'
t_out_lacks 82830002
t_err_has '个人信息已遮盖'
t_unchanged

for kind in registrations entries orders payments refunds assignments tickets; do
	t_run ncre export "$kind" --format jsonl --quiet
	t_exit 0
	t_out_lacks 'nothing of the kind'
	t_err ''
done

t_run ncre export entries --subject 99
t_exit 0
t_out 'reg_no,name,id_number,site_code,site_name,subject_code,subject_name,source,state,fee_fen,created_at,paid_at,order_no,wish_on,gone_at,gone_reason'
t_err '已导出 0 行：stdout'

t_run ncre export entries --changed-since 999999 --format jsonl
t_exit 0
t_out ''
t_err '已导出 0 行：stdout'

# A file is for people, and what is in the clear is a run.
t_run ncre export entries -o out.csv --reveal
t_exit 0
t_out ''
t_err_has '操作记录 1'
t_ok 'byte order mark, Chinese headers, CRLF' sh -c "head -1 out.csv | grep -q '^﻿报名号,姓名,证件号,.*,取消原因.\$'"
t_ok 'words, not tokens' grep -q '未缴费' out.csv
t_not 'no token' grep -q unpaid out.csv
t_is "$(t_sql 'SELECT command FROM run WHERE id = 1')" export 'recorded'

# The same office gives the same bytes, and all formats the same rows.
t_run ncre export registrations -o one.xlsx --reveal
t_exit 0
t_out ''
t_err_has one.xlsx
t_run ncre export registrations -o two.xlsx --reveal
t_exit 0
t_out ''
t_err_has two.xlsx
t_same_file one.xlsx two.xlsx 'same bytes'
t_run ncre export registrations -o one.csv --reveal --quiet
t_exit 0
t_out ''
t_err ''
t_run ncre debug-rows one.xlsx
t_exit 0
t_out_like '^考点代码	报名流水号'
t_err ''
cp "$T_OUT" xlsx.rows
t_run ncre debug-rows one.csv
t_exit 0
t_out_like '^考点代码	报名流水号'
t_err ''
t_same_file xlsx.rows "$T_OUT" 'same rows in XLSX and CSV'

t_run ncre export nonsense
t_exit 2
t_out ''
t_err_has 'registrations, candidates, entries, decisions, confirmations, orders, payments, refunds, wishes, needs'
t_run ncre export entries --format xlsx
t_exit 2
t_out ''
t_err_has '-o FILE.xlsx'
t_run ncre export entries --sitting 00
t_exit 3
t_out ''
t_err_has 00
t_run ncre export entries -o no/such/folder/a.csv
t_exit 7
t_out ''
t_err_has no/such/folder
# Names of sites and subjects are public: a file of them, imported again, changes nothing.
for kind in sitting sites subjects rooms caps; do
	t_run ncre export $kind -o public-$kind.xlsx
	t_exit 0
	t_out ''
	t_err_like '^已导出 [0-9]+ 行：public-'
	t_err_lacks 遮盖
done
t_run ncre import --as sites public-sites.xlsx
t_exit 0
t_out ''
t_err_has '新增 1 行、修改 0 行'
t_run ncre export sites --format csv
t_exit 0
t_out_like '^830001,样例大学,样例路1号,'
t_err_lacks 遮盖
t_done
