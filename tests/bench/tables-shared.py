#!/usr/bin/python3
"""Rewrites a CSV as an .xlsx with shared strings: tables-shared.py IN.csv OUT.xlsx"""
import csv
import sys
import zipfile
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
LETTERS = 'ABCDEFGHIJKLMNOPQRST'
strings = {}


def rows(path):
    with open(path, encoding='utf-8-sig', newline='') as f:
        for number, row in enumerate(csv.reader(f), 1):
            cells = []
            for column, text in enumerate(row):
                if text:
                    index = strings.setdefault(text, len(strings))
                    cells.append('<c r="%s%d" t="s"><v>%d</v></c>' % (LETTERS[column], number, index))
            yield ('<row r="%d">%s</row>' % (number, ''.join(cells))).encode()


with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED, compresslevel=6) as z:
    types = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
    z.writestr('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006'
               '/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats'
               '-package.relationships+xml"/>%s</Types>' % ''.join(
                   '<Override PartName="/xl/%s.xml" ContentType="%s%s+xml"/>' % (part, types, kind)
                   for part, kind in (('workbook', 'sheet.main'), ('sharedStrings', 'sharedStrings'),
                                      ('worksheets/sheet1', 'worksheet'))))
    z.writestr('_rels/.rels', '<Relationships %s><Relationship Id="r1" Type="%s/officeDocument"'
               ' Target="xl/workbook.xml"/></Relationships>' % (RELS, OFFICE))
    z.writestr('xl/workbook.xml', '<workbook %s xmlns:r="%s"><sheets><sheet name="s" sheetId="1"'
               ' r:id="r1"/></sheets></workbook>' % (MAIN, OFFICE))
    z.writestr('xl/_rels/workbook.xml.rels', '<Relationships %s><Relationship Id="r1"'
               ' Type="%s/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2"'
               ' Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
               % (RELS, OFFICE, OFFICE))
    with z.open('xl/worksheets/sheet1.xml', 'w', force_zip64=True) as f:
        f.write(('<worksheet %s><sheetData>' % MAIN).encode())
        for row in rows(sys.argv[1]):
            f.write(row)
        f.write(b'</sheetData></worksheet>')
    with z.open('xl/sharedStrings.xml', 'w', force_zip64=True) as f:
        f.write(('<sst %s>' % MAIN).encode())
        for text in strings:
            f.write(('<si><t>%s</t></si>' % escape(text)).encode())
        f.write(b'</sst>')
