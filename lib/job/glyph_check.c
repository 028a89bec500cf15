#include "job/glyph_check.h"

#include "base/messages.h"
#include "pdf/page.h"

static void look(struct job *job, struct press *press, struct arena *row, const char *reg_no,
		 const char *name)
{
	uint32_t cp;

	if (press_uncovered(press, name, &cp, 1) == 0)
		return;
	findings_add(
	    &job->findings,
	    &(struct finding){
		.rule = "R-GLYPH",
		.severity = SEV_ERROR,
		.subject = reg_no,
		.field = "name",
		.value = name,
		.text = arena_printf(row, F_PRINT_GLYPH, arena_printf(row, "U+%04X", (unsigned)cp)),
		.suggestion = S_PRINT_GLYPH,
	    });
}

int glyph_check(struct job *job, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_CANDIDATE_NAMES, e);
	struct arena row = {0};
	struct press *press;
	struct err why = {0};
	int rc;

	if (!st)
		return -1;
	if (press_open(&press, NULL, &why) < 0) {
		job_finding(job, "R-GLYPH", SEV_WARN, "", why.text);
		return 0;
	}
	while ((rc = stmt_step(st, e)) == 1) {
		look(job, press, &row, col_text(st, "reg_no"), col_text(st, "name"));
		arena_reset(&row);
	}
	arena_free(&row);
	press_free(press);
	return rc;
}
