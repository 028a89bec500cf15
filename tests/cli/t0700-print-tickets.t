#!/bin/sh
# ncre print-tickets: R-TICKET and R-GLYPH, files, hand-outs, repeatable bytes, bad input.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/tap/print.sh"
t_print_office

# R-TICKET: a paid entry without a seat refuses the whole print, with the list.
t_run ncre print-tickets -o out --format jsonl
t_exit 4
t_out_has '"rule":"R-TICKET","severity":"error"'
t_out_like '"field":"科目代码","subject":"82830002000004","text":"未排座或没有准考证号".*"value":"14"'
t_err_has '1 份（共 6 份）不能打印'
t_unchanged
t_not 'no folder is left behind' test -e out

# ... and the site where all have seats prints.
t_run ncre print-tickets -o a.pdf --site 830001
t_exit 0
t_out ''
t_err '已打印 3 份，3 页，1 个文件：a.pdf
操作记录 1：新增 3 行、修改 0 行、删除 0 行'
t_ok 'qpdf finds no fault' qpdf --check a.pdf
t_is "$(t_pages a.pdf)" 3 'a page for each entry'
t_text_has a.pdf '王𠮷·买买提 性 别 男' 'name and sex'
t_text_has a.pdf '990***********0013' 'the document number is masked'
t_text_has a.pdf 1482830001010001 'the ticket number'
t_text_has a.pdf '14 计算机基础及WPS Office应用' 'the subject'
t_text_has a.pdf '830001 样例大学' 'the site'
t_text_has a.pdf '第01考场 实验楼301' 'the room'
t_text_has a.pdf '2027年09月18日 09:00–10:30' 'date and time'
t_text_has a.pdf '请从东门进入。' 'the notice of the site'
t_text_has a.pdf '提前15分钟到达考场' 'the rules of the programme'
t_text_has a.pdf '操作记录 1' 'the run in the footer'
t_is "$(t_text a.pdf 3 | grep -c 李𬀩)" 1 'sorted by room: the second room comes last'
t_is "$(mutool show a.pdf outline 2>/dev/null | grep -c 考场)" 2 'a bookmark for each room'
t_is "$(pdfimages -list a.pdf | grep -c ' jpeg ')" 3 'photos go in as they are'
t_is "$(stat -c %a a.pdf)" 600 'R-PRIV: nobody else reads it'
t_is "$(t_sql "SELECT group_concat(entry_id) FROM handout WHERE kind = 'ticket' AND run_id = 1")" \
	1,2,3 'what is handed out is recorded'

# R-TICKET: the portal learns where candidates may print for themselves.
t_run ncre export tickets --site 830001 --format jsonl
t_exit 0
t_out_like '"ticket_no":"6582830001020005".*"self_printing":1,"prints":1,'
t_err_has 3

# What tickets show is not taken back behind them; what they do not show is.
t_sql "UPDATE placement SET run_id = 1 WHERE entry_id = 3; UPDATE handout SET run_id = 2 WHERE entry_id = 3"
t_run ncre undo 1
t_exit 4
t_out_has '82830001000002 65'
t_out_has 准考证已打印
t_err_has 撤销
t_unchanged
t_sql "UPDATE placement SET run_id = 0; UPDATE photo SET run_id = 1 WHERE sha256 = '$t_photo'; UPDATE handout SET run_id = 2"
t_run ncre undo 1
t_exit 4
t_out_has '82830001000001 14'
t_err_has 撤销
t_unchanged
t_sql "UPDATE photo SET run_id = 0; INSERT INTO posting VALUES (1, 1, 'x', 'channel:wechat', 'fees', 2, 0, NULL, '')"
t_run ncre undo 1
t_exit 4
t_out_has '82830001000001 24'
t_err_has 撤销
t_unchanged
t_sql 'DROP TRIGGER "posting R-MONEY delete"; DELETE FROM posting; UPDATE handout SET run_id = 1'

# A policy of the programme: document numbers in full.
t_sql "INSERT INTO policy VALUES ('ncre', '', '', 'ticket.mask.id', '0', 0)"
t_run ncre print-tickets -o full.pdf --candidate 82830001000002
t_exit 0
t_out ''
t_err_has '已打印 1 份'
t_text_has full.pdf 990101200601020027 'the document number in full'
t_sql 'DELETE FROM policy WHERE key = '"'ticket.mask.id'"

