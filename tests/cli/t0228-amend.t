#!/bin/sh
# ncre amend: one candidate's data, more entries; what is locked stays.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
id() { id_number "$@"; }
"$NCRE" register --quiet --site 830001 --subject 14 --name 林小满 --id-type 1 --id-number "$(id 20050803 166)" \
	--nation 1 --occupation 30 --education 3 --training 1 --agreed --phone 13900000000 >number || t_bail register
who=$(cat number)
field() { t_sql "SELECT $1 FROM candidate WHERE reg_no = '$who'"; }

t_run ncre amend "$who" --name 林小曼 --dry-run
t_exit 0
t_out_like '修改 +考生 .*姓名'
t_err_has '资料已修改'
t_unchanged
t_run ncre amend "$who" --name 林小曼 --phone ''
t_exit 0
t_out ''
t_err "$who：资料已修改；增报 0 科
操作记录 2：新增 0 行、修改 1 行、删除 0 行"
t_is "$(field "name || coalesce(phone, '-') || nation")" '林小曼-1' 'what is said changes, the rest stays'
t_run ncre amend "$who" --name 林小曼
t_exit 0
t_out ''
t_err "$who：资料没有变化；增报 0 科
操作记录 3：新增 0 行、修改 0 行、删除 0 行"
t_is "$(t_sql 'SELECT argv FROM run WHERE id = 3')" '["amend","'"$who"'","--name","*"]' \
	'R-PRIV: what can never be purged keeps no name'
t_run ncre undo 2
t_exit 0
t_out ''
t_err_has 已撤销
t_is "$(field name)" 林小满 'undone'

# A phone that nobody can answer is told, here as in a file, and kept: it is a hint only.
t_run ncre amend "$who" --phone abc --format csv
t_exit 0
t_out_like '^ROW,warning,,,,,联系电话,,不像电话号码，可能联系不上,问清后改正；没有电话就留空,abc$'
t_err_has '资料已修改'
{ reg_header; reg_row 830001 000900 林小夏 女 20050804 168 14 | sed 's/.jpg,,,,/.jpg,,,,1380013800/'; } >phone.csv
t_run ncre import --as registrations phone.csv --format csv
t_exit 0
t_out_like '^ROW,warning,phone.csv,,2,R,联系电话,,不像电话号码，可能联系不上,.*,1380013800$'
t_err_has '新增考生 1 人'
t_run ncre undo "$(t_sql 'SELECT max(id) FROM run')"
t_exit 0
t_out ''
t_err_has 已撤销
for phone in '139 0000 0000' 010-62345678 '(0571)8765432转12' +8613900000000 13900000000,010-62345678; do
	t_run ncre amend "$who" --phone "$phone" --format csv
	t_exit 0
	t_out_lacks 不像电话
	t_err_has '资料已修改'
done
t_run ncre amend "$who" --phone 13900000000
t_exit 0
t_out ''
t_err_has '资料已修改'

# The document: right, nobody else's, and it agrees with the rest.
t_run ncre amend "$who" --id-number "$(id 20050803 182)"
t_exit 0
t_out ''
t_err_has '资料已修改'
t_is "$(field id_number)" "$(id 20050803 182)" 'a mistyped number is put right'
t_run ncre amend "$(id 20050803 182)" --id-number 990101200601010013
t_exit 4
t_out_has 'R-ID'
t_err_has '未作任何更改'
t_sql "UPDATE candidate SET id_number = '$(id 20060101 001)' WHERE id = 1"
t_run ncre amend "$who" --id-number "$(id 20060101 001)" --sex 男 --born-on 2006-01-01
t_exit 4
t_out_like 'R-ONE-SITE.*已报名：82830001000001'
t_err_has '未作任何更改'
t_unchanged
t_run ncre amend "$who" --name '林 小'
t_exit 4
t_out_like 'R-NAME'
t_err_has '未作任何更改'
t_unchanged

