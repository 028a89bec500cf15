#!/bin/sh
# No banned words: scripts/words.rules.
. "${0%/*}/../tap/tap.sh"
check="$T_TOP/scripts/check-words $T_TOP/scripts/words.rules"

cd "$T_TOP" || exit 255
t_run $check lib/*/*.[ch] cmd/*.[ch]
t_exit 0
t_out ''
t_err ''

cd "$T_DIR/w" || exit 255
mkdir -p lib/exam lib/cli
cat >lib/exam/a.c <<'END'
/* strcpy( in a comment
   and exit( in its second line */
const char *s = "printf(\" time(";
int n = atoi(s); char c = '"'; // free(
	strcpy(a, b);
double d; /* permit: a test */
double e;
my_exit(3); xtime(0);
/* TODO */
END
echo 'printf("x");' >lib/cli/b.c
t_run $check lib/exam/a.c lib/cli/b.c
t_exit 1
t_is "$(sed 's/: [^:]*$//' "$T_OUT")" 'lib/exam/a.c:4:  atoi(
lib/exam/a.c:5: 	strcpy(
lib/exam/a.c:7: double 
lib/exam/a.c:9:  TODO ' 'the planted words and no others'
t_out_has 'writes without a limit'
t_err ''
t_done
