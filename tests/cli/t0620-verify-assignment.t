#!/bin/sh
# ncre verify-assignment: certificates that hold, and every way of changing one.
. "${0%/*}/../tap/tap.sh"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/assign.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture

t_run ncre assign-dates --seed 公开数值 --certificate dates.cert --quiet
t_exit 0
t_out_has 830001
t_err ''
t_run ncre verify-assignment dates.cert --format jsonl
t_exit 0
t_out '{"site_code":"830001","entries":20,"placed":20,"placed_bound":20,"wishes":11,"wishes_bound":11,"extra_days":3,"extra_days_bound":3,"rooms":6,"rooms_bound":6,"holds":1}'
t_err '考点 830001：可行，数值相符，各界均得到证明'
t_run ncre verify-assignment --alone dates.cert --quiet
t_exit 0
t_out_has 830001
t_err ''

# Put back under a right hash, a changed problem or solution must be seen for what it is.
rehash() { # CERTIFICATE: writes the hash of the problem anew
	sed '/^INPUT /,$d' "$1" >problem
	sed "s/^INPUT .*/INPUT $(sha256sum <problem | cut -c1-64)/" "$1"
}
refused() { # SED-EXPRESSION FINDING
	sed "$1" dates.cert >changed
	rehash changed >changed.cert
	t_not "changed: $1" cmp -s changed.cert dates.cert
	t_run ncre verify-assignment --alone changed.cert --format jsonl
	t_exit 4
	t_out_has "$2"
	t_err_like '^ncre: 编排证明不成立：[0-9]+ 处不符'
}
entry=$(sed -n 's/^A \([0-9]*\) 1 1 0 2$/\1/p' dates.cert | head -n 1)
refused "s/^A $entry .*/A $entry 6 1 0 1/" '该场次考场不考此科目'
refused "s/^A $entry 1 1 0 2/A $entry 3 1 0 2/" '意向是否满足与安排不符'
refused "s/^A $entry 1 1 0 2/A $entry 0 0 0 0/;s/^A $entry 0 0/A $entry -1 -1/;s/placed 20/placed 20/" '所称编排 20'
refused 's/^R 1 4/R 1 3/' '考场人数超过座位数'
refused 's/^\(S 1 .*\) 0$/\1 1/' '安排在锁定的场次'
refused 's/^J 0 90/J 0 130/' '场次时长不够'
refused 's/^A 101 .*/A 101 1 1 0 2/;s/^A 201 .*/A 201 1 2 0 1/' '与本人另一科目时间冲突'
refused 's/extra_days 3 bound 3/extra_days 2 bound 2/' '所称编排 20、满足意向 11、多出日数 2，实为 20、11、3'
refused 's/extra_days 3 bound 3/extra_days 3 bound 4/' '多出日数的下界没有得到证明'
refused 's/wishes 11 bound 11/wishes 11 bound 10/' '满足意向数的上界没有得到证明'
refused 's/placed 20 bound 20/placed 20 bound 19/' '编排数的上界没有得到证明'
refused 's/^ROOMS compact [0-9]*/ROOMS compact 5/' '所称用考场 5 个，实为'
refused 's/^\(ROOMS .* bound\) .*/\1 7/' '用考场数的下界没有得到证明'

# R-WISH: the lottery is drawn again. Ten seats are wished by eleven; another seed, other losers.
rm -rf "$NCRE_OFFICE"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/assign.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
cp dates.cert whole.cert
t_sql 'UPDATE session_room SET seats = seats - 1'
"$NCRE" assign-dates --seed 公开数值 --certificate dates.cert --quiet >/dev/null 2>&1
t_run ncre verify-assignment --alone dates.cert --format jsonl
t_exit 0
t_out_has '"wishes":10,"wishes_bound":10,'
t_err_has '各界均得到证明'
refused 's/^SEED .*/SEED some other/' '抽签不公'
sed 's/^LOTTERY drawn/LOTTERY searched/' dates.cert >changed.cert
t_run ncre verify-assignment --alone changed.cert --format jsonl
t_exit 1
t_out_like '"rule":"R-WISH","severity":"warning".*抽签不能重演'
t_err_has '各界均得到证明'
mv whole.cert dates.cert
rm -rf "$NCRE_OFFICE"
t_office
cat "$T_TOP/tests/data/office.sql" "$T_TOP/tests/data/assign.sql" | sqlite3 "$NCRE_OFFICE/ncre.db" || t_bail fixture
"$NCRE" assign-dates --seed 公开数值 --quiet >/dev/null 2>&1

