#!/bin/sh
# ncre print-rooms: a pack for each room and session, R-TICKET, R-GLYPH, photos, bad input.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/tap/print.sh"
t_print_office

# R-TICKET: a paid entry without a seat: papers would be incomplete.
t_run ncre print-rooms -o rooms.pdf --format csv
t_exit 4
t_out_like 'R-TICKET,error,.*,科目代码,82830002000004,'
t_err_has 不能打印
t_not 'nothing is written' test -e rooms.pdf

t_run ncre print-rooms -o rooms.pdf --site 830001
t_exit 0
t_out ''
t_err '已打印 3 份，19 页，1 个文件：rooms.pdf
操作记录 1：新增 3 行、修改 0 行、删除 0 行'
t_ok 'qpdf finds no fault' qpdf --check rooms.pdf
t_is "$(t_pages rooms.pdf)" 19 'three packs of six pages and a summary'
for t_word in 考场资料封面 '14 计算机基础及WPS Office应用：1 人' '本袋共 6 页' '王𠮷·买买提' 01-1 \
	考场情况记录表 考点场次与考场汇总表 '应考 1 人'; do
	t_text_has rooms.pdf "$t_word" "the pack says: $t_word"
done
t_is "$(t_text rooms.pdf | grep -c 990101200601)" 0 'R-PRIV: no document number on lists'
t_is "$(pdfimages -list rooms.pdf | grep -c ' jpeg ')" 3 'a photo to sign beside for each'
t_is "$(mutool show rooms.pdf outline 2>/dev/null | grep -c 批)" 3 'a bookmark for each session'
t_is "$(t_sql "SELECT count(*) FROM handout WHERE kind = 'room'")" 3 'packs are recorded'

t_run ncre print-rooms -o dir --per site --skip-unprintable
t_exit 1
t_out_has 82830002000004
t_err_has '已打印 4 份，26 页，2 个文件'
t_ok 'a file for the site' test -e dir/rooms-830002.pdf

# Labels in stacks, and the larger sign-in sheet.
t_run ncre print-rooms -o stack.pdf --site 830001 --labels stack --sign-in 10
t_exit 0
t_out ''
t_err_has '已打印 3 份，18 页'
t_ok 'qpdf finds no fault' qpdf --check stack.pdf
t_text_has stack.pdf '桌贴 0' 'the covers know'
t_is "$(mutool show stack.pdf outline 2>/dev/null | grep -c 桌贴)" 2 'a stack for each session'

# A missing photo is an empty box; the rest is printed.
rm "$t_photo_file"
t_run ncre print-rooms -o nophoto.pdf --site 830001 --room 01
t_exit 0
t_out_has 没有这个文件
t_err_has '已打印 2 份'
t_text_has nophoto.pdf 无照片 'the box says so'

# R-GLYPH
t_sql "UPDATE room SET name = '机房' || char(57344) WHERE id = 1"
t_run ncre print-rooms -o bad.pdf --site 830001
t_exit 4
t_out_has R-GLYPH
t_err_has 不能打印
t_not 'no file' test -e bad.pdf

t_run ncre print-rooms
t_exit 2
t_out ''
t_err_has '-o'
t_run ncre print-rooms -o x.pdf --site 999999
t_exit 3
t_out ''
t_err_has 无准考证可打印
t_done
