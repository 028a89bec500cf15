#!/usr/bin/python3
"""Damaged databases: bits flipped, pages lost, the file cut.

    flip.py NCRE OFFICE WORK COUNT

The database of an office is damaged COUNT times, at random places and at all of its first bytes.
`ncre check`, which reads all of it, must never crash and never be silent, except where the bytes
are of no page in use: then everything must still read as it did. What is named as damaged says how
to restore. A reader that meets damage must not call it anything else.
"""
import os
import random
import shutil
import sqlite3
import subprocess
import sys


def dump(path):
    db = sqlite3.connect(path)
    try:
        return "\n".join(db.iterdump())
    except (sqlite3.DatabaseError, UnicodeDecodeError, OverflowError):
        return None
    finally:
        db.close()


def main():
    ncre, office, work, count = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])
    rng = random.Random(1)
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(office, work)
    path = os.path.join(work, "ncre.db")
    db = sqlite3.connect(path)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    good = open(path, "rb").read()
    page_size = int.from_bytes(good[16:18], "big")
    whole = dump(path)
    env = dict(os.environ, NCRE_OFFICE=work, NCRE_NOW="2027-09-15T09:00:00+08:00")
    wrong = found = harmless = 0

    def try_one(data, what):
        nonlocal wrong, found, harmless
        for name in os.listdir(work):
            if name.startswith("ncre.db"):
                os.unlink(os.path.join(work, name))
        with open(path, "wb") as f:
            f.write(data)
        os.chmod(path, 0o600)
        for args in (["check", "--format", "jsonl"], ["log"], ["export", "registrations", "--format", "csv"]):
            p = subprocess.run([ncre, *args], capture_output=True, env=env, timeout=120, check=False)
            # what is damaged may be missing to a reader; check, before it, has named the damage
            is_missing = p.returncode == 3 and args[0] != "check" and not silent
            if not is_missing and p.returncode not in (0, 1, 6) or p.returncode == 6 and b"ncre restore" not in p.stderr:
                wrong += 1
                print(f"{what}: {args[0]}: exit {p.returncode} {p.stderr.decode(errors='replace')[:200]}", flush=True)
            if args[0] == "check":
                silent = p.returncode == 0
        found += not silent
        if silent:
            harmless += 1
            if dump(path) != whole:
                wrong += 1
                print(f"{what}: check is silent, and the content is another", flush=True)

    for i in range(count):
        if i % 8 == 7:
            cut = rng.randrange(len(good))
            try_one(good[:cut], f"cut at {cut}")
        elif i % 8 == 6:
            page = rng.randrange(len(good) // page_size)
            empty = page_size * page
            try_one(good[:empty] + bytes(page_size) + good[empty + page_size:], f"page {page + 1} empty")
        else:
            at = i // 2 if i < 200 else rng.randrange(len(good))
            bit = 1 << rng.randrange(8)
            try_one(good[:at] + bytes([good[at] ^ bit]) + good[at + 1:], f"byte {at} bit {bit}")
    shutil.rmtree(work)
    print(f"{count} damaged databases: {found} found, {harmless} without effect, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
