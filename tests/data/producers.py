#!/usr/bin/python3
"""One registration table as many programs write it, and as the writers that are not in Debian do.

    producers.py IN.csv FOLDER

IN.csv is UTF-8 with a header row. Prints the name of each file made; a program that is not
installed makes none. What LibreOffice makes of IN.csv where nobody tells it that numbers of
documents are text is damaged, and not printed: damaged.xlsx. What is said of Apache POI, EPPlus, Numbers, WPS and Excel in strict mode is
laid over a workbook by hand: parts, attributes and order as those programs write them.
"""
import csv
import datetime
import os
import re
import shutil
import subprocess
import sys
import zipfile

MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
STRICT = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
STRICT_OFFICE = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
SHEET = '考生登记信息'
BORN = '出生日期'


def made(name):
    print(name)


def parts_of(path):
    with zipfile.ZipFile(path) as z:
        return {i.filename: z.read(i) for i in z.infolist()}


def write_zip(name, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(name, 'w', method) as z:
        for part, data in parts.items():
            z.writestr(part, data)
    made(name)


def as_day(text):
    return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))


# ---- the programs

def with_openpyxl(rows):
    try:
        import openpyxl
    except ImportError:
        return
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.title = SHEET
    for row in rows:
        ws.append([v or None for v in row])
    wb.save('openpyxl.xlsx')
    made('openpyxl.xlsx')
    wb = openpyxl.Workbook(write_only=True)
    ws = wb.create_sheet(SHEET)
    for row in rows:
        ws.append(row)
    wb.save('openpyxl-write-only.xlsx')
    made('openpyxl-write-only.xlsx')
    # birth dates as dates of 1904, codes as numbers, a title above, a hidden sheet before
    wb = openpyxl.Workbook()
    wb.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    hidden = wb.active
    hidden.title = '说明'
    hidden['A1'] = '旧表，勿用'
    hidden.sheet_state = 'hidden'
    ws = wb.create_sheet('Sheet1')
    ws['A1'] = '某校集体报名表'
    ws.merge_cells('A1:H1')
    born, subject = rows[0].index(BORN), rows[0].index('考试科目代码')
    ws.append(rows[0])
    for row in rows[1:]:
        row = list(row)
        row[born] = as_day(row[born])
        row[subject] = int(row[subject])
        ws.append(row)
    wb.save('openpyxl-1904.xlsx')
    made('openpyxl-1904.xlsx')


def with_xlsxwriter(rows):
    try:
        import xlsxwriter
    except ImportError:
        return False
    wb = xlsxwriter.Workbook('text.xlsx', {'strings_to_numbers': False})
    ws = wb.add_worksheet(SHEET)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value:
                ws.write_string(r, c, value)
    wb.close()
    made('text.xlsx')
    for name, options in (('xlsxwriter.xlsx', {}), ('xlsxwriter-inline.xlsx', {'constant_memory': True}),
                          ('xlsxwriter-zip64.xlsx', {'use_zip64': True})):
        wb = xlsxwriter.Workbook(name, dict(options, strings_to_numbers=False))
        ws = wb.add_worksheet(SHEET)
        bold, day = wb.add_format({'bold': True}), wb.add_format({'num_format': 'yyyy"年"m"月"d"日"'})
        born, person = rows[0].index(BORN), rows[0].index('考生姓名')
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if r and c == born:
                    ws.write_datetime(r, c, datetime.datetime.combine(as_day(value), datetime.time()), day)
                elif r and c == person and len(value) > 2:
                    ws.write_rich_string(r, c, bold, value[0], value[1:])
                elif value:
                    ws.write_string(r, c, value)
        wb.close()
        made(name)
    return True


def with_pandas(table):
    try:
        import pandas
    except ImportError:
        return
    frame = pandas.read_csv(table, dtype=str)
    for engine in ('openpyxl', 'xlsxwriter'):
        name = f'pandas-{engine}.xlsx'
        try:
            frame.to_excel(name, sheet_name=SHEET, index=False, engine=engine)
        except (ImportError, ValueError):
            continue
        made(name)
    # the index that nobody asked for is a column without a name
    frame.to_excel('pandas-index.xlsx', sheet_name=SHEET)
    made('pandas-index.xlsx')
    frame.to_csv('pandas.csv', index=False, encoding='utf-8-sig')
    made('pandas.csv')
    frame.to_csv('pandas-gb18030.csv', index=False, encoding='gb18030', sep='\t')
    made('pandas-gb18030.csv')


def with_xlwt(rows):
    try:
        import xlwt
    except ImportError:
        return
    wb = xlwt.Workbook(encoding='utf-8')
    ws = wb.add_sheet(SHEET)
    day = xlwt.easyxf(num_format_str='yyyy-mm-dd')
    born = rows[0].index(BORN)
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if r and c == born:
                ws.write(r, c, as_day(value), day)
            else:
                ws.write(r, c, value)
    wb.save('xlwt.xls')
    made('xlwt.xls')


def convert(office, source, target, filter_name, *options):
    subprocess.run([office, f'-env:UserInstallation=file://{os.getcwd()}/profile', '--headless', *options,
                    '--convert-to', f'{target}:{filter_name}', '--outdir', 'office', source],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=False)
    return f'office/{os.path.splitext(os.path.basename(source))[0]}.{target}'


def with_libreoffice(source, table):
    office = shutil.which('soffice')
    if not office:
        return
    for target, filter_name in (('xlsx', 'Calc MS Excel 2007 XML'), ('xls', 'MS Excel 97')):
        written = convert(office, source, target, filter_name)
        if os.path.exists(written):
            os.rename(written, f'libreoffice.{target}')
            made(f'libreoffice.{target}')
    written = convert(office, table, 'xlsx', 'Calc MS Excel 2007 XML', '--infilter=CSV:44,34,76')
    if os.path.exists(written):
        os.rename(written, 'damaged.xlsx')
    shutil.rmtree('profile', ignore_errors=True)


