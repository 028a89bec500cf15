#!/bin/sh
# ncre register: one candidate at the counter, by options or a JSON object; the rules of import.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/data/registrations.sh"
t_office
sqlite3 "$NCRE_OFFICE/ncre.db" <"$T_TOP/tests/data/office.sql" || t_bail fixture
id() { id_number "$@"; }
# A complete person but for what the arguments say.
register() {
	t_run ncre register --site 830001 --subject 14 --name 林小满 --id-type 1 --id-number "$(id 20050803 166)" \
		--nation 1 --occupation 30 --education 3 --training 1 --agreed "$@"
}

register --dry-run
t_exit 0
t_out_has '新增'
t_err_has '已报名 82830001000005'
t_unchanged
register --subject '14 24,14' --phone 13900000000
t_exit 0
t_out 82830001000005
t_err '已报名 82830001000005：2 科，应缴 150.00 元
操作记录 1：新增 3 行、修改 0 行、删除 0 行'
t_is "$(t_sql "SELECT name, sex, born_on, source, nation, phone, photo_name, agreement, agreed_by, review FROM candidate
	WHERE reg_no = '82830001000005'")" \
	'林小满|F|2005-08-03|self|1|13900000000||2027-1|candidate|unsubmitted' 'sex and birth date come from the document'
t_is "$(t_sql "SELECT group_concat(o.subject_code || ' ' || e.state || ' ' || (e.clock_at = c.created_at)) FROM entry e
	JOIN offering o ON o.id = e.offering_id JOIN candidate c ON c.id = e.candidate_id
	WHERE c.reg_no = '82830001000005'")" '14 unpaid 1,24 unpaid 1' 'entries, their clocks run'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''

# R-ONE-SITE: once, whatever the site.
register --site 830002
t_exit 4
t_out_like 'R-ONE-SITE.*已报名：82830001000005'
t_err_has '有 1 个问题（已列出），未作任何更改'
t_unchanged

# R-ID, R-NAME, R-CODE, required fields: everything that is wrong in one go, once.
register --subject '14 24' --id-number 659900200508031669 --name '林 小满' --nation 999 --phone ''
t_exit 4
t_out_like 'R-ID.*校验码不对'
t_out_lacks 必填项是空的
t_out_like 'R-NAME.*姓名中间有空格'
t_out_like 'R-CODE.*不在代码表中：999'
t_err_has '个问题（已列出）'
t_is "$(grep -c 姓名中间有空格 "$T_OUT")" 1 'said once, not once a subject'
t_unchanged
t_run ncre register --site 830001 --subject 14 --name 林小满 --agreed
t_exit 4
t_out_has 证件号
t_out_has 民族
t_out_lacks 照片文件名
t_err_has '未作任何更改'
t_unchanged

# R-AGR: the agreement, accepted.
t_run ncre register --site 830001 --subject 14 --name 林大满 --id-type 1 --id-number "$(id 20050803 174)" --nation 汉族 \
	--occupation 30 --education 3 --training 1
t_exit 4
t_out_like 'R-AGR.*没有接受协议的版本和时间'
t_err_has '未作任何更改'
t_unchanged

# R-OFFER, R-MAX, R-CAP, R-WINDOW.
new() { register --id-number "$(id 20050803 174)" "$@"; }
new --subject 99
t_exit 4
t_out_like 'R-OFFER.*不开考科目 99'
t_err_has '未作任何更改'
new --site 839999
t_exit 4
t_out_like 'R-OFFER.*考点 839999 不在考次'
t_err_has '未作任何更改'
new --subject 65
t_exit 4
t_out_like 'R-CAP.*容量已满'
t_err_has '未作任何更改'
t_sql "UPDATE sitting_site SET subject_limit = 1 WHERE site_code = '830001'"
new --subject '14 24'
t_exit 4
t_out_like 'R-MAX.*超过考点的科目上限'
t_err_has '未作任何更改'
t_unchanged
NCRE_NOW=2027-06-30T00:00:00+08:00
new
t_exit 4
t_out_like 'R-WINDOW.*不在报名时间内'
t_err_has '未作任何更改'
NCRE_NOW=2027-06-29T23:59:59+08:00
new --serial 000005
t_exit 4
t_out_like 'R-ONE-SITE.*流水号已被占用：82830001000005'
t_err_has '未作任何更改'
t_unchanged

t_sql "UPDATE sitting_site SET subject_limit = 3 WHERE site_code = '830001'"

# A JSON object; what options say wins. Roster: what the school knows, and where it lets them go.
t_sql "INSERT INTO roster (home_site_code, id_type, id_number, name, sex, born_on, nation, college, run_id) VALUES
	('830001', '1', '$(id 20050803 174)', '林春', 'F', '2005-08-03', '1', '计算机学院', 0)"
cat >person.json <<END
{"site_code": "830002", "subject_code": ["14"], "id_type": 1, "id_number": "$(id 20050803 174)",
 "occupation": "30", "education": "3", "training": "1", "agreement": "2027-1", "agreed_at": "2027-06-29 08:00"}
END
t_run ncre register person.json --site 830001
t_exit 0
t_out 82830001000006
t_err_has '已报名 82830001000006：1 科，应缴 80.00 元'
t_is "$(t_sql "SELECT name, sex, college, agreed_at FROM candidate WHERE reg_no = '82830001000006'")" \
	"林春|F|计算机学院|$(date -d 2027-06-29T08:00:00+08:00 +%s)" 'filled from the roster'
t_is "$(t_sql "SELECT path FROM run_input ORDER BY run DESC LIMIT 1")" person.json 'the file is an input of the run'
t_run ncre undo "$(t_sql 'SELECT max(id) FROM run')"
t_exit 0
t_out ''
t_err_has 已撤销
t_sql "INSERT INTO roster_site VALUES ('830001', '830002', 0)"
t_run ncre register person.json --site 830001
t_exit 4
t_out_like 'R-ROSTER.*不允许到本考点报名'
t_err_has '未作任何更改'
t_run ncre register person.json
t_exit 0
t_out 82830002000005
t_err_has '1 科'

for bad in '[1]' '{"name": ' '{"nam": "x"}' '{"name": {"first": "x"}}' 'null' ''; do
	printf '%s' "$bad" >bad.json
	t_run ncre register bad.json --site 830001 --subject 14
	t_exit 3
	t_out ''
	t_err_has bad.json
	t_unchanged
done
t_run ncre register missing.json --site 830001 --subject 14
t_exit 3
t_out ''
t_err_has missing.json
t_run ncre register --site 830001
t_exit 2
t_out ''
t_err_has '--subject'
t_run ncre register --subject 14
t_exit 2
t_out ''
t_err_has '--site'
t_run ncre register --sitting 77 --site 830001 --subject 14
t_exit 3
t_out ''
t_err_has 77

# The serials of a site end.
t_sql "UPDATE candidate SET reg_no = '82830002999999' WHERE reg_no = '82830002000005'"
register --site 830002 --id-number "$(id 20050803 182)" --name 林末
t_exit 4
t_out ''
t_err_has '流水号用完了'
t_run ncre check --rules
t_exit 0
t_out ''
t_err ''
t_done
