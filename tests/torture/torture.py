#!/usr/bin/python3
"""Every writing command under every kind of trouble, on the office of the demo.

    torture.py NCRE FAULTS.so WORK kill|fault|instant POINTS [COMMAND...]

For each step of a sitting's life the office as it was before is copied, the command is run once in
peace and then POINTS times (0: as many as there are) in trouble: ended before the Nth call that
changes something on disk (kill), with the Nth call of a kind failing (fault), or ended at a random
instant of its time (instant). Memory fails once at each place that asks for it, told by its callers,
in the first step that comes by there. Each time the state must be the one before or the one after:

- where a command that failed left every file as it was (inode, size, time), that is the one before;
- the database is sound, `ncre check` says what it says in peace, and the head of the chain, which
  covers every row, is that of before or of after;
- a command that failed says why and gives one of the documented exit codes, never that of a bug;
- after the next writing command there are no temporary files, and the files the command was to
  write stand there, whole, if and only if its run does.
"""
import hashlib
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile

KINDS = ("alloc", "write", "sync", "rename", "read", "open")
LOOKUP_CALLS = 24  # at the start, by the C library: who runs the command
SEED = "福利彩票 03 07 12"
WORKBOOKS = ("import", "export")
PERSON = "659900200508031663"
REJECTED = "83990101000028"                 # by the decisions of samples/
HELD, STRANGE = "4200009901202706162027000186", "4200009901202706162027000187"  # money that waits
ORDER = "839901010000731"                   # that of REJECTED, once approved


QUIET = True
FEW = 20  # one in so many photos
SITES = """考点代码,考点名称,信息审核,现场确认,科目上限,自行打印准考证,选择意向日期,照片背景
990201,临江师范学院,否,是,3,是,是,浅色
"""


def steps(samples, work):
    """A sitting: (clock, command line, is_quiet); OUT is a folder for files, OFFICE the office. What is
    quiet only leads on."""
    def s(name):
        return os.path.join(samples, name)
    return [
        ("06-01T08:00", ["init", "OFFICE"]),
        ("06-01T09:00", ["setup", s("setup.xlsx")]),
        ("06-01T09:10", ["import", "--as", "sites", os.path.join(work, "sites.csv")]),
        ("06-15T09:00", ["import", "--as", "registrations", "--partial", "--reject", "OUT/back.xlsx",
                         s("group-990101.xlsx")]),
        ("06-15T09:10", ["import", "--as", "registrations", s("group-990102.csv"), s("self-990201.csv")]),
        ("06-15T10:00", ["register", "--site", "990201", "--subject", "14", "--name", "林小满", "--id-type", "1",
                         "--id-number", PERSON, "--nation", "1", "--occupation", "30", "--education", "3",
                         "--training", "1", "--agreed"]),
        ("06-15T10:10", ["amend", PERSON, "--phone", "13900000000"]),
        ("06-15T10:20", ["cancel", PERSON, "--reason", "本人要求"]),
        # most photos first, and into a copy, so that a few are left to be stored and copied
        ("06-15T11:00", ["validate-photos", os.path.join(work, "most")], QUIET),
        ("06-15T11:10", ["backup", "-o", "OUT/copies"], QUIET),
        ("06-15T11:20", ["validate-photos", os.path.join(work, "few")]),
        ("06-15T14:00", ["audit", "submit"]),
        ("06-16T09:00", ["audit", "decide", s("decisions-990101.xlsx")]),
        ("06-16T10:00", ["bill", "open"]),
        ("06-17T11:00", ["reconcile-payments", "--channel", "wechat", s("wechat-2027-06-16.csv")]),
        ("06-17T11:10", ["import", "--as", "wishes", "--partial", s("wishes-990201.csv")]),
        ("06-17T11:20", ["bill", "close", "--timed-out"]),
        ("06-19T09:00", ["reconcile-payments", "--channel", "wechat", s("wechat-2027-06-18.csv")]),
        ("06-19T09:10", ["expire-unpaid"]),
        ("06-20T10:30", ["reconcile-payments", "--channel", "wechat", s("wechat-2027-06-19.csv")]),
        ("06-20T11:00", ["audit", "submit", REJECTED]),
        ("06-20T11:10", ["audit", "approve", REJECTED]),
        ("06-20T11:20", ["bill", "open", "--candidate", REJECTED]),
        ("06-21T09:00", ["reconcile-payments", "match", STRANGE, ORDER]),
        ("06-21T09:10", ["reconcile-payments", "unmatch", STRANGE]),
        ("06-21T09:20", ["reconcile-payments", "match", HELD, ORDER]),
        ("06-21T09:30", ["refunds", "owe", STRANGE]),
        ("06-21T09:40", ["refunds", "record", "2", "3", "--reference", "退款单7"]),
        ("06-29T09:00", ["confirm", "83990201000005"]),
        ("08-30T09:00", ["assign-dates", "--seed", SEED]),
        ("08-30T09:10", ["assign-seats"]),
        ("09-14T09:00", ["print-forms", "-o", "OUT/forms.pdf", "--site", "990201"]),
        ("09-14T09:10", ["print-tickets", "-o", "OUT", "--per", "site"]),
        ("09-14T09:20", ["print-rooms", "-o", "OUT/rooms.pdf", "--site", "990201"]),
        ("09-14T09:30", ["export", "registrations", "-o", "OUT/list.xlsx"]),
        ("09-14T09:40", ["backup", "-o", "OUT/copies", "--prove"]),
        ("09-14T09:50", ["undo", "LAST"]),
        ("09-14T10:00", ["restore", "--force", "OUT/../copy/ncre-20270914-090000.db"]),
        ("09-14T10:10", ["migrate"]),
        ("2030-09-28T10:00", ["purge", "83"]),
    ]


