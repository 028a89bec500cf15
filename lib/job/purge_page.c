#include "job/purge_page.h"

/* Millimetres from the upper left corner. */
static const double LEFT = 25, WIDTH = 160, ROW = 9;

static double field(struct canvas *c, double y, const char *label, const char *value)
{
	const struct style normal = {.size_pt = 12};

	canvas_text(c, LEFT, y, &normal, label);
	return canvas_paragraph(c, LEFT + 28, y - 4.4, WIDTH - 28, &normal, value) + 6;
}

void purge_page_draw(struct canvas *c, const struct purge_page *page)
{
	const struct style big = {.size_pt = 20, .align = ALIGN_CENTRE, .bold = true};
	const struct style normal = {.size_pt = 12};
	const struct style number = {.size_pt = 12, .align = ALIGN_RIGHT};
	double y = 58;
	size_t i;

	canvas_text(c, PAGE_A4_WIDTH_MM / 2, 36, &big, "个人信息销毁证明");
	if (*page->office)
		y = field(c, y, "单　位：", page->office);
	y = field(c, y, "考　次：", page->sitting);
	y = field(c, y, "依　据：", page->basis);
	y = field(c, y, "执　行：", page->done);
	for (i = 0; i < page->line_count; i++, y += ROW) {
		canvas_line(c, LEFT, y, LEFT + WIDTH, y, 0.3);
		canvas_cell(c, LEFT, y, WIDTH - 40, ROW, &normal, page->lines[i].what);
		canvas_text(c, LEFT + WIDTH - 2, y + 6, &number, page->lines[i].how_many);
	}
	canvas_line(c, LEFT, y, LEFT + WIDTH, y, 0.3);
	y = canvas_paragraph(
	    c, LEFT, y + 6, WIDTH, &normal,
	    "账目须继续保存：有订单或收付款的考生以无法还原的代号留存，只保留科目、金额、订单和时间"
	    "。"
	    "操作记录保留散列值，链条仍可核验；记录的内容已清除，这些操作不能再撤销。"
	    "本证明打印之前制作的备份仍含有上述信息，须另行销毁，销毁后在下面登记。");
	y = canvas_paragraph(c, LEFT, y + 10, WIDTH, &normal,
			     "备份销毁：　　　份　　　　　　经办人：　　　　　　　　日期：");
	canvas_paragraph(c, LEFT, y + 14, WIDTH, &normal,
			 "负责人（签字）：　　　　　　　　　　　　单位（盖章）：");
}
