# Rows of registrations for tests: invented people with right check digits. Sourced by tests.
#
#	reg_header > f.csv
#	reg_row SITE SERIAL NAME SEX(男|女) YYYYMMDD SEQ3 SUBJECT [SOURCE AGREEMENT AGREED_AT] >> f.csv
#
# SEQ3 are digits 15 to 17 of the document number; its last one must fit the sex (odd: 男).

reg_header() {
	printf '%s' '考点代码,报名流水号,准考证号,考生姓名,性别,出生日期,证件类型,证件号,民族,职业,文化程度,'
	printf '%s\n' '培训类型,考试科目代码,照片文件名,邮编,地址,电子邮件,联系电话,自定义信息,备注,报名方式,报名协议版本,接受协议时间'
}

id_number() { # YYYYMMDD SEQ3 -> 18 characters, area 659900
	awk -v s="659900$1$2" 'BEGIN {
		split("7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2", w, " ")
		for (i = 1; i <= 17; i++) sum += substr(s, i, 1) * w[i]
		print s substr("10X98765432", sum % 11 + 1, 1)
	}'
}

reg_row() {
	printf '%s,%s,,%s,%s,%s,1,%s,1,30,3,1,%s,%s.jpg,,,,,,,%s,%s,%s\n' "$1" "$2" "$3" "$4" "$5" \
		"$(id_number "$5" "$6")" "$7" "$2" "${8:-}" "${9:-}" "${10:-}"
}
