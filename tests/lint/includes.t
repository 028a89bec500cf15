#!/bin/sh
# Rooms include only rooms to their left; third-party headers stay in their room.
. "${0%/*}/../tap/tap.sh"
check="awk -f $T_TOP/scripts/check-includes.awk $T_TOP/scripts/deps.rules"

cd "$T_TOP" || exit 255
t_run $check lib/*/*.[ch] cmd/*.[ch]
t_exit 0
t_out ''
t_err ''

cd "$T_DIR/w" || exit 255
mkdir -p lib/base lib/exam cmd
printf '#include "db/db.h"\n#include <stdio.h>\n' >lib/base/a.c
printf '#include "base/err.h"\n#include <csv.h>\n#include "other.h"\n' >lib/exam/b.c
printf '#include <gtk.h>\n#include "pdf/doc.h"\n' >cmd/c.c
t_run $check lib/base/a.c lib/exam/b.c cmd/c.c
t_exit 1
t_out 'lib/base/a.c:1: room base must not include room db
lib/exam/b.c:2: <csv.h> does not belong in room exam
lib/exam/b.c:3: include "room/file.h", not "other.h"
cmd/c.c:1: <gtk.h> has no room in scripts/deps.rules
cmd/c.c:2: room cmd must not include room pdf'
t_err ''
t_done
