#!/usr/bin/python3
"""What else could load the registrations that import-rows.py writes.

import-peer.py load FILE DB       the same rules checked in Python, the same tables filled
import-peer.py split FILE DB DIR  only the rows of both tables, for sqlite3's .import, and the views
                                  (DIR/views.sql) that take them into the same constrained tables
"""
import csv
import datetime
import sqlite3
import sys

WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
CANDIDATE = ["id", "site_code", "reg_no", "name", "sex", "born_on", "id_type", "id_number", "nation", "occupation",
             "education", "training", "postcode", "address", "email", "phone", "custom", "remark", "photo_name"]
INSERT = ("INSERT INTO candidate (%s, sitting_id, source, agreement, agreed_at, agreed_by, created_at, run_id)"
          " VALUES (%s, 1, 'group', '1', 0, 'school', 0, 0)")
INSERT_ENTRY = ("INSERT INTO entry (candidate_id, offering_id, fee_fen, created_at, run_id)"
                " VALUES (%s, %s, %s, 0, 0)")


def fail(number, what):
    sys.exit(f"row {number}: {what}")


def check_person(number, r, codes, today):
    name, sex, born, kind, idno = r[3], r[4], r[5], r[6], r[7]
    if not 0 < len(name) <= 50 or any(c.isspace() or c.isdigit() or c == "?" or c < " " for c in name):
        fail(number, "R-NAME")
    if sex not in ("男", "女"):
        fail(number, "R-CODE")
    for table, value in zip(codes, (kind, r[8], r[9], r[10], r[11])):
        if value not in table:
            fail(number, "R-CODE")
    day = datetime.date(int(born[:4]), int(born[4:6]), int(born[6:]))
    if len(idno) != 18 or not idno[:17].isdigit() or day > today or idno[6:14] != born \
            or int(idno[16]) % 2 != (sex == "男") \
            or idno[17] != "10X98765432"[sum(int(a) * b for a, b in zip(idno, WEIGHTS)) % 11]:
        fail(number, "R-ID")
    return "M" if sex == "男" else "F", day.isoformat()


def read(path, db):
    """The rows of both tables, after every rule that needs more than one row."""
    codes = [{c for (c,) in db.execute("SELECT code FROM code WHERE kind = ?", (k,))}
             for k in ("id_type", "nation", "occupation", "education", "training")]
    limits = dict(db.execute("SELECT site_code, subject_limit FROM sitting_site WHERE sitting_id = 1"))
    offerings = {(s, c): [i, fee, left] for i, s, c, fee, left in db.execute(
        "SELECT o.id, site_code, subject_code, fee_fen, capacity - taken FROM offering o"
        " JOIN offering_load ON offering_id = o.id WHERE sitting_id = 1")}
    known = {n for (n,) in db.execute("SELECT id_number FROM candidate WHERE sitting_id = 1 AND gone_at IS NULL")}
    next_id = db.execute("SELECT coalesce(max(id), 0) + 1 FROM candidate").fetchone()[0]
    today, persons, entries, taken, documents = datetime.date.today(), {}, [], set(), set()
    with open(path, encoding="utf-8", newline="") as f:
        for number, r in enumerate(csv.reader(f), 1):
            if number == 1:
                continue
            key = r[0] + r[1]
            sex, born = check_person(number, r, codes, today)
            if key not in persons:
                if r[7] in documents or r[7] in known or r[0] not in limits:
                    fail(number, "R-ONE-SITE")
                documents.add(r[7])
                persons[key] = [next_id, r[0], "83" + key, r[3], sex, born, *r[6:12], *(v or None for v in r[14:20]),
                                r[13], 0]
                next_id += 1
            person, offering = persons[key], offerings.get((r[0], r[12]))
            if offering is None or offering[2] <= 0:
                fail(number, "R-OFFER, R-CAP")
            if (key, r[12]) in taken or person[-1] >= limits[r[0]]:
                fail(number, "R-ONE-ENTRY, R-MAX")
            taken.add((key, r[12]))
            person[-1] += 1
            offering[2] -= 1
            entries.append((person[0], offering[0], offering[1]))
    return [p[:-1] for p in persons.values()], entries


def load(db, persons, entries):
    with db:
        db.executemany(INSERT % (", ".join(CANDIDATE), ", ".join("?" * len(CANDIDATE))), persons)
        db.executemany(INSERT_ENTRY % ("?", "?", "?"), entries)


def split(folder, persons, entries):
    for name, rows in (("candidate.csv", persons), ("entry.csv", entries)):
        with open(f"{folder}/{name}", "w", encoding="utf-8", newline="") as f:
            csv.writer(f).writerows(rows)
    with open(f"{folder}/views.sql", "w", encoding="utf-8") as f:
        f.write("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536;\n"
                f"CREATE TEMP VIEW c AS SELECT {', '.join(CANDIDATE)} FROM candidate;\n"
                "CREATE TEMP VIEW e AS SELECT candidate_id, offering_id, fee_fen FROM entry;\n"
                "CREATE TEMP TRIGGER c INSTEAD OF INSERT ON c BEGIN "
                + INSERT % (", ".join(CANDIDATE), ", ".join(f"nullif(NEW.{n}, '')" for n in CANDIDATE))
                + "; END;\nCREATE TEMP TRIGGER e INSTEAD OF INSERT ON e BEGIN "
                + INSERT_ENTRY % ("NEW.candidate_id", "NEW.offering_id", "NEW.fee_fen") + "; END;\n")


def main():
    db = sqlite3.connect(sys.argv[3])
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA cache_size = -65536")
    persons, entries = read(sys.argv[2], db)
    if sys.argv[1] == "load":
        load(db, persons, entries)
    else:
        split(sys.argv[4], persons, entries)


main()
