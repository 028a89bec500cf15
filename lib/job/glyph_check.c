#include "job/glyph_check.h"

#include "base/buf.h"
#include "base/messages.h"
#include "job/page_layout.h"

#include <string.h>

enum { SHOWN_CHARS = 16 };

const char *printed_field(const char *field)
{
	static const struct {
		const char *field, *zh, *en;
	} words[] = {
	    {"name", "姓名", "name"},
	    {"subject", "科目代码", "subject"},
	    {"subject_name", "科目名称", "subject name"},
	    {"site_name", "考点名称", "site name"},
	    {"address", "考点地址", "site address"},
	    {"room_name", "考场地点", "place of the room"},
	    {"notice", "考点通告", "notice of the site"},
	    {"title", "考次名称", "name of the sitting"},
	    {"ticket.rules", "准考证注意事项（ticket.rules）",
	     "rules on the ticket (ticket.rules)"},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strcmp(words[i].field, field) == 0)
			return T(words[i].zh, words[i].en);
	return field;
}

bool glyph_check_text(struct job *job, struct press *press, const char *subject, const char *field,
		      const char *text)
{
	uint32_t cps[SHOWN_CHARS];
	size_t n = press_uncovered(press, text, cps, SHOWN_CHARS);
	struct buf codes = {0}, words = {0};

	if (n == 0)
		return false;
	for (size_t i = 0; i < n && i < SHOWN_CHARS; i++)
		buf_printf(&codes, "%sU+%04X", i ? " " : "", (unsigned)cps[i]);
	buf_printf(&words, F_PRINT_GLYPH, buf_str(&codes));
	findings_add(&job->findings, &(struct finding){.rule = "R-GLYPH",
						       .severity = SEV_ERROR,
						       .subject = subject,
						       .field = printed_field(field),
						       .value = text,
						       .text = buf_str(&words),
						       .suggestion = S_PRINT_GLYPH});
	buf_free(&codes);
	buf_free(&words);
	return true;
}

int glyph_check(struct job *job, struct err *e)
{
	struct stmt *st = db_stmt(job->db, SQL_PRINTED_TEXTS, e);
	const struct page_layout *print;
	struct press *press;
	struct err why = {0};
	int rc;

	if (!st)
		return -1;
	if (page_press_open(job, &press, &print, &why) < 0) {
		job_finding(job, "R-GLYPH", SEV_WARN, "", why.text);
		return 0;
	}
	while ((rc = stmt_step(st, e)) == 1)
		glyph_check_text(job, press, col_text(st, "subject"), col_text(st, "field"),
				 col_text(st, "text"));
	press_free(press);
	return rc;
}
