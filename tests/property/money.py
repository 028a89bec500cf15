#!/usr/bin/env python3
"""Random histories of money: register, review, bill, pay (once, twice, too much, too little, late, for
nothing), refund, load again, expire, cancel, match, undo. After every step the invariants of
`ncre check` must hold, and what the channel holds in the ledger must be what its statements say.

    money.py NCRE FIXTURE BILL_AWK HISTORIES STEPS [FIRST_SEED]

Prints one line a failure with seed and step, and a summary; exit code 1 where there was one.
"""
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone

ZONE = timezone(timedelta(hours=8))


class Failure(Exception):
    pass


class History:
    def __init__(self, ncre, fixture, awk, seed, folder):
        self.ncre, self.awk = ncre, awk
        self.rng = random.Random(seed)
        self.office = os.path.join(folder, "office")
        self.folder = folder
        self.now = datetime(2027, 6, 15, 9, tzinfo=ZONE)
        self.serial = 0
        self.bills = []
        self.run("init", self.office, allowed=(0,))
        with open(fixture, encoding="utf-8") as f:
            self.sql_script(f.read())
        self.sql_script("UPDATE offering SET capacity = 3 WHERE id = 1")

    def run(self, *args, allowed=(0, 1)):
        env = dict(os.environ, NCRE_NOW=self.now.isoformat(), NCRE_OFFICE=self.office)
        p = subprocess.run([self.ncre, *args], env=env, capture_output=True, text=True, check=False)
        if p.returncode not in allowed:
            raise Failure(f"{' '.join(args)}: exit code {p.returncode}: {p.stderr.strip()}")
        return p

    def sql(self, text, *args):
        db = sqlite3.connect(os.path.join(self.office, "ncre.db"))
        try:
            return db.execute(text, args).fetchall()
        finally:
            db.close()

    def sql_script(self, text):
        db = sqlite3.connect(os.path.join(self.office, "ncre.db"))
        try:
            db.executescript(text)
            db.commit()
        finally:
            db.close()

    def pick(self, text, *args):
        rows = self.sql(text, *args)
        return self.rng.choice(rows) if rows else None

    # ---- steps

    def register(self):
        """A person with an entry, or one more entry, as the portal would hand them over."""
        self.serial += 1
        at = int(self.now.timestamp())
        cid = 1000 + self.serial
        number = f"9901012000{self.serial:08d}"
        site, offering, fee = self.rng.choice((("830001", 1, 8000), ("830001", 2, 7000), ("830002", 4, 8000)))
        source = self.rng.choice(("self", "self", "group"))
        try:
            self.sql_script(f"""
                PRAGMA foreign_keys = ON;
                BEGIN;
                INSERT INTO photo (sha256, bytes, width_px, height_px, verdict, measures, checked_at, run_id)
                    VALUES ('{cid:064d}', 30000, 240, 320, 'pass', '{{}}', {at}, 0);
                INSERT INTO candidate (id, sitting_id, site_code, reg_no, source, name, sex, born_on, id_type,
                    id_number, photo_sha256, agreement, agreed_at, agreed_by, created_at, run_id)
                    VALUES ({cid}, 1, '{site}', '82{site}{100000 + self.serial:06d}', '{source}', '样例', 'F',
                    '2000-01-01', '9', '{number}', '{cid:064d}', '2027-1', {at}, 'candidate', {at}, 0);
                INSERT INTO entry (candidate_id, offering_id, fee_fen, clock_at, created_at, run_id)
                    VALUES ({cid}, {offering}, {fee}, {at if source == 'self' else 'NULL'}, {at}, 0);
                COMMIT;""")
        except sqlite3.IntegrityError:
            pass  # R-CAP: full

    def review(self):
        what = self.rng.choice(("submit", "approve", "reject"))
        who = self.pick("SELECT reg_no FROM candidate WHERE site_code = '830002' AND gone_at IS NULL")
        if who:
            extra = ("--reason", "x") if what == "reject" else ()
            self.run("audit", what, who[0], *extra)

    def bill_open(self):
        self.run("bill", "open", *self.rng.choice(((), ("--group",), ("--site", "830001"))))

    def bill_close(self):
        if self.rng.random() < 0.5:
            self.run("bill", "close", "--timed-out")
            return
        order = self.pick("SELECT order_no FROM pay_order WHERE state = 'open'")
        if order:
            self.run("bill", "close", order[0], allowed=(0,))

    def bill_line(self):
        self.serial += 1
        at = (self.now - timedelta(seconds=self.rng.randint(1, 100000))).strftime("%Y-%m-%dT%H:%M:%S")
        order = self.pick("SELECT order_no, amount_fen FROM pay_order") or ("NOBODY", 8000)
        kind = self.rng.random()
        if kind < 0.1:
            order = (self.rng.choice(("NOBODY", "998300010000014")), self.rng.choice((100, 8000, 16000)))
        if kind < 0.8:
            amount = self.rng.choice((order[1],) * 6 + (order[1] + 1000, order[1] - 3000, 3000))
            return f"pay {at} {order[0]} W{self.serial} {max(amount, 1) / 100:.2f}"
        paid = self.pick("SELECT txn_id, order_no, amount_fen FROM payment WHERE kind = 'pay'")
        if not paid:
            return f"pay {at} NOBODY W{self.serial} 1.00"
        if kind < 0.85:
            return f"revoke {at} {paid[1]} {paid[0]}-{self.serial} {paid[2] / 100:.2f}"
        amount = self.rng.choice((paid[2], paid[2], max(paid[2] // 2, 1)))
        state = self.rng.choice(("SUCCESS", "SUCCESS", "PROCESSING", "FAIL"))
        return f"refund {at} {paid[1]} {paid[0]} {amount / 100:.2f} R{self.serial} {state}"

    def write_bill(self, lines):
        self.serial += 1
        name = os.path.join(self.folder, f"bill{self.serial}.csv")
        with open(name, "w", encoding="utf-8") as f:
            subprocess.run(["awk", "-f", self.awk], input="\n".join(lines) + "\n", text=True, stdout=f, check=True)
        return name

    def pay(self):
        lines = [self.bill_line() for _ in range(self.rng.randint(1, 4))]
        if self.bills and self.rng.random() < 0.4:
            old = self.rng.choice(self.bills)
            again = [line for line in old if self.rng.random() < 0.7]
            lines += [line.replace(" PROCESSING", " " + self.rng.choice(("PROCESSING", "SUCCESS", "FAIL")))
                      for line in again]
        self.bills.append(lines)
        files = [self.write_bill(lines)]
        if self.rng.random() < 0.3:
            more = [self.bill_line()] + [line.replace(" PROCESSING", " SUCCESS") for line in lines if "refund" in line]
            self.bills.append(more)
            files.append(self.write_bill(more))
        self.run("reconcile-payments", *files, allowed=(0, 1))

    def load_again(self):
        files = [f for f in os.listdir(self.folder) if f.startswith("bill")]
        if files:
            self.run("reconcile-payments", os.path.join(self.folder, self.rng.choice(sorted(files))))

    def expire(self):
        self.run("expire-unpaid", *self.rng.choice(((), ("--without-statement",), ("--limit", "1"))), allowed=(0,))

    def cancel(self):
        who = self.pick("SELECT reg_no FROM candidate WHERE gone_at IS NULL")
        if who:
            self.run("cancel", who[0], "--reason", "x", allowed=(0, 4))

    def by_hand(self):
        held = self.pick("SELECT p.txn_id FROM v_suspense v JOIN payment p ON p.id = v.payment_id")
        order = self.pick("SELECT order_no FROM pay_order")
        if held and order and self.rng.random() < 0.6:
            self.run("reconcile-payments", "match", held[0], order[0], allowed=(0, 3, 4))
        elif held and self.rng.random() < 0.5:
            self.run("reconcile-payments", "unmatch", held[0], allowed=(0, 3))
        elif held:
            self.run("refunds", "owe", held[0], allowed=(0,))
        owed = self.pick("SELECT id FROM refund WHERE state = 'owed'")
        if owed and self.rng.random() < 0.3:
            self.run("refunds", "record", str(owed[0]), "--reference", "x", allowed=(0,))

    def undo(self):
        last = self.sql("SELECT coalesce(max(id), 0) FROM run")[0][0]
        if last:
            self.run("undo", str(max(1, last - self.rng.choice((0, 0, 0, 1, 2, 5)))), allowed=(0, 4))

    def wait(self):
        self.now += timedelta(minutes=self.rng.choice((1, 30, 121, 600, 1440, 2000)))

    # ---- what must hold

    def invariants(self):
        p = self.run("check", "--rules", "--quiet", allowed=(0, 1))
        if p.returncode:
            raise Failure("check: " + p.stdout.strip())
        ledger = self.sql("SELECT coalesce(sum(amount_fen), 0) FROM v_ledger WHERE account LIKE 'channel:%'")[0][0]
        carried = self.sql("""SELECT coalesce(sum(s.total_fen), 0) - coalesce((SELECT
            sum(CASE p.kind WHEN 'pay' THEN p.amount_fen ELSE -p.amount_fen END)
            FROM statement_repeat r JOIN payment p ON p.id = r.payment_id), 0) FROM statement s""")[0][0]
        if ledger != carried:
            raise Failure(f"the channel holds {ledger} fen, its statements say {carried}")

    def play(self, steps):
        kinds = ((self.register, 4), (self.review, 3), (self.bill_open, 4), (self.bill_close, 2), (self.pay, 8),
                 (self.load_again, 1), (self.expire, 3), (self.cancel, 1), (self.by_hand, 3), (self.undo, 3),
                 (self.wait, 4))
        for i in range(steps):
            step = self.rng.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
            try:
                step()
                self.invariants()
            except Failure as why:
                raise Failure(f"step {i} {step.__name__}: {why}") from why


def main():
    ncre, fixture, awk, histories, steps = sys.argv[1:6]
    first = int(sys.argv[6]) if len(sys.argv) > 6 else 1
    failed = 0
    for seed in range(first, first + int(histories)):
        folder = tempfile.mkdtemp(prefix="ncre-history.")
        try:
            History(ncre, fixture, awk, seed, folder).play(int(steps))
        except Failure as why:
            failed += 1
            print(f"seed {seed}: {why}")
        finally:
            if not os.environ.get("KEEP"):
                shutil.rmtree(folder)
    print(f"{histories} histories of {steps} steps, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
