#!/usr/bin/python3
"""The same ticket by ReportLab: the static part a form XObject, photos byte for byte.

    print-peer.py FOLDER TICKETS A-FILE     FOLDER as `b-print dump` wrote it

Prints tickets a second of processor time, bytes over the photo, peak memory. Starting the
interpreter and reading the font are not counted."""
import os
import resource
import sys

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

rl_config.useA85 = 0
folder, tickets, a_file = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
MM = 72 / 25.4
LABELS = ['姓　名', '性　别', '证件号码', '准考证号', '科　目', '考　点', '考点地址', '考　场', '座位号', '考试时间']
RULES = ['考生须知', '1. 凭本准考证和有效身份证件原件参加考试。', '2. 提前15分钟到达考场，开考后不得入场。',
         '3. 不得携带通信工具和存储设备。', '4. 服从监考人员安排，遵守考场规则。']
pdfmetrics.registerFont(TTFont('kai', '/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf'))
rows = [line.rstrip('\n').split('\t') for line in open(f'{folder}/tickets.tsv', encoding='utf-8')]


def static(c):
    c.beginForm('static')
    c.setFont('kai', 20)
    c.drawCentredString(105 * MM, 273 * MM, '全国计算机等级考试')
    c.drawCentredString(105 * MM, 253 * MM, '准 考 证')
    c.setFont('kai', 11)
    for i, label in enumerate(LABELS):
        y = (297 - 52 - 8.4 * i) * MM
        c.drawString(22 * MM, y - 6 * MM, label)
        c.line(20 * MM, y, 146 * MM, y)
    c.rect(20 * MM, 161 * MM, 126 * MM, 84 * MM)
    for i, rule in enumerate(RULES):
        c.drawString(20 * MM, (148 - 6 * i) * MM, rule)
    c.endForm()


def code(c, side, rows_hex):
    """An inline image mask in hexadecimal: ReportLab itself would go through a decoded picture."""
    c._code.append(f'q {32 * MM:.2f} 0 0 {32 * MM:.2f} {152 * MM:.2f} {161 * MM:.2f} cm BI /W {side} /H {side}'
                   f' /IM true /BPC 1 /D [1 0] /F /AHx ID {rows_hex}> EI Q')


def ticket(c, i):
    name, id_number, number, subject, site, address, room, seat, side, bits = rows[i % len(rows)]
    values = [name, '女' if i % 2 else '男', id_number, number, subject, site, address, room, seat,
              '2027年09月18日　09:00–10:30']
    c.doForm('static')
    c.setFont('kai', 12)
    for k, value in enumerate(values):
        c.drawString(48 * MM, (297 - 58 - 8.4 * k) * MM, value)
    c.drawImage(f'{folder}/photos/{i % len(rows)}.jpg', 152 * MM, 197 * MM, 33 * MM, 48 * MM)
    code(c, side, bits)
    c.showPage()


def cpu():
    t = os.times()
    return t.user + t.system


start, size, path = cpu(), 0, f'{folder}/peer.pdf'
for first in range(0, tickets, a_file):
    c = Canvas(path, pagesize=(210 * MM, 297 * MM), pageCompression=0)
    static(c)
    for i in range(first, min(first + a_file, tickets)):
        ticket(c, i)
    c.save()
    size += os.path.getsize(path)
used = cpu() - start
os.unlink(path)
photos = tickets * 40 * 1024
print('%-10s %7d tickets %7.0f/s of one processor, %d a file, %6d bytes over the photo, %3d MB' % (
    'ReportLab', tickets, tickets / used, a_file, (size - photos) / tickets,
    resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
