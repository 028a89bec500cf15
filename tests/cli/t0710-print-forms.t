#!/bin/sh
# ncre print-forms: fields, fees, states, before or after payment, R-GLYPH, bad input.
. "${0%/*}/../tap/tap.sh"
. "$T_TOP/tests/tap/print.sh"
t_print_office

t_run ncre print-forms -o forms.pdf
t_exit 0
t_out ''
t_err '已打印 5 份，5 页，1 个文件：forms.pdf
操作记录 1：新增 5 行、修改 0 行、删除 0 行'
t_ok 'qpdf finds no fault' qpdf --check forms.pdf
t_is "$(t_pages forms.pdf)" 5 'a page for each candidate who has paid'
t_text_has forms.pdf '82830001000001 报名方式 个人报名' 'registration number and source'
t_text_has forms.pdf '王𠮷·买买提' 'the name'
t_text_has forms.pdf 990101200601010013 'the document number in full: the candidate checks it'
t_text_has forms.pdf '24 C语言程序设计 70.00 已缴费' 'subject, fee and state'
t_text_has forms.pdf '合计 150.00 元，其中已缴 150.00 元' 'the sum'
t_text_has forms.pdf '已通过 2027-06-15 08:00' 'the review'
t_text_has forms.pdf 未确认 'the confirmation'
t_text_has forms.pdf 考生签名 'a line to sign on'
t_is "$(t_sql "SELECT count(*) FROM handout WHERE kind = 'form'")" 5 'hand-outs are recorded'

t_run ncre print-forms -o dir --per site
t_exit 0
t_out ''
t_err_has '2 个文件'
t_is "$(ls dir | tr '\n' ' ')" 'forms-830001.pdf forms-830002.pdf ' 'a file for each site'

# Manual 004: before payment, where the programme says so.
t_run ncre print-forms -o one.pdf --candidate 82830001000003
t_exit 4
t_out_has 未缴费
t_err_has 不能打印
t_sql "INSERT INTO policy VALUES ('ncre', '', '', 'form.before.payment', '1', 0)"
t_run ncre print-forms -o one.pdf --candidate 82830001000003
t_exit 0
t_out ''
t_err_has '已打印 1 份'
t_text_has one.pdf 未缴费 'the state says so'
t_is "$(pdfimages -list one.pdf | grep -c jpeg)" 0 'without a photo the box stays empty'

# The proof of rare characters.
t_run ncre print-forms --proof -o proof.pdf
t_exit 0
t_out ''
t_err_has '已打印 2 份，1 页'
t_text_has proof.pdf '李𬀩 U+2C029' 'a rare name with its code point'
t_text_has proof.pdf '王𠮷·买买提 U+20BB7' 'another'

# R-GLYPH
t_sql "UPDATE candidate SET address = '某街' || char(57344) WHERE id = 3"
t_run ncre print-forms -o bad.pdf --candidate 82830001000003 --format jsonl
t_exit 4
t_out_has '"rule":"R-GLYPH"'
t_err_has 不能打印
t_not 'no file' test -e bad.pdf

t_sql "UPDATE candidate SET name = '张' || char(57344) WHERE id = 3"
t_run ncre check --format jsonl
t_exit 1
t_out_like 'R-GLYPH.*82830001000003.*U\+E000'
t_err ''
t_run ncre print-forms --proof -o proof2.pdf
t_exit 1
t_out_has 82830001000003
t_err_has '1 份未打印'
t_run ncre print-forms
t_exit 2
t_out ''
t_err_has '-o'
t_run ncre print-forms -o x.pdf --candidate 99
t_exit 3
t_out ''
t_err_has 没有这名考生
t_run ncre print-forms -o /dev/null/x.pdf --candidate 82830001000001
t_exit 7
t_out ''
t_err_has /dev/null
t_done