# Entries are added by the rules; what is there counts.
t_run ncre amend "$who" --subject 24
t_exit 0
t_out ''
t_err_has '资料没有变化；增报 1 科'
t_run ncre amend "$who" --subject 24
t_exit 0
t_out ''
t_err_has '新增 0 行、修改 0 行'
t_run ncre amend "$who" --subject 65
t_exit 4
t_out_like 'R-CAP'
t_err_has '未作任何更改'
t_run ncre amend "$who" --subject 99
t_exit 4
t_out_like 'R-OFFER'
t_err_has '未作任何更改'
t_sql "UPDATE sitting_site SET subject_limit = 2 WHERE site_code = '830001'; UPDATE offering SET capacity = 2 WHERE id = 3"
t_run ncre amend "$who" --subject 65
t_exit 4
t_out_like 'R-MAX'
t_err_has '未作任何更改'
t_unchanged
t_sql "UPDATE sitting_site SET subject_limit = 3 WHERE site_code = '830001'"
echo '{"subject_code": [65], "remark": "加考"}' >more.json
t_run ncre amend "$who" more.json
t_exit 0
t_out ''
t_err_has '资料已修改；增报 1 科'
t_is "$(field remark)" 加考 'from a JSON object'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# R-LOCK: in payment nothing changes; paid, the data stays but entries can be added.
t_sql "INSERT INTO photo (sha256, bytes, width_px, height_px, verdict, measures, checked_at, run_id)
	VALUES (printf('%064d', 99), 30000, 240, 320, 'pass', '{}', 0, 0);
	UPDATE candidate SET photo_sha256 = printf('%064d', 99) WHERE reg_no = '$who'"
"$NCRE" cancel "$who" --subject 65 --reason 再加 --quiet
"$NCRE" bill open --quiet --candidate "$who" >/dev/null
t_run ncre amend "$who" --name 林小曼
t_exit 4
t_out_like 'R-LOCK.*信息已锁定'
t_err_has '未作任何更改'
t_run ncre amend "$who" --subject 65
t_exit 4
t_out_like 'R-LOCK.*不能增报科目'
t_err_has '未作任何更改'
t_unchanged
printf 'pay 2027-06-15T10:00:00 %s 42001 150.00\n' "$(t_sql "SELECT order_no FROM pay_order WHERE state = 'open'")" |
	awk -f "$T_TOP/tests/data/wechat-bill.awk" >bill.csv
"$NCRE" reconcile-payments bill.csv --quiet >/dev/null
t_run ncre amend "$who" --name 林小曼
t_exit 4
t_out_like 'R-LOCK'
t_err_has '未作任何更改'
t_unchanged
t_run ncre amend "$who" --subject 65
t_exit 0
t_out ''
t_err_has '增报 1 科'
# R-LOCK: under review.
t_sql "UPDATE candidate SET review = 'pending', review_at = 0 WHERE id = 5"
t_run ncre amend 82830002000001 --nation 1 --occupation 30 --education 3 --training 1 --id-type 1 \
	--id-number "$(id 20060105 005)"
t_exit 4
t_out_like 'R-LOCK'
t_err_has '未作任何更改'
t_unchanged

# R-WINDOW
NCRE_NOW=2027-06-30T00:00:00+08:00
t_run ncre amend "$who" --phone 13900000001
t_exit 4
t_out_like 'R-WINDOW'
t_err_has '未作任何更改'
t_run ncre amend "$who"
t_exit 2
t_out ''
t_err_has '没有说要改什么'
t_run ncre amend "$who" --site 830002
t_exit 2
t_out ''
t_err_has '--site'
echo '{"site_code": "830002"}' >site.json
t_run ncre amend "$who" site.json
t_exit 2
t_out ''
t_err_has 'site_code 不能改'
t_run ncre amend 82830001009999 --phone 1
t_exit 3
t_out ''
t_err_has '没有这个考生'
t_done
