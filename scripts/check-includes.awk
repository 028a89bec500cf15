# Proves the direction of includes and that third-party headers stay in their room.
#   awk -f scripts/check-includes.awk scripts/deps.rules lib/*/*.[ch] cmd/*.[ch]
# Prints one line per violation; exit 1 if there is any.
function bad(what) { print FILENAME ":" FNR ": " what; failed = 1 }

FILENAME ~ /\.rules$/ {
	if ($0 ~ /^#/ || NF == 0) next
	if ($1 ~ /^</) third[substr($1, 2, length($1) - 2)] = 1
	for (i = 2; i <= NF; i++) may[$1, $i] = 1
	next
}
FNR == 1 {
	n = split(FILENAME, part, "/")
	room = part[n - 1]
	# The C library, POSIX and the compiler: headers without a room of their own.
	if (!standard_known) {
		m = split("assert ctype dirent emmintrin errno fcntl float inttypes limits locale math poll pwd grp " \
			"sched setjmp signal stdalign stdarg stdbool stddef stdint stdio stdlib string " \
			"strings time unistd sys/file sys/mman sys/resource sys/stat sys/statvfs " \
			"sys/time sys/types sys/vfs sys/wait", name, " ")
		for (i = 1; i <= m; i++) standard[name[i] ".h"] = 1
		standard_known = 1
	}
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, q, "\"")
	# The generated list of statement ids belongs to the database, cmd's own list to cmd.
	if (q[2] == "sql.h" && (room == "db" || room == "exam" || room == "job" || room == "cmd")) next
	if (q[2] == "commands.def" && room == "cmd") next
	if (q[2] !~ /^[a-z]+\/[a-z0-9_]+\.h$/) { bad("include \"room/file.h\", not \"" q[2] "\""); next }
	split(q[2], to, "/")
	if (!((room, to[1]) in may)) bad("room " room " must not include room " to[1])
	next
}
/^[ \t]*#[ \t]*include[ \t]*</ {
	h = $0; sub(/^[^<]*</, "", h); sub(/>.*/, "", h)
	if (h in standard) next
	if (!(h in third)) bad("<" h "> has no room in scripts/deps.rules")
	else if (!(("<" h ">", room) in may)) bad("<" h "> does not belong in room " room)
}
END { exit failed }