# ---- other writers, laid over a workbook of XlsxWriter

def sheet_name(parts):
    return next(p for p in parts if p.startswith('xl/worksheets/'))


def poi_streaming(parts):
    """Apache POI's SXSSF from a template: cells and rows without r=, inline strings, no sst."""
    sheet = sheet_name(parts)
    shared = re.findall(r'<si><t[^>]*>(.*?)</t></si>', parts['xl/sharedStrings.xml'].decode(), re.S)
    text = parts[sheet].decode()
    # empty cells stand there, or what follows would move to the left
    rows = []
    for row in re.findall(r'<row [^>]*>.*?</row>', parts[sheet].decode(), re.S):
        cells, at = [], 1
        for ref, kind, value in re.findall(r'<c r="([A-Z]+)\d+"([^>]*)><v>(.*?)</v></c>', row):
            column = 0
            for letter in ref:
                column = column * 26 + ord(letter) - 64
            cells += ['<c/>'] * (column - at)
            at = column + 1
            cells.append(f'<c t="inlineStr"><is><t>{shared[int(value)]}</t></is></c>' if 't="s"' in kind
                         else f'<c><v>{value}</v></c>')
        rows.append('<row>' + ''.join(cells) + '</row>')
    text = re.sub(r'<sheetData>.*</sheetData>', '<sheetData>' + ''.join(rows) + '</sheetData>', text, flags=re.S)
    del parts['xl/sharedStrings.xml']
    for part in ('[Content_Types].xml', 'xl/_rels/workbook.xml.rels'):
        parts[part] = re.sub(rb'<(Override|Relationship)[^>]*sharedStrings[^>]*/>', b'', parts[part])
    parts[sheet] = text.encode()
    return parts


def epplus(parts):
    """EPPlus: absolute targets, a prefix on every element, worksheets that are not sheet1.xml."""
    sheet = sheet_name(parts)
    for part in ('xl/workbook.xml', 'xl/sharedStrings.xml', sheet):
        text = parts[part].decode().replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
        text = re.sub(r'<(/?)(?![?!/])([A-Za-z])', r'<\1x:\2', text)
        parts[part] = text.encode()
    rels = parts['xl/_rels/workbook.xml.rels'].decode()
    rels = re.sub(r'Target="/?(?:xl/)?([^"]*)"', r'Target="/xl/\1"', rels)
    rels = rels.replace('/xl/' + sheet[3:], '/xl/worksheets/报名.xml')
    parts['xl/_rels/workbook.xml.rels'] = rels.encode()
    parts['[Content_Types].xml'] = parts['[Content_Types].xml'].decode().replace(
        '/' + sheet, '/xl/worksheets/报名.xml').encode()
    parts['xl/worksheets/报名.xml'] = parts.pop(sheet)
    return parts


def numbers(parts):
    """Numbers: every shared string in runs, phonetic runs beside, a table title row above."""
    parts['xl/sharedStrings.xml'] = re.sub(
        r'<si><t[^>]*>(.)(.*?)</t></si>',
        r'<si><r><rPr><sz val="10"/></rPr><t xml:space="preserve">\1</t></r><r><rPr><b val="1"/></rPr>'
        r'<t xml:space="preserve">\2</t></r><rPh sb="0" eb="1"><t>よみ</t></rPh><phoneticPr fontId="1"/></si>',
        parts['xl/sharedStrings.xml'].decode(), flags=re.S).encode()
    return parts


def wps(parts):
    """WPS: its own parts and namespaces, formulas with cached texts, rows with spans and heights."""
    sheet = sheet_name(parts)
    text = parts[sheet].decode().replace(
        '<worksheet ', '<worksheet xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="etc" ', 1)
    text = text.replace('<row ', '<row ht="14.25" customHeight="1" ')
    text = text.replace('</sheetData>', '</sheetData><etc:ext><etc:a t="s"><v>9</v></etc:a></etc:ext>')
    # a site code that is looked up: the text that was shown last stands beside the formula
    text = re.sub(r'<c r="A2"[^>]*><v>[^<]*</v></c>',
                  '<c r="A2" t="str"><f>VLOOKUP(1,Sheet2!A:B,2,0)</f><v>990101</v></c>', text)
    parts[sheet] = text.encode()
    parts['docProps/custom.xml'] = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/custom-properties"><property name="KSOProductBuildVer" pid="2"/></Properties>')
    parts['xl/wpsbook.xml'] = b'<wpsbook/>'
    return parts


def strict(parts):
    """Excel, "Strict Open XML": other namespaces, dates as ISO texts."""
    for part in list(parts):
        if part.endswith('.xml') or part.endswith('.rels'):
            parts[part] = parts[part].replace(MAIN.encode(), STRICT.encode()).replace(
                OFFICE.encode(), STRICT_OFFICE.encode())
    return parts


def main():
    table, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    os.makedirs(folder, exist_ok=True)
    os.chdir(folder)
    with open(table, encoding='utf-8-sig', newline='') as f:
        rows = list(csv.reader(f))
    with_openpyxl(rows)
    has_base = with_xlsxwriter(rows)
    with_pandas(table)
    with_xlwt(rows)
    if has_base:
        with_libreoffice('text.xlsx', table)
        for change in (poi_streaming, epplus, numbers, wps, strict):
            write_zip(f'as-{change.__name__}.xlsx', change(parts_of('text.xlsx')))
        write_zip('stored.xlsx', parts_of('text.xlsx'), zipfile.ZIP_STORED)


main()
