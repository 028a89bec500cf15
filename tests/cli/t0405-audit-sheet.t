#!/bin/sh
# ncre audit: what is needed to submit, what changed since the last decision, the history of reasons,
# and the sheet with photos, out and back.
. "${0%/*}/../tap/tap.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
[ -x "$T_TOP/build/tools/gen-portrait" ] || t_bail 'missing: build/tools/gen-portrait (make tools)'
photo() { # CANDIDATE SEED: a portrait in the content store
	"$T_TOP/build/tools/gen-portrait" "$2" p.jpg || t_bail portrait
	sum=$(sha256sum p.jpg | cut -c1-64)
	mkdir -p "$NCRE_OFFICE/photos/$(echo "$sum" | cut -c1-2)"
	cp p.jpg "$NCRE_OFFICE/photos/$(echo "$sum" | cut -c1-2)/$(echo "$sum" | cut -c3-).jpg"
	t_sql "INSERT OR IGNORE INTO photo (sha256, bytes, width_px, height_px, verdict, measures, checked_at, run_id)
		VALUES ('$sum', 30000, 240, 320, 'pass', '{}', 0, 0);
		UPDATE candidate SET photo_sha256 = '$sum' WHERE id = $1"
}

# Complete data: what the registration table requires, each by its name.
photo 5 1
t_sql "UPDATE candidate SET nation = NULL, education = '' WHERE id = 5"
t_run ncre audit submit 82830002000001 --format jsonl
t_exit 1
t_out_has '"rule":"R-REVIEW"'
t_out_has '资料不完整，不能提交审核，缺：民族、文化程度'
t_err_has '修改 0 行'
t_sql "UPDATE candidate SET nation = '1', education = '3', photo_name = NULL WHERE id = 5"
t_run ncre audit submit 82830002000001
t_exit 0
t_out ''
t_err_has '新增 1 行、修改 2 行'

# Two rejections: both reasons are kept; what changed in between is shown.
"$NCRE" audit reject -q 82830002000001 --reason 姓名与证件不符 || t_bail reject
NCRE_NOW=2027-06-15T10:00:00+08:00
t_sql "UPDATE candidate SET name = '样例伍', phone = '13900000000' WHERE id = 5"
photo 5 2
"$NCRE" audit submit -q 82830002000001 || t_bail submit
t_run ncre audit list --format csv
t_exit 0
t_out_has '82830002000001,830002,样**,self,pending,2027-06-15T10:00:00+08:00,2,14,姓名与证件不符,name phone photo_sha256'
t_err ''
t_run ncre audit list
t_exit 0
t_out_like '^82830002000001 .* 考生注册 +待审核 .* 姓名与证件不符 +考生姓名 联系电话 照片 *$'
t_err ''
t_run ncre audit changes 82830002000001 --reveal --format csv
t_exit 0
t_out_has 'name,样例戊,样例伍'
t_out_has 'phone,,13900000000'
t_out_has 'photo_sha256,'
t_err_has '操作记录'
t_run ncre audit changes 82830002000001
t_exit 0
t_out_has '姓名'
t_out_lacks 样例伍
t_err ''
"$NCRE" audit reject -q 82830002000001 --reason 照片不是本人 || t_bail reject
"$NCRE" audit submit -q 82830002000001 || t_bail submit
t_run ncre audit changes 82830002000001 --format csv
t_exit 0
t_out 'field,old,new'
t_err ''
t_run ncre audit history 82830002000001 --format csv
t_exit 0
t_out_like '^2027-06-15T09:00:00\+08:00,rejected,姓名与证件不符,'
t_out_like '^2027-06-15T10:00:00\+08:00,rejected,照片不是本人,'
t_is "$(grep -c submitted "$T_OUT")" 3 'every step is there'
t_err ''

# An undo takes back what was seen, too.
t_run ncre undo "$(t_sql "SELECT max(id) FROM run WHERE command = 'audit'")"
t_exit 0
t_out ''
t_err_has 已撤销
t_run ncre undo "$(t_sql "SELECT max(id) FROM run WHERE argv LIKE '%照片不是本人%'")"
t_exit 0
t_out ''
t_err_has 已撤销
t_run ncre audit changes 82830002000001 --format csv
t_exit 0
t_out_has 'phone,'
t_err ''

