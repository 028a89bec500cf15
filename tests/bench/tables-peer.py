#!/usr/bin/python3
"""The table programs of Python at the same work: tables-peer.py WHAT FILE...

csv-read FILE, openpyxl-read FILE     every cell
openpyxl-write, xlsxwriter IN.csv OUT the rows of a CSV as a workbook, a row at a time
xls IN.csv OUT                        the first 65,536 rows as a workbook of Excel 97, for reading
"""
import csv
import itertools
import sys


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as f:
        yield from csv.reader(f)


def csv_read(path):
    for _ in rows(path):
        pass


def openpyxl_read(path):
    import openpyxl
    for _ in openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True):
        pass


def openpyxl_write(path, out):
    import openpyxl
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows(path):
        sheet.append(row)
    book.save(out)


def xlsxwriter(path, out):
    import xlsxwriter as writer
    book = writer.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows(path)):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()


def xls(path, out):
    import xlwt
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("s")
    for number, row in enumerate(itertools.islice(rows(path), 65536)):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
        if number % 1000 == 0:
            sheet.flush_row_data()
    book.save(out)


{"csv-read": csv_read, "openpyxl-read": openpyxl_read, "openpyxl-write": openpyxl_write,
 "xlsxwriter": xlsxwriter, "xls": xls}[sys.argv[1]](*sys.argv[2:])
