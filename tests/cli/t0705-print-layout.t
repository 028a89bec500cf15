#!/bin/sh
# Printed pages as an office wants them: words, order of fields, logo, programme, fonts; wrong files.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/tap/print.sh"
t_print_office
t_layout=$NCRE_OFFICE/layout

# Words, labels and the order of rows; what is not mentioned stays.
cat >"$t_layout/ticket.page" <<'PAGE'
# ours
page ticket
text heading : 考试通行凭证
text notice  : 考点特别提示
label name   : 考生姓名
row ticket_no
row name sex
row reg_no session
row subject
row time
row site
row room seat
PAGE
cat >"$t_layout/print.page" <<'PAGE'
programme ncre : 样例省计算机等级考试
logo logo.jpg
PAGE
base64 -d <"$T_TOP/tests/data/tiny.jpg.b64" >"$t_layout/logo.jpg"
t_run ncre check-layout --format csv
t_exit 0
t_out_like '^ticket,12,3,考生姓名 准考证号 '
t_err ''
t_run ncre print-tickets -o a.pdf --site 830001
t_exit 0
t_out ''
t_err_has '已打印 3 份，3 页，1 个文件：a.pdf'
t_ok 'qpdf finds no fault' qpdf --check a.pdf
t_text_has a.pdf '样例省计算机等级考试 2027年9月考次 考试通行凭证 准考证号' 'programme, heading, and the ticket number first'
t_text_has a.pdf '报名号 82830001000001 批 次' 'fields that the built-in page has not'
t_text_has a.pdf 考点特别提示 'another heading of the notice'
t_text_has a.pdf 考生须知 'words not mentioned stay'
t_is "$(t_text a.pdf | grep -c 考点地址)" 0 'fields in no row are not printed'
t_is "$(pdfimages -list a.pdf | awk '$3 == "image" { print $11 }' | sort | uniq -c | awk 'END { print NR }')" 4 \
	'the logo is in the file once, beside three photos'
t_is "$(t_sql "SELECT group_concat(replace(path, rtrim(path, replace(path, '/', '')), ''), ' ') FROM run_input WHERE run = 1")" \
	'print.page logo.jpg ticket.page' 'the run knows what it was printed with'

t_run ncre print-tickets -o six.pdf --layout six --site 830001
t_exit 0
t_out ''
t_err_has '已打印 3 份'
t_text_has six.pdf '样例省计算机等级考试' 'the programme on cards too'
echo 'text heading : 证' >"$t_layout/card.page"
t_run ncre print-tickets -o six.pdf --layout six --site 830001 --candidate 82830001000002
t_exit 0
t_out ''
t_err_has '已打印 1 份'
t_text_has six.pdf '样例省计算机等级考试 证' 'a card has words of its own'

cat >"$t_layout/form.page" <<'PAGE'
text promise :
text stamp : （盖章处）
row name
row reg_no custom
row id_number
row site
PAGE
echo 'text record_4 : 备用机启用情况' >"$t_layout/rooms.page"
t_run ncre print-forms -o f.pdf --site 830001
t_exit 0
t_out ''
t_err_has '已打印 2 份'
t_ok 'qpdf finds no fault' qpdf --check f.pdf
t_text_has f.pdf '（盖章处）' 'words of a form'
t_is "$(t_text f.pdf | grep -c 本人已阅读)" 0 'words that are not wanted'
t_is "$(t_text f.pdf | grep -c 出生日期)" 0 'fields that are not wanted'
t_run ncre print-rooms -o r.pdf --site 830001
t_exit 0
t_out ''
t_err_has '已打印 3 份'
t_text_has r.pdf 备用机启用情况 'words of room papers'
rm "$t_layout"/*

# A font of the office's own draws what it has; the chain the rest.
ln -s /usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf "$t_layout/own.ttf"
echo 'font own.ttf' >"$t_layout/print.page"
t_run ncre print-tickets -o font.pdf --candidate 82830001000002
t_exit 0
t_out ''
t_err_has '已打印 1 份'
t_is "$(pdffonts font.pdf | grep -c WenKai)" 0 'the usual font is not needed'
t_ok 'the own one is' sh -c 'pdffonts font.pdf | grep -q BabelStone'

# Wrong files: nothing is printed, and file and line are named.
t_wrong() { # KIND WHY LINES...
	t_wrong_file=$t_layout/$1.page
	t_wrong_kind=$1
	t_wrong_why=$2
	shift 2
	printf '%s\n' "$@" >"$t_wrong_file"
	t_run ncre print-tickets -o wrong.pdf --site 830001
	t_exit 3
	t_out ''
	t_err_has "$t_wrong_why"
	t_run ncre check-layout "$t_wrong_kind" --format jsonl
	t_exit 1
	t_out_has "$t_wrong_why"
	t_err ''
	rm "$t_wrong_file"
}
t_wrong ticket 'ticket.page 第 2 行：没有字段 nam（可用：name, sex, ' '# note' 'label nam : 姓名'
t_wrong ticket 'ticket.page 第 1 行：没有文字项 headings（可用：heading, rules, notice）' 'text headings : 准考证'
t_wrong ticket 'ticket.page 第 1 行：缺少冒号' 'text heading 准考证'
t_wrong ticket 'ticket.page 第 1 行：不认识的行（可用：page、text、label、row、#）' 'field x : y'
t_wrong ticket 'ticket.page 第 1 行：page 行是另一种版面：form' 'page form'
t_wrong ticket 'ticket.page 第 2 行：字段 name 已在前面的行里' 'row name sex' 'row name'
t_wrong ticket 'ticket.page 第 1 行：一行最多 2 个字段' 'row name sex site'
t_wrong ticket '缺少必须打印的字段：ticket_no, subject, site, room, seat, time' 'row name'
t_wrong ticket 'ticket.page 第 1 行：不是 UTF-8 文字' "$(printf 'text heading : \377')"
t_wrong print 'print.page 第 1 行：没有这个文件：' 'logo none.jpg'
t_wrong print 'print.page 第 1 行：没有这个文件：/nonexistent.ttf' 'font /nonexistent.ttf'
t_wrong print '不是可用的 TrueType 字体：' "font $T_TOP/Makefile"
t_wrong print 'print.page 第 1 行：不是可用的 JPEG 图片：' "logo $T_TOP/Makefile"
t_wrong print 'print.page 第 1 行：不认识的行（可用：page、programme、logo、font、#）' 'text heading : 证'
t_unchanged

# R-GLYPH holds for the words, too.
printf 'text heading : \356\200\200\n' >"$t_layout/ticket.page"
t_run ncre print-tickets -o wrong.pdf --site 830001 --format jsonl
t_exit 4
t_out_has '"rule":"R-GLYPH"'
t_out_has U+E000
t_err_has 版面文字里有不能打印的字
t_not 'no file' test -e wrong.pdf
t_run ncre check-layout ticket
t_exit 1
t_out_has U+E000
t_err ''
rm "$t_layout/ticket.page"
echo x >"$t_layout/tickets.page"
t_run ncre check-layout ticket
t_exit 1
t_out_has tickets.page
t_err ''
t_done