# One seat on the wished day, two who want it with different subjects: whose ticket comes first.
draw() { # SEED: the certificate of the draw
	printf '%s\n' 'NCREASSIGN 1 830001' "SEED $1" 'D 2' 'J 0 90' 'J 1 90' 'S 1 0 480 90 3 0' \
		'S 2 1 480 90 3 0' 'R 1 2 3 0 1 2' 'C 1 1 1' 'E 1 1 0 0 0 0 0 -1 -1' 'E 2 2 1 0 0 0 0 -1 -1' >draw.txt
	"$NCRE" debug-assign --certificate draw.txt
}
winner() { # of a draw
	draw "$1" | sed -n 's/^A \([12]\) .* 2$/\1/p'
}
seed=1
while [ "$(winner $seed)" = "$(winner 0)" ]; do seed=$((seed + 1)); done
draw 0 | sed "s/^SEED 0/SEED $seed/" >changed
rehash changed >changed.cert
t_run ncre verify-assignment --alone changed.cert --format jsonl
t_exit 4
t_out_like "\"subject\":\"$(winner $seed)\".*按签号此人的意向可以满足"
t_err_has '1 处不符'

# Without a new hash it is refused at once.
sed 's/^J 0 90/J 0 91/' dates.cert >changed.cert
t_run ncre verify-assignment --alone changed.cert
t_exit 4
t_out ''
t_err 'ncre: changed.cert：证明文件的输入数据与其散列值不符：文件被改动过'
sed '/^A 101 /d' dates.cert >changed.cert
t_run ncre verify-assignment --alone changed.cert
t_exit 4
t_out ''
t_err_has '证明文件缺少报考的安排或总计'
sed '/^END/d' dates.cert >changed.cert
t_run ncre verify-assignment --alone changed.cert
t_exit 3
t_out ''
t_err_has '不是编排证明文件，或不完整'
sed 's/^SUMMARY/SUM/' dates.cert >changed.cert
t_run ncre verify-assignment --alone changed.cert
t_exit 3
t_out ''
t_err_has '证明文件中有不认识的一行：SUM placed'
echo '随便一个文件' >other.txt
t_run ncre verify-assignment --alone other.txt
t_exit 3
t_out ''
t_err_has '不是编排证明文件'
t_run ncre verify-assignment --alone nowhere.cert
t_exit 3
t_out ''
t_err 'ncre: 没有这个文件：nowhere.cert'

# The office has gone on: more placements are told, other placements are refused.
t_sql "UPDATE entry SET state = 'in_payment', clock_at = NULL WHERE id = 1;
	UPDATE entry SET state = 'paid', paid_at = 1813021200 WHERE id = 1"
"$NCRE" assign-dates --seed 公开数值 >/dev/null 2>&1
t_run ncre verify-assignment dates.cert --format jsonl
t_exit 1
t_out_has '库中另有 1 个报考不在证明中'
t_err_has '考点 830001：可行'
t_sql 'UPDATE placement SET session_id = 5 WHERE entry_id = 113'
t_run ncre verify-assignment dates.cert --format jsonl
t_exit 4
t_out_like '"rule":"R-DATE-OPT","severity":"error".*"subject":"82830001000113".*"text":"证明中的报考在库中没有相同的安排"'
t_err_has '编排证明不成立：1 处不符'
t_sql 'UPDATE session_room SET seats = 2 WHERE session_id = 5'
t_run ncre verify-assignment dates.cert --format jsonl
t_exit 4
t_out_has '场次、考场或座位数与库中不同'
t_err_has '编排证明不成立：2 处不符'
t_done