def content(path):
    """Of a workbook its cells: libxlsxwriter may lose what is about them, for want of memory or room."""
    if path.endswith(".xlsx"):
        with zipfile.ZipFile(path) as z:
            return b"".join(z.read(n).split(b"<sheetData>")[-1].split(b"</sheetData>")[0]
                            for n in sorted(z.namelist())
                            if n.startswith("xl/worksheets/sheet") or n == "xl/sharedStrings.xml")
    with open(path, "rb") as f:
        return f.read()


class Trial:
    """One office and one folder for files, in a place of their own."""

    def __init__(self, torture, where):
        self.t, self.where, self.filled = torture, where, None
        self.office, self.out = os.path.join(where, "office"), os.path.join(where, "out")

    def fill(self, source):
        shutil.rmtree(self.where, ignore_errors=True)
        # a photo in the store is never written again: its second name does
        shutil.copytree(source, self.where, copy_function=lambda a, b: (
            os.link if "/photos/" in a else shutil.copy2)(a, b))
        self.filled = self.footprint()

    def footprint(self):
        """Every file as it stands; what SQLite keeps beside an open database says nothing if it is empty."""
        found = {}
        for folder, _, names in os.walk(self.where):
            found[folder] = 0
            for name in names:
                path = os.path.join(folder, name)
                st = os.stat(path)
                if name.endswith("-shm") or name.endswith("-wal") and st.st_size == 0:
                    continue
                found[path] = st.st_ino, st.st_size, st.st_mtime_ns
        return found

    def is_as_filled(self):
        """Nothing written, and nothing beside the database that the next one would have to read."""
        if self.footprint() != self.filled:
            return False
        for name in os.listdir(self.office) if os.path.isdir(self.office) else ():
            if name.endswith(("-shm", "-wal")):
                os.unlink(os.path.join(self.office, name))
        return True

    def line(self, args):
        last = str(self.last()[0]) if "LAST" in args else ""
        words = {"LAST": last, "OFFICE": self.office}
        return [words.get(a) or (a.replace("OUT", self.out, 1) if a.startswith("OUT") else a) for a in args]

    def run(self, clock, args, **environment):
        return subprocess.run([self.t.ncre] + self.line(args), capture_output=True, timeout=120, check=False,
                              env=self.env(clock, **environment))

    def env(self, clock, **more):
        return dict(PATH=os.environ["PATH"], NCRE_OFFICE=self.office, NCRE_NOW=f"{clock if clock[4] == '-' else '2027-' + clock}:00+08:00",
                    ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", ""), **more)

    def last(self):
        db = sqlite3.connect(os.path.join(self.office, "ncre.db"))
        try:
            return db.execute("SELECT id, hash FROM run ORDER BY id DESC LIMIT 1").fetchone() or (0, "")
        finally:
            db.close()

    def shape(self):
        """What an office has, and who may read it."""
        return {path[len(self.office):]: os.stat(path).st_mode for folder, _, names in os.walk(self.office)
                for path in [folder] + [os.path.join(folder, n) for n in names if not n.endswith(("-wal", "-shm"))]}

    def state(self, clock):
        """The head of the chain and what check says of the office."""
        if not os.path.exists(os.path.join(self.office, "ncre.db")):
            return None, [], 0, b""
        db = sqlite3.connect(os.path.join(self.office, "ncre.db"))
        try:
            sound = [r[0] for r in db.execute("PRAGMA integrity_check")] + list(db.execute("PRAGMA foreign_key_check"))
            last = self.last()
        except sqlite3.DatabaseError as e:
            last, sound = None, [str(e)]
        finally:
            db.close()
        p = self.run(clock, ["check", "--format", "jsonl"])
        return last, sound, p.returncode, p.stdout

    def files(self):
        """What stands in the folder for files, and anything temporary anywhere."""
        found, odd = {}, []
        for folder, _, names in os.walk(self.where):
            for name in names:
                path = os.path.join(folder, name)
                if re.search(r"\.ncre-|\.outputs-|-journal$|\.new", name):
                    odd.append(path[len(self.where):])
                elif folder.startswith(self.out):
                    found[path[len(self.out):]] = hashlib.sha256(content(path)).hexdigest()
        return found, odd


class Torture:
    def __init__(self, ncre, faults, work):
        self.ncre, self.faults, self.work = ncre, faults, work
        self.rng = random.Random(1)
        self.places = set()  # that ask for memory and were tried
        self.filled = None   # the step whose office stands in trial, untouched
        self.tried, self.before, self.after, self.broken = 0, 0, 0, []
        self.trial = Trial(self, os.path.join(work, "trial"))

    def complain(self, what):
        self.broken.append(what)
        print(f"not so: {what}", flush=True)

    def prepare(self):
        """The office before each step, in WORK/before/N."""
        samples = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "samples")
        self.steps = [(*step, False)[:3] for step in steps(os.path.normpath(samples), self.work)]
        shutil.rmtree(self.work, ignore_errors=True)
        os.makedirs(self.trial.out)
        with open(os.path.join(self.work, "sites.csv"), "w", encoding="utf-8") as f:
            f.write(SITES)
        photos = sorted(os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(samples, "photos"))
                        for name in names)
        for i, photo in enumerate(photos):
            folder = os.path.join(self.work, "most" if i % FEW else "few")
            os.makedirs(folder, exist_ok=True)
            shutil.copy(photo, folder)
        for i, (clock, args, _) in enumerate(self.steps):
            if args[0] == "restore":
                self.must(self.trial.run("09-14T09:00", ["backup", "-o", "OUT/../copy"]))
            shutil.copytree(self.trial.where, os.path.join(self.work, "before", str(i)))
            self.must(self.trial.run(clock, args))
            if args[0] == "init":
                self.office_shape = self.trial.shape()

    def must(self, p):
        if p.returncode > 1:
            sys.exit(f"{p.args}: {p.returncode} {p.stderr.decode()}")
        return p

    def in_peace(self, i, clock, args):
        """States and files before and after, what the calls are, and how long it takes."""
        t = self.trial
        t.fill(os.path.join(self.work, "before", str(i)))
        before, files_before = t.state(clock), t.files()[0]
        with tempfile.TemporaryFile("w+") as counts:
            # always at the same addresses, so that the stacks of two commands can be compared
            p = subprocess.run(["setarch", "-R", self.ncre] + t.line(args), capture_output=True, check=False,
                               pass_fds=(counts.fileno(),),
                               env=t.env(clock, LD_PRELOAD=self.faults, FAULT_COUNT=str(counts.fileno())))
            counts.seek(0)
            lines = [line.split() for line in counts]
        calls, places = {}, {}
        for word, n in lines:
            where = calls if word in KINDS + ("kill",) else places
            where[word] = max(int(n), where.get(word, 0))
        after, files_after = t.state(clock), t.files()[0]
        t.fill(os.path.join(self.work, "before", str(i)))
        began = time.monotonic()
        t.run(clock, args)
        took = time.monotonic() - began
        return before, after, files_before, files_after, calls, took, places

    def judge(self, i, clock, args, peace, code, stderr, what):
        before, after, files_before, files_after = peace[:4]
        t = self.trial
        self.tried += 1
        crashed = code in (-signal.SIGSEGV, -signal.SIGABRT)
        # libxlsxwriter uses memory it did not get, or gives it back; nothing is lost by it
        library = crashed and " alloc:" in what and args[0] in WORKBOOKS
        # nor do the C library's lookups of users bear it: they crash
        call = int(what.split(" alloc:")[1]) if " alloc:" in what else LOOKUP_CALLS + 1
        library = library or call <= LOOKUP_CALLS and crashed
        if (code == 70 or code < 0 and code != -signal.SIGKILL) and not library:
            self.complain(f"{what}: exit {code} {stderr.decode(errors='replace')[:300]}")
        if code > 1 and not stderr:
            self.complain(f"{what}: exit {code} without a word")
        # one in a hundred the long way all the same
        if code not in (0, 1) and self.tried % 100 and t.is_as_filled():
            self.filled = i
            self.before += 1
            return None
        state = t.state(clock)
        # a photo that could not be read is a finding: the others are taken
        unread = " read:" in what or " open:" in what
        if unread and args[0] == "validate-photos" and code == 1 and state[1:] == after[1:]:
            return None
        if unread and args[0] == "print-rooms" and code == 0 and state[1:] == after[1:]:
            return None  # the list of who signs, without one picture, and said so
        if state not in (before, after):
            return self.complain(f"{what}: neither before nor after (exit {code}): "
                                 f"{state} {stderr.decode(errors='replace')[:300]}")
        same = before[0] == after[0]
        if not same:
            self.before += state == before
            self.after += state == after
            if code in (0, 1) and state != after:
                self.complain(f"{what}: says it is done, and it is not")
        elif code in (0, 1):
            self.after += 1
        else:
            self.before += 1
        # the next one that writes cleans up
        if args[0] == "init":
            if state == before:
                self.must(t.run(clock, args))
            if t.shape() != self.office_shape:
                self.complain(f"{what}: an office of {t.shape()}")
        elif args[0] == "setup":
            self.must(t.run(clock, args))
        else:
            self.must(t.run(clock, ["bill", "close", "--timed-out"]))
        files, odd = t.files()
        if odd:
            self.complain(f"{what}: left {odd}")
        if same:
            allowed = (files_before, files_after) if code not in (0, 1) else (files_after,)
            if args[0] in ("backup",):  # several files, each whole
                allowed = (files,) if all(files_after.get(k) == v for k, v in files.items()) else ()
        else:
            allowed = (files_after if state == after else files_before,)
        if files not in allowed and args[0] != "setup":
            self.complain(f"{what}: files {sorted(set(files.items()) ^ set(allowed[0].items() if allowed else ()))[:4]}")
        return None

    def fill(self, i):
        if self.filled != i:
            self.trial.fill(os.path.join(self.work, "before", str(i)))
        self.filled = None

    def choice(self, points, want):
        return points if want == 0 or len(points) <= want else sorted(self.rng.sample(points, want))

    def one(self, i, clock, args, peace, fault):
        self.fill(i)
        what = f"{args[0]} ({i}) {fault}"
        try:
            p = self.trial.run(clock, args, LD_PRELOAD=self.faults, FAULT=fault)
        except subprocess.TimeoutExpired:
            return self.complain(f"{what}: hangs")
        return self.judge(i, clock, args, peace, p.returncode, p.stderr, what)

    def instant(self, i, clock, args, peace):
        self.fill(i)
        delay = self.rng.random() * peace[5] * 1.1
        with subprocess.Popen([self.ncre] + self.trial.line(args), stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, env=self.trial.env(clock)) as p:
            time.sleep(delay)
            p.kill()
            stderr = p.stderr.read()
        self.judge(i, clock, args, peace, p.returncode, stderr, f"{args[0]} ({i}) killed after {delay:.4f} s")

    def step(self, mode, i, want):
        clock, args, _ = self.steps[i]
        peace = self.in_peace(i, clock, args)
        calls, tried, bad = peace[4], self.tried, len(self.broken)
        if mode == "kill":
            for n in self.choice(range(1, calls.get("kill", 0) + 1), want):
                self.one(i, clock, args, peace, f"kill:{n}")
        elif mode == "fault":
            new = {n for place, n in peace[6].items() if place not in self.places}
            self.places |= set(peace[6])
            calls["places"] = len(new)
            for n in self.choice(sorted(new), want):
                self.one(i, clock, args, peace, f"alloc:{n}")
            for kind in KINDS[1:]:
                for n in self.choice(range(1, calls.get(kind, 0) + 1), want):
                    self.one(i, clock, args, peace, f"{kind}:{n}")
        else:
            for _ in range(want):
                self.instant(i, clock, args, peace)
        print(f"{args[0]:20} {json.dumps(calls):95} tried {self.tried - tried}, wrong {len(self.broken) - bad}",
              flush=True)


def main():
    ncre, faults, work, mode, want = sys.argv[1:6]
    chosen = sys.argv[6:]
    t = Torture(os.path.abspath(ncre), os.path.abspath(faults), os.path.abspath(work))
    t.prepare()
    for i, (_, args, is_quiet) in enumerate(t.steps):
        if not is_quiet and (not chosen or args[0] in chosen):
            t.step(mode, i, int(want))
    shutil.rmtree(t.work, ignore_errors=True)
    print(f"{mode}: {t.tried} tried, {t.before} before, {t.after} after, {len(t.broken)} wrong")
    return 1 if t.broken else 0


if __name__ == "__main__":
    sys.exit(main())
