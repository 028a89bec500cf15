#!/usr/bin/python3
"""Random histories of every writing command, against a small model.

    office.py NCRE SAMPLES HISTORIES STEPS [SEED]
    office.py --commands

A history sets a sitting up and plays the MOVES at random, which are all commands that write
(--commands prints them; a lint compares them with the program's own). After each step:

- `ncre check` is silent about errors: rules, chain, digests, file;
- nobody is lost or invented: the registrations there are, gone ones too, are those the model knows;
- what is paid stays paid, and the channel holds what the statements said, unless that is undone;
- a run that was undone at once leaves every recorded table byte for byte as before it, and so does
  a copy that was restored.

At the end everything is undone, newest first: the office is as empty as a new one. What a purge has
taken away cannot come back: every fourth history ends with one instead, years later, and no person
of it is left in any table.
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


# The waits of a history lead through the sitting; now and then to its next part.
PARTS = [datetime(2027, *when, tzinfo=ZONE) for when in (
    (6, 18, 9), (6, 29, 9), (8, 30, 9), (9, 14, 9), (10, 20, 9))]
LONG_AFTER = datetime(2030, 10, 8, 9, tzinfo=ZONE)
SITES = """考点代码,考点名称,信息审核,现场确认,科目上限,自行打印准考证,选择意向日期,照片背景
990201,临江师范学院,否,是,3,是,是,浅色
"""


class Failure(Exception):
    pass


class History:
    def __init__(self, ncre, samples, seed, folder):
        self.ncre, self.samples, self.folder = ncre, samples, folder
        self.rng = random.Random(seed)
        self.now = datetime(2027, 6, 15, 9, tzinfo=ZONE)
        self.office = os.path.join(folder, "office")
        self.serial = 0
        self.is_late = False    # past the middle of the history: on to dates and papers
        self.known = set()      # registration numbers ever accepted
        self.paid = set()       # entries
        self.before = []        # (run, state of the tables, known, paid) before each run
        self.copies = []        # (path, state of the tables, length of before, known, paid)
        self.plain("init", self.office)
        self.empty = self.tables()
        self.run("setup", os.path.join(samples, "setup.xlsx"))
        name = self.path("sites.csv")
        with open(name, "w", encoding="utf-8") as f:
            f.write(SITES)
        self.run("import", "--as", "sites", name)

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

    def register(self):
        """Somebody at the counter; sometimes somebody who is there already."""
        serial = self.rng.randint(1, 300)
        digits = f"6599002005{serial % 12 + 1:02d}17{serial:03d}"
        check = "10X98765432"[sum(int(d) * w for d, w in zip(
            digits, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))) % 11]
        self.run("register", "--site", self.rng.choice(("990101", "990201", "990201")), "--subject",
                 self.rng.choice(("14", "15", "14 15")), "--name", "林小满", "--id-type", "1", "--id-number",
                 digits + check, "--nation", "1", "--occupation", "30", "--education", "3", "--training", "1",
                 "--agreed")

    def amend(self):
        who = self.anybody()
        if who:
            self.run("amend", who, *self.rng.choice((("--phone", "13900000000"), ("--address", "云岭路1号"),
                                                     ("--subject", "15"), ("--name", "林小曼"))), allowed=(0, 1, 3, 4))

    def export(self):
        """A look in the clear is a run."""
        self.run("export", "registrations", "--reveal", "-o", self.path("list.csv"))

    def anybody(self):
        return self.pick("SELECT reg_no FROM candidate WHERE gone_at IS NULL")

    def setup(self):
        self.run("setup", os.path.join(self.samples, "setup.xlsx"), allowed=(0, 1, 3, 4))

    def photos(self):
        site = self.rng.choice(("990101", "990102", "990201"))
        self.run("validate-photos", os.path.join(self.samples, "photos", site))

    def submit(self):
        who = self.pick("SELECT reg_no FROM candidate WHERE review = 'rejected' AND gone_at IS NULL")
        self.run("audit", "submit", *((who,) if who and self.rng.random() < 0.5 else ()))

    def decide(self):
        self.run("audit", "decide", os.path.join(self.samples, "decisions-990101.xlsx"), allowed=(0, 1, 3, 4))

    def pending(self):
        return self.pick("SELECT reg_no FROM candidate WHERE review = 'pending' AND gone_at IS NULL")

    def approve(self):
        who = self.pending()
        if who:
            self.run("audit", "approve", who)

    def reject(self):
        who = self.pending()
        if who:
            self.run("audit", "reject", who, "--reason", "照片不清")

    def bill_open(self):
        self.run("bill", "open", *self.rng.choice(((), (), ("--group",), ("--site", "990201"))))

    def bill_close(self):
        order = self.pick("SELECT order_no FROM pay_order WHERE state = 'open'")
        self.run("bill", "close", *((order,) if order and self.rng.random() < 0.5 else ("--timed-out",)))

    def pay(self):
        day = self.rng.choice(("16", "18", "19"))
        self.run("reconcile-payments", "--channel", "wechat", os.path.join(self.samples, f"wechat-2027-06-{day}.csv"),
                 allowed=(0, 1, 3, 4))

    def held(self):
        return self.pick("SELECT p.txn_id FROM v_suspense v JOIN payment p ON p.id = v.payment_id")

    def match(self):
        held, order = self.held(), self.pick("SELECT order_no FROM pay_order")
        if held and order:
            self.run("reconcile-payments", "match", held, order, allowed=(0, 1, 3, 4))

    def unmatch(self):
        held = self.held()
        if held:
            self.run("reconcile-payments", "unmatch", held, allowed=(0, 3))

    def no_bill(self):
        day = self.now - timedelta(days=self.rng.randint(1, 4))
        self.run("reconcile-payments", "no-bill", f"{day:%Y-%m-%d}", "--channel", "wechat", allowed=(0, 1, 3, 4))

    def owe(self):
        held = self.held()
        if held:
            self.run("refunds", "owe", held)

    def record(self):
        owed = self.pick("SELECT id FROM refund WHERE state = 'owed'")
        if owed:
            self.run("refunds", "record", str(owed), "--reference", "退款单7")

    def wishes(self):
        self.run("import", "--as", "wishes", "--partial", os.path.join(self.samples, "wishes-990201.csv"),
                 allowed=(0, 1, 3, 4))

    def expire(self):
        self.run("expire-unpaid", *self.rng.choice(((), ("--without-statement",))))

    def cancel(self):
        who = self.anybody()
        if who:
            self.run("cancel", who, "--reason", "本人要求", *self.rng.choice(((), ("--subject", "14"))),
                     allowed=(0, 1, 3, 4))

    def confirm(self):
        who = self.pick("SELECT reg_no FROM candidate WHERE gone_at IS NULL AND site_code = '990201'")
        if who:
            self.run("confirm", who, allowed=(0, 1, 3, 4))

    def dates(self):
        self.run("assign-dates", "--seed", "一个公开的数")

    def seats(self):
        self.run("assign-seats")

    def prints(self, what):
        self.run(what, "-o", self.path("out.pdf"), "--site", self.rng.choice(("990101", "990102", "990201")),
                 allowed=(0, 1, 3, 4))

    def forms(self):
        self.prints("print-forms")

    def tickets(self):
        self.prints("print-tickets")

    def rooms(self):
        self.prints("print-rooms")

    def backup(self):
        folder = self.path("copy")
        p = self.plain("backup", "-o", folder, "--prove")
        if p.returncode:
            raise Failure(f"backup: {p.returncode} {p.stderr}")
        copy = [os.path.join(folder, n) for n in os.listdir(folder) if n.endswith(".db")]
        self.copies.append((copy[0], self.tables(), len(self.before), set(self.known), set(self.paid)))

    def restore(self):
        if not self.copies:
            return
        copy, state, length, known, paid = self.copies[-1]
        self.now += timedelta(seconds=1)  # the office kept aside is named by the time
        p = self.plain("restore", "--force", copy)
        if p.returncode:
            raise Failure(f"restore: {p.returncode} {p.stderr}")
        if self.tables() != state:
            raise Failure("restore: not as it was when it was copied")
        del self.before[length:]
        self.known, self.paid = known, paid

    def migrate(self):
        state, p = self.tables(), self.plain("migrate")
        if p.returncode or self.tables() != state:
            raise Failure(f"migrate: {p.returncode} {p.stderr}")

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
        ahead = [t for t in PARTS if t > self.now]
        if ahead and self.rng.random() < (0.5 if self.is_late else 0.1):
            self.now = ahead[0]
        else:
            self.now += timedelta(minutes=self.rng.choice((1, 30, 121, 600, 1440, 2000)))

    def purge(self):
        """The end of a history: who has money is a pseudonym, the rest is gone."""
        self.now = LONG_AFTER
        self.expire()
        for owed, in self.sql("SELECT id FROM refund WHERE state = 'owed'"):
            self.run("refunds", "record", str(owed), "--reference", "退款单7", allowed=(0,))
        people = {r[0] for r in self.sql("SELECT id_number FROM candidate")}
        paid = self.sql("SELECT account, sum(amount_fen) FROM v_ledger GROUP BY account ORDER BY 1")
        self.run("purge", "83", allowed=(0, 1))
        if paid != self.sql("SELECT account, sum(amount_fen) FROM v_ledger GROUP BY account ORDER BY 1"):
            raise Failure("purge: the ledger is another")
        for name in os.listdir(self.office):
            if name in ("ncre.db", "ncre.db-wal"):  # what a restore kept aside is told, and left
                with open(os.path.join(self.office, name), "rb") as f:
                    content = f.read()
                left = [n for n in people if n.encode() in content]
                if left:
                    raise Failure(f"purge: {left[:3]} still in {name}")
        self.known, self.paid = self.there(), self.paid_now()
        self.invariants("purge")
        p = self.plain("undo", str(self.before[0][0]))
        if p.returncode != 4:
            raise Failure(f"undo of what was purged: {p.returncode} {p.stderr}")

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
        if there != self.known and step not in ("sample", "some_rows", "register"):
            raise Failure(f"invented: {sorted(there - self.known)[:3]}")
        if not self.paid <= paid:
            raise Failure(f"no longer paid: {sorted(self.paid - paid)[:3]}")
        self.known, self.paid = there, paid

    def play(self, steps):
        for i in range(steps):
            self.is_late = 2 * i > steps
            step = getattr(self, self.rng.choices([m for _, m, _ in MOVES], [w for _, _, w in MOVES])[0])
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
        rest = self.sql("SELECT account FROM v_ledger GROUP BY account HAVING sum(amount_fen) <> 0")
        if rest:
            raise Failure(f"after undo of all, money in {rest}")


# The command, the method that plays it, how often.
MOVES = (
    ("setup", "setup", 1), ("import", "sample", 4), ("import", "some_rows", 3), ("import", "wishes", 1),
    ("register", "register", 3), ("amend", "amend", 2), ("cancel", "cancel", 2), ("validate-photos", "photos", 4),
    ("audit submit", "submit", 2), ("audit decide", "decide", 1), ("audit approve", "approve", 1),
    ("audit reject", "reject", 1), ("confirm", "confirm", 2), ("bill open", "bill_open", 3),
    ("bill close", "bill_close", 2), ("reconcile-payments", "pay", 4), ("reconcile-payments match", "match", 2),
    ("reconcile-payments unmatch", "unmatch", 1), ("reconcile-payments no-bill", "no_bill", 1),
    ("expire-unpaid", "expire", 2), ("refunds owe", "owe", 1), ("refunds record", "record", 1),
    ("assign-dates", "dates", 2), ("assign-seats", "seats", 2), ("print-forms", "forms", 1),
    ("print-tickets", "tickets", 2), ("print-rooms", "rooms", 1), ("export", "export", 1), ("undo", "undo", 6),
    ("backup", "backup", 1), ("restore", "restore", 1), ("migrate", "migrate", 1), ("", "wait", 5),
)
AT_THE_END = ("init", "purge")  # and at the beginning


def main():
    if sys.argv[1] == "--commands":
        print("\n".join(sorted({c for c, _, _ in MOVES if c} | set(AT_THE_END))))
        return 0
    ncre, samples, histories, steps = sys.argv[1:5]
    first = int(sys.argv[5]) if len(sys.argv) > 5 else 1
    failed = 0
    for seed in range(first, first + int(histories)):
        folder = tempfile.mkdtemp(prefix=f"ncre-office.{seed}.")
        try:
            history = History(os.path.abspath(ncre), os.path.abspath(samples), seed, folder)
            history.play(int(steps))
            history.purge() if seed % 4 == 0 else history.undo_all()
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
