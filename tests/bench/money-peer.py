#!/usr/bin/env python3
"""The plain way, to compare with: read the bill with pandas (or csv where it is missing), join it with
the orders in SQLite, mark what matches as paid. No buckets, no ledger, no record.

    money-peer.py DATABASE BILL
"""
import sqlite3
import sys


def rows(path):
    """Values have a backtick in front; names of goods may hold commas."""
    try:
        import pandas
    except ImportError:
        with open(path, encoding="utf-8", newline="") as f:
            columns = f.readline().strip().split(",")
            order, amount = columns.index("商户订单号"), columns.index("订单金额")
            for line in f:
                values = line.rstrip("\r\n")[1:].split(",`")
                if len(values) == len(columns):
                    yield values[order], round(float(values[amount]) * 100)
        return
    table = pandas.read_csv(path, dtype=str, sep=",`", engine="python", header=None, skiprows=1, skipfooter=2)
    amounts = (table.iloc[:, 24].astype(float) * 100).round().astype(int)
    yield from zip(table.iloc[:, 6], amounts.tolist())


def main():
    db = sqlite3.connect(sys.argv[1])
    db.execute("CREATE TEMP TABLE bill (order_no TEXT PRIMARY KEY, amount_fen INTEGER)")
    db.executemany("INSERT OR IGNORE INTO bill VALUES (?, ?)", rows(sys.argv[2]))
    db.execute("""UPDATE entry SET state = 'paid', paid_at = 1 WHERE id IN (SELECT oe.entry_id FROM bill b
        JOIN pay_order o ON o.order_no = b.order_no AND o.amount_fen = b.amount_fen
        JOIN order_entry oe ON oe.order_id = o.id)""")
    db.execute("UPDATE pay_order SET state = 'paid' WHERE order_no IN (SELECT order_no FROM bill)")
    db.commit()
    print(db.execute("SELECT count(*) FROM entry WHERE state = 'paid'").fetchone()[0])


main()
