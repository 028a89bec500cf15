#!/usr/bin/python3
"""Random histories of every writing command, against a small model.

    office.py NCRE SAMPLES HISTORIES STEPS [SEED]

A history sets a sitting up and plays steps at random: registrations in files and at the counter,
photos, reviews, orders, statements, wishes, dates, seats, papers, backups, undo. After each step:

- `ncre check` is silent about errors: rules, chain, digests, file;
- nobody is lost or invented: the registrations there are, gone ones too, are those the model knows;
- what is paid stays paid, and the channel holds what the statements said, unless that is undone;
- a run that was undone at once leaves every recorded table byte for byte as before it.

At the end everything is undone, newest first: the office is as empty as a new one.
"""
import hashlib
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
    def __init__(self, ncre, samples, seed, folder):
        self.ncre, self.samples, self.folder = ncre, samples, folder
        self.rng = random.Random(seed)
        self.now = datetime(2027, 6, 15, 9, tzinfo=ZONE)
        self.office = os.path.join(folder, "office")
        self.serial = 0
        self.known = set()      # registration numbers ever accepted
        self.paid = set()       # entries
        self.before = []        # (run, state of the tables, known, paid) before each run
        self.plain("init", self.office)
        self.empty = self.tables()
        self.run("setup", os.path.join(samples, "setup.xlsx"))

    # ---- the program and the database

    def plain(self, *args):
        env = dict(os.environ, NCRE_OFFICE=self.office, NCRE_NOW=self.now.isoformat())
        return subprocess.run([self.ncre, *args], capture_output=True, text=True, env=env, timeout=120, check=False)

    def sql(self, text, *args):
        db = sqlite3.connect(os.path.join(self.office, "ncre.db"))
        try:
            return db.execute(text, args).fetchall()
        finally:
            db.close()

    def pick(self, text, *args):
        rows = self.sql(text, *args)
        return self.rng.choice(rows)[0] if rows else None

    def tables(self):
        """Every recorded table as a hash."""
        db = sqlite3.connect(os.path.join(self.office, "ncre.db"))
        try:
            names = [r[0] for r in db.execute(
                "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
                " WHERE m.type = 'table' AND c.name = 'run_id' ORDER BY 1")]
            return {n: hashlib.sha256(repr(sorted(db.execute(f"SELECT * FROM {n}"), key=repr)).encode()).hexdigest()
                    for n in names}
        finally:
            db.close()

    def last(self):
        return self.sql("SELECT coalesce(max(id), 0) FROM run")[0][0]

    def run(self, *args, allowed=(0, 1, 4)):
        """A writing command; remembers what was before where it became a run."""
        state, run = self.tables(), self.last()
        p = self.plain(*args)
        if p.returncode not in allowed:
            raise Failure(f"{' '.join(args)}: exit {p.returncode}: {p.stderr.strip()[-300:]}")
        if self.last() > run:
            if p.returncode > 1:
                raise Failure(f"{' '.join(args)}: refused, and yet a run")
            self.before.append((self.last(), state, set(self.known), set(self.paid)))
        elif self.tables() != state:
            raise Failure(f"{' '.join(args)}: changed without a run")
        return p

    # ---- steps

    def path(self, name):
        self.serial += 1
        return os.path.join(self.folder, f"{self.serial}-{name}")

    def sample(self):
        """A part of the samples: its good rows are new, known or locked by now."""
        name = self.rng.choice(("group-990101.xlsx", "group-990102.csv", "self-990201.csv"))
        args = ["import", "--as", "registrations", "--partial", os.path.join(self.samples, name)]
        if self.rng.random() < 0.3:
            args[3:3] = ["--again"]
        self.run(*args)

    def some_rows(self):
        """A few rows of a sample, one of them perhaps changed."""
        with open(os.path.join(self.samples, "self-990201.csv"), encoding="utf-8-sig") as f:
            lines = f.read().splitlines()
        rows = self.rng.sample(lines[1:], self.rng.randint(1, 6))
        name = self.path("rows.csv")
        with open(name, "w", encoding="utf-8") as f:
            f.write("\n".join([lines[0]] + rows) + "\n")
        self.run("import", "--as", "registrations", "--partial", name)

    def photos(self):
        site = self.rng.choice(("990101", "990102", "990201"))
        self.run("validate-photos", os.path.join(self.samples, "photos", site))

    def review(self):
        kind = self.rng.choice(("submit", "approve", "reject", "decide"))
        if kind == "decide":
            self.run("audit", "decide", os.path.join(self.samples, "decisions-990101.xlsx"), allowed=(0, 1, 3, 4))
            return
        if kind == "submit":
            self.run("audit", "submit")
            return
        who = self.pick("SELECT reg_no FROM candidate WHERE review = 'pending' AND gone_at IS NULL")
        if who:
            self.run("audit", kind, who, *(("--reason", "照片不清") if kind == "reject" else ()))

    def bill(self):
        self.run("bill", *self.rng.choice((("open",), ("open",), ("close", "--timed-out"))))

    def pay(self):
        day = self.rng.choice(("16", "18", "19"))
        self.run("reconcile-payments", "--channel", "wechat", os.path.join(self.samples, f"wechat-2027-06-{day}.csv"),
                 allowed=(0, 1, 3, 4))

    def wishes(self):
        self.run("import", "--as", "wishes", "--partial", os.path.join(self.samples, "wishes-990201.csv"),
                 allowed=(0, 1, 3, 4))

    def expire(self):
        self.run("expire-unpaid", *self.rng.choice(((), ("--without-statement",))))

    def cancel(self):
        who = self.pick("SELECT reg_no FROM candidate WHERE gone_at IS NULL")
        if who:
            self.run("cancel", who, "--reason", "本人要求")

    def confirm(self):
        who = self.pick("SELECT reg_no FROM candidate WHERE gone_at IS NULL")
        if who:
            self.run("confirm", who, allowed=(0, 1, 3, 4))

    def arrange(self):
        self.run("assign-dates", "--seed", "一个公开的数")
        if self.rng.random() < 0.8:
            self.run("assign-seats")

    def printing(self):
        out = self.path("out.pdf")
        self.run(self.rng.choice(("print-forms", "print-tickets", "print-rooms")), "-o", out, "--site",
                 self.rng.choice(("990101", "990102", "990201")), allowed=(0, 1, 3, 4))

    def copy(self):
        p = self.plain("backup", "-o", self.path("copy"), "--prove")
        if p.returncode:
            raise Failure(f"backup: {p.returncode} {p.stderr}")

    def undo(self):
        """The last run, or one further back."""
        back = self.rng.choice((1, 1, 1, 2, 3, 5))
        if len(self.before) < back + 1:
            return
        run, state, known, paid = self.before[-back]
        p = self.run("undo", str(run))
        if p.returncode == 0 and back == 1:
            now = self.tables()
            if now != state:
                raise Failure(f"undo {run}: not as before in {[t for t in now if now[t] != state.get(t)]}")
            self.known, self.paid = known, paid
        elif p.returncode == 0:
            self.known, self.paid = self.there(), self.paid_now()

    def wait(self):
        self.now += timedelta(minutes=self.rng.choice((1, 30, 121, 600, 1440, 2000)))

    # ---- what must hold

    def there(self):
        return {r[0] for r in self.sql("SELECT id || ' ' || reg_no FROM candidate")}

    def paid_now(self):
        return {r[0] for r in self.sql("SELECT id FROM entry WHERE state = 'paid'")}

    def invariants(self, step):
        p = self.plain("check", "--quiet", "--format", "jsonl")
        errors = [line for line in p.stdout.splitlines() if '"severity":"error"' in line]
        if errors or p.returncode > 1:
            raise Failure(f"check: {p.returncode} {errors[:2]} {p.stderr}")
        there, paid = self.there(), self.paid_now()
        if not self.known <= there:
            raise Failure(f"lost: {sorted(self.known - there)[:3]}")
        if there != self.known and step not in ("sample", "some_rows"):
            raise Failure(f"invented: {sorted(there - self.known)[:3]}")
        if not self.paid <= paid:
            raise Failure(f"no longer paid: {sorted(self.paid - paid)[:3]}")
        self.known, self.paid = there, paid

    def play(self, steps):
        kinds = ((self.sample, 4), (self.some_rows, 3), (self.photos, 4), (self.review, 4), (self.bill, 4),
                 (self.pay, 4), (self.wishes, 1), (self.expire, 2), (self.cancel, 2), (self.confirm, 1),
                 (self.arrange, 3), (self.printing, 3), (self.copy, 1), (self.undo, 6), (self.wait, 4))
        for i in range(steps):
            step = self.rng.choices([k for k, _ in kinds], [w for _, w in kinds])[0]
            try:
                step()
                self.invariants(step.__name__)
            except Failure as why:
                raise Failure(f"step {i} {step.__name__} at {self.now:%m-%d %H:%M}: {why}") from why

    def undo_all(self):
        """Newest first; a run that an undo in between has taken back already says so."""
        for run in range(self.last(), 0, -1):
            p = self.plain("undo", "--quiet", str(run))
            if p.returncode not in (0, 4):
                raise Failure(f"undo of all, run {run}: {p.returncode} {p.stderr}")
            if p.returncode == 4 and "已被第" not in p.stderr:
                raise Failure(f"undo of all, run {run}: {p.stdout[:300]} {p.stderr}")
        if self.tables() != self.empty:
            now = self.tables()
            raise Failure(f"after undo of all, not empty: {[t for t in now if now[t] != self.empty[t]]}")
        self.known, self.paid = set(), set()
        self.invariants("undo_all")
        rest = self.sql("SELECT account FROM posting GROUP BY account HAVING sum(amount_fen) <> 0")
        if rest:
            raise Failure(f"after undo of all, money in {rest}")


def main():
    ncre, samples, histories, steps = sys.argv[1:5]
    first = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    failed = 0
    for seed in range(first, first + int(histories)):
        folder = tempfile.mkdtemp(prefix="ncre-office.")
        try:
            history = History(os.path.abspath(ncre), os.path.abspath(samples), seed, folder)
            history.play(int(steps))
            history.undo_all()
        except Failure as why:
            failed += 1
            print(f"seed {seed}: {why}", flush=True)
        finally:
            if not os.environ.get("KEEP"):
                shutil.rmtree(folder)
    print(f"{histories} histories of {steps} steps, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