# The sheet: photos in the rows, masked but for --reveal.
t_sql "UPDATE sitting_site SET review = 1 WHERE site_code = '830001'"
photo 1 3
"$NCRE" audit submit -q 82830001000001 82830001000002 || t_bail submit
t_run ncre audit sheet -o sheet.xlsx --reveal
t_exit 1
t_out_like 'R-PHOTO.*82830001000002.*照片读不出'
t_err_has '审核表：3 名考生，已写到 sheet.xlsx'
unzip -qo sheet.xlsx -d x || t_bail unzip
t_is "$(ls x/xl/media | wc -l | tr -d ' ')" 2 'a picture a photo'
t_is "$(grep -o '<xdr:from><xdr:col>2</xdr:col>' x/xl/drawings/drawing1.xml | wc -l | tr -d ' ')" 2 'in the column 照片'
t_ok 'the row is as high as the photo' grep -q '<row r="2"[^>]* ht="124.5"' x/xl/worksheets/sheet1.xml
t_ok 'decisions drop down' grep -q 'dataValidation type="list".*sqref="N2:N1048576"' x/xl/worksheets/sheet1.xml
t_run ncre debug-rows sheet.xlsx
t_exit 0
t_out_has '姓名：样例戊→样例伍；联系电话：（空）→13900000000；照片'
t_err ''
# (masked numbers of documents come back as they went out)
t_run ncre audit sheet -o masked.xlsx --site 830002
t_exit 0
t_out ''
t_err_has '1 名考生'
t_run ncre debug-rows masked.xlsx
t_exit 0
t_out_has '姓名；联系电话；照片'
t_out_lacks 样例伍
t_err ''

# ... and back, as a reviewer saved it.
decide() { # ROW DECISION REASON
	python3 - "$@" <<'END'
import re, sys, zipfile
row, decision, reason = sys.argv[1:]
old = zipfile.ZipFile('sheet.xlsx')
new = zipfile.ZipFile('filled.xlsx', 'w', zipfile.ZIP_DEFLATED)
for i in old.infolist():
	data = old.read(i)
	if i.filename == 'xl/worksheets/sheet1.xml':
		text = data.decode()
		cell = '<c r="%s%s" t="inlineStr"><is><t>%s</t></is></c>'
		more = cell % ('N', row, decision) + (cell % ('O', row, reason) if reason else '')
		text, n = re.subn(r'(<row r="%s".*?)(</row>)' % row, lambda m: m[1] + more + m[2], text, count=1)
		assert n == 1
		data = text.encode()
	new.writestr(i, data)
END
	mv filled.xlsx sheet.xlsx
}
decide 2 退回 ''
t_run ncre audit decide sheet.xlsx --format jsonl
t_exit 4
t_out_like '"row":2,"column":"O".*退回必须写原因'
t_err_has '一行也没有导入'
t_unchanged
"$NCRE" audit sheet -q -o sheet.xlsx >/dev/null
decide 2 通过 ''
decide 4 退回 背景不是浅色
t_run ncre audit decide sheet.xlsx --dry-run
t_exit 0
t_out_has 审核
t_err_has '审核 2 项'
t_unchanged
t_run ncre audit decide sheet.xlsx
t_exit 0
t_out ''
t_err_has '审核 2 项'
t_is "$(t_sql "SELECT group_concat(reg_no || ' ' || review || ' ' || coalesce(review_reason, '-'), ';') FROM
	(SELECT * FROM candidate WHERE id IN (1, 2, 5) ORDER BY reg_no)")" \
	'82830001000001 approved -;82830001000002 pending -;82830002000001 rejected 背景不是浅色' 'decided by the sheet'
t_is "$(t_sql 'SELECT count(*) FROM review_seen')" 2 'what was decided about is kept'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_run ncre audit history
t_exit 2
t_out ''
t_err_has NUMBER
t_run ncre audit changes 999
t_exit 3
t_out ''
t_err_has '没有这个考生'
t_done