# The pixels of a rare name: the two renderers see the same ink, and it is another name's not.
t_ink() { # PGM: number of dark pixels
	tail -c +12 "$1" | od -An -v -tu1 | tr -s ' ' '\n' | awk '$1 != "" && $1 < 128 { n++ } END { print n + 0 }'
}
pdftoppm -r 150 -gray -singlefile -x 280 -y 315 -W 120 -H 45 full.pdf name
pdftoppm -r 150 -gray -singlefile -f 1 -x 280 -y 315 -W 120 -H 45 a.pdf other
t_ok 'the rare name leaves ink' test "$(t_ink name.pgm)" -gt 150
t_not 'another name looks different' cmp -s name.pgm other.pgm

# --skip-unprintable prints the rest.
t_run ncre print-tickets -o rooms --per room --skip-unprintable
t_exit 1
t_out_has 82830002000004
t_err_has '已打印 5 份，5 页，3 个文件'
t_is "$(ls rooms | tr '\n' ' ')" \
	'tickets-830001-01.pdf tickets-830001-02.pdf tickets-830002-01.pdf ' 'a file for each room'
t_run ncre print-tickets -o sites --per site --skip-unprintable
t_exit 1
t_out_has 82830002000004
t_err_has '2 个文件'

# A folder with files of an earlier print: they are replaced; what is not replaced is told.
cp rooms/tickets-830001-01.pdf rooms/tickets-830001-07.pdf
echo mine >rooms/notes.txt
t_run ncre print-tickets -o rooms --per room --skip-unprintable
t_exit 1
t_out_has 82830002000004
t_err_has 'rooms 里还有 1 个以前打印的文件'
t_is "$(ls -a rooms | tr '\n' ' ')" '. .. notes.txt tickets-830001-01.pdf tickets-830001-02.pdf tickets-830001-07.pdf tickets-830002-01.pdf ' \
	'nothing else is touched'
rm rooms/tickets-830001-07.pdf
t_run ncre print-tickets -o rooms --per room --skip-unprintable
t_exit 1
t_out_has 82830002000004
t_is "$(grep -c 以前打印 "$T_DIR/t/err")" 0 'nothing to tell'
t_err_has '3 个文件'

# Six a page: a sheet for each room, its back with the rules.
t_run ncre print-tickets -o six.pdf --layout six --site 830001
t_exit 0
t_out ''
t_err_has '已打印 3 份，4 页'
t_ok 'qpdf finds no fault' qpdf --check six.pdf
t_text_has six.pdf '王𠮷·买买提' 'a card'
t_is "$(t_text six.pdf 2 | grep -o 考生须知 | wc -l)" 6 'the rules behind each card'
t_run ncre print-tickets -o sixes --layout six --per room --skip-unprintable
t_exit 1
t_out_has 82830002000004
t_err_has '已打印 5 份，6 页，3 个文件'

# R-TICKET: an unpaid candidate has no ticket; one who pays has.
t_run ncre print-tickets -o x.pdf --candidate 82830001000003
t_exit 4
t_out_has 未缴费
t_err_has 不能打印
t_run ncre print-tickets -o x.pdf --candidate 1482830002010001
t_exit 0
t_out ''
t_err_has '已打印 1 份'
t_run ncre print-tickets -o y.pdf --candidate 99999999999999
t_exit 3
t_out ''
t_err_has 没有这名考生

# R-TICKET: outside the window nothing is printed, and M004's days before the exam.
NCRE_NOW=2027-06-09T09:00:00+08:00
t_run ncre print-tickets -o y.pdf --site 830001
t_exit 4
t_out_has '不在准考证打印时间内：2027-06-10 00:00'
t_err_has R-TICKET
NCRE_NOW=2027-09-12T23:59:59+08:00
t_sql "INSERT INTO policy VALUES ('ncre', '', '', 'ticket.days.before', '5', 0)"
t_run ncre print-tickets -o y.pdf --site 830001
t_exit 4
t_out_has '考前 5 日起才可打印'
t_err_has 不能打印
NCRE_NOW=2027-09-13T00:00:00+08:00
t_run ncre print-tickets -o y.pdf --site 830001
t_exit 0
t_out ''
t_err_has '已打印 3 份'
t_sql "DELETE FROM policy WHERE key = 'ticket.days.before'"
NCRE_NOW=2027-06-15T09:00:00+08:00

