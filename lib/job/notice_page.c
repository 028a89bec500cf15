#include "job/notice_page.h"

#include "base/fen.h"
#include "base/messages.h"
#include "job/glyph_check.h"
#include "job/print_out.h"

#include <stdio.h>

/* Millimetres from the upper left corner. */
static const double LEFT = 18, WIDTH = 174, TOP = 84, NEXT_TOP = 30, ROW = 7;
enum { FIRST_ROWS = 26, NEXT_ROWS = 34 }; /* of a page; the sum needs one */

static const struct {
	const char *title;
	double width;
	enum align align;
} columns[] = {{"序号", 14, ALIGN_CENTRE},
	       {"报名号", 38, ALIGN_CENTRE},
	       {"姓名", 40, ALIGN_LEFT},
	       {"报考科目", 58, ALIGN_LEFT},
	       {"费用（元）", 24, ALIGN_RIGHT}};
enum { COLUMNS = ARRAY_LEN(columns) };

struct line {
	const char *reg_no, *name, *subject;
	struct fen fee;
};

struct notice {
	struct job *job;
	const struct notice_page *what;
	struct print_out out;
	struct canvas *page;
	VEC_OF(struct line) lines;
	const char *school;
	struct fen amount;
	instant opened_at, closes_at; /* closes_at: of the payment window; 0: none */
};

static int read_head(struct notice *n, struct err *e)
{
	struct stmt *st = db_stmt(n->job->db, SQL_ORDER_NOTICE_HEAD, e);
	struct arena *a = &n->job->arena;
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":order_no", n->what->order_no);
	if ((rc = stmt_step(st, e)) < 0)
		return -1;
	if (rc == 0)
		return err_set(e, ERR_INPUT, E_ORDER_NONE, n->what->order_no);
	n->school = arena_printf(a, "%s　%s", col_text(st, "site_code"), col_text(st, "site_name"));
	n->amount = fen_of(col_int(st, "amount_fen"));
	n->opened_at = col_int(st, "opened_at");
	n->closes_at = col_int(st, "closes_at");
	stmt_done(st);
	return 0;
}

static int read_lines(struct notice *n, struct err *e)
{
	struct stmt *st = db_stmt(n->job->db, SQL_ORDER_NOTICE, e);
	struct arena *a = &n->job->arena;
	int rc;

	if (!st)
		return -1;
	stmt_text(st, ":order_no", n->what->order_no);
	while ((rc = stmt_step(st, e)) == 1) {
		struct line l = {.fee = fen_of(col_int(st, "fee_fen"))};

		l.reg_no = arena_strdup(a, col_text(st, "reg_no"));
		l.name = arena_strdup(a, col_text(st, "name"));
		l.name = n->what->show(n->what->ctx, a, "name", l.name);
		l.subject =
		    arena_printf(a, "%s %s", col_text(st, "subject_code"), col_text(st, "subject"));
		VEC_PUSH(&n->lines, l);
	}
	return rc;
}

/* R-GLYPH: everything is looked at before the first page. */
static bool can_print(struct notice *n)
{
	bool can = !glyph_check_text(n->job, n->out.press, n->what->order_no, "site", n->school);
	size_t i;

	for (i = 0; i < n->lines.len; i++) {
		const struct line *l = &n->lines.items[i];

		can &= !glyph_check_text(n->job, n->out.press, l->reg_no, "name", l->name);
		can &= !glyph_check_text(n->job, n->out.press, l->reg_no, "subject", l->subject);
	}
	return can;
}

static const char *yuan(struct notice *n, struct fen f)
{
	char text[FEN_TEXT];

	fen_format(f, text);
	return arena_strdup(&n->job->arena, text);
}

static const char *minute(struct notice *n, instant at)
{
	char text[INSTANT_TEXT];

	instant_format_people(at, text);
	return arena_strndup(&n->job->arena, text, 16);
}

static void draw_cells(struct notice *n, double y, const char *const values[COLUMNS], bool is_head)
{
	double x = LEFT;
	size_t i;

	if (is_head)
		canvas_fill(n->page, LEFT, y, WIDTH, ROW, 0.93);
	for (i = 0; i < COLUMNS; i++) {
		const struct style style = {.size_pt = 10.5,
					    .align = is_head ? ALIGN_CENTRE : columns[i].align};

		canvas_cell(n->page, x, y, columns[i].width, ROW, &style, values[i]);
		x += columns[i].width;
	}
	canvas_line(n->page, LEFT, y + ROW, LEFT + WIDTH, y + ROW, 0.3);
}

