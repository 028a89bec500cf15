#!/usr/bin/python3
"""Checks a solution of debug-assign against its instance, sharing no code with the solver.

usage: assign-verify.py INSTANCE SOLUTION     exit 0 and one line, or 1 and what is wrong
"""
import sys


def load(path):
    p = {"J": {}, "S": {}, "R": {}, "C": {}, "M": {}, "E": {}, "gap": 0}
    for line in open(path, encoding="utf-8"):
        f = line.split()
        if not f:
            continue
        if f[0] == "GAP":
            p["gap"] = int(f[1])
        elif f[0] == "J":
            p["J"][int(f[1])] = int(f[2])
        elif f[0] == "S":
            p["S"][int(f[1])] = (int(f[2]), int(f[3]), int(f[4]), int(f[5], 16), int(f[6]))
        elif f[0] == "R":
            p["R"][int(f[1])] = (int(f[2]), int(f[3], 16), int(f[4]))
        elif f[0] == "C":
            p["C"][int(f[1]), int(f[2])] = int(f[3])
        elif f[0] == "M":
            p["M"][int(f[1]), int(f[2])] = int(f[3], 16)
        elif f[0] == "E":
            p["E"][int(f[1])] = tuple(map(int, f[2:]))
    return p


def clash(p, a, b):
    x, y = p["S"][a], p["S"][b]
    xs, ys = x[0] * 1440 + x[1], y[0] * 1440 + y[1]
    return a == b or xs < ys + y[2] + p["gap"] and ys < xs + x[2] + p["gap"]


def main():
    p = load(sys.argv[1])
    wrong = []
    seats, load_of, by_cand = {}, {}, {}
    placed = kept = 0
    seen = set()
    summary = None
    for line in open(sys.argv[2], encoding="utf-8"):
        f = line.split()
        if f[0] == "SUMMARY":
            summary = dict(zip(("placed", "placed_bound", "wishes", "wishes_bound", "extra",
                                "extra_bound"), (int(f[i]) for i in (2, 4, 6, 8, 10, 12))))
            continue
        e, s, r, seat, kind = map(int, f[1:])
        cand, subject, wish, school, tag, extra, fs, fr = p["E"][e]
        if e in seen:
            wrong.append(f"entry {e} twice")
        seen.add(e)
        if kind == 0:
            continue
        placed += 1
        day, start, minutes, mask, locked = p["S"][s]
        cap, rmask, rtag = p["R"][r]
        cap = p["C"].get((s, r), cap)
        need = p["J"][subject]
        need += (need * extra + 99) // 100
        if not p["M"].get((s, r), mask & rmask) >> subject & 1:
            wrong.append(f"entry {e}: subject {subject} is not in session {s} room {r}")
        if need > minutes:
            wrong.append(f"entry {e}: too long for session {s}")
        if tag != rtag:
            wrong.append(f"entry {e}: tag")
        if locked and fs < 0:
            wrong.append(f"entry {e}: session {s} is locked")
        if fs >= 0 and (fs != s or (fr >= 0 and fr != r)):
            wrong.append(f"entry {e}: was fixed")
        if (s, r, seat) in seats:
            wrong.append(f"seat {s} {r} {seat} twice")
        seats[s, r, seat] = e
        if not 1 <= seat <= cap:
            wrong.append(f"entry {e}: seat {seat} of {cap}")
        load_of[s, r] = load_of.get((s, r), 0) + 1
        if load_of[s, r] > cap:
            wrong.append(f"session {s} room {r} is over-full")
        for t in by_cand.setdefault(cand, []):
            if clash(p, s, t):
                wrong.append(f"candidate {cand}: sessions {s} and {t} clash")
        by_cand[cand].append(s)
        if kind == 2:
            kept += 1
            if wish != day:
                wrong.append(f"entry {e}: wish said kept")
    if seen != set(p["E"]):
        wrong.append("entries missing")
    extra = sum(len({p["S"][s][0] for s in v}) - 1 for v in by_cand.values())
    if summary is None or (placed, kept, extra) != (summary["placed"], summary["wishes"],
                                                    summary["extra"]):
        wrong.append(f"summary {summary} but counted {placed} {kept} {extra}")
    elif (placed > summary["placed_bound"] or kept > summary["wishes_bound"]
          or extra < summary["extra_bound"]):
        wrong.append(f"better than its bound: {summary}")
    if wrong:
        print("\n".join(wrong[:20]))
        return 1
    gaps = (summary["placed_bound"] - placed, summary["wishes_bound"] - kept,
            extra - summary["extra_bound"])
    print("ok", "placed", placed, "wishes", kept, "extra", extra, "gaps", *gaps)
    return 0


sys.exit(main())
