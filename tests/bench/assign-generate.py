#!/usr/bin/python3
"""Writes an invented assignment instance (form of ncre-formats(5)) that is known to be feasible.

A hidden assignment is drawn first and the entries are made from it, so every entry can be placed;
wishes then crowd the popular days.

usage: assign-generate.py ENTRIES [--days 5] [--sessions 4] [--fill 97] [--multi 25] [--wish 50]
                          [--popular 3] [--restricted 0] [--gap 30] [--fixed 0] [--seed 1]
"""
import argparse
import random

ap = argparse.ArgumentParser()
ap.add_argument("entries", type=int)
for name, default in (("days", 5), ("sessions", 4), ("fill", 97), ("multi", 25), ("wish", 50),
                      ("popular", 3), ("restricted", 0), ("gap", 30), ("fixed", 0), ("tagged", 0),
                      ("seed", 1), ("subjects", 20), ("room", 40), ("short-gap", 0)):
    ap.add_argument("--" + name, type=int, default=default)
a = ap.parse_args()
rng = random.Random(a.seed)
J = a.subjects
minutes = [rng.choice((90, 120)) for _ in range(J)]
n_sessions = a.days * a.sessions
seats_needed = a.entries * 100 // a.fill + 1
per_session = max(1, seats_needed // n_sessions + 1)
n_rooms = max(1, -(-per_session // a.room))
every = (1 << J) - 1
rooms = []
left = per_session
for r in range(n_rooms):
    cap = min(a.room, left)
    left -= cap
    mask = every
    if rng.randrange(100) < a.restricted:
        mask = sum(1 << j for j in range(J) if rng.randrange(10) < 6) or every
    rooms.append([r, cap, mask, 0])
sessions = []
for d in range(a.days):
    start = 480
    for _ in range(a.sessions):
        mask = every
        if rng.randrange(100) < a.restricted:
            mask = sum(1 << j for j in range(J) if rng.randrange(10) < 7) or every
        sessions.append([len(sessions), d, start, 120, mask])
        start += 120 + (20 if a.short_gap else a.gap)
free = {}
for s in sessions:
    for r in rooms:
        free[s[0], r[0]] = r[1]
by_day = {d: [s for s in sessions if s[1] == d] for d in range(a.days)}
total = sum(free.values())
target = min(a.entries, total)
entries = []
cand = 0
tries = 0


def clash(x, y):
    return x[1] == y[1] and x[2] < y[2] + y[3] + a.gap and y[2] < x[2] + x[3] + a.gap


def seat_for(j, taken, days):
    options = [(s, r) for s in sessions for r in rooms if free[s[0], r[0]] > 0 and s[4] >> j & 1
               and r[2] >> j & 1 and not any(clash(s, t) for t in taken)
               and (not days or s[1] in days)]
    return rng.choice(options) if options else None


open_cells = None
while len(entries) < target and tries < target * 3:
    tries += 1
    n = 1
    if rng.randrange(100) < a.multi:
        n = 2 if rng.randrange(4) else 3
    n = min(n, target - len(entries))
    taken = []
    used = set()
    for _ in range(n):
        # a cheap draw first, the whole list only when that fails
        place = None
        for _ in range(30):
            s = rng.choice(by_day[taken[0][1]] if taken and rng.randrange(10) else sessions)
            r = rng.choice(rooms)
            if free[s[0], r[0]] > 0 and not any(clash(s, t) for t in taken):
                js = [j for j in range(J) if s[4] >> j & 1 and r[2] >> j & 1 and j not in used]
                if js:
                    place = (s, r, rng.choice(js))
                    break
        if place is None:
            j = rng.randrange(J)
            found = None if j in used else seat_for(j, taken, None)
            if not found:
                continue
            place = (found[0], found[1], j)
        s, r, j = place
        free[s[0], r[0]] -= 1
        used.add(j)
        taken.append(s)
        entries.append([cand, j, s, r])
    cand += 1

print("NCREASSIGN 1 990101")
print(f"SEED bench-{a.seed}")
print(f"GAP {a.gap}")
print(f"D {a.days}")
for j in range(J):
    print(f"J {j} {minutes[j]}")
for s in sessions:
    print(f"S {s[0]} {s[1]} {s[2]} {s[3]} {s[4]:x} 0")
for r in rooms:
    cols = max(1, int(r[1] ** 0.5))
    print(f"R {r[0]} {r[1]} {r[2]:x} 0 {-(-r[1] // cols)} {cols}")
weights = [a.popular if d == 0 else 1 for d in range(a.days)]
for i, (c, j, s, r) in enumerate(entries):
    wish = -1
    if rng.randrange(100) < a.wish:
        wish = rng.choices(range(a.days), weights)[0]
    fixed = rng.randrange(100) < a.fixed
    print(f"E {i} {c} {j} {wish} {rng.randrange(1, 30)} 0 0 "
          f"{s[0] if fixed else -1} {r[0] if fixed else -1}")