static double draw_table_head(struct notice *n, double y)
{
	const char *titles[COLUMNS];
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		titles[i] = columns[i].title;
	canvas_line(n->page, LEFT, y, LEFT + WIDTH, y, 0.8);
	draw_cells(n, y, titles, true);
	return y + ROW;
}

static void draw_head(struct notice *n)
{
	const struct style big = {
	    .size_pt = 17, .align = ALIGN_CENTRE, .bold = true, .width_mm = 130};
	const struct style text = {.size_pt = 11.5}, bold = {.size_pt = 12, .bold = true};
	struct arena *a = &n->job->arena;
	struct canvas *c = n->page;

	canvas_text(c, PAGE_A4_WIDTH_MM / 2, 22, &big, n->what->sitting->name);
	canvas_text(c, PAGE_A4_WIDTH_MM / 2, 33, &big, "缴 费 通 知 单");
	canvas_code(c, n->what->order_no, LEFT + WIDTH - 24, 12, 24);
	canvas_text(c, LEFT, 48, &text, arena_printf(a, "考　点：%s", n->school));
	canvas_text(c, LEFT, 56, &bold,
		    arena_printf(a, "订单号：%s　　应缴金额：%s 元（%lu 科）", n->what->order_no,
				 yuan(n, n->amount), (unsigned long)n->lines.len));
	canvas_text(c, LEFT, 64, &text,
		    n->closes_at ? arena_printf(a, "开单时间：%s　　缴费截止：%s",
						minute(n, n->opened_at), minute(n, n->closes_at))
				 : arena_printf(a, "开单时间：%s", minute(n, n->opened_at)));
	canvas_paragraph(c, LEFT, 68, WIDTH, &text,
			 "请一次缴清，并在附言中写明订单号；金额不符或未写订单号的款项须人工核对，"
			 "不能及时入账。");
}

static void next_page(struct notice *n)
{
	struct arena *a = &n->job->arena;

	n->page = pdf_page(n->out.pdf, PAGE_A4_WIDTH_MM, PAGE_A4_HEIGHT_MM);
	canvas_footer(n->page,
		      arena_printf(a, "订单 %s　链头 %.12s", n->what->order_no,
				   *n->out.head ? n->out.head : "-"),
		      arena_printf(a, "第 %lu 页", (unsigned long)pdf_page_count(n->out.pdf)));
}

static void draw(struct notice *n)
{
	const char *sum[COLUMNS] = {"", "", "", "合计", yuan(n, n->amount)};
	size_t i, left = FIRST_ROWS;
	double y;

	next_page(n);
	draw_head(n);
	y = draw_table_head(n, TOP);
	for (i = 0; i <= n->lines.len; i++, left--, y += ROW) {
		const struct line *l = i < n->lines.len ? &n->lines.items[i] : NULL;

		if (left == 0) {
			next_page(n);
			y = draw_table_head(n, NEXT_TOP);
			left = NEXT_ROWS;
		}
		if (!l) {
			draw_cells(n, y, sum, false);
			return;
		}
		const char *const values[COLUMNS] = {
		    arena_printf(&n->job->arena, "%lu", (unsigned long)i + 1), l->reg_no, l->name,
		    l->subject, yuan(n, l->fee)};

		draw_cells(n, y, values, false);
	}
}

static int write_file(struct notice *n, struct err *e)
{
	if (print_out_start(&n->out, n->job, n->what->sitting, n->what->path, false, e) < 0)
		return -1;
	if (!can_print(n))
		return err_set(e, ERR_RULE, "%s", E_PAGE_GLYPHS);
	if (print_out_open(&n->out, "notice",
			   arena_printf(&n->job->arena, "%s缴费通知单", n->what->sitting->name),
			   e) < 0)
		return -1;
	draw(n);
	return print_out_close(&n->out, e);
}

int notice_page_print(struct job *job, const struct notice_page *what, struct err *e)
{
	struct notice n = {.job = job, .what = what};
	int rc = read_head(&n, e);

	if (rc == 0)
		rc = read_lines(&n, e);
	if (rc == 0) {
		rc = write_file(&n, e);
		print_out_end(&n.out, rc == 0);
	}
	VEC_FREE(&n.lines);
	return rc;
}
