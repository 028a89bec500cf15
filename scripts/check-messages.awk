# Proves that the Chinese and the English text of a message take the same arguments in the same
# order, that no id is defined twice, and that every id starts with its severity.
#   awk -f scripts/check-messages.awk lib/base/messages*.h
function specifiers(s,    out) {
	gsub(/%%/, "", s)
	out = ""
	while (match(s, /%[-+ #0]*[0-9*]*(\.[0-9*]+)?(hh|h|ll|l|j|z|t)?[a-zA-Z]/)) {
		out = out " " substr(s, RSTART, RLENGTH)
		s = substr(s, RSTART + RLENGTH)
	}
	# Width and flags may differ between languages; the argument's type may not.
	gsub(/%[-+ #0]*[0-9]*(\.[0-9]+)?/, "%", out)
	return out
}
function bad(what) { print FILENAME ":" at ": " what; failed = 1 }
# Splits T("a" "b", "c") into its two texts; adjacent strings are joined.
function message(id, s,    i, c, which, in_text) {
	text[1] = text[2] = ""
	which = 1
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (in_text && c == "\\") { text[which] = text[which] c substr(s, ++i, 1); continue }
		if (c == "\"") { in_text = !in_text; continue }
		if (in_text) text[which] = text[which] c
		else if (c == ",") which++
	}
	if (which != 2) { bad(id ": not two texts"); return }
	if (text[1] == "" || text[2] == "") bad(id ": an empty text")
	if (specifiers(text[1]) != specifiers(text[2]))
		bad(id ": the languages differ in their arguments:" specifiers(text[1]) " and" specifiers(text[2]))
}
/^#define [A-Z]+_/ {
	id = $2; at = FNR
	sub(/\(.*/, "", id)
	if (id ~ /^NCRE_BASE_MESSAGES_([A-Z]+_)?H$/ || $0 ~ /^#define T\(/) next
	if (id in seen) bad(id ": defined twice")
	seen[id] = 1
	if (id !~ /^[A-Z]_/ || id !~ /^[EWIFS]_/) bad(id ": starts with none of E_ W_ I_ F_ S_")
	body = $0
	while (body ~ /\\$/) {
		sub(/\\$/, "", body)
		if ((getline line) <= 0) break
		body = body line
	}
	sub(/^#define [A-Z0-9_]+[ \t]*/, "", body)
	if (body !~ /^T\(.*\)[ \t]*$/) { bad(id ": not T(\"...\", \"...\")"); next }
	sub(/^T\(/, "", body); sub(/\)[ \t]*$/, "", body)
	message(id, body)
	n++
}
END {
	if (!n) { print FILENAME ": no message found"; failed = 1 }
	exit failed
}
