#!/usr/bin/python3
"""Writes N candidates (30 % with two subjects) of invented people as the group CSV, from the
FIRST (0) of an endless line of them: import-rows.py N [FIRST]."""
import sys

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = "明华丽强伟芳娜敏静秀英杰涛磊洋艳勇军"


def number(i):
    year, month, day = 1995 + i % 12, 1 + i % 12, 1 + i // 12 % 28
    s = f"{990000 + i // 336000:06d}{year:04d}{month:02d}{day:02d}{i // 336 % 1000:03d}"
    return s + "10X98765432"[sum(int(a) * b for a, b in zip(s, WEIGHTS)) % 11], f"{year}{month:02d}{day:02d}"


def main():
    out = open(1, "w", encoding="utf-8", newline="")
    out.write("考点代码,报名流水号,准考证号,考生姓名,性别,出生日期,证件类型,证件号,民族,职业,文化程度,"
              "培训类型,考试科目代码,照片文件名,邮编,地址,电子邮件,联系电话,自定义信息,备注\r\n")
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    for i in range(first, first + int(sys.argv[1])):
        site, serial = f"99{101 + i // 50000:04d}", f"{i % 50000 + 1:06d}"
        idno, born = number(i)
        sex = "男" if int(idno[16]) % 2 else "女"
        name = SURNAMES[i % 16] + GIVEN[i * 7 % 18] + GIVEN[i * 5 % 18]
        for subject in ["24", "65"] if i % 10 < 3 else [["24", "65", "15"][i % 3]]:
            out.write(f"{site},{serial},,{name},{sex},{born},1,{idno},1,30,3,1,{subject},83{site}{serial}.jpg,"
                      f"100000,某某省某某市某某路{i % 1000}号,u{i}@example.com,138{i % 100000000:08d},,\r\n")


main()