# Same input, same bytes: two offices alike print alike.
cp -r "$NCRE_OFFICE" twin
t_run ncre print-tickets -o b.pdf --site 830001
t_exit 0
t_out ''
t_err_has '已打印 3 份'
t_run ncre -C twin print-tickets -o c.pdf --site 830001
t_exit 0
t_out ''
t_err_has '已打印 3 份'
t_same_file b.pdf c.pdf

# --changed-since: only what is new on paper.
t_sql "UPDATE room SET name = '实验楼401' WHERE id = 2"
t_run ncre print-tickets -o d.pdf --site 830001 --changed-since "$(t_sql 'SELECT max(id) FROM run')"
t_exit 0
t_out ''
t_err_has '已打印 1 份'
t_text_has d.pdf 实验楼401 'the ticket with the new room'

# A dry run writes nothing.
t_run ncre print-tickets -o dry -n --site 830001
t_exit 0
t_out_has 打印记录
t_err_has 试运行
t_unchanged
t_not 'no folder' test -e dry

# R-NAME: fifty characters are printed whole, smaller.
t_long=$(printf '阿卜杜热合曼%.0s' 1 2 3 4 5 6 7 8)买提
t_sql "DROP TRIGGER \"candidate R-LOCK\"; UPDATE candidate SET name = '$t_long' WHERE id = 2"
t_run ncre print-tickets -o long.pdf --candidate 82830001000002
t_exit 0
t_out ''
t_err_has '已打印 1 份'
t_is "$(pdftotext -raw long.pdf - | tr -d '\n ' | grep -c "$t_long")" 1 'R-NAME: nothing of a long name is cut'
t_run ncre print-tickets -o long6.pdf --layout six --candidate 82830001000002
t_exit 0
t_out ''
t_err_has '已打印 1 份'
t_is "$(pdftotext -raw long6.pdf - | tr -d '\n ' | grep -c "$t_long")" 1 'on a card neither'

# R-GLYPH: a character that no font has refuses, or is left out.
t_sql "UPDATE candidate SET name = '张' || char(57344) WHERE id = 2"
t_run ncre print-tickets -o y2.pdf --site 830001 --format jsonl
t_exit 4
t_out_like '"rule":"R-GLYPH".*"field":"姓名","subject":"82830001000002"'
t_out_has 'U+E000'
t_err_has 不能打印
t_not 'no file' test -e y2.pdf
t_run ncre print-tickets -o z.pdf --site 830001 --skip-unprintable
t_exit 1
t_out_has 82830001000002
t_err_has '已打印 2 份'
t_sql "UPDATE candidate SET name = '李' || char(180265) WHERE id = 2"

# Photos: broken, missing.
cp "$t_photo_file" good.jpg
head -c 200 good.jpg >"$t_photo_file"
t_run ncre print-tickets -o p --site 830001
t_exit 4
t_out_has 照片文件已损坏
t_err_has '2 份（共 3 份）不能打印'
t_not 'nothing half-written is left' test -e p
for t_per in site room; do
	t_run ncre print-tickets -o p --site 830001 --per $t_per --format jsonl
	t_exit 4
	t_is "$(grep -c 照片文件已损坏 "$T_DIR/t/out")" 2 "per $t_per: every damaged photo is listed"
	t_out_has '"rule":"R-PHOTO"'
	t_err_has '2 份（共 3 份）不能打印'
	t_not 'nothing half-written is left' test -e p
done
rm "$t_photo_file"
t_run ncre print-tickets -o p --site 830001
t_exit 4
t_out_has 没有照片
t_err_has 不能打印
cp good.jpg "$t_photo_file"

# The command line and the place.
t_run ncre print-tickets
t_exit 2
t_out ''
t_err_has '-o'
t_run ncre print-tickets -o one.pdf --per room
t_exit 2
t_out ''
t_err_has one.pdf
t_run ncre print-tickets -o no/such/x.pdf --site 830001
t_exit 7
t_out ''
t_err_has no/such
t_run ncre print-tickets -o x.pdf --sitting 99
t_exit 3
t_out ''
t_err_has 99
NCRE_LANG=en
export NCRE_LANG
t_run ncre print-tickets -o en.pdf --candidate 82830001000002
t_exit 0
t_out ''
t_err_has 'printed 1, 1 pages, 1 files: en.pdf'
t_text_has en.pdf 考生须知 'the document itself stays Chinese'
t_done
