#!/usr/bin/env python3
"""The plain way, to compare with: read the bill with pandas (or csv where it is missing), join it with
the orders in SQLite, mark what matches as paid. No buckets, no ledger, no record.

    money-peer.py DATABASE BILL
"""
import csv
import sqlite3
import sys


def rows(path):
    try:
        import pandas
    except ImportError:
        with open(path, encoding="utf-8", newline="") as f:
            for row in csv.DictReader(f):
                if row["商户订单号"] and row["商户订单号"].startswith("`"):
                    yield row["商户订单号"][1:], round(float(row["订单金额"][1:]) * 100)
        return
    table = pandas.read_csv(path, dtype=str, usecols=["商户订单号", "订单金额"]).dropna()
    table = table[table["商户订单号"].str.startswith("`") & table["订单金额"].str.startswith("`")]
    amounts = (table["订单金额"].str[1:].astype(float) * 100).round().astype(int)
    yield from zip(table["商户订单号"].str[1:], amounts.tolist())


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
